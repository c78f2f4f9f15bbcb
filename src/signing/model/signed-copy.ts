import type { Wanted } from './cms/wanted.ts'
import { comparableAgency } from './expected-signer.ts'
import { compareRevisions } from './pdf/changes.ts'
import { openPdf } from './pdf/open-pdf.ts'
import { readSafely } from './pdf/values.ts'
import type { PdfReport, SignatureReport, SignerFacts } from './report.ts'
import { type VerifyPolicy, verifyPdf } from './verify-pdf.ts'

/** Who has to sign: a person by name, or the office by its own certificate. */
export interface Holder {
  kind: 'member' | 'office'
  name: string
  /** Fingerprints in the register of certificates: in use, and ended. */
  inUse: readonly string[]
  ended: readonly string[]
}

/** What came back, against what was given out. */
export interface SignedCopy {
  report: PdfReport
  /** Of the one new signature; null where the copy is refused. */
  signer: SignerFacts | null
  /** Why it cannot be taken, as a sentence that says what to do; null where it can. */
  fault: string | null
  wanted: Wanted[]
}

const notTheFile =
  'Tệp tải lên không phải tệp vừa tải về để ký, hoặc đã bị lưu lại bằng phần mềm khác. Hãy tải lại tệp, ký số rồi tải lên ngay bản vừa ký.'

/**
 * Whether `signed` is `given` with one signature more, of the one who has to sign, and nothing else. Bytes alone do not tell:
 * a copy may begin with the same bytes and paint over the page before it is signed, so both are read as files and compared.
 * Revocation that could not be asked for is said in the report and stops nothing; everything else that fails does.
 */
export function judgeSignedCopy(
  { given, signed }: { given: Uint8Array; signed: Uint8Array },
  holder: Holder,
  policy: VerifyPolicy,
): SignedCopy {
  const { report, wanted } = verifyPdf(signed, policy)
  const refuse = (fault: string): SignedCopy => ({ report, signer: null, fault, wanted })
  if (report.state === 'unreadable') return refuse(report.summary)
  if (signed.length <= given.length || Buffer.compare(signed.subarray(0, given.length), given) !== 0)
    return refuse(notTheFile)
  const before = new Set(verifyPdf(given, policy).report.signatures.map(({ field }) => field))
  const added = report.signatures.filter(({ field, kind }) => kind === 'signature' && !before.has(field))
  const [fresh] = added
  if (!fresh) return refuse('Tệp tải lên chưa có chữ ký số mới. Hãy ký số vào tệp rồi tải lên.')
  if (added.length > 1)
    return refuse('Tệp tải lên có nhiều hơn một chữ ký số mới. Mỗi lần chỉ nhận một chữ ký.')
  const changes = readSafely(() => compareRevisions(openPdf(given), openPdf(signed)))
  if ('fault' in changes) return refuse(notTheFile)
  if (changes.level !== 'signatures') {
    const where = changes.places.slice(0, 3).join(', ')
    return refuse(
      `Nội dung văn bản bị sửa trước khi ký${where ? ` (${where})` : ''}. Hãy tải lại tệp và ký đúng tệp ấy.`,
    )
  }
  const fault = failedCheck(report.signatures) ?? strangerThan(holder, fresh.signer)
  return fault === null ? { report, signer: fresh.signer, fault, wanted } : refuse(fault)
}

/** Checks that may stay open: what they ask lies outside the file. */
const mayStayOpen: readonly string[] = ['revocation', 'timestamp']

function failedCheck(signatures: readonly SignatureReport[]): string | null {
  for (const { checks, signer } of signatures) {
    const stopping = checks.find(
      ({ name, state }) => state === 'failed' || (state === 'unchecked' && !mayStayOpen.includes(name)),
    )
    if (stopping) return `Chữ ký${signer ? ` của ${signer.name}` : ''} chưa nhận được: ${stopping.words}`
  }
  return null
}

/** Why a certificate is not of who has to sign, as a sentence that says what to do; null where it is. */
export function strangerThan(holder: Holder, signer: SignerFacts | null): string | null {
  const wanted = comparableAgency(holder.name)
  const named = comparableAgency(signer?.name ?? '')
  const isTheirs = holder.kind === 'member' ? named === wanted : ` ${named} `.includes(` ${wanted} `)
  const fingerprint = signer?.fingerprint ?? ''
  if (holder.ended.includes(fingerprint))
    return 'Chứng thư dùng để ký đã ghi trong sổ chứng thư số là không còn dùng. Hãy ký bằng chứng thư đang dùng.'
  // Once the register knows a certificate of theirs, their name alone is not enough.
  if (isTheirs && holder.inUse.length > 0 && !holder.inUse.includes(fingerprint))
    return `Chứng thư dùng để ký chưa có trong sổ chứng thư số của ${holder.name}. Hãy nhờ văn thư ghi vào sổ rồi tải lên lại.`
  if (wanted !== '' && isTheirs) return null
  const whose = holder.kind === 'member' ? `${holder.name}, người ký văn bản này` : holder.name
  return `Chứng thư dùng để ký là của “${signer?.name ?? ''}”, không phải của ${whose}. Hãy ký bằng đúng chứng thư.`
}
