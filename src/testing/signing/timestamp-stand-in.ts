import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { timestampRequest, timestampToken } from '../../signing/model/cms/build-signature.ts'
import { type Holder, pem } from './pki.ts'

const run = promisify(execFile)

const settings = `[tsa]
default_tsa = own
[own]
serial = serial
digests = sha256, sha384, sha512
signer_digest = sha256
default_policy = 1.2.3.4.1
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

/** A timestamp authority by OpenSSL, an independent program. `stamp` gives the token over the bytes. */
export async function startTimestamps(authority: Holder) {
  const directory = await mkdtemp(join(tmpdir(), 'motcua-tsa-'))
  const file = (name: string) => join(directory, name)
  await writeFile(file('tsa.pem'), pem(authority.certificate.raw))
  await writeFile(file('tsa.key'), authority.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await writeFile(file('tsa.cnf'), settings)
  await writeFile(file('serial'), '01\n')
  async function answer(request: Uint8Array): Promise<Buffer> {
    await writeFile(file('request.tsq'), request)
    const options = [
      '-config',
      'tsa.cnf',
      '-queryfile',
      'request.tsq',
      '-signer',
      'tsa.pem',
      '-inkey',
      'tsa.key',
    ]
    await run('openssl', ['ts', '-reply', ...options, '-out', 'answer.tsr'], { cwd: directory })
    return readFile(file('answer.tsr'))
  }
  async function stamp(value: Uint8Array): Promise<Buffer> {
    const nonce = randomBytes(8)
    const token = timestampToken(await answer(timestampRequest(value, nonce)), nonce)
    if (!token) throw new Error('no timestamp')
    return token
  }
  return { answer, stamp, stop: () => rm(directory, { recursive: true }) }
}
