import { formatDate, formatLongDate } from '../../calendar/model/clock-time.ts'
import type { Block, OfficialDocument } from '../../platform/official-document.ts'
import { type RemovedFile, removedFilesWords } from './removed-files.ts'

interface Office {
  name: string
  parentName: string
  placeName: string
}

interface CountedFile {
  medium: string
  sheets: number | null
  storedFiles: number
}

const paragraph = (text: string, label = '', bold: 'none' | 'label' | 'all' = 'none'): Block => ({
  kind: 'paragraph',
  label,
  text,
  bold,
})

function minutesOf(
  office: Office,
  paper: { name: string; subject: string; date: string | null; body: Block[] },
): OfficialDocument {
  return {
    title: `${paper.name}: ${paper.subject}`,
    draft: null,
    agency: office.name,
    parentAgency: office.parentName || null,
    symbol: 'BB-LT',
    place: office.placeName,
    date: paper.date,
    sections: [
      {
        landscape: false,
        blocks: [
          { kind: 'head' },
          { kind: 'title', name: paper.name, subject: paper.subject, note: null },
          ...paper.body,
        ],
      },
    ],
  }
}

/** Số lượng as the minutes state it: of paper boxes, files and metres, of electronic files and what is stored. */
export function amountsOf(files: readonly CountedFile[], paper: { boxes: number; metres: number }): string[] {
  const onPaper = files.filter(({ medium }) => medium !== 'electronic')
  const electronic = files.filter(({ medium }) => medium !== 'paper')
  const stored = electronic.reduce((sum, { storedFiles }) => sum + storedFiles, 0)
  const sheets = onPaper.reduce((sum, file) => sum + (file.sheets ?? 0), 0)
  const metres = String(paper.metres).replace('.', ',')
  return [
    `Đối với hồ sơ, tài liệu giấy: ${paper.boxes} hộp (cặp), ${onPaper.length} hồ sơ, ${sheets} tờ, quy ra ${metres} mét giá.`,
    `Đối với hồ sơ, tài liệu điện tử: tổng số hồ sơ ${electronic.length}, tổng số tệp tin ${stored}.`,
  ]
}

export interface HandOverPaper {
  office: Office
  handOver: {
    title: string
    fromName: string
    fromPost: string
    fromUnit: string
    decidedByName: string
    decidedByPost: string
    condition: string
    boxes: number
    metres: number
    state: string
  }
  files: readonly CountedFile[]
  /** Seals of the electronic packages that were received with the files. */
  packages: readonly { symbol: string; fingerprint: string }[]
  from: string
  to: string
  /** Day of the receipt; null before it. */
  day: string | null
}

/** In groups of eight, so that two people can compare them aloud and the line breaks. */
function sealsOf(packages: HandOverPaper['packages']): Block[] {
  if (packages.length === 0) return []
  const spaced = (fingerprint: string) => fingerprint.match(/.{1,8}/g)?.join(' ') ?? ''
  return [
    paragraph('Mã niêm phong (SHA-256) của gói hồ sơ điện tử:', '6.'),
    ...packages.map(({ symbol, fingerprint }) => paragraph(`${symbol}: ${spaced(fingerprint)}`, '-')),
  ]
}

/** Biên bản giao nhận hồ sơ, tài liệu (Phụ lục V NĐ 30/2020/NĐ-CP). */
export function handOverMinutes(paper: HandOverPaper): OfficialDocument {
  const { handOver, day } = paper
  const received = handOver.state === 'received'
  const blank = '…………………………'
  const body: Block[] = [
    paragraph(
      day
        ? `Hôm nay, ${formatLongDate(day)}, chúng tôi gồm:`
        : 'Hôm nay, ngày …… tháng …… năm ……, chúng tôi gồm:',
    ),
    paragraph(`BÊN GIAO: ${handOver.fromUnit || handOver.fromName}`, '', 'all'),
    paragraph(`Ông (bà): ${handOver.fromName}. Chức vụ: ${handOver.fromPost}.`),
    paragraph('BÊN NHẬN: Lưu trữ cơ quan', '', 'all'),
    paragraph(
      received
        ? `Ông (bà): ${handOver.decidedByName}. Chức vụ: ${handOver.decidedByPost}.`
        : `Ông (bà): ${blank}. Chức vụ: ${blank}.`,
    ),
    paragraph('Thống nhất lập biên bản giao nhận hồ sơ, tài liệu với những nội dung như sau:'),
    paragraph(`Tên khối tài liệu giao nộp: ${handOver.title}.`, '1.'),
    paragraph(
      `Thời gian của hồ sơ, tài liệu: từ ${formatDate(paper.from)} đến ${formatDate(paper.to)}.`,
      '2.',
    ),
    paragraph('Số lượng tài liệu:', '3.'),
    ...amountsOf(paper.files, handOver).map((text) => paragraph(text, '-')),
    paragraph(`Tình trạng tài liệu giao nộp: ${received ? handOver.condition : blank}`, '4.'),
    paragraph('Mục lục hồ sơ, tài liệu nộp lưu kèm theo.', '5.'),
    ...sealsOf(paper.packages),
    paragraph('Biên bản này được lập thành 02 bản; bên giao giữ 01 bản, bên nhận giữ 01 bản./.'),
    {
      kind: 'end',
      recipients: [],
      signerPost: 'Đại diện bên nhận',
      signerName: received ? handOver.decidedByName : null,
      beside: { post: 'Đại diện bên giao', name: handOver.fromName },
    },
  ]
  return minutesOf(paper.office, { name: 'BIÊN BẢN', subject: 'Giao nhận hồ sơ, tài liệu', date: day, body })
}

export interface DestructionPaper {
  office: Office
  destruction: {
    decision: string
    reason: string
    method: string
    witnesses: string
    doneByName: string
    decidedByName: string
    proposedByName: string
    state: string
  }
  files: readonly CountedFile[]
  removed: readonly RemovedFile[]
  day: string | null
}

/** Biên bản tiêu hủy tài liệu hết giá trị. */
export function destructionMinutes(paper: DestructionPaper): OfficialDocument {
  const { destruction, files, day } = paper
  const body: Block[] = [
    paragraph(`Căn cứ ${destruction.decision || '…………………………'}.`),
    paragraph(
      day
        ? `Hôm nay, ${formatLongDate(day)}, chúng tôi gồm:`
        : 'Hôm nay, ngày …… tháng …… năm ……, chúng tôi gồm:',
    ),
    paragraph(`Người thực hiện: ${destruction.doneByName || '…………………………'}.`, '-'),
    paragraph(`Người chứng kiến: ${destruction.witnesses || '…………………………'}.`, '-'),
    paragraph(
      `Đã tiêu hủy ${files.length} hồ sơ hết giá trị theo danh mục kèm theo. Lý do: ${destruction.reason}`,
    ),
    ...amountsOf(files, { boxes: 0, metres: 0 }).map((text) => paragraph(text, '-')),
    paragraph(`Cách tiêu hủy: ${destruction.method || '…………………………'}. Dữ liệu đặc tả của hồ sơ được giữ lại.`),
    ...(paper.removed.length > 0 ? [paragraph(removedFilesWords(paper.removed))] : []),
    paragraph('Biên bản này được lập thành 02 bản, lưu trong hồ sơ tiêu hủy./.'),
    {
      kind: 'end',
      recipients: [],
      signerPost: 'Người thực hiện',
      signerName: destruction.doneByName || null,
      beside: { post: 'Người chứng kiến', name: '' },
    },
  ]
  return minutesOf(paper.office, {
    name: 'BIÊN BẢN',
    subject: 'Tiêu hủy tài liệu hết giá trị',
    date: day,
    body,
  })
}
