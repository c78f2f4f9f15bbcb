import type { PageHelp } from './help.ts'

/** Help of the pages of outgoing and internal documents. */
export const recordHelp: Readonly<Record<string, PageHelp>> = {
  '/van-ban-den': {
    purpose:
      'Văn bản gửi đến cơ quan mà anh, chị được xem; tìm theo số, trích yếu hoặc nội dung tệp, không cần gõ dấu.',
    tasks: [
      'Gõ vài chữ hoặc số đến rồi bấm Tìm; lọc theo trạng thái, hạn, người chủ trì.',
      'Bấm số đến để mở văn bản và làm bước tiếp theo.',
      'Đánh dấu nhiều văn bản đã có kết quả rồi kết thúc một lần.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/van-ban-den/moi': {
    purpose: 'Đăng ký văn bản mới đến để lấy số đến; phần mềm báo nếu văn bản có thể đã đăng ký.',
    tasks: [
      'Chọn tệp đã quét, hoặc thả thư điện tử đã lưu (.eml): tệp được lấy ra, các ô được điền đề xuất.',
      'Ghi cơ quan ban hành, số, ký hiệu, ngày, trích yếu rồi lưu để lấy số đến.',
      'Đóng dấu đến lên bản PDF rồi đăng ký văn bản tiếp theo.',
    ],
    keys: [{ keys: 'Ctrl + Enter', does: 'Lưu' }],
  },
  '/van-ban-den/:id': {
    purpose: 'Một văn bản đến từ lúc đăng ký đến khi có kết quả; chỉ kết thúc được khi đã có kết quả.',
    tasks: [
      'Lãnh đạo cho ý kiến: đúng một đơn vị hoặc một người chủ trì, người phối hợp, người để biết, hạn; lãnh đạo đơn vị giao tiếp cho một người.',
      'Người chủ trì nhận xử lý, ghi tiến độ, ghi kết quả hoặc trình giải trình.',
      'Xem tệp, in phiếu giải quyết và xem toàn bộ quá trình xử lý; văn thư sao y điện tử tệp quét bằng chữ ký số của cơ quan.',
    ],
  },
  '/so-van-ban-den': {
    purpose:
      'Sổ đăng ký, sổ theo dõi giải quyết và tình hình giải quyết văn bản đến theo mẫu của Nghị định 30.',
    tasks: [
      'Chọn sổ và khoảng ngày rồi bấm Xem.',
      'In sổ để đóng quyển, hoặc lưu thành tệp bảng tính.',
      'Bấm một con số của tình hình giải quyết để mở đúng danh sách đó.',
    ],
  },
  '/van-ban-di': {
    purpose: 'Mọi văn bản đi của đơn vị, từ dự thảo đến đã phát hành.',
    tasks: [
      'Đánh dấu “Đang chờ tôi” để thấy văn bản đang đợi mình.',
      'Tìm theo số, ký hiệu hoặc vài chữ của trích yếu.',
      'Bấm “Soạn văn bản” để viết văn bản mới.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/kiem-tra-chu-ky/can-bo': {
    purpose: 'Kiểm tra chữ ký số của một tệp PDF, của đơn vị hay nơi khác gửi đến.',
    tasks: [
      'Chọn tệp PDF rồi đọc kết luận và việc nên làm.',
      'Xem ai ký, lúc nào, nội dung có bị sửa sau khi ký không.',
      'Chưa kết luận được: xem mục nào chưa kiểm tra được và vì sao.',
    ],
  },
  '/quan-tri/chung-thu-so': {
    purpose: 'Sổ chứng thư số của lãnh đạo, công chức và của cơ quan.',
    tasks: [
      'Ghi chứng thư vào sổ từ tệp .cer, .crt, .pem; hạn dùng và nơi cấp được đọc từ tệp.',
      'Xem chứng thư nào sắp hết hạn, lãnh đạo nào chưa có.',
      'Ghi chứng thư bị thu hồi, mất thiết bị, không dùng nữa: phần mềm không nhận chữ ký bằng nó.',
    ],
  },
  '/may-cua-toi': {
    purpose: 'Chương trình ký trên máy bạn đang dùng, thẻ ký và máy quét cắm ở máy.',
    tasks: [
      'Ghép máy với trang của cơ quan bằng mã hiện trong cửa sổ của chương trình ký.',
      'Xem thẻ ký nào đang cắm, chứng thư của ai, còn hạn đến ngày nào, phần mềm của thẻ có lỗi hay không.',
      'Quét thử: trang hiện dần khi máy quét chạy; kẹt giấy, hết giấy hay mất kết nối đều chỉ rõ phải làm gì.',
    ],
  },
  '/ky-so': {
    purpose:
      'Văn bản, kết quả hồ sơ chờ chữ ký số của bạn; văn thư thấy thêm tệp và bản sao y chờ chữ ký số của cơ quan.',
    tasks: [
      'Bỏ đánh dấu tệp nào chưa muốn ký, rồi bấm “Ký số”.',
      'Đọc tên tệp trong cửa sổ ký, nhập mã PIN một lần; phần mềm VGCA thì ký lần lượt từng tệp.',
      'Tệp chưa ký được hiện kèm lý do; ký lại hoặc bấm “Phần mềm khác” để tải về, ký rồi tải lên.',
    ],
  },
  '/hinh-chu-ky': {
    purpose: 'Hình chữ ký của bạn và hình con dấu của cơ quan, hiện trên văn bản khi ký số.',
    tasks: [
      'Tải lên chữ ký tay màu xanh, tệp .png nền trong suốt.',
      'Văn thư tải lên hình con dấu màu đỏ, cắt sát mép.',
      'Thay hoặc bỏ hình; văn bản đã ký không đổi.',
    ],
  },
  '/quan-tri/cach-ky-so': {
    purpose: 'Những cách ký số mà cán bộ của đơn vị dùng, và kết nối với dịch vụ ký số từ xa.',
    tasks: [
      'Chọn cách ký: thẻ cắm ở máy (chương trình Một Cửa hoặc phần mềm VGCA), ký số từ xa, tải lên tệp đã ký.',
      'Nhập địa chỉ, mã kết nối, khóa kết nối do nhà cung cấp dịch vụ cấp, rồi lưu.',
      'Bấm “Thử kết nối” để biết dịch vụ có nhận đơn vị không.',
    ],
  },
  '/quan-tri/ky-so': {
    purpose: 'Máy chủ cấp dấu thời gian cho chữ ký số của đơn vị.',
    tasks: [
      'Ghi địa chỉ máy chủ và số giây chờ, rồi lưu.',
      'Bấm “Thử lấy dấu thời gian” để biết máy chủ có trả lời không.',
      'Để trống địa chỉ nếu đơn vị không dùng dấu thời gian.',
    ],
  },
  '/quan-tri/chung-thu-goc': {
    purpose: 'Chứng thư gốc mà phần mềm dựa vào để kiểm tra chữ ký số.',
    tasks: [
      'Tải tệp PEM từ trang của nơi cấp, so dấu vân tay rồi thêm.',
      'Ghi nơi lấy để người khác so lại được.',
      'Thôi tin cậy một chứng thư, kèm lý do.',
    ],
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
  '/van-ban-di/so-sach': {
    purpose: 'Sổ đăng ký văn bản đi, sổ gửi bưu điện để in, đóng quyển; tỷ lệ phát hành và ký số.',
    tasks: [
      'Chọn sổ và kỳ rồi in hoặc lưu tệp Excel.',
      'Xem tỷ lệ phát hành theo cán bộ, tháng, loại văn bản.',
      'Bấm vào số để mở danh sách văn bản của số đó.',
    ],
  },
  '/lien-thong-van-ban': {
    purpose: 'Văn bản đến qua liên thông chờ vào sổ, yêu cầu lấy lại, thông điệp lỗi và việc chưa gửi được.',
    tasks: [
      'Mở văn bản để đăng ký hoặc từ chối có lý do.',
      'Trả lời nơi gửi xin lấy lại văn bản.',
      'Thử lại hoặc bỏ qua thông điệp lỗi; gửi lại việc chưa gửi được.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/lien-thong-van-ban/:id': {
    purpose: 'Một thông điệp liên thông: nội dung, tệp, và việc có thể làm với nó.',
    tasks: [
      'Xem tệp, kiểm tra các ô đã điền sẵn rồi lấy số đến.',
      'Từ chối văn bản gửi nhầm; nơi gửi đọc được lý do.',
      'Xem văn bản đã xử lý đến đâu trước khi cho lấy lại.',
    ],
    keys: [{ keys: 'Ctrl + Enter', does: 'Lấy số đến' }],
  },
  '/phieu-trinh': {
    purpose: 'Trình lãnh đạo quyết định một việc trong cơ quan và nhận ý kiến.',
    tasks: [
      'Lập phiếu trình nêu rõ đề xuất.',
      'Cho ý kiến phiếu được trình đến mình.',
      'Xem lại ý kiến đã cho.',
    ],
  },
  '/hop-giay-moi': {
    purpose: 'Các cuộc họp sắp tới, phòng họp và người dự.',
    tasks: [
      'Mời họp: chọn phòng còn trống, giờ và người dự; đổi hoặc hủy khi cần.',
      'Trả lời sẽ dự hoặc vắng kèm lý do.',
      'Đưa cuộc họp vào lịch điện thoại.',
    ],
  },
  '/lay-y-kien': {
    purpose: 'Lấy ý kiến bằng phiếu; chưa ai thấy lựa chọn của ai trước khi chốt.',
    tasks: [
      'Gửi phiếu với các phương án và hạn trả lời.',
      'Trả lời phiếu gửi đến mình.',
      'Xem kết quả sau khi chốt.',
    ],
  },
  '/quan-tri/van-thu': {
    purpose:
      'Cách đánh số, ký hiệu của phòng ban, ai được ký văn bản nào đến ngày nào, văn bản khẩn phải trình trong bao lâu.',
    tasks: [
      'Đặt ký hiệu và người đứng đầu từng phòng, ban.',
      'Giao ký thay hoặc ủy quyền khi lãnh đạo đi vắng.',
      'Thôi giao khi lãnh đạo trở lại; đổi thời gian trình văn bản khẩn.',
    ],
  },
}
