/** Why a certificate is used no more; whatever the reason, nothing signed with it is taken from then on. */
export const certificateEnds = {
  revoked: 'Đã thu hồi',
  replaced: 'Đã thay bằng chứng thư khác',
  lost: 'Mất, hỏng thiết bị',
  unused: 'Không dùng nữa (thôi giữ chức vụ, chuyển công tác)',
} as const

/** Days before its end at which the holder and the clerks are told. */
export const warningDays = [60, 30, 7] as const

/** Whole days left, on the last day 0; negative once it has run out. */
export const daysLeft = (validTo: Date, now: Date): number =>
  Math.floor((validTo.getTime() - now.getTime()) / 86_400_000)
