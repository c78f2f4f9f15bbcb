import { demoStaffId } from '../../../staff/examples.ts'
import type { OutgoingContent } from './outgoing-content.ts'

const plain: OutgoingContent = {
  typeCode: 'thong-bao',
  subject: 'Lịch tiếp công dân tháng 4 năm 2026 của Chủ tịch Ủy ban nhân dân xã',
  bases: [],
  addressees: [],
  body: [
    'Thực hiện Luật Tiếp công dân, Ủy ban nhân dân xã thông báo lịch tiếp công dân tháng 4 năm 2026 như sau:',
    '1. Thời gian: buổi sáng các ngày thứ Năm hằng tuần, từ 07 giờ 30 phút đến 11 giờ 30 phút.',
    '2. Địa điểm: Phòng Tiếp công dân, trụ sở Ủy ban nhân dân xã.',
    'Ủy ban nhân dân xã thông báo để các thôn, tổ chức và nhân dân biết.',
  ].join('\n'),
  recipients: ['Thường trực Đảng ủy, HĐND xã (b/c)', 'Các thôn trong xã'],
  signerId: demoStaffId('chutich'),
  collective: true,
  coSigner: null,
  urgency: 'normal',
  circulation: '',
  copies: 12,
}

/** Plainly made-up documents of the types that a commune issues most, one for each layout at least. */
export const outgoingExamples: Readonly<Record<string, OutgoingContent>> = {
  'thong-bao': plain,
  'cong-van': {
    ...plain,
    typeCode: 'cong-van',
    subject: 'trả lời kiến nghị của Trường Tiểu học Mẫu',
    addressees: ['Trường Tiểu học Mẫu'],
    body: [
      'Ủy ban nhân dân xã nhận được Công văn số 15/CV-THM ngày 02 tháng 3 năm 2026 của Trường Tiểu học Mẫu về việc sửa chữa đường vào trường. Về việc này, Ủy ban nhân dân xã có ý kiến như sau:',
      '1. Giao Phòng Kinh tế kiểm tra hiện trạng tuyến đường trước ngày 31 tháng 3 năm 2026.',
      '2. Đề nghị nhà trường phối hợp phân luồng học sinh trong thời gian sửa chữa.',
      'Ủy ban nhân dân xã trả lời để nhà trường biết, phối hợp thực hiện.',
    ].join('\n'),
    recipients: ['Như trên', 'Phòng Kinh tế'],
    copies: 3,
  },
  'quyet-dinh': {
    ...plain,
    typeCode: 'quyet-dinh',
    subject: 'Về việc thành lập Tổ kiểm tra công tác phòng cháy, chữa cháy năm 2026',
    collective: false,
    bases: [
      'Căn cứ Luật Tổ chức chính quyền địa phương',
      'Căn cứ Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ',
      'Xét đề nghị của Trưởng Phòng Kinh tế',
    ],
    body: [
      'Điều 1. Thành lập Tổ kiểm tra công tác phòng cháy, chữa cháy trên địa bàn xã năm 2026 gồm các ông, bà có tên trong danh sách kèm theo.',
      'Điều 2. Tổ kiểm tra có nhiệm vụ:',
      '1. Lập kế hoạch kiểm tra trình Chủ tịch Ủy ban nhân dân xã phê duyệt.',
      '2. Kiểm tra các cơ sở trên địa bàn, gồm:',
      'a) Cơ sở sản xuất, kinh doanh;',
      'b) Chợ, trường học, trạm y tế;',
      'c) Nhà ở kết hợp kinh doanh.',
      'Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, Trưởng Phòng Kinh tế và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.',
    ].join('\n'),
    recipients: ['Như Điều 3', 'Thường trực Đảng ủy, HĐND xã (b/c)'],
  },
  'nghi-quyet': {
    ...plain,
    typeCode: 'nghi-quyet',
    subject: 'Về chương trình công tác quý II năm 2026',
    bases: [
      'Căn cứ Luật Tổ chức chính quyền địa phương',
      'Xét Tờ trình của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã',
    ],
    body: [
      'Điều 1. Thông qua chương trình công tác quý II năm 2026 của Ủy ban nhân dân xã.',
      'Điều 2. Các thành viên Ủy ban nhân dân xã và các phòng, ban chịu trách nhiệm thi hành Nghị quyết này.',
    ].join('\n'),
  },
  'ke-hoach': {
    ...plain,
    typeCode: 'ke-hoach',
    subject: 'Chuyển đổi số xã Cẩm Long năm 2026',
    body: [
      'I. MỤC ĐÍCH, YÊU CẦU',
      '1. Mục đích',
      'Nâng cao tỷ lệ hồ sơ công việc được lập trên môi trường điện tử và tỷ lệ văn bản được ký số.',
      '2. Yêu cầu',
      'a) Mỗi cán bộ, công chức tự thực hiện được công việc trên phần mềm;',
      'b) Mỗi thôn có ít nhất một tổ công nghệ số cộng đồng.',
      'II. NỘI DUNG',
      ...Array.from(
        { length: 9 },
        (_, index) =>
          `${index + 1}. Nội dung thứ ${index + 1} được thực hiện theo tiến độ từng quý, có phân công người chủ trì, người phối hợp, thời hạn hoàn thành và sản phẩm cụ thể; kết quả được cập nhật hằng tuần trên phần mềm để lãnh đạo Ủy ban nhân dân xã theo dõi, đôn đốc.`,
      ),
      'III. TỔ CHỨC THỰC HIỆN',
      'Các phòng, ban chịu trách nhiệm thực hiện Kế hoạch này và báo cáo trước ngày 15 hằng tháng.',
    ].join('\n'),
  },
  'bao-cao': {
    ...plain,
    typeCode: 'bao-cao',
    subject: 'Kết quả khắc phục tồn tại trong tiếp nhận, xử lý văn bản',
    addressees: ['Ủy ban nhân dân tỉnh'],
    urgency: 'urgent',
  },
  'to-trinh': {
    ...plain,
    typeCode: 'to-trinh',
    subject: 'Về việc bổ sung kinh phí mua máy quét tài liệu',
    addressees: ['Ủy ban nhân dân tỉnh', 'Sở Tài chính'],
  },
  'giay-moi': {
    ...plain,
    typeCode: 'giay-moi',
    subject: 'Họp giao ban công tác tháng 4 năm 2026',
    addressees: ['Các thành viên Ủy ban nhân dân xã'],
    body: [
      'Ủy ban nhân dân xã trân trọng kính mời tham dự cuộc họp giao ban công tác tháng 4 năm 2026.',
      '1. Thời gian: 08 giờ 00 phút, ngày 01 tháng 4 năm 2026.',
      '2. Địa điểm: Phòng họp tầng 2, trụ sở Ủy ban nhân dân xã.',
      'Đề nghị các đại biểu đến dự đúng thành phần, thời gian.',
    ].join('\n'),
  },
  'bien-ban': {
    ...plain,
    typeCode: 'bien-ban',
    subject: 'Họp giao ban công tác tháng 3 năm 2026',
    collective: false,
    coSigner: { post: 'Thư ký', name: 'Công chức Mẫu Bảy' },
  },
  'cong-dien': {
    ...plain,
    typeCode: 'cong-dien',
    subject: 'Về việc ứng phó với mưa lớn, lũ quét',
    addressees: ['Trưởng các thôn', 'Ban Chỉ huy Quân sự xã', 'Trạm Y tế xã'],
    urgency: 'express',
  },
  'huong-dan': {
    ...plain,
    typeCode: 'huong-dan',
    subject: 'Lập hồ sơ công việc trên môi trường điện tử',
    circulation: 'LƯU HÀNH NỘI BỘ',
  },
  'giay-gioi-thieu': {
    ...plain,
    typeCode: 'giay-gioi-thieu',
    subject: 'Giới thiệu cán bộ liên hệ công tác',
    addressees: ['Bảo hiểm xã hội cơ sở Mẫu'],
  },
}

/** The one that examples of the API send. */
export const outgoingExample: OutgoingContent = plain
