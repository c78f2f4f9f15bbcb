import { isSignedBy, signatureAlgorithm, weaknessOf } from './algorithms.ts'
import { authority, type Certificate, keyUsage } from './certificate.ts'

/** A certificate, its issuer, its issuer's issuer, … up to a configured root. */
export type Path = readonly Certificate[]

/** Extensions whose being critical does not stand in the way: they are checked here, or say what we do not ask. */
const understood = new Set([
  '2.5.29.15', // key usage
  '2.5.29.19', // basic constraints
  '2.5.29.37', // extended key usage
  '2.5.29.32', // policies: any is accepted
  '2.5.29.17', // other names of the subject
])

const longestPath = 8
const mostTries = 500

/** Without a path to a root, `path` is the longest way that was found up to where it ends. */
export type PathResult =
  | { path: Path }
  | { problem: 'no_root' | 'expired' | 'unfit'; detail: string; path: Path }

/**
 * Finds a path from the certificate to one of the roots (RFC 5280, section 6, without policies and name constraints: a
 * certificate that has the latter as critical is refused). `at` is milliseconds since 1970: every certificate of the path
 * must be valid then. Roots are trusted because an administrator put them there; their own signature says nothing.
 */
export function findPath(
  leaf: Certificate,
  known: { roots: readonly Certificate[]; others: readonly Certificate[]; at: number },
): PathResult {
  let tries = 0
  let nearest: PathResult = {
    problem: 'no_root',
    detail: 'Không có đường dẫn tới chứng thư gốc đã cấu hình.',
    path: [leaf],
  }

  function climb(path: Path): PathResult | undefined {
    const last = path.at(-1) ?? leaf
    if (isAmong(last, known.roots)) return judge(path, known.at)
    if (path.length >= longestPath) return undefined
    for (const issuer of [...known.roots, ...known.others]) {
      tries += 1
      if (tries > mostTries || isAmong(issuer, path) || !isIssuedBy(last, issuer)) continue
      const found = climb([...path, issuer])
      if (found && !('problem' in found)) return found
      if (found) nearest = found
    }
    const isFurther =
      'problem' in nearest && nearest.problem === 'no_root' && path.length > nearest.path.length
    if (isFurther) nearest = { ...nearest, path }
    return undefined
  }

  return climb([leaf]) ?? nearest
}

const isAmong = (certificate: Certificate, list: readonly Certificate[]) =>
  list.some((each) => each.raw.equals(certificate.raw))

/** By name and by signature. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.issuer.equals(issuer.subject)) return false
  return certificate.x509.checkIssued(issuer.x509) && certificate.x509.verify(issuer.key)
}

function judge(path: Path, at: number): PathResult {
  const late = path.find((each) => at < each.notBefore || at > each.notAfter)
  if (late) return { problem: 'expired', detail: 'Có chứng thư chưa đến hạn hoặc đã hết hạn.', path }
  const unfit = path.map((each, index) => unfitness(each, index, path.length)).find((each) => each !== null)
  return unfit ? { problem: 'unfit', detail: unfit, path } : { path }
}

function unfitness(certificate: Certificate, index: number, length: number): string | null {
  const strange = [...certificate.extensions].find(([id, { critical }]) => critical && !understood.has(id))
  if (strange) return `Chứng thư có ràng buộc mà chương trình không kiểm tra được (${strange[0]}).`
  const isRoot = index === length - 1
  if (!isRoot) {
    const weakness = weaknessOf(signatureAlgorithm(certificate.signatureAlgorithm)?.hash, certificate.key)
    if (weakness) return `Chứng thư trong đường dẫn ${weakness}.`
  }
  if (index === 0) return null
  const { isAuthority, below } = authority(certificate)
  // A root of version 1 has no extensions to say so; it is one because it was configured.
  if (!isAuthority && !(isRoot && certificate.extensions.size === 0)) {
    return 'Chứng thư cấp trên không phải của cơ quan chứng thực.'
  }
  if (index - 1 > below) return 'Đường dẫn dài hơn mức cơ quan chứng thực cho phép.'
  const usage = keyUsage(certificate)
  return usage && !usage.certify ? 'Chứng thư cấp trên không được dùng để cấp chứng thư.' : null
}

/** Whether an answer (a list, a response) is signed by this certificate. */
export function isAnswerBy(
  signer: Certificate,
  answer: { algorithm: Parameters<typeof signatureAlgorithm>[0]; data: Uint8Array; signature: Uint8Array },
): boolean {
  const algorithm = signatureAlgorithm(answer.algorithm)
  if (!algorithm || weaknessOf(algorithm.hash, signer.key)) return false
  return isSignedBy(signer.key, algorithm, answer)
}
