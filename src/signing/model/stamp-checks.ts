import type { Certificate } from './cms/certificate.ts'
import { type RevocationMaterial, stampRevocation } from './cms/revocation.ts'
import { checkTimestamp, type TimestampCheck } from './cms/timestamp.ts'
import { type Wanted, wantedIssuers } from './cms/wanted.ts'
import { answersFor } from './path-checks.ts'
import { type Check, check } from './report.ts'
import { sayTime } from './say-time.ts'

/** A token with what is known of its authority. */
export interface JudgedStamp {
  stamp: TimestampCheck
  /** Nobody could say whether the authority's certificate was revoked, though it names who would know. */
  isOpen: boolean
  wanted: Wanted[]
}

interface Known {
  roots: readonly Certificate[]
  others: readonly Certificate[]
  material: RevocationMaterial
}

/** Judges a token over these bytes: its own signature, its authority, and whether that was revoked. */
export function judgeStamp(token: Uint8Array, stamped: readonly Uint8Array[], known: Known): JudgedStamp {
  const stamp = checkTimestamp(token, stamped, known)
  if (stamp.state === 'failed') {
    return { stamp, isOpen: false, wanted: stamp.unrooted ? wantedIssuers(stamp.unrooted) : [] }
  }
  const revocation = stampRevocation(stamp.path, known.material, stamp.at)
  const wanted = answersFor(stamp.path, revocation.missing)
  if (revocation.state === 'revoked') {
    const reason = 'chứng thư của máy chủ cấp dấu thời gian đã bị thu hồi'
    return { stamp: { state: 'failed', reason }, isOpen: false, wanted }
  }
  return { stamp, isOpen: revocation.state === 'unknown', wanted }
}

/** What the reader is told of the time of a signature; milliseconds since 1970. */
export function timestampCheck(
  judged: JudgedStamp | undefined,
  time: { proven: number | null; claimed: number | null },
): Check {
  if (judged?.stamp.state === 'failed')
    return check('timestamp', 'failed', `Dấu thời gian không đạt: ${judged.stamp.reason}.`)
  if (time.proven !== null) return provenCheck('Có dấu thời gian', time.proven, judged?.isOpen ?? false)
  const claimed = time.claimed === null ? '' : ` Giờ ${sayTime(time.claimed)} là theo máy của người ký.`
  return check('timestamp', 'warned', `Không có dấu thời gian.${claimed}`)
}

/** What the reader is told of a timestamp over the whole file. */
export function fileStampCheck({ stamp, isOpen }: JudgedStamp): Check {
  return stamp.state === 'proven'
    ? provenCheck('Dấu thời gian của tệp', stamp.at, isOpen)
    : check('timestamp', 'failed', `Dấu thời gian không đạt: ${stamp.reason}.`)
}

function provenCheck(what: string, at: number, isOpen: boolean): Check {
  if (!isOpen) return check('timestamp', 'passed', `${what} lúc ${sayTime(at)}.`)
  const open = 'chưa kiểm tra được chứng thư của máy chủ cấp dấu thời gian có bị thu hồi hay không'
  return check('timestamp', 'unchecked', `${what} lúc ${sayTime(at)}, nhưng ${open}.`)
}
