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
  { label: 'Chứng thực tại quầy', to: '/chung-thuc', audience: ['counter'] },
  { label: 'Danh sách hồ sơ', to: '/ho-so', audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'] },
  {
    label: 'Bàn giao hồ sơ giấy',
    to: '/ban-giao',
    audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  },
  {
    label: 'Sổ theo dõi hồ sơ',
    to: '/so-theo-doi',
    audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  },
  { label: 'Sổ chứng thực', to: '/so-chung-thuc', audience: ['counter', 'specialist', 'clerk', 'leader'] },
  { label: 'Bảng điều hành', to: '/bang-dieu-hanh', audience: ['leader', 'admin'] },
  { label: 'Mức độ hài lòng', to: '/muc-do-hai-long', audience: ['leader', 'admin', 'clerk'] },
  { label: 'Sử dụng phần mềm', to: '/su-dung-phan-mem', audience: ['leader', 'admin'] },
  { label: 'Thực hành', to: '/thuc-hanh', audience: 'staff' },
  { label: 'Thủ tục', to: '/quan-tri/thu-tuc', audience: ['admin'] },
  { label: 'Lịch làm việc', to: '/quan-tri/lich', audience: ['admin'] },
  { label: 'Thiết lập một cửa', to: '/quan-tri/thiet-lap', audience: ['admin'] },
  { label: 'Phòng, ban', to: '/quan-tri/phong-ban', audience: ['admin'] },
  { label: 'Quầy, lĩnh vực', to: '/quan-tri/quay', audience: ['admin'] },
  { label: 'Cán bộ, phân công', to: '/quan-tri/can-bo', audience: ['admin'] },
  { label: 'Đơn vị', to: '/quan-tri/don-vi', audience: ['admin'] },
  { label: 'Quyền sử dụng', to: '/quan-tri/quyen', audience: ['admin'] },
]
