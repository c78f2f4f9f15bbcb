import type { PageHelp } from './help.ts'

/** Help of the pages of outgoing and internal documents. */
export const outgoingHelp: Readonly<Record<string, PageHelp>> = {
  '/van-ban-di': {
    purpose: 'Mọi văn bản đi của đơn vị, từ dự thảo đến đã phát hành.',
    tasks: [
      'Đánh dấu “Đang chờ tôi” để thấy văn bản đang đợi mình.',
      'Tìm theo số, ký hiệu hoặc vài chữ của trích yếu.',
      'Bấm “Soạn văn bản” để viết văn bản mới.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/van-ban-di/moi': {
    purpose: 'Soạn dự thảo văn bản; trang in đúng thể thức hiện ngay bên cạnh.',
    tasks: [
      'Chọn loại văn bản, ghi trích yếu và nội dung.',
      'Sửa những chỗ khung “Kiểm tra thể thức” đã nêu.',
      'Lưu dự thảo, rồi trình duyệt ở trang vừa mở.',
    ],
  },
  '/van-ban-di/:id': {
    purpose: 'Một văn bản đi: nội dung, bản in, các bước tiếp theo và quá trình xử lý.',
    tasks: [
      'Đọc bản in, so các bản dự thảo khác nhau ở đâu.',
      'Bấm bước tiếp theo: trình, duyệt, ký, phát hành, gửi.',
      'Trả lại kèm ý kiến khi cần sửa.',
    ],
  },
  '/quan-tri/van-thu': {
    purpose: 'Cách đánh số, ký hiệu của phòng ban và ai được ký văn bản nào, đến ngày nào.',
    tasks: [
      'Đặt ký hiệu và người đứng đầu từng phòng, ban.',
      'Giao ký thay hoặc ủy quyền khi lãnh đạo đi vắng.',
      'Thôi giao khi lãnh đạo trở lại.',
    ],
  },
}
