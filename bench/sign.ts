import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outgoingExample } from '../src/records/model/outgoing/outgoing-examples.ts'
import { buildSignature, signedAttributes } from '../src/signing/model/cms/build-signature.ts'
import { fillSignature, prepareSignature } from '../src/signing/model/embed/prepare-signature.ts'
import { verifyPdf } from '../src/signing/model/verify-pdf.ts'
import { issue, revocationList, rsaKeys } from '../src/testing/signing/pki.ts'
import { letter } from '../src/testing/signing/signed-pdf.ts'
import { makeToken, openToken } from '../src/testing/signing/token.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { withScratch } from './shared/scratch.ts'

/** How often a second `work` is done. */
function perSecond(seconds: number, work: () => void): number {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < seconds * 1000) {
    work()
    done += 1
  }
  return done / ((performance.now() - started) / 1000)
}

/**
 * Signing of a letter with a token (hash, embed, fill in) beside the token alone, and judging of the signed file beside `pdfsig`,
 * which starts as a program for each file as officers' tools do. PDFs per second; more is better.
 */
await withScratch(async (scratch) => {
  const { rounds, seconds } = readOptions({ rounds: 5, seconds: 2 })
  const now = Date.now()
  const holds = { from: now - 86_400_000, to: now + 86_400_000 }
  const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys(), ...holds })
  const officer = issue({ name: 'Lê Văn Ví Dụ', issuer: root, keys: rsaKeys(), ...holds })
  const plain = await letter('table', outgoingExample.subject.normalize('NFD').replace(/[^\x20-\x7e]/g, ''))
  const token = makeToken(officer, '246810')
  process.env.SOFTHSM2_CONF = token.settings
  const opened = openToken(token.label, '246810')
  scratch.atEnd(async () => {
    opened.close()
    token.remove()
  })
  const sign = () => {
    const prepared = prepareSignature(plain, { signer: 'Lê Văn Ví Dụ', at: now, place: null })
    const attributes = signedAttributes(prepared.hash, officer.certificate)
    const signature = opened.sign(attributes)
    const parts = {
      attributes,
      certificate: officer.certificate,
      chain: [],
      scheme: 'rsa' as const,
      signature,
    }
    return fillSignature(prepared, buildSignature(parts))
  }
  const signed = sign()
  const path = join(await scratch.directory(), 'signed.pdf')
  writeFileSync(path, signed)
  const policy = {
    roots: [{ set: 'Mẫu', raw: root.certificate.raw }],
    others: [],
    crls: [revocationList(root, { from: now - 3_600_000, until: now + 3_600_000 })],
    answers: [],
    now,
  }
  const { report } = verifyPdf(signed, policy)
  if (report.verdict !== 'valid') throw new Error(`the signed file is not valid: ${report.summary}`)
  const attributes = Buffer.alloc(200, 1)
  const found = {
    sign: [] as number[],
    token: [] as number[],
    verify: [] as number[],
    pdfsig: [] as number[],
  }
  for (let round = 1; round <= rounds; round += 1) {
    found.sign.push(perSecond(seconds, sign))
    found.token.push(perSecond(seconds, () => opened.sign(attributes)))
    found.verify.push(perSecond(seconds, () => verifyPdf(signed, policy)))
    found.pdfsig.push(
      perSecond(seconds, () => execFileSync('pdfsig', ['-nocert', path], { stdio: 'ignore' })),
    )
    const last = (name: keyof typeof found) => rounded(found[name].at(-1) ?? 0)
    say(
      `round ${round}: ${last('sign')} PDFs/s signed, token alone ${last('token')}/s; ${last('verify')} PDFs/s judged, pdfsig ${last('pdfsig')}/s`,
    )
  }
  reportResult({ name: 'sign', ours: median(found.sign), limit: median(found.token) })
  reportResult({ name: 'sign-verify', ours: median(found.verify), limit: median(found.pdfsig) })
})
