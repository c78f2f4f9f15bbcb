import type { Block } from '../../../platform/official-document.ts'
import { hoursText } from './hours-text.ts'
import type { DeskNames } from './regulation.ts'
import type { DeskPaperSource } from './source.ts'

interface Article {
  subject: string
  paragraphs: string[]
  /** Stands after the paragraphs. */
  table?: Block
}

interface Chapter {
  subject: string
  articles: Article[]
}

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

/** Chapters and articles of the regulation, articles numbered throughout. */
export function regulationChapters(source: DeskPaperSource, names: DeskNames): Block[] {
  const chapters = [
    general(source, names),
    duties(names),
    dossiers(source, names),
    relations(names),
    conduct(names),
    effect(names),
  ]
  let number = 0
  return chapters.flatMap((chapter, index): Block[] => [
    { kind: 'chapter', name: `Chương ${numerals[index]}`, subject: chapter.subject },
    ...chapter.articles.flatMap(({ subject, paragraphs, table }): Block[] => {
      number += 1
      return [{ kind: 'article', label: `Điều ${number}.`, subject, paragraphs }, ...(table ? [table] : [])]
    }),
  ])
}

/** '1. …', '2. …': clauses of an article. */
const clauses = (...texts: string[]) => texts.map((text, index) => `${index + 1}. ${text}`)

function general({ office }: DeskPaperSource, { agency, unit, rules }: DeskNames): Chapter {
  const contact = [`địa chỉ: ${office.address}`, office.phone && `điện thoại: ${office.phone}`].filter(
    Boolean,
  )
  return {
    subject: 'Quy định chung',
    articles: [
      {
        subject: 'Phạm vi điều chỉnh và đối tượng áp dụng',
        paragraphs: clauses(
          `Quy chế này quy định tổ chức, hoạt động, chế độ làm việc và quan hệ công tác của ${unit} (sau đây gọi là Bộ phận Một cửa) trong hướng dẫn, tiếp nhận, giải quyết và trả kết quả thủ tục hành chính theo ${rules.decree}.`,
          `Quy chế này áp dụng đối với cán bộ, công chức làm việc tại Bộ phận Một cửa, các phòng, ban chuyên môn thuộc ${agency} và tổ chức, cá nhân có yêu cầu giải quyết thủ tục hành chính.`,
        ),
      },
      {
        subject: 'Vị trí, trụ sở',
        paragraphs: clauses(
          `Bộ phận Một cửa là đầu mối tập trung hướng dẫn, tiếp nhận hồ sơ, theo dõi, đôn đốc việc giải quyết và trả kết quả thủ tục hành chính thuộc thẩm quyền của ${agency} và các thủ tục được giao.`,
          `Trụ sở của Bộ phận Một cửa: ${contact.join('; ')}.`,
        ),
      },
      {
        subject: 'Nguyên tắc hoạt động',
        paragraphs: clauses(
          'Lấy sự hài lòng của tổ chức, cá nhân là thước đo chất lượng phục vụ; công khai, minh bạch, đúng pháp luật, bình đẳng, đúng thời hạn.',
          'Mọi hồ sơ đều được tiếp nhận, cập nhật trên phần mềm một cửa và trả kết quả tại Bộ phận Một cửa hoặc trên Cổng Dịch vụ công quốc gia; không tiếp nhận, trả kết quả tại phòng làm việc của phòng, ban chuyên môn.',
          'Chỉ cán bộ, công chức có tên trong Quyết định phân công còn hiệu lực mới được tiếp nhận, giải quyết và trả kết quả theo lĩnh vực được giao.',
          'Không yêu cầu tổ chức, cá nhân nộp giấy tờ ngoài thành phần hồ sơ đã công bố hoặc giấy tờ đã có trong cơ sở dữ liệu được kết nối.',
        ),
      },
    ],
  }
}

function duties({ unit, rules, chairperson }: DeskNames): Chapter {
  return {
    subject: 'Nhiệm vụ, quyền hạn',
    articles: [
      {
        subject: 'Nhiệm vụ, quyền hạn của Bộ phận Một cửa',
        paragraphs: clauses(
          'Niêm yết công khai, đầy đủ, kịp thời danh mục và nội dung thủ tục hành chính, phí, lệ phí, địa chỉ tiếp nhận phản ánh, kiến nghị.',
          'Hướng dẫn, tiếp nhận, số hóa hồ sơ; chuyển hồ sơ; theo dõi, đôn đốc; trả kết quả; thu phí, lệ phí theo quy định.',
          'Từ chối tiếp nhận hồ sơ không đúng quy định, có nêu rõ lý do bằng văn bản.',
          'Đề nghị phòng, ban chuyên môn giải quyết hồ sơ đến hạn và giải trình về hồ sơ quá hạn.',
          'Tổng hợp, báo cáo tình hình, kết quả tiếp nhận và giải quyết thủ tục hành chính.',
        ),
      },
      {
        subject: `Nhiệm vụ, quyền hạn của ${rules.head}`,
        paragraphs: clauses(
          `Quản lý, điều hành và chịu trách nhiệm trước ${chairperson} về toàn bộ hoạt động của ${unit}.`,
          'Bố trí người thay thế khi cán bộ, công chức vắng mặt, bảo đảm không lĩnh vực nào không có người tiếp nhận và người giải quyết.',
          'Theo dõi hồ sơ sắp đến hạn, quá hạn; yêu cầu xin lỗi tổ chức, cá nhân theo quy định; đề xuất xử lý trách nhiệm.',
          'Chủ trì giải quyết phản ánh, kiến nghị về thái độ, hành vi của cán bộ, công chức tại Bộ phận Một cửa.',
        ),
      },
      {
        subject: 'Trách nhiệm, quyền lợi của cán bộ, công chức làm việc tại Bộ phận Một cửa',
        paragraphs: clauses(
          'Có mặt đúng giờ, mặc trang phục theo quy định, đeo thẻ; hướng dẫn đầy đủ, rõ ràng, một lần.',
          'Cập nhật mọi hồ sơ lên phần mềm một cửa ngay khi tiếp nhận; không nhận hồ sơ ngoài phần mềm.',
          'Khi nghỉ phép, đi công tác phải báo trước để bàn giao công việc cho người thay thế; người thay thế giữ nhiệm vụ đúng trong thời gian được giao.',
          'Được bồi dưỡng nghiệp vụ, kỹ năng giao tiếp, công nghệ thông tin và hưởng chế độ theo quy định của cấp có thẩm quyền.',
        ),
      },
    ],
  }
}

function dossiers(source: DeskPaperSource, { rules, unit }: DeskNames): Chapter {
  const stop = rules.hasStopNotice
    ? '; trường hợp dừng giải quyết thì thông báo bằng văn bản, nêu rõ lý do'
    : ''
  return {
    subject: 'Tiếp nhận, giải quyết hồ sơ và trả kết quả',
    articles: [
      {
        subject: 'Thời gian làm việc',
        paragraphs: [
          ...hoursText(source.week).map((line) => `- ${line}.`),
          'Nghỉ các ngày lễ, tết theo quy định; việc làm bù, hoán đổi ngày nghỉ được niêm yết trước.',
        ],
      },
      {
        subject: 'Lĩnh vực tiếp nhận và quầy',
        paragraphs: [`${unit} tiếp nhận hồ sơ, trả kết quả các lĩnh vực sau tại các quầy:`],
        table: fieldsTable(source),
      },
      {
        subject: 'Tiếp nhận hồ sơ',
        paragraphs: clauses(
          'Hồ sơ nộp trực tiếp, qua dịch vụ bưu chính công ích hoặc trực tuyến được kiểm tra, cập nhật và cấp mã hồ sơ; người nộp nhận Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01).',
          'Hồ sơ chưa đầy đủ, chưa chính xác thì lập Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu số 02), nêu một lần, đầy đủ nội dung cần bổ sung.',
          'Hồ sơ không thuộc thẩm quyền hoặc không đủ điều kiện thì lập Phiếu từ chối tiếp nhận giải quyết hồ sơ (Mẫu số 03), nêu rõ lý do.',
          `Việc tiếp nhận, giao nhận được ghi vào ${rules.registerForm} và ${rules.controlSheetForm}.`,
        ),
      },
      {
        subject: 'Chuyển hồ sơ và giải quyết',
        paragraphs: clauses(
          `Hồ sơ giấy được chuyển đến phòng, ban chuyên môn trong ngày làm việc; hồ sơ nhận sau ${rules.transferCutoff} được chuyển vào đầu giờ ngày làm việc tiếp theo. Hồ sơ điện tử được chuyển ngay trên phần mềm.`,
          `Người được giao giải quyết thực hiện đúng thời hạn của từng bước trong quy trình nội bộ${stop}.`,
          'Ngày hẹn trả không được tự ý thay đổi; mọi thay đổi phải có lý do, được ghi lại và báo cho người nộp hồ sơ.',
        ),
      },
      {
        subject: 'Trả kết quả',
        paragraphs: clauses(
          'Kết quả được chuyển về Bộ phận Một cửa ngay sau khi phát hành và trả theo hình thức người nộp đã chọn; có kết quả trước hạn thì báo để người nộp đến nhận.',
          'Kết quả bản điện tử được lưu vào kho dữ liệu điện tử của tổ chức, cá nhân và có giá trị sử dụng lại.',
          'Kết quả chưa được nhận được lưu giữ, định kỳ nhắc người nộp đến nhận.',
        ),
      },
      {
        subject: 'Hồ sơ quá hạn và xin lỗi',
        paragraphs: clauses(
          `Hồ sơ không thể giải quyết đúng hạn thì chậm nhất 01 ngày trước ngày hết hạn, phòng, ban giải quyết phải có ${rules.apologyForm}, ghi rõ lý do và ngày hẹn trả mới; việc hẹn lại không quá một lần.`,
          'Việc xin lỗi được công khai, không nêu thông tin cá nhân của người nộp.',
          'Trách nhiệm về chậm trễ được xác định theo bước và người giữ hồ sơ khi chậm trễ phát sinh.',
        ),
      },
    ],
  }
}

function fieldsTable({ fields, desks }: DeskPaperSource): Block {
  const deskOf = (names: readonly string[]) =>
    names
      .map((name) => {
        const place = desks.find((desk) => desk.name === name)?.place
        return place ? `${name} (${place})` : name
      })
      .join('\n')
  return {
    kind: 'table',
    columns: [
      { header: 'TT', share: 1, centred: true },
      { header: 'Lĩnh vực', share: 6, centred: false },
      { header: 'Quầy, vị trí', share: 7, centred: false },
    ],
    rows: fields
      .filter((field) => field.received)
      .map((field, index) => [String(index + 1), field.name, deskOf(field.desks)]),
  }
}

function relations({ chairperson }: DeskNames): Chapter {
  return {
    subject: 'Quan hệ công tác',
    articles: [
      {
        subject: 'Với Ủy ban nhân dân',
        paragraphs: [
          `Bộ phận Một cửa chịu sự chỉ đạo trực tiếp của ${chairperson}, báo cáo định kỳ hằng tháng và đột xuất khi có yêu cầu.`,
        ],
      },
      {
        subject: 'Với các phòng, ban chuyên môn',
        paragraphs: clauses(
          'Phòng, ban chuyên môn cử công chức tham gia tiếp nhận, giải quyết đúng thời hạn và chuyển kết quả về Bộ phận Một cửa.',
          'Phòng, ban để hồ sơ quá hạn phải giải trình bằng văn bản, nêu rõ nguyên nhân và người chịu trách nhiệm.',
        ),
      },
      {
        subject: 'Với cơ quan khác và với tổ chức, cá nhân',
        paragraphs: clauses(
          'Với thủ tục liên thông, Bộ phận Một cửa là nơi chịu trách nhiệm về thời hạn trước người nộp hồ sơ và phối hợp với cơ quan có liên quan để giải quyết.',
          'Tổ chức, cá nhân được theo dõi tình trạng hồ sơ, phản ánh, kiến nghị, khiếu nại, tố cáo theo quy định của pháp luật.',
        ),
      },
    ],
  }
}

function conduct({ chairperson }: DeskNames): Chapter {
  return {
    subject: 'Ứng xử, khen thưởng và xử lý vi phạm',
    articles: [
      {
        subject: 'Ứng xử',
        paragraphs: clauses(
          'Lịch sự, tôn trọng, tận tình; không cửa quyền, sách nhiễu, gây phiền hà; không nhận tiền, quà trái quy định.',
          'Giữ bí mật thông tin cá nhân của người nộp hồ sơ; chỉ tra cứu thông tin để giải quyết công việc được giao.',
        ),
      },
      {
        subject: 'Khen thưởng và xử lý vi phạm',
        paragraphs: clauses(
          'Tập thể, cá nhân hoàn thành tốt nhiệm vụ được xem xét khen thưởng; kết quả giải quyết hồ sơ đúng hạn và mức độ hài lòng là căn cứ đánh giá hằng năm.',
          `Cán bộ, công chức để hồ sơ quá hạn do lỗi chủ quan, tiếp nhận hồ sơ ngoài Bộ phận Một cửa hoặc ngoài phần mềm, yêu cầu bổ sung nhiều lần, gây phiền hà thì tùy tính chất, mức độ bị nhắc nhở, điều chuyển hoặc xử lý kỷ luật; ${chairperson} quyết định hoặc đề nghị cấp có thẩm quyền quyết định.`,
        ),
      },
    ],
  }
}

function effect({ rules, chairperson }: DeskNames): Chapter {
  return {
    subject: 'Điều khoản thi hành',
    articles: [
      {
        subject: 'Trách nhiệm thi hành',
        paragraphs: clauses(
          `Nội dung không nêu trong Quy chế này thực hiện theo ${rules.decree}, ${rules.circular} và quy định của pháp luật có liên quan.`,
          `Trong quá trình thực hiện, nếu có vướng mắc, ${rules.head} tổng hợp, báo cáo ${chairperson} xem xét, sửa đổi, bổ sung./.`,
        ),
      },
    ],
  }
}
