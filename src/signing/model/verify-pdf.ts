import { type Certificate, readCertificate } from './cms/certificate.ts'
import { type Wanted, wishOf } from './cms/wanted.ts'
import { compareRevisions } from './pdf/changes.ts'
import { decodeProof } from './pdf/decode-stream.ts'
import { hazardsOf } from './pdf/hazards.ts'
import { openPdf, type PdfFile } from './pdf/open-pdf.ts'
import {
  certifiedLevel,
  coverage,
  proofsOf,
  type SignatureEntry,
  signaturesOf,
} from './pdf/signature-fields.ts'
import { isStream, readSafely } from './pdf/values.ts'
import { type Check, type PdfReport, summarise, unreadableReport } from './report.ts'
import { judgeSignature, type Surroundings, stampOf } from './verify-signature.ts'

/** What the judgement stands on; certificates and answers in DER. */
export interface VerifyPolicy {
  roots: readonly { set: string; raw: Uint8Array }[]
  others: readonly Uint8Array[]
  crls: readonly Uint8Array[]
  /** OCSP answers that were fetched. */
  answers: readonly Uint8Array[]
  /** Milliseconds since 1970. */
  now: number
  expected?: Expected | undefined
}

export interface Expected {
  /** Name of the agency that issued the document. */
  agency?: string | undefined
  /** SHA-256 fingerprints of the certificates of those who may sign, and how they are called. */
  officer?: { name: string; fingerprints: readonly string[] } | undefined
}

export interface Verified {
  report: PdfReport
  /** What would have to be fetched to know more, each once. */
  wanted: Wanted[]
  /** Certificates of the paths that were gone, DER, each once: signers, timestamp authorities and all above them. */
  certificates: Uint8Array[]
}

const nothingWanted = { wanted: [], certificates: [] }

/** More signatures than this no document bears. */
const mostSignatures = 100

/**
 * Judges every signature of a PDF: what is signed, by whom, when, and what changed since. Deterministic and without I/O;
 * what must be fetched first is in `wanted`. Never throws: a file that cannot be read is reported as such, never as valid.
 */
export function verifyPdf(bytes: Uint8Array, policy: VerifyPolicy): Verified {
  const result = readSafely(() => verify(bytes, policy))
  return 'fault' in result ? { report: unreadableReport(result.fault), ...nothingWanted } : result
}

function verify(bytes: Uint8Array, policy: VerifyPolicy): Verified {
  const file = openPdf(bytes)
  const entries = signaturesOf(file).slice(0, mostSignatures)
  const notes = hazardsOf(file)
  if (entries.length === 0) return { report: summarise([], notes), ...nothingWanted }
  const around = surroundings(file, entries, policy)
  const judged = entries.map((entry) => judgeSignature(entry, around, laterChecks(file, entry)))
  return {
    report: summarise(
      judged.map((each) => each.report),
      notes,
    ),
    wanted: [...new Map(judged.flatMap((each) => each.wanted).map((each) => [wishOf(each), each])).values()],
    certificates: distinct(judged.flatMap((each) => each.paths.flat()).map((each) => each.raw)),
  }
}

/** Bytes, each once. */
const distinct = (list: readonly Buffer[]) => [
  ...new Map(list.map((each) => [each.toString('latin1'), each])).values(),
]

function surroundings(file: PdfFile, entries: readonly SignatureEntry[], policy: VerifyPolicy): Surroundings {
  const proofs = (key: Parameters<typeof proofsOf>[1]) =>
    proofsOf(file, key).flatMap((each) => (isStream(each) ? decodeProof(each) : []))
  const read = (list: readonly Uint8Array[]): Certificate[] =>
    list.flatMap((each) => readCertificate(each) ?? [])
  const roots = policy.roots.flatMap(({ set, raw }) => {
    const certificate = readCertificate(raw)
    return certificate ? [{ set, certificate }] : []
  })
  const base = {
    roots,
    others: read([...policy.others, ...proofs('Certs')]),
    material: { crls: [...proofs('CRLs'), ...policy.crls], answers: [...proofs('OCSPs'), ...policy.answers] },
    now: policy.now,
    expected: policy.expected,
    stamps: [],
  }
  return { ...base, stamps: entries.flatMap((entry) => stampOf(entry, base)) }
}

/** What the file says about the time after this signature. */
function laterChecks(
  file: PdfFile,
  entry: SignatureEntry,
): { checks: Check[]; level: Surroundings['level'] } {
  if (entry.problem) return { checks: [], level: null }
  const before = readSafely(() => openPdf(file.bytes.subarray(0, entry.end)))
  if ('fault' in before) {
    return { checks: [failedChange('Phần đã ký không tự nó thành một tệp PDF đọc được.')], level: null }
  }
  // The signature must be there, the same, in the revision it signs: else it speaks of another file.
  const own = readSafely(() =>
    signaturesOf(before).some((each) => each.end === entry.end && each.contents.equals(entry.contents)),
  )
  if (own !== true) return { checks: [failedChange('Chữ ký không nằm trong phần nó ký.')], level: null }
  // Bytes after the end that no cross-reference knows: a reader that repairs files may find a document in them.
  const rest = file.bytes.subarray(entry.end)
  if (before.sections.start === file.sections.start && rest.some((byte) => byte > 32)) {
    return { checks: [failedChange('Sau phần đã ký có dữ liệu lạ nối vào tệp.')], level: null }
  }
  const changes = compareRevisions(before, file)
  const checks = [changeCheck(changes, certifiedLevel(file))]
  const share = coverage(file, entry.field)
  if (share > 0.25) {
    checks.push({
      name: 'appearance',
      state: 'warned',
      words: `Hình chữ ký che ${Math.round(share * 100)} % trang; hãy đối chiếu nội dung bị che.`,
    })
  }
  return { checks, level: changes.level }
}

const failedChange = (words: string): Check => ({ name: 'changes', state: 'failed', words })

function changeCheck(changes: ReturnType<typeof compareRevisions>, certified: number | null): Check {
  const { level, places } = changes
  if (level === 'content') {
    const where = places.slice(0, 5).join(', ')
    return failedChange(`Nội dung bị thay đổi sau khi ký (${where}).`)
  }
  if (certified === 1 && level !== 'none') {
    return failedChange('Người ký chứng nhận không cho phép thay đổi nào, nhưng tệp đã được thay đổi sau đó.')
  }
  if (level === 'forms') {
    const words = 'Sau khi ký có ô nhập của biểu mẫu được điền hoặc sửa; nội dung khác giữ nguyên.'
    return { name: 'changes', state: certified === null ? 'warned' : 'passed', words }
  }
  const words =
    level === 'none'
      ? 'Không có thay đổi nào sau khi ký.'
      : 'Sau khi ký chỉ có thêm chữ ký hoặc dữ liệu xác thực.'
  return { name: 'changes', state: 'passed', words }
}
