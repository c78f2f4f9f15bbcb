import { digest } from './cms/algorithms.ts'
import { type Certificate, keyUsage, readName } from './cms/certificate.ts'
import { findPath, type PathResult } from './cms/path.ts'
import { type RevocationMaterial, revocationOf } from './cms/revocation.ts'
import {
  adobeRevocation,
  checkSigner,
  claimedTime,
  readSignedData,
  type SignedData,
  type SignerCheck,
  timestampIn,
} from './cms/signed-data.ts'
import { checkTimestamp, type TimestampCheck } from './cms/timestamp.ts'
import type { Wanted } from './cms/wanted.ts'
import { agencyCheck, officerCheck } from './expected-signer.ts'
import type { ChangeLevel } from './pdf/changes.ts'
import type { SignatureEntry } from './pdf/signature-fields.ts'
import {
  type Check,
  type CheckName,
  type CheckState,
  type SignatureReport,
  type SignerFacts,
  verdictOf,
} from './report.ts'
import { sayTime } from './say-time.ts'
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
}

type Later = { checks: Check[]; level: ChangeLevel | null | undefined }

const check = (name: CheckName, state: CheckState, words: string): Check => ({ name, state, words })

const problems = {
  range_lies: 'Vùng được ký khai không đúng: có phần của tệp không được ký.',
  contents_elsewhere: 'Chữ ký không nằm đúng chỗ mà vùng được ký chừa ra.',
  not_a_revision: 'Vùng được ký không kết thúc ở cuối một lần lưu của tệp.',
} as const

const readable = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'ETSI.RFC3161'])

/** A document timestamp that holds, as a proof of time for what it covers; nothing for every other signature. */
export function stampOf(entry: SignatureEntry, around: Surroundings): { end: number; at: number }[] {
  if (entry.subFilter !== 'ETSI.RFC3161' || entry.problem) return []
  const stamp = checkTimestamp(entry.contents, entry.signed, authorities(around))
  return stamp.state === 'proven' ? [{ end: entry.end, at: stamp.at }] : []
}

const authorities = (around: Surroundings) => ({
  roots: around.roots.map((each) => each.certificate),
  others: around.others,
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
    return judgeStamp(entry, around, { ...base, checks: [structure, ...later.checks] })
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
  return { report: { ...base, ...facts, checks, verdict: 'invalid' }, wanted: [] }
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
  const stamp = token && checkTimestamp(token, [data.signer.signature], authorities(around))
  const time = timeOf(given, stamp)
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
    ...pathChecks(path, around, time.proven),
    usageCheck(certificate),
    revocation.check,
    timestampCheck(stamp, time),
    ...before.slice(1),
    ...agencyCheck(certificate, around.expected?.agency),
    ...officerCheck(certificate, around.expected?.officer),
  ].filter((each) => each !== null)
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
  return { report, wanted: revocation.wanted }
}

interface Time {
  proven: number | null
  claimed: number | null
}

/** Proven by the signature's own timestamp or, failing that, by the first document timestamp that covers it. */
function timeOf({ entry, around, data }: Case, stamp: TimestampCheck | undefined): Time {
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

function usageCheck(certificate: Certificate): Check | null {
  const usage = keyUsage(certificate)
  const isForSigning = !usage || usage.sign || usage.commit
  return isForSigning ? null : check('chain', 'failed', 'Chứng thư này không được cấp để ký.')
}

function pathChecks(result: PathResult, around: Surroundings, proven: number | null): Check[] {
  const when = proven === null ? 'tại lúc kiểm tra, vì chữ ký không có dấu thời gian' : 'tại lúc ký'
  if ('problem' in result && result.problem !== 'expired') {
    const validity = check('validity', 'unchecked', 'Chưa xét vì chứng thư chưa được tin cậy.')
    return [check('chain', 'failed', result.detail), validity]
  }
  const root = result.path.at(-1)
  const set = around.roots.find(({ certificate }) => root && certificate.raw.equals(root.raw))?.set ?? ''
  const chain = check('chain', 'passed', `Chứng thư thuộc hệ thống đã cấu hình: ${set}.`)
  return 'problem' in result
    ? [chain, check('validity', 'failed', `Chứng thư không có hiệu lực ${when}.`)]
    : [chain, check('validity', 'passed', `Chứng thư có hiệu lực ${when}.`)]
}

function revocationCheck(
  result: PathResult,
  material: RevocationMaterial,
  time: { at: number; isProvenTime: boolean },
): { check: Check; wanted: Wanted[] } {
  if ('problem' in result) {
    return { check: check('revocation', 'unchecked', 'Chưa xét vì chứng thư chưa được tin cậy.'), wanted: [] }
  }
  const found = revocationOf(result.path, material, time)
  if (found.state === 'good') {
    const source = found.source === 'crl' ? 'danh sách thu hồi' : 'trả lời trực tuyến (OCSP)'
    return { check: check('revocation', 'passed', `Chứng thư không bị thu hồi, theo ${source}.`), wanted: [] }
  }
  if (found.state === 'revoked') {
    return {
      check: check('revocation', 'failed', `Chứng thư đã bị thu hồi lúc ${sayTime(found.at)}.`),
      wanted: [],
    }
  }
  const words =
    'Chưa kiểm tra được chứng thư có bị thu hồi hay không: không có danh sách thu hồi còn hiệu lực.'
  return { check: check('revocation', 'unchecked', words), wanted: [found.wanted] }
}

function timestampCheck(stamp: TimestampCheck | undefined, time: Time): Check {
  if (stamp?.state === 'failed')
    return check('timestamp', 'failed', `Dấu thời gian không đạt: ${stamp.reason}.`)
  if (time.proven !== null)
    return check('timestamp', 'passed', `Có dấu thời gian lúc ${sayTime(time.proven)}.`)
  const claimed = time.claimed === null ? '' : ` Giờ ${sayTime(time.claimed)} là theo máy của người ký.`
  return check('timestamp', 'warned', `Không có dấu thời gian.${claimed}`)
}

function judgeStamp(entry: SignatureEntry, around: Surroundings, base: Base & { checks: Check[] }): Judged {
  const stamp = checkTimestamp(entry.contents, entry.signed, authorities(around))
  const isProven = stamp.state === 'proven'
  const words = isProven
    ? `Dấu thời gian của tệp lúc ${sayTime(stamp.at)}.`
    : `Dấu thời gian không đạt: ${stamp.reason}.`
  const checks = [...base.checks, check('timestamp', isProven ? 'passed' : 'failed', words)]
  const report: SignatureReport = {
    ...base,
    signer: isProven ? factsOf(stamp.authority) : null,
    signedAt: isProven ? new Date(stamp.at).toISOString() : null,
    timeSource: isProven ? 'timestamp' : 'none',
    algorithm: '',
    checks,
    verdict: verdictOf(checks.map((each) => each.state)),
  }
  return { report, wanted: [] }
}

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
