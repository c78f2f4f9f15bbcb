import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Services } from '../../platform/services.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { freePort, startOcspResponder } from '../../testing/signing/ocsp-responder.ts'
import { issue, pem, revocationList, rsaKeys } from '../../testing/signing/pki.ts'
import { letter, signPdf } from '../../testing/signing/signed-pdf.ts'
import { addTrustRoots } from '../commands/trust-roots.ts'
import type { PdfReport } from '../model/report.ts'
import { checkPdf } from './check-pdf.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.now()
const holds = { from: now - 99 * day, to: now + 99 * day }
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys(), ...holds })

let test: TestApp
let services: Services
let server: Server
let host: string
let asked: string[] = []
const lists = new Map<string, Buffer>()
beforeAll(async () => {
  test = await startTestApp()
  test.time.set(new Date(now).toISOString())
  await test.write(await test.as('quantri'), addTrustRoots, {
    set: 'government',
    pem: pem(root.certificate.raw),
    source: 'Tệp thử của phòng thử',
  })
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const list = lists.get(request.url ?? '')
    response.statusCode = list ? 200 : 404
    response.end(list)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  services = withHosts([host])
})
afterAll(async () => {
  server?.close()
  await test?.close()
})

const withHosts = (internalHosts: string[]): Services => ({
  ...test.services,
  config: { ...test.services.config, internalHosts },
})
const signer = (more: { crlAddress?: string; ocspAddress?: string }) =>
  issue({ name: 'Lê Văn Ví Dụ', issuer: root, keys: rsaKeys(), ...holds, ...more })
const check = async (bytes: Uint8Array, by = services) => checkPdf(by, test.officeId, { bytes })
const revocation = (report: PdfReport) =>
  report.signatures[0]?.checks.find(({ name }) => name === 'revocation')

describe('revocation lists', () => {
  it('are fetched once, serve until the next is due, and are fetched anew then', async () => {
    lists.set('/a.crl', revocationList(root, { from: now - hour, until: now + day }))
    const signed = await signPdf(await letter(), { holder: signer({ crlAddress: `http://${host}/a.crl` }) })
    asked = []
    for (let time = 0; time < 3; time += 1) {
      const report = await check(signed)
      expect([report.verdict, revocation(report)?.state]).toEqual(['valid', 'passed'])
      // The report speaks of the set of roots as officers call it.
      expect(report.signatures[0]?.checks.find(({ name }) => name === 'chain')?.words).toMatch(
        /hệ thống đã cấu hình: .*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/,
      )
    }
    expect(asked).toEqual(['/a.crl'])
    test.time.set(new Date(now + 2 * day).toISOString())
    lists.set('/a.crl', revocationList(root, { from: now + 2 * day - hour, until: now + 3 * day }))
    expect((await check(signed)).verdict).toBe('valid')
    expect(asked).toEqual(['/a.crl', '/a.crl'])
    test.time.set(new Date(now).toISOString())
  })

  it('that name the certificate make it invalid', async () => {
    const holder = signer({ crlAddress: `http://${host}/b.crl` })
    const revoked = [{ certificate: holder.certificate, at: now - hour }]
    lists.set('/b.crl', revocationList(root, { from: now - hour, until: now + day, revoked }))
    expect(revocation(await check(await signPdf(await letter(), { holder })))?.state).toBe('failed')
  })

  it('that are away, are nonsense, are out of date, or lie in the inner network leave it open, never valid', async () => {
    lists.set('/nonsense.crl', Buffer.from('không phải danh sách'))
    lists.set('/old.crl', revocationList(root, { from: now - 3 * day, until: now - 2 * day }))
    lists.set('/good.crl', revocationList(root, { from: now - hour, until: now + day }))
    for (const path of ['/away.crl', '/nonsense.crl', '/old.crl']) {
      const holder = signer({ crlAddress: `http://${host}${path}` })
      expect((await check(await signPdf(await letter(), { holder }))).verdict, path).toBe('unchecked')
    }
    asked = []
    const holder = signer({ crlAddress: `http://${host}/good.crl` })
    const inside = await check(await signPdf(await letter(), { holder }), withHosts([]))
    expect(inside.verdict).toBe('unchecked')
    expect(asked).toEqual([])
  })
})

describe('OCSP, answered by OpenSSL', () => {
  it('tells good from revoked, and the list is asked only where it does not answer', async () => {
    const port = await freePort()
    const ocspAddress = `http://127.0.0.1:${port}/`
    const good = signer({ ocspAddress, crlAddress: `http://${host}/none.crl` })
    const bad = signer({ ocspAddress })
    const by = withHosts([host, `127.0.0.1:${port}`])
    const responder = await startOcspResponder(root, port, [
      { holder: good },
      { holder: bad, revokedAt: now - hour },
    ])
    asked = []
    const whole = await check(await signPdf(await letter(), { holder: good }), by)
    expect(revocation(whole)).toMatchObject({ state: 'passed', words: expect.stringContaining('OCSP') })
    expect(whole.verdict).toBe('valid')
    expect(asked).toEqual([])
    const refused = await check(await signPdf(await letter(), { holder: bad }), by)
    expect(revocation(refused)?.state).toBe('failed')
    responder.stop()

    lists.set('/none.crl', revocationList(root, { from: now - hour, until: now + day }))
    const other = signer({
      ocspAddress: `http://127.0.0.1:${port}/away`,
      crlAddress: `http://${host}/none.crl`,
    })
    expect((await check(await signPdf(await letter(), { holder: other }), by)).verdict).toBe('valid')
    expect(asked).toEqual(['/none.crl'])
  })
})
