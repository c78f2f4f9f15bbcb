import type { Channel, MessageEvent } from './events.ts'

export interface Wording {
  /** Whether this is told on this channel at all. */
  active: boolean
  /** E-mail only. */
  subject: string
  body: string
}

const closing = `

Xem tình trạng hồ sơ: {tra_cuu}

{noi_nhan}
Điện thoại: {dien_thoai}

Thư này gửi tự động. Không muốn nhận nữa, hãy mở: {ngung_nhan}`

const email = (subject: string, body: string, active = true): Wording => ({
  active,
  subject,
  body: `Kính gửi ông/bà,\n\n${body}${closing}`,
})
const text = (body: string, active = true): Wording => ({ active, subject: '', body })

/** Wordings in force until the office writes its own. A text message keeps room for two links in 160 characters. */
const shipped: Record<string, Wording> = {
  'filed/email': email(
    'Đã nhận được hồ sơ nộp trực tuyến {ma_ho_so}',
    'Hồ sơ nộp trực tuyến mã {ma_ho_so} về thủ tục {thu_tuc} đã đến hệ thống của {don_vi}. Chậm nhất {ngay_hen}, chúng tôi trả lời hồ sơ được tiếp nhận, cần bổ sung hay không được tiếp nhận.',
  ),
  'filed/sms': text('Đã nhận hồ sơ trực tuyến. Theo dõi: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'refused/email': email(
    'Hồ sơ {ma_ho_so} không được tiếp nhận',
    'Hồ sơ nộp trực tuyến mã {ma_ho_so} về thủ tục {thu_tuc} không được tiếp nhận. Lý do ghi trong Phiếu từ chối tiếp nhận giải quyết hồ sơ.',
  ),
  'refused/sms': text('Hồ sơ không được tiếp nhận. Xem: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'received/email': email(
    'Đã tiếp nhận hồ sơ {ma_ho_so}',
    '{don_vi} đã tiếp nhận hồ sơ {ma_ho_so} về thủ tục {thu_tuc}. Hẹn trả kết quả lúc {ngay_hen}.',
  ),
  'received/sms': text('Đã nhận hồ sơ. Xem ngày hẹn: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'supplement_requested/email': email(
    'Hồ sơ {ma_ho_so} cần bổ sung giấy tờ',
    'Hồ sơ {ma_ho_so} về thủ tục {thu_tuc} cần bổ sung giấy tờ ghi trong Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. Thời gian chờ bổ sung, cho đến khi {noi_nhan} nhận đủ, không tính vào thời hạn giải quyết.',
  ),
  'supplement_requested/sms': text('Hồ sơ cần bổ sung giấy tờ. Xem: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'extension_granted/email': email(
    'Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {ma_ho_so}',
    '{don_vi} xin lỗi vì chưa trả kết quả hồ sơ {ma_ho_so} về thủ tục {thu_tuc} đúng hẹn. Kết quả hẹn trả lại lúc {ngay_hen}. Văn bản xin lỗi, nêu rõ lý do, đã được lập và lưu trong hồ sơ.',
  ),
  'extension_granted/sms': text('Xin lỗi đã trễ hẹn. Ngày hẹn mới: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'finished/email': email(
    'Đã có kết quả hồ sơ {ma_ho_so}',
    'Hồ sơ {ma_ho_so} về thủ tục {thu_tuc} đã có kết quả. Mời ông/bà mang Giấy tiếp nhận hồ sơ và hẹn trả kết quả đến {noi_nhan} để nhận.',
  ),
  'finished/sms': text('Đã có kết quả hồ sơ, mời đến nhận: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'reminder_due/email': email(
    'Kết quả hồ sơ {ma_ho_so} đang chờ ông/bà đến nhận',
    'Kết quả hồ sơ {ma_ho_so} về thủ tục {thu_tuc} đã có nhưng chưa có người nhận. Mời ông/bà đến {noi_nhan} để nhận.',
  ),
  'reminder_due/sms': text('Kết quả đang chờ ông/bà nhận. Xem: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'returned/email': email(
    'Đã trả kết quả hồ sơ {ma_ho_so}',
    'Kết quả hồ sơ {ma_ho_so} về thủ tục {thu_tuc} đã được trao. Nếu ông/bà chưa nhận, hãy báo ngay cho chúng tôi.',
  ),
  'returned/sms': text('Đã trao kết quả hồ sơ {ma_ho_so}. Nếu chưa nhận, gọi {dien_thoai}', false),
  'stopped/email': email(
    'Dừng giải quyết hồ sơ {ma_ho_so}',
    'Hồ sơ {ma_ho_so} về thủ tục {thu_tuc} đã dừng giải quyết. Lý do ghi trong Thông báo dừng giải quyết hồ sơ gửi cho ông/bà.',
  ),
  'stopped/sms': text('Hồ sơ đã dừng giải quyết. Xem: {tra_cuu} Ngừng tin: {ngung_nhan}'),
  'filing_arrived/app': text('Hồ sơ trực tuyến {ma_ho_so} ({thu_tuc}) chờ trả lời trước {ngay_hen}.'),
  'filing_late/app': text(
    'Hồ sơ trực tuyến {ma_ho_so} ({thu_tuc}) quá giờ trả lời {ngay_hen}. Hãy tiếp nhận, yêu cầu bổ sung hoặc từ chối ngay.',
  ),
  'address_code/email': {
    active: true,
    subject: 'Mã xác nhận địa chỉ của {don_vi}',
    body: `Kính gửi ông/bà,

Mã xác nhận: {ma_xac_nhan}

Nhập mã này vào trang đang mở của {don_vi}. Mã dùng được một lần, trong 10 phút. Không đưa mã cho người khác; cán bộ không bao giờ hỏi mã này. Nếu ông/bà không xin mã, hãy bỏ qua thư này.

Điện thoại: {dien_thoai}

Thư này gửi tự động. Không muốn nhận nữa, hãy mở: {ngung_nhan}`,
  },
  'address_code/sms': text(
    'Mã xác nhận: {ma_xac_nhan} (dùng trong 10 phút, không đưa cho ai). {don_vi}. Ngừng tin: {ngung_nhan}',
  ),
  'handed_over/app': text('Hồ sơ {ma_ho_so} ({thu_tuc}) chuyển đến bước “{buoc}”. Hẹn trả {ngay_hen}.'),
  'due_soon/app': text('Hồ sơ {ma_ho_so} ({thu_tuc}) sắp đến hạn: {ngay_hen}.'),
  'late/app': text(
    'Hồ sơ {ma_ho_so} ({thu_tuc}) đã quá hạn trả {ngay_hen}. Hãy giải quyết ngay và lập văn bản xin lỗi.',
  ),
  'partner_asks/app': text(
    'Cơ quan khác đề nghị phối hợp về hồ sơ {ma_ho_so} ({thu_tuc}), trả lời trước {ngay_hen}.',
  ),
  'partner_answered/app': text(
    'Cơ quan phối hợp đã trả lời về hồ sơ {ma_ho_so} ({thu_tuc}). Hẹn trả {ngay_hen}.',
  ),
  'partner_late/app': text(
    'Cơ quan phối hợp chưa trả lời đúng hẹn về hồ sơ {ma_ho_so} ({thu_tuc}). Hãy đôn đốc.',
  ),
  'document_urgent/app': text('Văn bản khẩn {van_ban} vừa đến. Hãy cho ý kiến ngay.'),
  'document_urgent_late/app': text(
    'Văn bản khẩn {van_ban} đã quá giờ mà chưa có ý kiến chỉ đạo. Hãy trình và cho ý kiến ngay.',
  ),
  'document_undirected/app': text('Văn bản {van_ban} chờ ý kiến chỉ đạo từ ngày làm việc trước.'),
  'document_directed/app': text(
    'Anh, chị được giao xử lý văn bản {van_ban}. Hạn giải quyết: {han_giai_quyet}.',
  ),
  'document_inform/app': text('Văn bản {van_ban} được chuyển để biết.'),
  'document_sent_back/app': text('Người được giao đã trả lại văn bản {van_ban}. Hãy xem lý do và giao lại.'),
  'document_proposed/app': text('Kết quả xử lý văn bản {van_ban} chờ anh, chị duyệt.'),
  'document_decided/app': text(
    'Lãnh đạo đã có ý kiến về kết quả xử lý văn bản {van_ban}. Hãy xem rồi làm tiếp.',
  ),
  'document_answered/app': text('Đã phát hành văn bản trả lời văn bản {van_ban}. Hãy kết thúc văn bản.'),
  'document_reopened/app': text('Văn bản {van_ban} được mở lại. Hãy xem lý do và xử lý tiếp.'),
  'document_due_soon/app': text('Văn bản {van_ban} sắp đến hạn giải quyết: {han_giai_quyet}.'),
  'outgoing_waiting/app': text('Văn bản đi {van_ban} chờ anh, chị xử lý bước tiếp theo.'),
  'outgoing_returned/app': text('Văn bản đi {van_ban} bị trả lại. Hãy xem ý kiến và sửa dự thảo.'),
  'document_letter/email': {
    active: true,
    subject: '{don_vi}: {van_ban}',
    body: `{don_vi} gửi kèm thư này {van_ban}.

Đề nghị quý cơ quan xác nhận đã nhận bằng cách trả lời thư này hoặc gọi số {dien_thoai}.`,
  },
  'document_late/app': text('Văn bản {van_ban} đã quá hạn giải quyết {han_giai_quyet}. Hãy xử lý ngay.'),
  'interchange_arrived/app': text('Liên thông văn bản: {van_ban} vừa đến, chờ anh, chị xử lý.'),
  'meeting_called/app': text('Anh, chị được mời họp {viec} lúc {thoi_gian}. Hãy trả lời dự hoặc vắng.'),
  'meeting_changed/app': text('Cuộc họp {viec} đổi giờ hoặc phòng: {thoi_gian}. Hãy xem lại và trả lời.'),
  'meeting_left/app': text('Anh, chị không còn trong danh sách dự họp {viec} lúc {thoi_gian}.'),
  'meeting_cancelled/app': text('Cuộc họp {viec} lúc {thoi_gian} đã hủy: {ket_qua}'),
  'vote_opened/app': text('Phiếu lấy ý kiến {viec} chờ anh, chị trả lời trước {thoi_gian}.'),
  'vote_due_soon/app': text('Còn một ngày để trả lời phiếu lấy ý kiến {viec}: hạn {thoi_gian}.'),
  'vote_closed/app': text('Phiếu lấy ý kiến {viec} đã chốt: {ket_qua}.'),
  'submission_waiting/app': text('Phiếu trình {viec} chờ anh, chị cho ý kiến.'),
  'submission_answered/app': text('Phiếu trình {viec} đã có ý kiến: {ket_qua}.'),
  'workfile_due_soon/app': text(
    'Sắp đến hạn nộp lưu {van_ban}: {han_giai_quyet}. Hãy giao nộp, hoặc xin giữ lại.',
  ),
  'workfile_late/app': text('Đã quá hạn nộp lưu {van_ban} ({han_giai_quyet}). Hãy giao nộp ngay.'),
  'workfile_hold_asked/app': text('Có đề nghị giữ lại {van_ban} đến {han_giai_quyet}. Hãy cho ý kiến.'),
  'workfile_hold_decided/app': text('Lãnh đạo đã cho ý kiến về việc giữ lại {van_ban}. Hãy mở ra xem.'),
  'certificate_expiring/app': text(
    'Sắp hết hạn {van_ban}: {han_giai_quyet}. Hãy làm thủ tục gia hạn, cấp lại.',
  ),
  'certificate_expired/app': text('Đã hết hạn {van_ban} ({han_giai_quyet}), không ký số được nữa.'),
  'certificate_missing/app': text('Chưa có {van_ban}. Hãy đề nghị cấp {han_giai_quyet}.'),
}

/** The shipped wording of an event on a channel; inactive and empty where nothing is shipped. */
export function shippedWording(event: MessageEvent, channel: Channel): Wording {
  return shipped[`${event}/${channel}`] ?? { active: false, subject: '', body: '' }
}
