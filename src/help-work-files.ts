import type { PageHelp } from './help.ts'

/** Help of the pages of work files and the archive of the office. */
export const workFileHelp: Readonly<Record<string, PageHelp>> = {
  '/ho-so-cong-viec': {
    purpose: 'Hồ sơ công việc anh, chị lập hoặc được xem, từ lúc mở đến khi nộp lưu.',
    tasks: [
      'Bấm “Mở hồ sơ” để lập hồ sơ theo Danh mục hoặc ngoài Danh mục.',
      'Tìm theo số, ký hiệu, tiêu đề; lọc hồ sơ của mình hoặc sắp đến hạn nộp lưu.',
      'Mở một hồ sơ để thêm văn bản, kết thúc hoặc in mục lục.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/ho-so-cong-viec/:id': {
    purpose: 'Một hồ sơ: văn bản trong hồ sơ, những gì còn thiếu và việc làm tiếp theo.',
    tasks: [
      'Thêm văn bản bằng liên kết, thêm ảnh và tệp khác, gỡ văn bản kèm lý do.',
      'Hoàn thiện từng điểm còn thiếu rồi kết thúc hồ sơ.',
      'In mục lục, lập gói nộp lưu trữ, xuất toàn văn (PDF và XML), xin giữ lại hoặc giao nộp.',
    ],
  },
  '/danh-muc-ho-so': {
    purpose: 'Danh mục hồ sơ của năm: đề mục, số và ký hiệu, thời hạn bảo quản, người lập.',
    tasks: [
      'Văn thư lập Danh mục, lấy theo năm trước rồi sửa.',
      'Lãnh đạo ban hành; sau đó chỉ bổ sung kèm lý do.',
      'In Danh mục hoặc lưu tệp bảng tính.',
    ],
  },
  '/nop-luu': {
    purpose: 'Hồ sơ đến lúc nộp vào Lưu trữ cơ quan và các lần giao nộp.',
    tasks: [
      'Chọn hồ sơ rồi bấm “Giao nộp”.',
      'Xem mọi hồ sơ một người phải giao lại khi nghỉ, chuyển công tác; bàn giao cho người khác.',
      'Mở một lần giao nộp để in mục lục, biên bản.',
    ],
  },
  '/nop-luu/:id': {
    purpose: 'Một lần giao nộp hồ sơ: mục lục, biên bản và việc nhận của lưu trữ.',
    tasks: [
      'Lưu trữ kiểm tra từng hồ sơ theo mục lục.',
      'Nhận hồ sơ và ghi tình trạng, hoặc trả lại kèm lý do.',
      'In mục lục nộp lưu và biên bản giao nhận, mỗi loại hai bản.',
    ],
  },
  '/kiem-tra-goi': {
    purpose: 'Kiểm tra một gói hồ sơ lưu trữ: còn nguyên vẹn không, là gói nào.',
    tasks: [
      'Chọn tệp ZIP của gói rồi chờ kiểm tra từng byte.',
      'Đối chiếu mã niêm phong với biên bản giao nhận.',
      'Gói có lỗi: xem chỗ sai, xin gói khác từ bên giao.',
    ],
  },
  '/tieu-huy-ho-so': {
    purpose: 'Rà soát hồ sơ hết thời hạn bảo quản và trình tiêu hủy.',
    tasks: [
      'Xem từng hồ sơ đã hết thời hạn, giữ lại hồ sơ còn giá trị.',
      'Chọn hồ sơ hết giá trị rồi trình lãnh đạo.',
      'Mở một danh mục để quyết định hoặc lập biên bản.',
    ],
  },
  '/tieu-huy-ho-so/:id': {
    purpose: 'Một danh mục tài liệu hết giá trị: quyết định của lãnh đạo và biên bản tiêu hủy.',
    tasks: [
      'Lãnh đạo quyết định tiêu hủy hoặc giữ lại.',
      'Văn thư ghi đã tiêu hủy sau khi có quyết định.',
      'In danh mục và biên bản tiêu hủy.',
    ],
  },
  '/bao-cao-lap-ho-so': {
    purpose: 'Tỷ lệ văn bản đã xong được đưa vào hồ sơ công việc.',
    tasks: [
      'Chọn năm rồi xem tỷ lệ chung, theo cán bộ, tháng, loại văn bản.',
      'Bấm vào số để mở danh sách văn bản của số đó.',
      'Xem số hồ sơ, lượt xem, lượt tải theo người lập ở bảng cuối.',
    ],
  },
  '/bao-cao-lap-ho-so/van-ban': {
    purpose: 'Danh sách văn bản đứng sau một con số của báo cáo lập hồ sơ.',
    tasks: [
      'Xem văn bản nào chưa nằm trong hồ sơ.',
      'Mở văn bản để đưa vào hồ sơ.',
      'Quay lại báo cáo để xem số khác.',
    ],
  },
  '/quan-tri/thoi-han-bao-quan': {
    purpose: 'Bảng thời hạn bảo quản và các thời hạn nộp lưu, giữ lại của đơn vị, theo ngày áp dụng.',
    tasks: [
      'Đối chiếu với văn bản đang có hiệu lực rồi sửa các mức.',
      'Ghi văn bản làm căn cứ và ngày áp dụng.',
      'Lưu; quy định cũ vẫn giữ với ngày của nó.',
    ],
  },
}
