import { equipmentHelp } from './help-equipment.ts'
import { receiptHelp } from './help-receipts.ts'
import { recordHelp } from './help-records.ts'
import { setUpHelp } from './help-set-up.ts'
import { workFileHelp } from './help-work-files.ts'

/** What a member of staff may want to know of a page while standing on it. */
export interface PageHelp {
  /** What the page is for, in one or two sentences. */
  purpose: string
  /** The three things people do here, in the order in which they are done. */
  tasks: readonly [string, string, string]
  /** Keys that work on this page beside those of every page. */
  keys?: readonly KeyHelp[]
}

export interface KeyHelp {
  keys: string
  does: string
}

/** Keys of every page of the staff. */
export const commonKeys: readonly KeyHelp[] = [
  { keys: 'Ctrl + K', does: 'Đi tới: mở trang, hồ sơ theo mã, thủ tục cần tiếp nhận' },
  { keys: '/', does: 'Vào ô tìm chung: văn bản, hồ sơ theo chữ, số, người, ngày' },
  { keys: 'F1 hoặc ?', does: 'Mở phần hướng dẫn này' },
  { keys: 'F2', does: 'Vào phòng thực hành, hoặc trở lại công việc thật' },
  { keys: 'Tab, Shift + Tab', does: 'Sang ô kế tiếp, về ô trước' },
  { keys: 'Enter', does: 'Bấm nút hoặc mở liên kết đang chọn' },
  { keys: 'Esc', does: 'Đóng cửa sổ đang mở; nội dung của trang vẫn còn' },
]

const listKeys: readonly KeyHelp[] = [{ keys: '↑ ↓', does: 'Đi lên, đi xuống trong bảng' }]
const saveKey: KeyHelp = { keys: 'Ctrl + Enter', does: 'Lưu' }

/** Help by the address of the page as it stands in the table of routes; every page of the staff has its entry. */
export const pageHelp: Readonly<Record<string, PageHelp>> = {
  '/viec-cua-toi': {
    purpose:
      'Hồ sơ, văn bản đến và đi, giấy mời, phiếu đang chờ chính anh, chị; việc gần hết hạn nhất đứng đầu.',
    tasks: [
      'Xem hồ sơ nào quá hạn hoặc sắp đến hạn để làm trước.',
      'Bấm tên ở cột đầu để mở và làm bước tiếp theo.',
      'Nhận hồ sơ chưa có ai giữ thuộc lĩnh vực của mình.',
    ],
    keys: listKeys,
  },
  '/tim-kiem': {
    purpose:
      'Một ô tìm trong mọi văn bản đến, văn bản đi, việc nội bộ và hồ sơ mà anh, chị được xem; không cần gõ dấu.',
    tasks: [
      'Gõ vài chữ, số, ký hiệu, tên người hoặc ngày rồi bấm Enter; đặt cụm từ trong ngoặc kép.',
      'Thu hẹp theo loại, trạng thái, người, phòng, lĩnh vực, khoảng ngày.',
      'Bấm tên để mở; câu tìm hay dùng thì đặt tên và lưu lại; bấm “Xuất kết quả” để chọn cột, lưu Excel, Word, PDF.',
    ],
  },
  '/ho-so/moi': {
    purpose: 'Tiếp nhận hồ sơ của một người dân tại quầy, từ chọn thủ tục đến in giấy tiếp nhận.',
    tasks: [
      'Gõ vài chữ của tên thủ tục rồi chọn; sau đó quét căn cước hoặc gõ thông tin người nộp.',
      'Đánh dấu giấy tờ đã nhận; thiếu giấy tờ thì lập phiếu yêu cầu bổ sung.',
      'Lưu để lấy mã hồ sơ, in giấy tiếp nhận và hẹn trả kết quả.',
    ],
    keys: [
      { keys: 'Alt + D', does: 'Đánh dấu đã nhận đủ giấy tờ bắt buộc' },
      { keys: 'Alt + K', does: 'Khai tờ khai điện tử tại quầy' },
      saveKey,
      { keys: 'P', does: 'Sau khi lưu: in giấy tiếp nhận' },
    ],
  },
  '/chung-thuc': {
    purpose: 'Chứng thực bản sao ngay tại quầy: ghi giấy tờ, số bản, thu phí và vào sổ trong một lần.',
    tasks: [
      'Ghi tên giấy tờ, số trang và số bản; thêm dòng cho giấy tờ khác.',
      'Kiểm tra số phí phần mềm đã tính rồi thu.',
      'Lưu để cấp số chứng thực; việc phải hẹn thì lập giấy hẹn.',
    ],
    keys: [{ keys: 'Alt + D', does: 'Thêm một giấy tờ' }, saveKey],
  },
  '/ho-so': {
    purpose: 'Tìm và xem mọi hồ sơ thuộc lĩnh vực anh, chị được phân công.',
    tasks: [
      'Tìm theo tên, số điện thoại, số căn cước hoặc mã hồ sơ; gõ không dấu cũng được.',
      'Lọc theo trạng thái, lĩnh vực, hạn trả hoặc người đang giữ.',
      'Mở một hồ sơ để xem quá trình giải quyết.',
    ],
    keys: listKeys,
  },
  '/ho-so/:code': {
    purpose: 'Toàn bộ một hồ sơ: ai nộp, giấy tờ, đang ở bước nào, hạn trả và việc làm tiếp theo.',
    tasks: [
      'Bấm nút việc tiếp theo, ví dụ nhận xử lý, chuyển bước, yêu cầu bổ sung, trả kết quả.',
      'Xem giấy tờ và tệp đính kèm của hồ sơ.',
      'In lại giấy tiếp nhận, phiếu kiểm soát và các giấy tờ đã lập.',
    ],
  },
  '/so-theo-doi': {
    purpose: 'Sổ theo dõi hồ sơ theo mẫu, lập từ dữ liệu thật của kỳ anh, chị chọn.',
    tasks: [
      'Chọn kỳ: tháng, quý, năm hoặc khoảng ngày.',
      'Xem các hồ sơ của kỳ ngay trên trang.',
      'Tải sổ để in hoặc tải bảng tính.',
    ],
  },
  '/ban-giao': {
    purpose: 'Lập và theo dõi phiếu bàn giao hồ sơ giấy giữa các bộ phận, cơ quan.',
    tasks: [
      'Chọn hồ sơ giấy cần chuyển và nơi nhận rồi lập phiếu.',
      'In phiếu kèm theo hồ sơ.',
      'Mở phiếu gửi đến mình để xác nhận đã nhận.',
    ],
  },
  '/ban-giao/:code': {
    purpose: 'Một phiếu bàn giao: những hồ sơ trong phiếu và việc xác nhận của bên nhận.',
    tasks: [
      'Quét hoặc gõ mã từng hồ sơ thực nhận.',
      'Ghi hồ sơ còn thiếu và lý do.',
      'Xác nhận đã nhận hoặc in phiếu.',
    ],
    keys: [{ keys: 'Enter', does: 'Nhận mã vừa quét hoặc vừa gõ' }],
  },
  '/lien-thong': {
    purpose: 'Những việc cơ quan khác đề nghị mình phối hợp, và những hồ sơ mình đã gửi cơ quan khác.',
    tasks: [
      'Xem đề nghị sắp đến hạn hoặc đã quá hạn trả lời.',
      'Mở một đề nghị để xem hồ sơ, nhận giải quyết và trả lời.',
      'Mở hồ sơ mình đã gửi để bổ sung, thu hồi hoặc chuyển sang bản giấy.',
    ],
    keys: listKeys,
  },
  '/lien-thong/:id': {
    purpose: 'Một đề nghị phối hợp của cơ quan khác, với giấy tờ và nội dung kèm theo.',
    tasks: [
      'Nhận giải quyết để mọi người biết ai đang làm.',
      'Xem giấy tờ, tờ khai và nội dung đã trao đổi.',
      'Trả lời: có kết quả, từ chối, cần bổ sung hoặc cần thêm thời gian.',
    ],
  },
  '/so-chung-thuc': {
    purpose: 'Sổ chứng thực theo từng loại việc và từng năm.',
    tasks: ['Chọn loại việc và kỳ.', 'Tìm một số chứng thực đã cấp.', 'In sổ hoặc tải bảng tính.'],
  },
  '/bang-dieu-hanh': {
    purpose: 'Tình hình giải quyết hồ sơ của đơn vị: đang có bao nhiêu, chậm ở đâu, do bước nào.',
    tasks: [
      'Xem số hồ sơ quá hạn và sắp đến hạn.',
      'Xem lĩnh vực, bộ phận nào đang chậm.',
      'Bấm vào con số để mở đúng danh sách hồ sơ đó.',
    ],
  },
  '/quay': {
    purpose: 'Gọi số thứ tự tại quầy của mình, từ lúc mời người dân đến lúc xong việc.',
    tasks: [
      'Chọn quầy rồi gọi số kế tiếp.',
      'Bắt đầu phục vụ, mở trang tiếp nhận hồ sơ của số đó.',
      'Kết thúc số, hoặc ghi người dân vắng mặt.',
    ],
    keys: [
      { keys: 'G', does: 'Gọi số kế tiếp' },
      { keys: 'L', does: 'Gọi lại số đang gọi' },
      { keys: 'B', does: 'Bắt đầu phục vụ' },
      { keys: 'T', does: 'Mở trang tiếp nhận hồ sơ của số này' },
      { keys: 'X', does: 'Xong số đang phục vụ' },
      { keys: 'V', does: 'Người dân vắng mặt' },
    ],
  },
  '/thong-bao': {
    purpose: 'Những điều mới xảy ra với hồ sơ của anh, chị.',
    tasks: ['Xem tin chưa đọc.', 'Mở hồ sơ từ tin.', 'Đánh dấu đã đọc.'],
  },
  '/ho-tro-nop': {
    purpose: 'Lập và nộp hồ sơ trực tuyến thay cho người dân đang ngồi tại quầy.',
    tasks: [
      'Tìm thủ tục rồi bấm lập hồ sơ cùng người dân.',
      'Khai từng bước, chụp giấy tờ, đọc lại cho người dân nghe rồi nộp.',
      'Mở lại hồ sơ đang lập dở hoặc xem hồ sơ đã nộp.',
    ],
  },
  '/tra-ket-qua': {
    purpose: 'Trả kết quả cho người dân tại quầy.',
    tasks: [
      'Quét mã trên giấy tiếp nhận hoặc tìm theo tên.',
      'Đối chiếu người nhận, ghi người nhận thay nếu có.',
      'Xác nhận đã trả kết quả.',
    ],
  },
  '/ket-qua-chua-nhan': {
    purpose: 'Những kết quả đã có nhưng người dân chưa đến nhận.',
    tasks: ['Xem kết quả nào chờ lâu nhất.', 'Nhắc người dân đến nhận.', 'Mở hồ sơ để trả kết quả.'],
  },
  '/ho-so-truc-tuyen': {
    purpose: 'Hồ sơ người dân nộp qua mạng, chờ trả lời trong 08 giờ làm việc.',
    tasks: [
      'Xem hồ sơ nào sắp hết giờ trả lời.',
      'Mở hồ sơ để tiếp nhận, yêu cầu bổ sung hoặc từ chối.',
      'Kiểm tra giấy tờ người dân gửi bổ sung.',
    ],
  },
  '/ho-so-truc-tuyen/:id': {
    purpose: 'Một hồ sơ nộp qua mạng, chưa tiếp nhận.',
    tasks: [
      'Đối chiếu người nộp, tờ khai và giấy tờ đính kèm.',
      'Bấm “Tiếp nhận” nếu hồ sơ đủ; “Sửa rồi tiếp nhận” nếu cần sửa.',
      'Yêu cầu bổ sung (Mẫu số 02) hoặc từ chối (Mẫu số 03), ghi rõ lý do.',
    ],
  },
  '/buu-gui': {
    purpose: 'Gửi kết quả cho người dân qua bưu chính công ích.',
    tasks: ['Chọn kết quả cần gửi.', 'In nhãn và bảng kê.', 'Ghi nhận đã gửi, đã phát.'],
  },
  '/kho-giay-to': {
    purpose: 'Giấy tờ, kết quả của người dân đã có sẵn, dùng lại để không phải nộp lần nữa.',
    tasks: ['Tìm theo số định danh.', 'Xem giấy tờ còn dùng được.', 'Dùng lại giấy tờ cho hồ sơ mới.'],
  },
  '/muc-do-hai-long': {
    purpose: 'Người dân đánh giá việc giải quyết hồ sơ ra sao. Không ai biết ai đã trả lời.',
    tasks: [
      'Xem kết quả theo lĩnh vực và theo câu hỏi của từng quý.',
      'Đọc góp ý, ghi nhận đã trả lời hoặc chuyển thành phản ánh, kiến nghị.',
      'Đặt số đánh giá ít nhất để hiện kết quả.',
    ],
  },
  '/su-dung-phan-mem': {
    purpose: 'Ai đã, ai chưa dùng phần mềm ở lĩnh vực được phân công, và ai đã thực hành những gì.',
    tasks: [
      'Xem người chưa dùng phần mềm, đứng đầu danh sách.',
      'Xem từng lĩnh vực được phân công mà chưa dùng.',
      'Tải bảng tính để báo cáo.',
    ],
  },
  '/thuc-hanh': {
    purpose: 'Tập làm việc trên hồ sơ tưởng tượng. Mọi việc làm ở đó đều không phải thật.',
    tasks: [
      'Vào phòng thực hành.',
      'Chọn một bài, làm theo các bước hiện ở khung bài đang làm.',
      'Rời phòng thực hành để trở lại công việc thật.',
    ],
  },
  '/tai-khoan': {
    purpose: 'Tài khoản của chính anh, chị: mật khẩu, mã xác thực và những nơi đang đăng nhập.',
    tasks: ['Đổi mật khẩu.', 'Bật mã xác thực trên điện thoại.', 'Đăng xuất khỏi máy khác khi thấy lạ.'],
  },
  ...setUpHelp,
  ...recordHelp,
  ...workFileHelp,
  ...receiptHelp,
  ...equipmentHelp,
}

/** The help of the page at this address; the most exact entry wins. Null where there is none. */
export function helpOf(pathname: string): PageHelp | null {
  const wanted = partsOf(pathname)
  const fitting = Object.keys(pageHelp)
    .filter((pattern) => fits(partsOf(pattern), wanted))
    .toSorted((a, b) => a.split(':').length - b.split(':').length)
  return pageHelp[fitting[0] ?? ''] ?? null
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function fits(pattern: readonly string[], wanted: readonly string[]): boolean {
  return (
    pattern.length === wanted.length &&
    pattern.every((part, index) => part.startsWith(':') || part === wanted[index])
  )
}
