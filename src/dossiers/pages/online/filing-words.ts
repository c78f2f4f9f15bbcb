/** What waits for the office's answer, in the officer's words. */
export const waitsForWords = {
  acceptance: 'Chờ tiếp nhận',
  supplement: 'Đã gửi bổ sung, chờ kiểm tra',
  withdrawal: 'Xin rút hồ sơ',
} as const

/** How an online filing stands when nothing waits for the office. */
export const filingStates = {
  waiting: 'Chờ trả lời',
  asked: 'Chờ công dân bổ sung',
  accepted: 'Đã tiếp nhận',
  refused: 'Không tiếp nhận',
  stopped: 'Đã rút, dừng',
} as const
