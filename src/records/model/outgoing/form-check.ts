import { type BodyPiece, parseBody } from './body-text.ts'
import { type DocumentType, typeOn } from './document-types.ts'
import { checkOrder } from './order-check.ts'
import type { OutgoingContent } from './outgoing-content.ts'
import type { AuthorityKind } from './signing-block.ts'
import { codePattern, numberWords, symbolOf } from './symbols.ts'
import { checkWordFile, type WordText } from './word-check.ts'

/** Where something breaks the form: a field of the draft, and for the body the line in it. */
export interface FormFault {
  place: FormPlace
  /** Line of the field, from 1. */
  line: number | null
  /** What breaks the decree: it must be put right before signing. Otherwise it is worth a look. */
  breaks: boolean
  words: string
  /** Article or box of the appendix. */
  basis: string
}

export const formPlaces = {
  head: 'Quốc hiệu, Tiêu ngữ',
  typeCode: 'Tên loại',
  subject: 'Trích yếu',
  symbol: 'Số, ký hiệu',
  date: 'Ngày, tháng, năm',
  placeName: 'Địa danh',
  bases: 'Căn cứ ban hành',
  addressees: 'Kính gửi',
  body: 'Nội dung',
  signer: 'Người ký',
  recipients: 'Nơi nhận',
} as const
export type FormPlace = keyof typeof formPlaces

/** What the check is told beside the draft. */
export interface FormFacts {
  today: string
  placeName: string
  agencySymbol: string
  unitSymbol: string
  /** As it will be or is printed; null stands for what the program makes itself. */
  symbol: string | null
  number: number | null
  datedOn: string | null
  /** Who signs and how, today; null when nobody is named or the named one may not sign. */
  signer: { name: string; post: string; kind: AuthorityKind } | null
  /** Said when the signer named may not sign. */
  signerProblem: string | null
}

type Rule = (draft: Draft) => FormFault[]

interface Draft {
  content: OutgoingContent
  facts: FormFacts
  type: DocumentType
  pieces: readonly BodyPiece[]
}

const fault = (place: FormPlace, words: string, more: Partial<FormFault> = {}): FormFault => ({
  place,
  line: null,
  breaks: true,
  words,
  basis: 'Phụ lục I Nghị định số 30/2020/NĐ-CP',
  ...more,
})

/**
 * Kiểm tra thể thức, kỹ thuật trình bày: what of the draft breaks Decree 30/2020/NĐ-CP, each with its place. Empty when
 * nothing does. What the program itself lays out (sizes, margins, head, end) cannot break it; of a document made of an
 * uploaded Word file (`word`) the text of that file is checked instead of what was typed.
 */
export function checkForm(
  content: OutgoingContent,
  facts: FormFacts,
  word: WordText | null = null,
): FormFault[] {
  const type = typeOn(facts.datedOn ?? facts.today, content.typeCode)
  if (!type)
    return [fault('typeCode', 'Loại văn bản này không có trong danh mục 29 loại văn bản hành chính.')]
  const draft = { content, facts, type, pieces: parseBody(content.body) }
  if (word === null) return rules.flatMap((rule) => rule(draft))
  const { agencySymbol: agency, unitSymbol: unit, signer } = facts
  const symbol = symbolOf(type, { agency, unit })
  const wanted = { type, subject: content.subject, symbol, signer: signer?.name ?? null }
  const found = checkWordFile(word, wanted).map(({ place, words, breaks }) => fault(place, words, { breaks }))
  return [...besideWord.flatMap((rule) => rule(draft)), ...found]
}

const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '')

const subjectRule: Rule = ({ content: { subject }, type }) => {
  const found: FormFault[] = []
  if (letters(subject).length < 5)
    found.push(fault('subject', 'Trích yếu còn trống hoặc quá ngắn để nêu nội dung.'))
  if (/^v\/v|^về việc\s*:/iu.test(subject) && type.layout === 'letter')
    found.push(fault('subject', 'Không gõ “V/v” ở đầu: chữ này được in sẵn dưới số của công văn.'))
  if (/[.;:]$/.test(subject)) found.push(fault('subject', 'Cuối trích yếu không có dấu câu.'))
  if (subject.length > 10 && letters(subject) === letters(subject).toUpperCase())
    found.push(fault('subject', 'Trích yếu trình bày bằng chữ in thường, không viết hoa toàn bộ.'))
  return found
}

const symbolRule: Rule = ({ facts, type }) => {
  const right = symbolOf(type, { agency: facts.agencySymbol, unit: facts.unitSymbol })
  const symbol = facts.symbol ?? right
  const found: FormFault[] = []
  if (type.layout === 'letter' && facts.unitSymbol === '')
    found.push(
      fault(
        'symbol',
        'Đơn vị soạn thảo chưa có ký hiệu nên công văn thiếu phần này. Hãy nhờ văn thư khai báo ký hiệu đơn vị.',
      ),
    )
  if (symbol !== right)
    found.push(fault('symbol', `Ký hiệu “${symbol}” chưa đúng; với loại văn bản này phải là “${right}”.`))
  else if (type.abbreviation !== null && !codePattern.test(`${numberWords(facts.number ?? 1)}/${symbol}`))
    found.push(fault('symbol', `Ký hiệu “${symbol}” chưa đúng dạng <tên loại>-<cơ quan>, ví dụ QĐ-UBND.`))
  return found
}

const dateRule: Rule = ({ facts: { datedOn, today, placeName } }) => {
  const found: FormFault[] = []
  if (placeName.trim() === '')
    found.push(fault('placeName', 'Chưa có địa danh. Hãy khai báo ở trang Đơn vị.'))
  if (datedOn !== null && datedOn < today)
    found.push(
      fault('date', 'Ngày văn bản đã qua. Ngày văn bản là ngày ký ban hành.', {
        basis: 'Điều 15, Phụ lục I',
      }),
    )
  if (datedOn !== null && datedOn > today) found.push(fault('date', 'Ngày văn bản ở sau hôm nay.'))
  return found
}

const basesRule: Rule = ({ content: { bases }, type }) => {
  const found: FormFault[] = []
  if (type.bases === 'required' && bases.length === 0)
    found.push(fault('bases', `${type.name} phải nêu căn cứ ban hành, mỗi căn cứ một dòng.`))
  for (const [index, basis] of bases.entries()) {
    const line = index + 1
    if (!/^(Căn cứ|Theo|Xét|Thực hiện|Trên cơ sở)\s/u.test(basis))
      found.push(fault('bases', 'Mỗi căn cứ bắt đầu bằng “Căn cứ”, “Theo” hoặc “Xét”.', { line }))
    if (
      /(Nghị định|Thông tư|Nghị quyết|Quyết định)\s+số\s+\S+/u.test(basis) &&
      !/ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}/u.test(basis)
    )
      found.push(
        fault(
          'bases',
          'Văn bản viện dẫn phải ghi đủ số, ký hiệu, ngày ban hành, cơ quan ban hành và trích yếu (trừ luật, pháp lệnh).',
          { line },
        ),
      )
  }
  return found
}

const addresseesRule: Rule = ({ content: { addressees }, type }) => {
  if (type.addressees === 'required' && addressees.length === 0)
    return [fault('addressees', `${type.name} phải ghi nơi nhận ở phần “Kính gửi”.`)]
  if (type.addressees === 'none' && addressees.length > 0)
    return [fault('addressees', `${type.name} không có phần “Kính gửi”.`)]
  return []
}

const recipientsRule: Rule = ({ content: { recipients, addressees } }) => {
  if (recipients.length === 0) return [fault('recipients', 'Chưa ghi nơi nhận văn bản.')]
  const found: FormFault[] = []
  for (const [index, recipient] of recipients.entries()) {
    if (/^lưu\s*:/iu.test(recipient))
      found.push(
        fault('recipients', 'Không gõ dòng “Lưu:”; dòng này được in sẵn ở cuối.', { line: index + 1 }),
      )
    if (/^[-+*]/.test(recipient))
      found.push(
        fault('recipients', 'Không gõ gạch đầu dòng; dấu này được in sẵn.', {
          line: index + 1,
          breaks: false,
        }),
      )
  }
  if (addressees.length > 0 && !recipients.some((each) => /^như (trên|kính gửi|kính mời)/iu.test(each)))
    found.push(
      fault('recipients', 'Có phần “Kính gửi” thì dòng đầu của nơi nhận thường là “Như trên”.', {
        breaks: false,
      }),
    )
  return found
}

const signerRule: Rule = ({ content, facts: { signer, signerProblem }, type }) => {
  const found: FormFault[] = []
  if (signerProblem !== null) found.push(fault('signer', signerProblem, { basis: 'Điều 13' }))
  if (signer === null) return found
  if (/^(GS|PGS|TS|ThS|Ths|BS|KS|CN|LS|NGƯT|NGND|TTND)\b\.?/u.test(signer.name))
    found.push(
      fault('signer', 'Trước họ tên người ký không ghi học hàm, học vị và danh hiệu.', {
        basis: 'Phụ lục I, ô 7b',
      }),
    )
  if (content.collective && (signer.kind === 'order' || signer.kind === 'delegated'))
    found.push(
      fault(
        'signer',
        'Người ký thừa lệnh hoặc thừa ủy quyền không ghi “TM.”: hãy bỏ chọn ký thay mặt tập thể.',
        { basis: 'Điều 13' },
      ),
    )
  if (type.code === 'nghi-quyet' && !content.collective)
    found.push(
      fault('signer', 'Nghị quyết do tập thể ban hành, phải ký thay mặt (TM.).', { basis: 'Điều 13' }),
    )
  if (type.layout === 'two-signatures' && content.coSigner === null)
    found.push(
      fault('signer', `${type.name} cần người ký thứ hai (thư ký hoặc bên còn lại).`, { breaks: false }),
    )
  return found
}

const bodyRule: Rule = ({ content, pieces, type }) => {
  const found: FormFault[] = []
  if (pieces.every(({ text }) => letters(text) === '')) found.push(fault('body', 'Chưa có nội dung văn bản.'))
  for (const [index, { text, level, line }] of pieces.entries()) {
    if (/\.\/\.?$/.test(text) && index < pieces.length - 1)
      found.push(fault('body', 'Dấu “./.” chỉ đứng ở cuối nội dung và được in sẵn.', { line }))
    if (/[µ¸¹¶·©ª«¬®¡¢§£¤¥¦]{1}\p{L}|\p{L}[µ¸¹¶·©ª«¬®]/u.test(text))
      found.push(
        fault('body', 'Dòng này gõ bằng bảng mã cũ (TCVN3, VNI). Hãy gõ lại bằng Unicode.', {
          line,
          basis: 'Phụ lục I, Mục I',
        }),
      )
    if ((level === 'chapter' || level === 'section') && text === '')
      found.push(fault('body', 'Chương, mục phải có tiêu đề.', { line }))
  }
  if (type.layout === 'decision' && !pieces.some(({ level }) => level === 'article'))
    found.push(fault('body', `Nội dung ${type.name.toLowerCase()} được chia thành điều: “Điều 1. …”.`))
  if (content.body.includes('\t\t'))
    found.push(
      fault('body', 'Nội dung có bảng dán từ nơi khác; hãy đưa bảng vào phụ lục.', { breaks: false }),
    )
  return found
}

/** What a document has beside the Word file that is printed for it. */
const besideWord: readonly Rule[] = [subjectRule, symbolRule, dateRule, signerRule]

const rules: readonly Rule[] = [
  subjectRule,
  symbolRule,
  dateRule,
  basesRule,
  addresseesRule,
  bodyRule,
  ({ pieces }) => checkOrder(pieces).map(({ line, words }) => fault('body', words, { line })),
  signerRule,
  recipientsRule,
]
