import { addTrustRoots } from '../../signing/commands/trust-roots.ts'
import type { SigningScheme } from '../../signing/model/cms/build-signature.ts'
import type { TestApp } from '../app.ts'
import { type Holder, issue, pem, rsaKeys, validTo } from './pki.ts'

const day = 86_400_000

/** A made-up authority that the demonstration office trusts, and certificates of it that hold from the day before the test's. */
export async function trustedAuthority(test: TestApp) {
  const now = test.services.clock().getTime()
  // From the test's day on: the machine's clock, by which other programs judge, may be years later.
  const valid = { from: now - day, to: validTo }
  const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
  await test.write(await test.as('quantri'), addTrustRoots, {
    set: 'government',
    pem: pem(root.certificate.raw),
    source: 'Tệp thử của phòng thử',
  })
  const certificate = (name: string, more: Partial<Parameters<typeof issue>[0]> = {}) =>
    issue({ name, issuer: root, keys: rsaKeys(), ...valid, ...more })
  return { root, certificate, valid }
}

/** A file sent as a page of the member sends it. */
export async function sendFile(test: TestApp, url: string, { bytes, as }: { bytes: Uint8Array; as: string }) {
  const mark = 'ranh-gioi-tep'
  return test.app.server.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: { cookie: await test.cookie(as), 'content-type': `multipart/form-data; boundary=${mark}` },
    payload: Buffer.concat([
      Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${mark}--\r\n`),
    ]),
  })
}

export interface PreparedItem {
  id: string
  kind: string
  thingId: string
  name: string
  fileHash: string
  attributes: string
}
export interface PreparedAnswer {
  prepared: PreparedItem[]
  faults: { kind: string; id: string; detail: string }[]
}
export interface FinishedAnswer {
  outcomes: { id: string; state: 'signed' | 'failed'; detail?: string }[]
}

/** Asks for things to be prepared for a certificate, and brings raw signatures, as the page of this member does. */
export function tokenDesk(test: TestApp, as: string, path = '/token-signatures') {
  const post = async (url: string, payload: object) =>
    test.app.server.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { cookie: await test.cookie(as) },
      payload,
    })
  return {
    async prepare(holder: Holder, things: { kind: string; id: string }[]): Promise<PreparedAnswer> {
      const certificate = holder.certificate.raw.toString('base64')
      return (await post(`${path}/prepared`, { certificate, things })).json()
    },
    async finish(
      signatures: { id: string; signature: Buffer; scheme?: SigningScheme }[],
    ): Promise<FinishedAnswer> {
      const sent = signatures.map(({ id, signature, scheme = 'rsa' }) => ({
        id,
        scheme,
        signature: signature.toString('base64'),
      }))
      return (await post(path, { signatures: sent })).json()
    },
  }
}
