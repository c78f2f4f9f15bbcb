import { digest } from './cms/algorithms.ts'
import { type Certificate, readName } from './cms/certificate.ts'
import type { Check } from './report.ts'
import type { Expected } from './verify-pdf.ts'

/** Names of agencies as they can be compared: ỦY and UỶ are one, UBND is written out, signs and case are left out. */
export function comparableAgency(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/\bubnd\b/g, 'uy ban nhan dan')
    .replace(/\bhdnd\b/g, 'hoi dong nhan dan')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/**
 * The agency in the certificate against the one that issued the document. Names are written in many ways, so that a
 * difference is a matter for the officer's eye and no proof of forgery.
 */
export function agencyCheck(certificate: Certificate, agency: string | undefined): Check[] {
  const expected = comparableAgency(agency ?? '')
  if (!agency || !expected) return []
  const { commonName, organisation, unit } = readName(certificate.subject)
  const named = [commonName, organisation, unit].filter((each) => each)
  const isSame = named.map(comparableAgency).some((each) => ` ${each} `.includes(` ${expected} `))
  const words = isSame
    ? `Chứng thư thuộc ${agency}.`
    : `Chứng thư ghi “${named.join('; ')}”, khác tên cơ quan ban hành “${agency}”; hãy đối chiếu.`
  return [{ name: 'agency', state: isSame ? 'passed' : 'warned', words }]
}

/** Whether the certificate is one of those registered for the officer who has to sign. */
export function officerCheck(certificate: Certificate, officer: Expected['officer']): Check[] {
  if (!officer) return []
  const isTheirs = officer.fingerprints.includes(digest('sha256', certificate.raw).toString('hex'))
  const words = isTheirs
    ? `Đúng chứng thư đã đăng ký của ${officer.name}.`
    : `Không phải chứng thư đã đăng ký của ${officer.name}.`
  return [{ name: 'officer', state: isTheirs ? 'passed' : 'failed', words }]
}
