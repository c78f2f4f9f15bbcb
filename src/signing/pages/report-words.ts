import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { CheckState, SignatureReport, Verdict } from '../model/report.ts'

/** How a verdict is called, and whether it is good news. */
export const verdictWords: Readonly<Record<Verdict, { tone: 'good' | 'warning'; words: string }>> = {
  valid: { tone: 'good', words: 'Hợp lệ' },
  invalid: { tone: 'warning', words: 'Không hợp lệ' },
  unchecked: { tone: 'warning', words: 'Chưa kết luận được' },
}

export const stateWords: Readonly<Record<CheckState, string>> = {
  passed: 'Đạt',
  warned: 'Lưu ý',
  failed: 'Không đạt',
  unchecked: 'Chưa kiểm tra được',
}

/** Who signed, or that it is a timestamp, in one line. */
export function signerWords({ kind, signer }: SignatureReport, number: number): string {
  const who = signer ? [signer.name, signer.title, signer.unit, signer.organisation].filter(Boolean) : []
  const what = kind === 'timestamp' ? 'Dấu thời gian' : `Chữ ký ${number}`
  return `${what}: ${who.join(', ') || 'không rõ người ký'}`
}

/** When it was signed, and by whose clock. */
export function timeWords({ signedAt, timeSource }: SignatureReport): string {
  if (signedAt === null) return 'Chữ ký không ghi thời gian.'
  const moment = formatShortMoment(new Date(signedAt))
  return timeSource === 'timestamp'
    ? `Ký lúc ${moment}, theo dấu thời gian.`
    : `Ký lúc ${moment}, theo đồng hồ của máy ký (không làm chứng được).`
}
