import { formatDate } from '../../calendar/model/clock-time.ts'

export interface Flag {
  reason: 'not_checked' | 'basis_expired' | 'source_changed'
  legalText: string
  since: string
}

/** Why a procedure has to be looked at again, in the officer's words. */
export function flagWords({ reason, legalText, since }: Flag): string {
  if (reason === 'basis_expired') return `Căn cứ ${legalText} hết hiệu lực từ ${formatDate(since)}`
  if (reason === 'source_changed') return `Nguồn đã đổi (phát hiện ${formatDate(since)}), chưa cập nhật`
  return `Quá hạn kiểm tra từ ${formatDate(since)}`
}
