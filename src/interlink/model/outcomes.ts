/** How the asked agency ends or prolongs an errand. */
export const outcomes = {
  result: 'Có kết quả',
  refused: 'Từ chối giải quyết',
  more: 'Cần thêm giấy tờ, thông tin',
  longer: 'Cần thêm thời gian',
} as const
export type Outcome = keyof typeof outcomes
