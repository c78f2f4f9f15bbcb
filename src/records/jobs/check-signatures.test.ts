import { rename } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addTrustRoots } from '../../signing/commands/trust-roots.ts'
import { addProofs } from '../../signing/model/embed/add-proofs.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { issue, pem, revocationList, rsaKeys } from '../../testing/signing/pki.ts'
import { startRevocationServer } from '../../testing/signing/revocation-stand-in.ts'
import { letter, signPdf } from '../../testing/signing/signed-pdf.ts'
import { type Cast, cast, givenDocument, storedFile } from '../factory.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import { checkSignatures } from './check-signatures.ts'

const day = 86_400_000
const at = new Date('2026-03-24T02:00:00Z').getTime()
const holds = { from: at - 99 * day, to: at + 99 * day }
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys(), ...holds })
const officer = issue({
  name: 'Lê Văn Ví Dụ',
  organisation: 'Sở Nội vụ tỉnh Mẫu',
  issuer: root,
  keys: rsaKeys(),
  ...holds,
})

const server = await startRevocationServer()

let test: TestApp
let people: Cast
let signed: Buffer
beforeAll(async () => {
  test = await startTestApp({ settings: { INTERNAL_HOSTS: '127.0.0.1', PROOF_SECONDS: '0.5' } })
  people = await cast(test)
  const crls = [revocationList(root, { from: at - day, until: at + day })]
  const one = await signPdf(await letter(), { holder: officer })
  signed = Buffer.from(addProofs(one, { certificates: [], crls, answers: [] }))
  await checkSignatures(test.services, test.officeId)
})
afterAll(async () => {
  await test?.close()
  await server.stop()
})

async function arrived(bytes: Uint8Array, issuer: string) {
  const fileId = await storedFile(test, people.clerk, { bytes })
  const { id } = await givenDocument(test, people, { channel: 'scan', fileIds: [fileId], issuer })
  return { id, fileId }
}
const fileOf = async (id: string) =>
  (await test.read(people.clerk, getIncoming, { id })).document?.files.find(({ kind }) => kind === 'document')
const again = async ({ id, fileId }: { id: string; fileId: string }, username: string) =>
  test.app.server.inject({
    method: 'POST',
    url: `/api/v1/incoming/${id}/files/${fileId}/signatures`,
    headers: { cookie: await test.cookie(username) },
  })

describe('signatures of what comes in', () => {
  it('are checked once by the program, against who issued it, and anew when somebody asks; each look stays', async () => {
    const document = await arrived(signed, 'Sở Nội vụ tỉnh Mẫu')
    expect((await fileOf(document.id))?.signed).toBeNull()
    expect(await checkSignatures(test.services, test.officeId)).toBe(1)
    expect(await checkSignatures(test.services, test.officeId)).toBe(0)
    // Without a root nothing is trusted, and that is kept as it was found.
    expect((await fileOf(document.id))?.signed?.report.verdict).toBe('invalid')
    await test.write(await test.as('quantri'), addTrustRoots, {
      set: 'government',
      pem: pem(root.certificate.raw),
      source: 'Tệp thử của phòng thử',
    })
    test.time.advanceMinutes(5)
    expect((await again(document, 'chuyenmon')).json()).toEqual({ verdict: 'valid' })
    const report = (await fileOf(document.id))?.signed?.report
    expect(report).toMatchObject({ verdict: 'valid', signatures: [{ signer: { name: 'Lê Văn Ví Dụ' } }] })
    expect(report?.signatures[0]?.checks).toContainEqual(
      expect.objectContaining({ name: 'agency', state: 'passed' }),
    )
    const kept = await test.owner.query(
      'select verdict, agency from signature_reports where file_id = $1 order by checked_at',
      [document.fileId],
    )
    expect(kept.rows).toEqual([
      { verdict: 'invalid', agency: 'Sở Nội vụ tỉnh Mẫu' },
      { verdict: 'valid', agency: 'Sở Nội vụ tỉnh Mẫu' },
    ])
  })

  it('say where another agency signed than the one that the document names', async () => {
    const document = await arrived(signed, 'Sở Tài chính tỉnh Khác')
    await checkSignatures(test.services, test.officeId)
    expect((await fileOf(document.id))?.signed?.report.signatures[0]?.checks).toContainEqual(
      expect.objectContaining({ name: 'agency', state: 'warned' }),
    )
  })

  it('are not shown of a file that bears none; of a broken one it is said that nobody can tell', async () => {
    const plain = await arrived(await letter(), 'Sở Mẫu')
    const broken = await arrived(Buffer.from('%PDF-1.7 hỏng'), 'Sở Mẫu')
    expect(await checkSignatures(test.services, test.officeId)).toBe(2)
    expect((await fileOf(plain.id))?.signed).toBeNull()
    expect((await fileOf(broken.id))?.signed?.report).toMatchObject({
      state: 'unreadable',
      verdict: 'unchecked',
    })
    expect(await checkSignatures(test.services, test.officeId)).toBe(0)
  })

  it('are checked anew for nobody who may not see the document', async () => {
    const document = await arrived(signed, 'Sở Nội vụ tỉnh Mẫu')
    expect((await again(document, 'xahoi')).statusCode).toBe(404)
    await checkSignatures(test.services, test.officeId)
    const kept = await test.owner.query('select 1 from signature_reports where file_id = $1', [
      document.fileId,
    ])
    expect(kept.rows).toHaveLength(1)
  })

  it('are checked although another file cannot be read, and of that one once it can', async () => {
    const lost = await arrived(Buffer.concat([signed, Buffer.from('\n')]), 'Sở Mẫu')
    const found = await arrived(signed, 'Sở Mẫu')
    const kept = await test.owner.query('select sha256 from files where id = $1', [lost.fileId])
    const path = test.services.blobs.path(kept.rows[0].sha256)
    await rename(path, `${path}.away`)
    expect(await checkSignatures(test.services, test.officeId)).toBe(1)
    expect((await fileOf(found.id))?.signed?.report.verdict).toBe('valid')
    await rename(`${path}.away`, path)
    expect(await checkSignatures(test.services, test.officeId)).toBe(1)
  })

  it('are looked at again while an authority is away, a few times, and what it said in the end is kept with the report', async () => {
    const crlAddress = server.address('/list.crl')
    const holder = issue({ name: 'Lê Văn Ví Dụ', issuer: root, keys: rsaKeys(), ...holds, crlAddress })
    server.at('/list.crl', 'hang')
    const document = await arrived(await signPdf(await letter(), { holder }), 'Sở Mẫu')
    expect(await checkSignatures(test.services, test.officeId)).toBe(1)
    expect((await fileOf(document.id))?.signed?.report.verdict).toBe('unchecked')
    test.time.advanceMinutes(5 * 60)
    expect(await checkSignatures(test.services, test.officeId)).toBe(0)
    test.time.advanceMinutes(2 * 60)
    const now = test.services.clock().getTime()
    server.at('/list.crl', { bytes: revocationList(root, { from: now - 60_000, until: now + day }) })
    expect(await checkSignatures(test.services, test.officeId)).toBe(1)
    expect((await fileOf(document.id))?.signed?.report.verdict).toBe('valid')
    test.time.advanceMinutes(20 * 24 * 60)
    expect(await checkSignatures(test.services, test.officeId)).toBe(0)

    // Something else is fetched long after, which clears away what has run out: all but what a report stands on.
    const later = await arrived(
      await signPdf(await letter(), {
        holder: issue({ name: 'Ai Đó', issuer: root, ...holds, crlAddress: server.address('/gone.crl') }),
      }),
      'Sở Mẫu',
    )
    for (let time = 0; time < 8; time += 1) {
      await checkSignatures(test.services, test.officeId)
      test.time.advanceMinutes(7 * 60)
    }
    const looks = await test.owner.query('select 1 from signature_reports where file_id = $1', [later.fileId])
    expect(looks.rows).toHaveLength(6)
    const answers = await test.owner.query(
      'select address, kept from revocation_answers where content is not null',
    )
    expect(answers.rows).toEqual([{ address: crlAddress, kept: true }])
  })
})
