import type { PageHelp } from './help.ts'

/** Help of the pages of equipment. */
export const equipmentHelp: Readonly<Record<string, PageHelp>> = {
  '/trang-thiet-bi': {
    purpose: 'Sổ trang thiết bị của các quầy và phòng, ban: có gì, đặt ở đâu, còn dùng được không.',
    tasks: [
      'Bấm “Ghi thiết bị mới” khi nhận máy; máy quét ghi cả số tờ mỗi phút, khay nạp.',
      'Máy hỏng, đem sửa, dùng lại hoặc ghi giảm: bấm “Tình trạng”, chọn ngày, ghi lý do.',
      'Bấm tên thiết bị để xem quá trình: ai ghi, sửa gì, khi nào.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/trang-thiet-bi/tai-may-quet': {
    purpose: 'Mỗi quầy, phòng đã quét bao nhiêu, máy có quét kịp không, chỗ nào còn thiếu máy.',
    tasks: [
      'Chọn từ ngày, đến ngày rồi bấm “Xem”.',
      'Đọc những chỗ còn thiếu, so số trang với khả năng của máy.',
      'Kế toán bấm “Lập tờ trình kinh phí”, nhập thiết bị và đơn giá; quản trị bấm “Đặt cách tính”.',
    ],
  },
}
