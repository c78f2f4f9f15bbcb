/** Where a message that arrived stands. */
export const arrivalStates = {
  stored: 'Đang đọc',
  trouble: 'Có lỗi, chờ xử lý',
  waiting: 'Chờ văn thư',
  registered: 'Đã đăng ký',
  refused: 'Đã từ chối',
  withdrawn: 'Nơi gửi đã lấy lại',
  applied: 'Đã ghi nhận',
  skipped: 'Đã bỏ qua',
} as const
export type ArrivalState = keyof typeof arrivalStates

export const arrivalActions = {
  register: 'Đăng ký văn bản đến',
  noteUpdate: 'Ghi nhận cập nhật',
  refuse: 'Từ chối tiếp nhận',
  agreeRecall: 'Đồng ý cho lấy lại',
  refuseRecall: 'Không đồng ý cho lấy lại',
  retry: 'Thử lại',
  skip: 'Bỏ qua',
} as const
export type ArrivalAction = keyof typeof arrivalActions

export interface ArrivalSituation {
  state: ArrivalState
  /** Null as long as it could not be read. */
  kind: 'document' | 'recall' | 'update' | 'replace' | 'status' | null
  /** Of an update: whether the document it updates is in the register. */
  hasOriginal: boolean
}

/** What may be done next with a message that arrived; used by the commands and drawn by the page. */
export function nextArrivalSteps(
  { state, kind, hasOriginal }: ArrivalSituation,
  viewer: { isClerk: boolean; isLeader: boolean },
): ArrivalAction[] {
  if (state === 'trouble') return viewer.isClerk ? ['retry', 'skip'] : []
  if (state !== 'waiting') return []
  if (kind === 'recall' || kind === 'status')
    return viewer.isClerk || viewer.isLeader ? ['agreeRecall', 'refuseRecall'] : []
  if (!viewer.isClerk) return []
  return ['register', ...(kind === 'update' && hasOriginal ? (['noteUpdate'] as const) : []), 'refuse']
}

/** Why a message stands in the tray. */
export const troubleCodes = {
  unreadable: 'Không đọc được',
  signature: 'Chữ ký không đúng',
  sender: 'Không rõ nơi gửi',
  not_for_us: 'Không gửi cho đơn vị',
  reused: 'Trùng mã, khác nội dung',
  no_original: 'Không thấy văn bản gốc',
} as const
export type TroubleCode = keyof typeof troubleCodes

export interface Trouble {
  code: TroubleCode
  sentence: string
}
