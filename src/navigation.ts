import type { Audience } from './platform/operations.ts'

export interface MenuItem {
  label: string
  to: string
  audience: Audience
}

/** The staff menu in the order of the day's work; each member sees what their duties open. */
export const menu: readonly MenuItem[] = [
  { label: 'Việc của tôi', to: '/viec-cua-toi', audience: ['counter', 'specialist', 'clerk', 'leader'] },
  { label: 'Tiếp nhận hồ sơ', to: '/ho-so/moi', audience: ['counter'] },
  { label: 'Danh sách hồ sơ', to: '/ho-so', audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'] },
  { label: 'Bảng điều hành', to: '/bang-dieu-hanh', audience: ['leader', 'admin'] },
  { label: 'Thủ tục', to: '/quan-tri/thu-tuc', audience: ['admin'] },
  { label: 'Niêm yết thủ tục', to: '/quan-tri/niem-yet', audience: ['admin', 'counter', 'leader'] },
  { label: 'Rà soát thủ tục', to: '/quan-tri/thu-tuc/ra-soat', audience: ['admin', 'leader'] },
  { label: 'Văn bản pháp luật', to: '/quan-tri/van-ban-phap-luat', audience: ['admin', 'leader'] },
  { label: 'Lịch làm việc', to: '/quan-tri/lich', audience: ['admin'] },
  { label: 'Cán bộ, phân công', to: '/quan-tri/can-bo', audience: ['admin'] },
  { label: 'Đơn vị', to: '/quan-tri/don-vi', audience: ['admin'] },
  { label: 'Quyền sử dụng', to: '/quan-tri/quyen', audience: ['admin'] },
]
