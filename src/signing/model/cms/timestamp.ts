import { digest, hashNamed } from './algorithms.ts'
import { type Certificate, purposes } from './certificate.ts'
import { partsOf, readDer, tags, timeOf } from './der.ts'
import { findPath, type Path } from './path.ts'
import { checkSigner, readSignedData, type SignedData } from './signed-data.ts'

/** What a token of RFC 3161 proves, or why it proves nothing; `unrooted`: whose issuer was not at hand. */
export type TimestampCheck =
  | { state: 'proven'; at: number; authority: Certificate; path: Path; data: SignedData }
  | { state: 'failed'; reason: string; unrooted?: Certificate | undefined }

const tokenType = '1.2.840.113549.1.9.16.1.4'
const timeStamping = '1.3.6.1.5.5.7.3.8'

/**
 * Checks that the token is over these bytes, intact, and by an authority with a path to a configured root that is meant
 * for timestamps and for nothing else, valid at the time it states.
 */
export function checkTimestamp(
  token: Uint8Array,
  stamped: readonly Uint8Array[],
  known: { roots: readonly Certificate[]; others: readonly Certificate[] },
): TimestampCheck {
  try {
    return check(token, stamped, known)
  } catch {
    return { state: 'failed', reason: 'không đọc được dấu thời gian' }
  }
}

function check(
  token: Uint8Array,
  stamped: readonly Uint8Array[],
  known: { roots: readonly Certificate[]; others: readonly Certificate[] },
): TimestampCheck {
  const data = readSignedData(token)
  if (data.contentType !== tokenType || !data.content) return failed('không phải dấu thời gian')
  const [, , imprint, , time] = partsOf(readDer(data.content))
  const [algorithm, hashed] = partsOf(imprint)
  const hash = hashNamed(algorithm)
  if (!hash || hash === 'sha1') return failed('thuật toán băm không được chấp nhận')
  if (hashed?.tag !== tags.octets || !digest(hash, ...stamped).equals(hashed.content)) {
    return failed('không phải của chữ ký này')
  }
  const signer = checkSigner(data, [data.content], true)
  if (!signer.certificate || !signer.isIntact || !signer.isGenuine)
    return failed('chữ ký của dấu thời gian không đúng')
  if (signer.weakness) return failed(signer.weakness)
  const uses = purposes(signer.certificate)
  if (uses?.length !== 1 || uses[0] !== timeStamping)
    return failed('chứng thư không phải của máy chủ cấp dấu thời gian')
  const at = timeOf(time)
  const found = findPath(signer.certificate, {
    roots: known.roots,
    others: [...data.certificates, ...known.others],
    at,
  })
  if ('problem' in found) {
    const outside = failed('máy chủ cấp dấu thời gian không thuộc chứng thư gốc đã cấu hình')
    return found.problem === 'no_root' ? { ...outside, unrooted: found.path.at(-1) } : outside
  }
  return { state: 'proven', at, authority: signer.certificate, path: found.path, data }
}

const failed = (reason: string) => ({ state: 'failed', reason }) as const
