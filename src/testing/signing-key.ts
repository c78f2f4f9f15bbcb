import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new RSA key (PKCS #8) with a certificate of its own for a made-up name, both PEM, by openssl. */
export function makeSigningKey(name: string, bits = 2048): { privateKey: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'signing-key-'))
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    const made = ['-newkey', `rsa:${bits}`, '-nodes', '-keyout', key, '-out', certificate]
    execFileSync(
      'openssl',
      ['req', '-x509', '-sha256', '-days', '3650', '-subj', `/CN=${name}`, '-utf8', ...made],
      {
        stdio: 'ignore',
      },
    )
    return { privateKey: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
