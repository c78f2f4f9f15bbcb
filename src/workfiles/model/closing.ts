import type { LocalDate } from '../../calendar/model/local-time.ts'
import type { WorkFileRules } from './rules.ts'
import type { Medium } from './states.ts'
import { symbolPattern } from './symbols.ts'

export const linkedKinds = {
  incoming: 'Văn bản đến',
  outgoing: 'Văn bản đi',
  submission: 'Phiếu trình',
  meeting: 'Cuộc họp',
  vote: 'Phiếu lấy ý kiến',
  file: 'Tệp khác',
} as const
export type LinkedKind = keyof typeof linkedKinds

/** One document of a file, as far as closing asks about it. */
export interface ClosingDocument {
  linkId: string
  kind: LinkedKind
  documentId: string
  /** As people call it; of one that the reader may not see its place alone. */
  name: string
  /** Two documents with the same are the same document: issuer, symbol and day, or the bytes of a file. */
  sameAs: string
  /** Not issued yet and may still change, or given up. */
  draft: boolean
  /** Why work on it is not over; empty where it is. */
  unfinished: string
  /** Fields of Phụ lục VI that are empty, in words. */
  missing: readonly string[]
  /** Tờ số, as the table of contents prints it; empty where nobody noted it. */
  sheets: string
}

export interface ClosingFacts {
  title: string
  symbol: string
  /** Symbol of the entry of the Danh mục from which it was opened; null outside it. */
  entrySymbol: string | null
  retentionCode: string | null
  retentionYears: number | null
  medium: Medium
  startedOn: LocalDate
  endedOn: LocalDate
  today: LocalDate
  /** Số tờ; null: not counted. */
  sheets: number | null
  /** Chứng từ kết thúc. */
  closingWords: string
  documents: readonly ClosingDocument[]
}

/** Something that is missing: what, in a sentence, and where it is mended. */
export interface Lack {
  code:
    | 'empty'
    | 'retention'
    | 'title'
    | 'symbol'
    | 'dates'
    | 'draft'
    | 'duplicate'
    | 'unfinished'
    | 'metadata'
    | 'sheets'
    | 'contents'
    | 'closing_words'
  words: string
  /** Of the document that is meant; null: the file itself. */
  linkId: string | null
  /** Path of the page on which it is mended; the anchor of the part where that is the file's own. */
  at: string
}

/** Shortest title that says what a file is about (characters). */
const shortestTitle = 10

/**
 * What keeps a file from being closed (NĐ 30/2020/NĐ-CP Điều 29 khoản 4): retention, title and symbol set right, drafts and
 * duplicates dropped, work finished, metadata filled in; of paper the sheets numbered from five years on, the table of
 * contents of what is kept for ever, and the closing sheet always. Empty: it may be closed.
 */
export function lacksForClosing(facts: ClosingFacts, rules: WorkFileRules): Lack[] {
  return [...lacksOfFile(facts, rules), ...facts.documents.flatMap(lacksOfDocument), ...duplicates(facts)]
}

const ofFile = (code: Lack['code'], at: string, words: string): Lack => ({ code, words, linkId: null, at })

function lacksOfFile(facts: ClosingFacts, rules: WorkFileRules): Lack[] {
  const { title, symbol, entrySymbol, documents, startedOn, endedOn, today } = facts
  const lacks: Lack[] = []
  if (documents.length === 0) {
    lacks.push(
      ofFile('empty', '#van-ban', 'Hồ sơ chưa có văn bản nào. Hãy thêm văn bản, tài liệu của công việc.'),
    )
  }
  if (!rules.periods.some(({ code }) => code === facts.retentionCode)) {
    lacks.push(
      ofFile('retention', '#thong-tin', 'Chưa xác định thời hạn bảo quản. Hãy chọn thời hạn trong bảng.'),
    )
  }
  if (title.trim().length < shortestTitle) {
    lacks.push(
      ofFile('title', '#thong-tin', 'Tiêu đề chưa nêu rõ việc. Hãy ghi đủ nội dung công việc của hồ sơ.'),
    )
  }
  if (!symbolPattern.test(symbol) || (entrySymbol !== null && symbol !== entrySymbol)) {
    const wanted = entrySymbol ?? '01.TCCB'
    lacks.push(
      ofFile(
        'symbol',
        '#thong-tin',
        `Số, ký hiệu “${symbol}” chưa đúng. Hãy sửa theo Danh mục hồ sơ, dạng ${wanted}.`,
      ),
    )
  }
  if (endedOn < startedOn || endedOn > today) {
    lacks.push(ofFile('dates', '#ket-thuc', 'Ngày kết thúc công việc phải từ ngày bắt đầu đến hôm nay.'))
  }
  return [...lacks, ...lacksOfPaper(facts, rules)]
}

function lacksOfPaper(facts: ClosingFacts, rules: WorkFileRules): Lack[] {
  if (facts.medium === 'electronic') return []
  const { retentionCode, retentionYears, sheets, closingWords } = facts
  const isForEver = retentionCode !== null && retentionYears === null
  const lacks: Lack[] = []
  if ((isForEver || (retentionYears ?? 0) >= rules.sheetsFromYears) && !((sheets ?? 0) > 0)) {
    const words = `Hồ sơ giấy bảo quản từ ${rules.sheetsFromYears} năm phải đánh số tờ. Hãy ghi tổng số tờ.`
    lacks.push(ofFile('sheets', '#ket-thuc', words))
  }
  if (isForEver) {
    const uncounted = facts.documents.filter((document) => document.sheets === '')
    lacks.push(
      ...uncounted.map(({ linkId, name }): Lack => {
        const words = `${name} chưa ghi tờ số trong Mục lục văn bản (hồ sơ giấy bảo quản vĩnh viễn).`
        return { code: 'contents', words, linkId, at: '#van-ban' }
      }),
    )
  }
  if (closingWords.trim().length < shortestTitle) {
    const words = 'Thiếu chứng từ kết thúc. Hãy ghi số tờ, tình trạng hồ sơ và người kiểm tra.'
    lacks.push(ofFile('closing_words', '#ket-thuc', words))
  }
  return lacks
}

/** Page on which a document is mended. */
export function documentPath(kind: LinkedKind, documentId: string): string {
  const pages: Record<LinkedKind, string> = {
    incoming: `/van-ban-den/${documentId}`,
    outgoing: `/van-ban-di/${documentId}`,
    submission: '/phieu-trinh',
    meeting: '/hop-giay-moi',
    vote: '/lay-y-kien',
    file: '#van-ban',
  }
  return pages[kind]
}

function lacksOfDocument(document: ClosingDocument): Lack[] {
  const { linkId, kind, documentId, name, draft, unfinished, missing } = document
  const at = documentPath(kind, documentId)
  if (draft) {
    const words = `${name} là bản thảo hoặc đã hủy. Hãy phát hành, hoặc gỡ khỏi hồ sơ.`
    return [{ code: 'draft', words, linkId, at }]
  }
  const lacks: Lack[] = []
  if (unfinished !== '') {
    lacks.push({ code: 'unfinished', words: `${name} chưa xong: ${unfinished}.`, linkId, at })
  }
  if (missing.length > 0) {
    lacks.push({ code: 'metadata', words: `${name} còn thiếu: ${missing.join(', ')}.`, linkId, at })
  }
  return lacks
}

/** The second and further copies of a document; the first stays. */
function duplicates({ documents }: ClosingFacts): Lack[] {
  const first = new Map<string, ClosingDocument>()
  return documents.flatMap((document): Lack[] => {
    if (document.sameAs === '') return []
    const earlier = first.get(document.sameAs)
    if (earlier) {
      const words = `${document.name} trùng với ${earlier.name}. Hãy gỡ một bản khỏi hồ sơ.`
      return [{ code: 'duplicate', words, linkId: document.linkId, at: '#van-ban' }]
    }
    first.set(document.sameAs, document)
    return []
  })
}

/** One sentence for a refusal that shows no list: the first lack, and how many more there are. */
export function lackSentence(lacks: readonly Lack[]): string {
  const [first] = lacks
  if (!first) return ''
  const more = lacks.length > 1 ? ` Còn ${lacks.length - 1} điểm khác, xem ở trang hồ sơ.` : ''
  return `Chưa kết thúc được hồ sơ. ${first.words}${more}`
}
