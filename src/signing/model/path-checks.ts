import { type Certificate, keyUsage } from './cms/certificate.ts'
import type { Path, PathResult } from './cms/path.ts'
import { type RevocationMaterial, revocationOf } from './cms/revocation.ts'
import { type Wanted, wantedAnswers, wantedIssuers } from './cms/wanted.ts'
import { type Check, check } from './report.ts'
import { sayTime } from './say-time.ts'

/** Whether the certificate may sign at all; nothing to say where it may. */
export function usageCheck(certificate: Certificate): Check[] {
  const usage = keyUsage(certificate)
  const isForSigning = !usage || usage.sign || usage.commit
  return isForSigning ? [] : [check('chain', 'failed', 'Chứng thư này không được cấp để ký.')]
}

/** Whether the certificate leads to a configured root, and was in force. */
export function pathChecks(
  result: PathResult,
  roots: readonly { set: string; certificate: Certificate }[],
  proven: number | null,
): Check[] {
  const when = proven === null ? 'tại lúc kiểm tra, vì chữ ký không có dấu thời gian' : 'tại lúc ký'
  if ('problem' in result && result.problem !== 'expired') {
    const validity = check('validity', 'unchecked', 'Chưa xét vì chứng thư chưa được tin cậy.')
    return [check('chain', 'failed', result.detail), validity]
  }
  const root = result.path.at(-1)
  const set = roots.find(({ certificate }) => root && certificate.raw.equals(root.raw))?.set ?? ''
  const chain = check('chain', 'passed', `Chứng thư thuộc hệ thống đã cấu hình: ${set}.`)
  return 'problem' in result
    ? [chain, check('validity', 'failed', `Chứng thư không có hiệu lực ${when}.`)]
    : [chain, check('validity', 'passed', `Chứng thư có hiệu lực ${when}.`)]
}

/**
 * Whether the certificate was revoked, and what would have to be fetched to know it better. Only authorities below a
 * configured root are asked about revocation: anybody can write any address into a certificate of their own.
 */
export function revocationCheck(
  result: PathResult,
  material: RevocationMaterial,
  time: { at: number; isProvenTime: boolean },
): { check: Check; wanted: Wanted[] } {
  if ('problem' in result) {
    const top = result.problem === 'no_root' ? result.path.at(-1) : undefined
    const words = 'Chưa xét vì chứng thư chưa được tin cậy.'
    return { check: check('revocation', 'unchecked', words), wanted: top ? wantedIssuers(top) : [] }
  }
  const found = revocationOf(result.path, material, time)
  const wanted = answersFor(result.path, found.missing)
  if (found.state === 'good') {
    const source = found.source === 'crl' ? 'danh sách thu hồi' : 'trả lời trực tuyến (OCSP)'
    return { check: check('revocation', 'passed', `Chứng thư không bị thu hồi, theo ${source}.`), wanted }
  }
  if (found.state === 'revoked') {
    return {
      check: check('revocation', 'failed', `Chứng thư đã bị thu hồi lúc ${sayTime(found.at)}.`),
      wanted,
    }
  }
  const words =
    'Chưa kiểm tra được chứng thư có bị thu hồi hay không: không có danh sách thu hồi còn hiệu lực.'
  return { check: check('revocation', 'unchecked', words), wanted }
}

/** What tells of the revocation of some certificates of a path. */
export function answersFor(path: Path, some: readonly Certificate[]): Wanted[] {
  return path.flatMap((certificate, index) => {
    const issuer = path[index + 1]
    return issuer && some.includes(certificate) ? wantedAnswers(certificate, issuer) : []
  })
}
