import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { issue, pem, revocationList, rsaKeys, someDay } from '../testing/signing/pki.ts'
import { letter, signPdf } from '../testing/signing/signed-pdf.ts'
import { addTrustRoots, removeTrustRoot } from './commands/trust-roots.ts'
import { addProofs } from './model/embed/add-proofs.ts'
import type { PdfReport } from './model/report.ts'
import { trustRoots } from './queries/trust-roots.ts'

const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
const officer = issue({ name: 'Lê Văn Ví Dụ', organisation: 'UBND xã Mẫu', issuer: root, keys: rsaKeys() })

let test: TestApp
let signed: Buffer
beforeAll(async () => {
  test = await startTestApp()
  test.time.set(new Date(someDay).toISOString())
  const one = await signPdf(await letter(), { holder: officer })
  signed = Buffer.from(addProofs(one, { certificates: [], crls: [revocationList(root)], answers: [] }))
})
afterAll(() => test?.close())

async function check(bytes: Uint8Array, username = 'chuyenmon'): Promise<PdfReport> {
  const mark = 'ranh-gioi-ky'
  const answer = await test.app.server.inject({
    method: 'POST',
    url: '/api/v1/signatures/check',
    headers: {
      cookie: await test.cookie(username),
      'content-type': `multipart/form-data; boundary=${mark}`,
    },
    payload: Buffer.concat([
      Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${mark}--\r\n`),
    ]),
  })
  expect(answer.statusCode).toBe(200)
  return answer.json() as PdfReport
}
const trusted = {
  set: 'government' as const,
  pem: pem(root.certificate.raw),
  source: 'Tệp thử của phòng thử',
}

describe('who may not', () => {
  it('say what is trusted: anybody but the administrator; nor does anything that is no root', async () => {
    await expect(test.write(await test.as('vanthu'), addTrustRoots, trusted)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const admin = await test.as('quantri')
    for (const wrong of ['', 'không phải chứng thư', pem(officer.certificate.raw)]) {
      await expect(test.write(admin, addTrustRoots, { ...trusted, pem: wrong })).rejects.toMatchObject({
        facts: { fields: { pem: expect.any(String) } },
      })
    }
    expect((await test.read(admin, trustRoots, {})).roots).toEqual([])
  })
})

describe('the check of a file', () => {
  it('is never “valid” without a root, is with it, and no more when the root is no longer trusted', async () => {
    const admin = await test.as('quantri')
    expect((await check(signed)).verdict).not.toBe('valid')
    expect(await test.write(admin, addTrustRoots, trusted)).toEqual({ added: 1, known: 0 })
    expect(await test.write(admin, addTrustRoots, trusted)).toEqual({ added: 0, known: 1 })
    const report = await check(signed)
    expect(report).toMatchObject({ verdict: 'valid', signatures: [{ signer: { name: 'Lê Văn Ví Dụ' } }] })
    const changed = Buffer.from(signed)
    changed[600] = (changed[600] ?? 0) ^ 1
    expect((await check(changed)).verdict).not.toBe('valid')
    expect(await check(Buffer.from('không phải PDF'))).toMatchObject({ state: 'unreadable' })
    expect(await check(await letter())).toMatchObject({ state: 'unsigned', verdict: null })
    const [own] = (await test.read(admin, trustRoots, {})).roots
    await test.write(admin, removeTrustRoot, { id: own?.id ?? '', reason: 'Hết dùng để thử.' })
    expect((await check(signed)).verdict).not.toBe('valid')
  })
})
