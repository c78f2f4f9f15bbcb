/** One question with its three answers, best first: they count 2, 1 and 0. */
export interface SurveyQuestion {
  key: string
  text: string
  answers: readonly [best: string, middle: string, worst: string]
}

/** The questions people are asked, as one text had them. */
export interface Survey {
  edition: string
  /** First and last day on which it is asked (`YYYY-MM-DD`); null while it is. */
  validFrom: string
  validTo: string | null
  legalBasis: string
  /** Whether the wording was compared with the text of the law. */
  confirmed: boolean
  questions: readonly SurveyQuestion[]
}

const good = ['Tốt', 'Bình thường', 'Kém'] as const

/**
 * Phiếu đánh giá of the one-stop mechanism by dates of validity. The criteria are those of NĐ 61/2018/NĐ-CP, Điều 28–30 in
 * outline; their exact wording has not been compared yet.
 */
const surveys: readonly Survey[] = [
  {
    edition: '2018',
    validFrom: '2018-06-21',
    validTo: null,
    legalBasis: 'NĐ 61/2018/NĐ-CP, TT 01/2018/TT-VPCP',
    confirmed: false,
    questions: [
      {
        key: 'time',
        text: 'Kết quả được trả so với ngày hẹn?',
        answers: ['Trước hạn', 'Đúng hạn', 'Trễ hạn'],
      },
      {
        key: 'visits',
        text: 'Ông/bà phải đến mấy lần để hoàn thành hồ sơ?',
        answers: ['1 đến 2 lần', '3 lần', 'Trên 3 lần'],
      },
      {
        key: 'supplements',
        text: 'Ông/bà bị yêu cầu bổ sung giấy tờ mấy lần?',
        answers: ['Không lần nào', '1 lần', 'Từ 2 lần'],
      },
      { key: 'attitude', text: 'Thái độ của cán bộ, công chức?', answers: good },
      {
        key: 'guidance',
        text: 'Hướng dẫn có rõ ràng, đầy đủ trong một lần?',
        answers: ['Rõ ràng, đầy đủ', 'Còn phải hỏi thêm', 'Không rõ ràng'],
      },
      {
        key: 'posting',
        text: 'Thủ tục có được niêm yết, công khai đầy đủ?',
        answers: ['Đầy đủ', 'Chưa đầy đủ', 'Không thấy'],
      },
      {
        key: 'fees',
        text: 'Phí, lệ phí có đúng mức niêm yết?',
        answers: ['Đúng, không tốn thêm', 'Chưa rõ mức thu', 'Phải trả thêm'],
      },
      {
        key: 'complaints',
        text: 'Phản ánh, kiến nghị của ông/bà được trả lời ra sao?',
        answers: ['Được trả lời, hoặc không có phản ánh', 'Trả lời chậm', 'Không được trả lời'],
      },
      { key: 'convenience', text: 'Nơi tiếp nhận và dịch vụ trực tuyến có thuận tiện?', answers: good },
      {
        key: 'overall',
        text: 'Nhìn chung, ông/bà có hài lòng?',
        answers: ['Hài lòng', 'Bình thường', 'Không hài lòng'],
      },
    ],
  },
]

/** The survey in force on a day (`YYYY-MM-DD`). Throws RangeError before the first. */
export function surveyOn(day: string): Survey {
  const found = surveys.find(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  )
  if (!found) throw new RangeError(`no survey is in force on ${day}`)
  return found
}

/** The survey an answer was given to. */
export function surveyEdition(edition: string): Survey | undefined {
  return surveys.find((survey) => survey.edition === edition)
}

/** First day of the quarter of a day. */
export function quarterOf(day: string): string {
  const month = Number(day.slice(5, 7))
  const first = Math.floor((month - 1) / 3) * 3 + 1
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`
}

/** “Quý I năm 2026”. */
export function quarterName(quarter: string): string {
  const numeral = ['I', 'II', 'III', 'IV'][Math.floor((Number(quarter.slice(5, 7)) - 1) / 3)] ?? ''
  return `Quý ${numeral} năm ${quarter.slice(0, 4)}`
}
