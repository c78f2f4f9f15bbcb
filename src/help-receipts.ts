import type { PageHelp } from './help.ts'

/** Help of the pages of fees, shifts and receipts. */
export const receiptHelp: Readonly<Record<string, PageHelp>> = {
  '/thu-phi': {
    purpose: 'Thu phí, lệ phí của hồ sơ: ca thu tiền của mình và những khoản chưa nộp đủ.',
    tasks: [
      'Đầu buổi đếm tiền lẻ rồi bấm “Mở ca thu tiền”.',
      'Tìm theo mã hồ sơ, tên hoặc nội dung chuyển khoản, bấm “Thu tiền”, nhập số khách đưa, đọc số trả lại.',
      'Cuối buổi bấm “Đóng ca, kiểm quỹ”, đếm từng loại tiền, giao tiền cho kế toán.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/thu-phi/:id': {
    purpose: 'Một khoản phải thu: cách tính từng dòng, mã chuyển khoản, những lần đã nộp.',
    tasks: [
      'Đọc cho người nộp cách tính và số còn phải nộp.',
      'Cho người nộp quét mã VietQR, hoặc thu tiền mặt.',
      'Nộp thừa, nộp nhầm: bấm “Đề nghị trả lại” để người khác duyệt.',
    ],
  },
  '/bien-lai': {
    purpose: 'Biên lai đã lập: số nào, của ai, còn giá trị không, đã ký số chưa.',
    tasks: [
      'Tìm theo số biên lai, mã hồ sơ hoặc tên người nộp.',
      'Lọc biên lai chưa ký số, đã thay thế hoặc hủy.',
      'Mở một biên lai để xem nội dung, đề nghị sửa sai.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/bien-lai/ky': {
    purpose: 'Biên lai chờ chữ ký số của cơ quan; ký cả loạt bằng một lần nhập mã PIN.',
    tasks: [
      'Cắm thiết bị giữ chứng thư của cơ quan, bấm “Ký số”.',
      'Xem danh sách trong cửa sổ ký, nhập mã PIN một lần.',
      'Biên lai nào chưa ký được, đọc lý do rồi ký lại.',
    ],
  },
  '/bien-lai/:id': {
    purpose: 'Nội dung một biên lai và những đề nghị về biên lai ấy.',
    tasks: [
      'Sai tên khoản thu: đề nghị lập biên lai thay thế.',
      'Đúng số tiền, sai nội dung khác: đề nghị thông báo sai sót.',
      'Kế toán, lãnh đạo duyệt hoặc không duyệt; người đề nghị không tự duyệt.',
    ],
  },
  '/so-thu': {
    purpose: 'Sổ thu theo ngày và theo loại, việc cần xử lý, đề nghị chờ duyệt, ca thu tiền.',
    tasks: [
      'Xem việc cần xử lý, bấm vào để mở danh sách.',
      'Duyệt đề nghị trả lại tiền, thay thế biên lai của người khác.',
      'Nhận tiền của ca đã đóng: cùng đếm lại, hai bên phải khớp.',
    ],
  },
  '/so-thu/thang': {
    purpose: 'Tiền đang ở đâu, phải nộp ngân sách bao nhiêu và khi nào, biên lai dùng ra sao trong tháng.',
    tasks: [
      'Ghi tiền mặt đã nộp vào tài khoản kèm số chứng từ.',
      'Hết tháng, nộp ngân sách rồi ghi số giấy nộp tiền.',
      'Khi có quyết định khoán chi, đặt tỷ lệ để lại từ ngày áp dụng.',
    ],
  },
  '/doi-soat-ngan-hang': {
    purpose: 'Tiền vào tài khoản theo sao kê: khoản nào đã ghi nộp, khoản nào cần người xem.',
    tasks: [
      'Tải sao kê từ ngân hàng (Excel, CSV, MT940, CAMT.053), chọn tệp rồi bấm “Nhập sao kê”.',
      'Mở từng dòng “Cần xử lý” để chọn khoản phải thu, hoặc ghi không phải phí.',
      'Khoản nộp thừa, nộp hai lần: mở khoản phải thu, đề nghị trả lại.',
    ],
    keys: [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }],
  },
  '/doi-soat-ngan-hang/:id': {
    purpose: 'Một dòng sao kê và những khoản phải thu có thể là của nó.',
    tasks: [
      'Đọc nội dung chuyển khoản, đánh dấu khoản phải thu đúng.',
      'Một lần chuyển cho nhiều hồ sơ: đánh dấu các khoản rồi chia số tiền.',
      'Tiền không phải phí, lệ phí (lãi, tiền mặt nộp vào): ghi lý do.',
    ],
  },
  '/quan-tri/bao-tien-ve': {
    purpose: 'Cho ngân hàng, đơn vị thanh toán báo tiền về ngay khi có, bằng thông báo có chữ ký.',
    tasks: [
      'Bấm “Tạo mã bí mật”, chép mã và địa chỉ cho ngân hàng.',
      'Bật nhận thông báo rồi lưu; chuyển thử một khoản nhỏ.',
      'Mã bị lộ: tạo mã mới, mã cũ hết hiệu lực ngay.',
    ],
  },
  '/quan-tri/thu-phi': {
    purpose: 'Cơ quan thu, ký hiệu biên lai, tài khoản nhận tiền, mức tiền mặt tại quầy.',
    tasks: [
      'Nhập mã số thuế, ký hiệu biên lai, tài khoản rồi chọn ngày bắt đầu thu.',
      'Đặt mức tiền mặt được giữ tại quầy để được nhắc.',
      'Chọn thủ tục được trả kết quả trước khi nộp phí.',
    ],
  },
}
