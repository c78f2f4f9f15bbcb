import type { PageHelp } from './help.ts'

/** Help of the pages by which an office is set up and looked after. */
export const setUpHelp: Readonly<Record<string, PageHelp>> = {
  '/quan-tri/truc-lien-thong': {
    purpose: 'Kết nối trục liên thông văn bản, chứng thư ký và danh bạ cơ quan gửi nhận văn bản.',
    tasks: [
      'Nhập địa chỉ trục, mã hệ thống và khóa bí mật do đơn vị vận hành trục cấp.',
      'Thêm cơ quan vào danh bạ, chọn cách gửi cho từng cơ quan.',
      'Ghi dấu vân tay chứng thư sau khi hỏi cơ quan đó.',
    ],
  },
  '/quan-tri/co-quan-phoi-hop': {
    purpose: 'Những cơ quan cùng giải quyết hồ sơ với đơn vị, và cách gửi hồ sơ đến từng cơ quan.',
    tasks: [
      'Thêm cơ quan: cùng hệ thống, qua mạng có ký số, hoặc chỉ nhận bản giấy.',
      'Ghi khóa công khai sau khi gọi điện so dấu vân tay với cơ quan đó.',
      'Đặt ngày ngừng phối hợp, hoặc tạo khóa ký mới cho đơn vị.',
    ],
  },
  '/quan-tri/thu-tuc': {
    purpose: 'Danh mục thủ tục hành chính của đơn vị, kèm trạng thái của từng thủ tục.',
    tasks: [
      'Tìm thủ tục theo tên hoặc mã số.',
      'Mở một thủ tục để xem và sửa nội dung.',
      'Thêm thủ tục mới của đơn vị.',
    ],
  },
  '/muc-thu': {
    purpose:
      'Mọi mức phí, lệ phí đang áp dụng, căn cứ, thủ tục có thu và những khoản HĐND tỉnh quy định mà chưa nhập.',
    tasks: [
      'Xem các khoản chưa có mức thu ở đầu bảng; chọn ngày để xem mức của ngày đó.',
      'Bấm “Đặt mức”, ghi số tiền, số nghị quyết, ngày áp dụng và chọn thủ tục.',
      'Xem lại thay đổi đã chuẩn bị cho những ngày sau ở cuối trang.',
    ],
  },
  '/quan-tri/thu-tuc/moi': {
    purpose: 'Thêm một thủ tục chưa có trong danh mục.',
    tasks: [
      'Ghi tên, mã số và lĩnh vực theo quyết định công bố.',
      'Ghi thành phần hồ sơ, thời hạn, phí, lệ phí.',
      'Đặt ngày bắt đầu áp dụng rồi lưu.',
    ],
  },
  '/quan-tri/thu-tuc/:id': {
    purpose: 'Nội dung một thủ tục. Mỗi lần sửa tạo một bản mới theo ngày; hồ sơ cũ giữ bản cũ.',
    tasks: [
      'Xem nội dung đang áp dụng và những lần thay đổi.',
      'Sửa giấy tờ, thời hạn, phí, quy trình hoặc tờ khai.',
      'Đặt ngày áp dụng cho bản mới, hoặc rút bản chưa áp dụng.',
    ],
  },
  '/quan-tri/thu-tuc/nhap': {
    purpose: 'Nhập danh mục thủ tục từ tệp, xem khác biệt trước khi áp dụng.',
    tasks: ['Chọn tệp danh mục.', 'Xem những chỗ khác với danh mục đang có.', 'Xác nhận để áp dụng.'],
  },
  '/quan-tri/thu-tuc/ra-soat': {
    purpose: 'Những thủ tục lâu chưa rà soát hoặc có căn cứ đã hết hiệu lực.',
    tasks: ['Xem thủ tục cần rà soát.', 'Mở để sửa nội dung đã cũ.', 'Ghi nhận đã rà soát.'],
  },
  '/quan-tri/niem-yet': {
    purpose: 'Bảng niêm yết thủ tục: bản in nào còn đúng, bản nào phải in lại.',
    tasks: ['Xem bản in đã cũ.', 'In bản mới.', 'Ghi nhận đã thay trên bảng.'],
  },
  '/quan-tri/van-ban-phap-luat': {
    purpose: 'Văn bản pháp luật làm căn cứ của các thủ tục và ngày hiệu lực của chúng.',
    tasks: ['Tìm văn bản.', 'Ghi ngày hết hiệu lực, văn bản thay thế.', 'Xem thủ tục bị ảnh hưởng.'],
  },
  '/quan-tri/thoi-han': {
    purpose: 'Quy tắc nhắc hạn, xin lỗi và hẹn lại của đơn vị.',
    tasks: ['Xem quy tắc đang áp dụng.', 'Đổi ngưỡng nhắc trước hạn.', 'Đặt ngày áp dụng rồi lưu.'],
  },
  '/quan-tri/dang-nhap-cong-dan': {
    purpose: 'Cách công dân đăng nhập để nộp hồ sơ trực tuyến: tài khoản của nơi cấp, hoặc mã xác nhận.',
    tasks: [
      'Nhập địa chỉ nơi cấp, mã ứng dụng, khóa bí mật rồi lưu.',
      'Bấm Thử kết nối và làm theo câu trả lời.',
      'Đánh dấu cho đăng nhập, hoặc cho xác nhận bằng mã, rồi lưu.',
    ],
  },
  '/quan-tri/lich': {
    purpose: 'Giờ làm việc và ngày nghỉ; hạn trả kết quả được tính theo lịch này.',
    tasks: [
      'Xem ngày nghỉ, ngày làm bù của năm.',
      'Thêm hoặc xác nhận ngày nghỉ khi có thông báo.',
      'Đặt giờ làm việc mới từ một ngày.',
    ],
  },
  '/quan-tri/can-bo': {
    purpose: 'Cán bộ, công chức và phân công; có phân công mới có quyền làm việc ở lĩnh vực đó.',
    tasks: [
      'Thêm cán bộ và cấp tài khoản.',
      'Phân công theo vai trò, lĩnh vực, quầy; kết thúc phân công.',
      'Ghi nghỉ phép, công tác và người thay thế.',
    ],
  },
  '/quan-tri/don-vi': {
    purpose: 'Tên, địa chỉ, mã định danh của đơn vị; những điều này được in trên giấy tờ.',
    tasks: [
      'Sửa tên, địa chỉ, số điện thoại.',
      'Đặt ký hiệu của các loại giấy tờ.',
      'Đặt giờ chốt trong ngày và số giờ nhắc trước hạn.',
    ],
  },
  '/quan-tri/thiet-lap': {
    purpose: 'Thiết lập bộ phận một cửa từng bước, cho đến khi đủ điều kiện hoạt động.',
    tasks: [
      'Xem bước nào đã xong, bước nào còn thiếu.',
      'Mở trang của bước còn thiếu để làm.',
      'In quy chế hoạt động và quyết định phân công.',
    ],
  },
  '/quan-tri/phong-ban': {
    purpose: 'Các phòng, ban của đơn vị.',
    tasks: ['Thêm phòng, ban.', 'Đổi tên, sắp xếp thứ tự.', 'Ghi ngày phòng, ban thôi hoạt động.'],
  },
  '/quan-tri/quay': {
    purpose: 'Các quầy và lĩnh vực tiếp nhận ở từng quầy.',
    tasks: [
      'Thêm quầy, ghi vị trí để người dân tìm được.',
      'Chọn lĩnh vực của quầy.',
      'Ghi lĩnh vực không tiếp nhận tại một cửa và lý do.',
    ],
  },
  '/quan-tri/nop-truc-tuyen': {
    purpose:
      'Mở hoặc đóng việc nhận hồ sơ trên trang của đơn vị, khi pháp luật cho phép hoặc khi Cổng gặp sự cố.',
    tasks: [
      'Đánh dấu nhận hồ sơ, chọn lý do và thời gian rồi lưu.',
      'Chọn những thủ tục được nhận trực tuyến.',
      'Đặt cỡ tệp, số tệp và lời nhắn cho công dân.',
    ],
  },
  '/quan-tri/lay-so': {
    purpose: 'Máy lấy số, màn hình gọi số, các ký hiệu số và lịch hẹn trước của đơn vị.',
    tasks: [
      'Đặt chữ cái đầu của số theo lĩnh vực.',
      'Cấp mã cho máy lấy số, màn hình; thu hồi máy bị mất.',
      'Đặt số chỗ hẹn trước trong mỗi nửa giờ.',
    ],
  },
  '/quan-tri/thong-bao': {
    purpose: 'Nội dung tin gửi cho người dân qua thư điện tử, tin nhắn và nơi gửi.',
    tasks: [
      'Khai máy chủ thư hoặc cổng tin nhắn rồi gửi thử.',
      'Sửa nội dung từng loại tin, xem trước khi lưu.',
      'Đặt giờ không gửi và số tin nhiều nhất trong ngày.',
    ],
  },
  '/quan-tri/cong-quoc-gia': {
    purpose: 'Kết nối phần mềm với Cổng Dịch vụ công quốc gia và xem việc trao đổi có trôi chảy không.',
    tasks: [
      'Nhập địa chỉ, tên đăng nhập, mật khẩu do đơn vị vận hành Cổng cấp rồi lưu.',
      'Kiểm tra kết nối; có lỗi thì đọc lý do ngay bên dưới.',
      'Tạm dừng khi Cổng báo bảo trì, tiếp tục khi xong; việc trong lúc dừng sẽ gửi bù.',
    ],
  },
  '/doi-soat': {
    purpose: 'Những chỗ Cổng Dịch vụ công quốc gia và đơn vị ghi khác nhau về cùng một hồ sơ.',
    tasks: [
      'Đọc cột Việc cần làm rồi bấm nút cùng dòng.',
      'Xem việc gửi, nhận bị lỗi: sửa nguyên nhân rồi bấm Làm lại.',
      'Bấm Đối soát ngay khi muốn so lại, không cần chờ đến đêm.',
    ],
  },
  '/quan-tri/nhat-ky-thong-bao': {
    purpose: 'Tin đã gửi, đang chờ và không gửi được, kèm lý do.',
    tasks: ['Tìm tin theo hồ sơ.', 'Xem lý do tin không gửi được.', 'Gọi điện cho người chưa nhận được tin.'],
  },
  '/quan-tri/quyen': {
    purpose: 'Ai được làm việc gì trong phần mềm, theo vai trò.',
    tasks: [
      'Tìm một việc trong bảng.',
      'Xem vai trò nào được làm việc đó.',
      'Muốn thay đổi, sang trang Cán bộ, phân công.',
    ],
  },
}
