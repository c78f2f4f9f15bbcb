import { digest } from './cms/algorithms.ts'
import { type Certificate, readName } from './cms/certificate.ts'
import { findPath, type Path } from './cms/path.ts'
import type { RevocationMaterial } from './cms/revocation.ts'
import {
  adobeRevocation,
  checkSigner,
  claimedTime,
  readSignedData,
  type SignedData,
  type SignerCheck,
  timestampIn,
} from './cms/signed-data.ts'
import type { Wanted } from './cms/wanted.ts'
import { agencyCheck, officerCheck } from './expected-signer.ts'
import { pathChecks, revocationCheck, usageCheck } from './path-checks.ts'
import type { ChangeLevel } from './pdf/changes.ts'
import type { SignatureEntry } from './pdf/signature-fields.ts'
import { type Check, check, type SignatureReport, type SignerFacts, verdictOf } from './report.ts'
import { fileStampCheck, type JudgedStamp, judgeStamp, timestampCheck } from './stamp-checks.ts'
import type { Expected } from './verify-pdf.ts'

/** What all signatures of a file are judged by. */
export interface Surroundings {
  roots: readonly { set: string; certificate: Certificate }[]
  others: readonly Certificate[]
  material: RevocationMaterial
  now: number
  expected: Expected | undefined
  /** Document timestamps that hold: all that lies before `end` was there at `at`. */
  stamps: readonly { end: number; at: number }[]
  level?: ChangeLevel | null
}

interface Judged {
  report: SignatureReport
  wanted: Wanted[]
  /** The paths that were gone, for whoever keeps proofs. */
  paths: Path[]
}

type Later = { checks: Check[]; level: ChangeLevel | null | undefined }

const problems = {
  range_lies: 'Vùng được ký khai không đúng: có phần của tệp không được ký.',
  contents_elsewhere: 'Chữ ký không nằm đúng chỗ mà vùng được ký chừa ra.',
  not_a_revision: 'Vùng được ký không kết thúc ở cuối một lần lưu của tệp.',
} as const

const readable = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'ETSI.RFC3161'])

/** A document timestamp that holds, as a proof of time for what it covers; nothing for every other signature. */
export function stampOf(entry: SignatureEntry, around: Surroundings): { end: number; at: number }[] {
  if (entry.subFilter !== 'ETSI.RFC3161' || entry.problem) return []
  const { stamp } = judgeStamp(entry.contents, entry.signed, authorities(around))
  return stamp.state === 'proven' ? [{ end: entry.end, at: stamp.at }] : []
}

const authorities = (around: Surroundings) => ({
  roots: around.roots.map((each) => each.certificate),
  others: around.others,
  material: around.material,
})

/** Judges one signature; `later` is what the file says of the time after it. */
export function judgeSignature(entry: SignatureEntry, around: Surroundings, later: Later): Judged {
  const structure = structureCheck(entry)
  const base = {
    field: entry.field.name,
    kind: entry.subFilter === 'ETSI.RFC3161' ? ('timestamp' as const) : ('signature' as const),
    changed: later.level ?? null,
  }
  const data = structure.state === 'failed' ? undefined : attempt(() => readSignedData(entry.contents))
  if (!data) {
    const unread = check('genuine', 'failed', 'Không đọc được dữ liệu chữ ký.')
    return nothing(base, structure.state === 'failed' ? [structure] : [structure, unread])
  }
  if (base.kind === 'timestamp')
    return judgeFileStamp(entry, around, { ...base, checks: [structure, ...later.checks] })
  const signer = attempt(() => checkSigner(data, entry.signed, entry.subFilter === 'ETSI.CAdES.detached'))
  if (!signer?.certificate) {
    return nothing(base, [structure, check('genuine', 'failed', 'Chữ ký không kèm chứng thư của người ký.')])
  }
  return judgeSigner({ entry, around, data, signer, certificate: signer.certificate }, base, [
    structure,
    ...later.checks,
  ])
}

type Base = Pick<SignatureReport, 'field' | 'kind' | 'changed'>

function nothing(base: Base, checks: Check[]): Judged {
  const facts = { signer: null, signedAt: null, timeSource: 'none' as const, algorithm: '' }
  return { report: { ...base, ...facts, checks, verdict: 'invalid' }, wanted: [], paths: [] }
}

function structureCheck(entry: SignatureEntry): Check {
  if (entry.problem) return check('structure', 'failed', problems[entry.problem])
  if (!readable.has(entry.subFilter)) {
    return check('structure', 'failed', `Kiểu chữ ký ${entry.subFilter || 'không ghi'} không được chấp nhận.`)
  }
  return check('structure', 'passed', 'Chữ ký bao trùm toàn bộ tệp tại lúc ký.')
}

interface Case {
  entry: SignatureEntry
  around: Surroundings
  data: SignedData
  signer: SignerCheck
  certificate: Certificate
}

function judgeSigner(given: Case, base: Base, before: Check[]): Judged {
  const { around, data, signer, certificate } = given
  const token = timestampIn(data)
  const stamped = token && judgeStamp(token, [data.signer.signature], authorities(around))
  const time = timeOf(given, stamped)
  const path = findPath(certificate, {
    roots: authorities(around).roots,
    others: [...data.certificates, ...around.others],
    at: time.proven ?? around.now,
  })
  const brought = attempt(() => adobeRevocation(data))
  const material = {
    crls: [...around.material.crls, ...data.crls, ...(brought?.crls ?? [])],
    answers: [...around.material.answers, ...(brought?.answers ?? [])],
  }
  const revocation = revocationCheck(path, material, {
    at: time.proven ?? around.now,
    isProvenTime: time.proven !== null,
  })
  const checks = [
    ...before.slice(0, 1),
    integrityCheck(signer),
    genuineCheck(signer),
    signer.weakness
      ? check('algorithm', 'failed', `Chữ ký không đạt: ${signer.weakness}.`)
      : check('algorithm', 'passed', `${signer.algorithm}.`),
    ...pathChecks(path, around.roots, time.proven),
    ...usageCheck(certificate),
    revocation.check,
    timestampCheck(stamped, time),
    ...before.slice(1),
    ...agencyCheck(certificate, around.expected?.agency),
    ...officerCheck(certificate, around.expected?.officer),
  ]
  const at = time.proven ?? time.claimed
  const report: SignatureReport = {
    ...base,
    signer: factsOf(certificate),
    signedAt: at === null ? null : new Date(at).toISOString(),
    timeSource: time.proven !== null ? 'timestamp' : time.claimed !== null ? 'claimed' : 'none',
    algorithm: signer.algorithm,
    checks,
    verdict: verdictOf(checks.map((each) => each.state)),
  }
  const wanted = [...revocation.wanted, ...(stamped?.wanted ?? [])]
  return { report, wanted, paths: [path.path, ...pathsOf(stamped)] }
}

interface Time {
  proven: number | null
  claimed: number | null
}

/** Proven by the signature's own timestamp or, failing that, by the first document timestamp that covers it. */
function timeOf({ entry, around, data }: Case, stamped: JudgedStamp | undefined): Time {
  const stamp = stamped?.stamp
  const covering = around.stamps.filter((each) => each.end > entry.end).map((each) => each.at)
  const proven = stamp?.state === 'proven' ? stamp.at : covering.length > 0 ? Math.min(...covering) : null
  const stated = entry.dictionary.entries.get('M')
  const claimed = attempt(() => claimedTime(data)) ?? pdfTime(stated) ?? null
  return { proven, claimed }
}

/** `D:20261126091530+07'00'` as milliseconds. */
function pdfTime(value: unknown): number | undefined {
  const text = typeof value === 'object' && value !== null && 'bytes' in value ? String(value.bytes) : ''
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?)/.exec(text)
  if (!found) return undefined
  const [year = 0, month = 1, day, hour, minute, second] = found.slice(1, 7).map(Number)
  const shift = (Number(found[8] ?? 0) * 60 + Number(found[9] ?? 0)) * (found[7] === '-' ? -1 : 1)
  return Date.UTC(year, month - 1, day, hour, minute, second) - shift * 60_000
}

function integrityCheck({ isIntact }: SignerCheck): Check {
  return isIntact
    ? check('integrity', 'passed', 'Phần đã ký còn nguyên như lúc ký.')
    : check('integrity', 'failed', 'Phần đã ký bị sửa sau khi ký.')
}

function genuineCheck({ isGenuine }: SignerCheck): Check {
  return isGenuine
    ? check('genuine', 'passed', 'Chữ ký đúng là do khóa của chứng thư này tạo ra.')
    : check('genuine', 'failed', 'Chữ ký không khớp với chứng thư đi kèm.')
}

function judgeFileStamp(
  entry: SignatureEntry,
  around: Surroundings,
  base: Base & { checks: Check[] },
): Judged {
  const judged = judgeStamp(entry.contents, entry.signed, authorities(around))
  const { stamp } = judged
  const isProven = stamp.state === 'proven'
  const checks = [...base.checks, fileStampCheck(judged)]
  const report: SignatureReport = {
    ...base,
    signer: isProven ? factsOf(stamp.authority) : null,
    signedAt: isProven ? new Date(stamp.at).toISOString() : null,
    timeSource: isProven ? 'timestamp' : 'none',
    algorithm: '',
    checks,
    verdict: verdictOf(checks.map((each) => each.state)),
  }
  return { report, wanted: judged.wanted, paths: pathsOf(judged) }
}

const pathsOf = (judged: JudgedStamp | undefined): Path[] =>
  judged?.stamp.state === 'proven' ? [judged.stamp.path] : []

/** What a certificate says, as plain data. */
export function factsOf(certificate: Certificate): SignerFacts {
  const subject = readName(certificate.subject)
  const issuer = readName(certificate.issuer)
  return {
    name: subject.commonName,
    organisation: subject.organisation,
    unit: subject.unit,
    title: subject.title,
    issuer: issuer.commonName || issuer.organisation,
    serial: certificate.serial,
    fingerprint: digest('sha256', certificate.raw).toString('hex'),
    validFrom: new Date(certificate.notBefore).toISOString(),
    validTo: new Date(certificate.notAfter).toISOString(),
  }
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
