/** Where an incoming document stands. */
export const incomingStates = {
  registered: 'Chờ lãnh đạo cho ý kiến',
  directed: 'Chờ nhận xử lý',
  in_progress: 'Đang xử lý',
  proposed: 'Chờ duyệt kết quả',
  finished: 'Đã xong',
  void: 'Đã hủy số đến',
} as const
export type IncomingState = keyof typeof incomingStates

export const stateName = (state: string): string => incomingStates[state as IncomingState] ?? state

/** Parts of those whom a direction names. */
export const parts = {
  lead: 'Chủ trì',
  head: 'Lãnh đạo đơn vị',
  coordinate: 'Phối hợp',
  inform: 'Để biết',
} as const
export type Part = keyof typeof parts
