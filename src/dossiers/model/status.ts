/** National states of a dossier, by their official numbers and names. Late is never a state: it is computed. */
export const statuses = {
  1: 'Mới đăng ký',
  2: 'Được tiếp nhận',
  3: 'Không được tiếp nhận',
  4: 'Đang xử lý',
  5: 'Yêu cầu bổ sung giấy tờ',
  6: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  7: 'Công dân yêu cầu rút hồ sơ',
  8: 'Dừng xử lý',
  9: 'Đã xử lý xong',
  10: 'Đã trả kết quả',
} as const

export type Status = keyof typeof statuses

/** States in which the office still owes the citizen something before the due time. */
export const openStatuses: readonly number[] = [2, 4, 5, 6, 7]

/** Official name of a state. */
export function statusName(status: number): string {
  return status in statuses ? statuses[status as Status] : String(status)
}

/** Filing channels (KenhThucHien) of the national portal. */
export const channels = { 1: 'Trực tiếp', 2: 'Trực tuyến', 3: 'Bưu chính công ích' } as const

const moves: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5, 7],
  2: [4, 5, 6, 7, 8],
  3: [],
  4: [5, 6, 7, 8, 9],
  5: [2, 4, 7, 8],
  6: [4, 7, 8, 9],
  7: [1, 2, 4, 5, 6, 8],
  8: [],
  9: [10],
  10: [],
}

/** Whether the national table lets a dossier go from one state to another (domain notes §3.2). */
export function mayMove(from: number, to: number): boolean {
  return moves[from]?.includes(to) ?? false
}
