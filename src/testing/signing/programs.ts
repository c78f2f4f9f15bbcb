import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDer } from '../../signing/model/cms/der.ts'
import { openPdf } from '../../signing/model/pdf/open-pdf.ts'
import { signaturesOf } from '../../signing/model/pdf/signature-fields.ts'
import { type Holder, pem } from './pki.ts'

/** Asks programs of others what they say of the same files, trusting the same root. */
export function askPrograms(root: Holder) {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-ask-'))
  const file = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(directory, name), bytes)
    return join(directory, name)
  }
  const authority = file('root.pem', pem(root.certificate.raw))
  execFileSync('certutil', ['-N', '-d', directory, '--empty-password'])
  execFileSync('certutil', ['-A', '-d', directory, '-n', 'root', '-t', 'CT,C,C', '-i', authority])
  return {
    /** For each signature whether pdfsig calls it valid, and the certificate trusted. */
    pdfsig(bytes: Uint8Array): { isValid: boolean; isTrusted: boolean; isWhole: boolean }[] {
      const said = output('pdfsig', ['-nssdir', directory, file('asked.pdf', bytes)])
      return said
        .split(/^Signature #\d+:/m)
        .slice(1)
        .map((part) => ({
          isValid: part.includes('Signature is Valid.'),
          isTrusted: part.includes('Certificate is Trusted.'),
          isWhole: part.includes('Total document signed'),
        }))
    },
    /** Whether OpenSSL verifies the CMS of the signature at this place, as CAdES. */
    openssl(bytes: Uint8Array, index = 0): boolean {
      const entry = signaturesOf(openPdf(bytes))[index]
      if (!entry) return false
      const cms = file('asked.cms', readDer(entry.contents).whole)
      const content = file('asked.bin', Buffer.concat(entry.signed))
      const options = [
        '-verify',
        '-cades',
        '-inform',
        'DER',
        '-in',
        cms,
        '-content',
        content,
        '-CAfile',
        authority,
      ]
      return output('openssl', [
        'cms',
        ...options,
        '-binary',
        '-purpose',
        'any',
        '-out',
        '/dev/null',
      ]).includes('Verification successful')
    },
    stop: () => rmSync(directory, { recursive: true }),
  }
}

function output(program: string, words: readonly string[]): string {
  try {
    const said = execFileSync(program, words, { stdio: 'pipe', encoding: 'utf8' })
    // OpenSSL says it on its error output, and says nothing else where it succeeds.
    return program === 'openssl' ? 'Verification successful' : said
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
  }
}
