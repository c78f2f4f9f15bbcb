import { freshName, isNode, type SchemaNode } from './form-outline.ts'
import { type FillSource, fillSources } from './form-schema.ts'

/** How a field is answered, in the order in which the editor offers it. */
export const ANSWER_NAMES = {
  text: 'Một dòng chữ',
  long: 'Nhiều dòng chữ',
  choice: 'Chọn một trong các câu trả lời',
  boolean: 'Có hoặc không',
  date: 'Ngày tháng năm',
  year: 'Năm',
  time: 'Giờ',
  integer: 'Số nguyên',
  number: 'Số',
  digits: 'Dãy chữ số',
  'personal-id': 'Số định danh cá nhân',
  phone: 'Số điện thoại',
  email: 'Thư điện tử',
} as const
export type AnswerKind = keyof typeof ANSWER_NAMES

const formats = ['date', 'year', 'time', 'digits', 'personal-id', 'phone', 'email'] as const

/** How the field of this node is answered; null for what only the source can say. */
export function answerKind(node: SchemaNode): AnswerKind | null {
  if (node.type === 'boolean' || node.type === 'integer' || node.type === 'number') return node.type
  if (node.type !== 'string') return null
  if (Array.isArray(node.enum) || Array.isArray(node.oneOf)) return 'choice'
  if (node.format !== undefined) return formats.find((format) => format === node.format) ?? null
  return node['x-long'] === true ? 'long' : 'text'
}

/** Keywords that belong to one kind of answer and would be wrong beside another. */
const ofKind = [
  'type',
  'format',
  'enum',
  'oneOf',
  'x-long',
  'x-boxes',
  'x-fill',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'default',
]

/** The node answered in another way: title, help, width and conditions stay. */
export function withAnswerKind(node: SchemaNode, kind: AnswerKind): SchemaNode {
  if (answerKind(node) === kind) return node
  const kept = Object.fromEntries(Object.entries(node).filter(([key]) => !ofKind.includes(key)))
  return { type: typeOf(kind), ...kept, ...extraOf(kind) }
}

function typeOf(kind: AnswerKind): string {
  return kind === 'boolean' || kind === 'integer' || kind === 'number' ? kind : 'string'
}

function extraOf(kind: AnswerKind): SchemaNode {
  if (kind === 'long') return { 'x-long': true }
  if (kind === 'choice')
    return {
      oneOf: [
        { const: 'co', title: 'Có' },
        { const: 'khong', title: 'Không' },
      ],
    }
  return formats.some((format) => format === kind) ? { format: kind } : {}
}

/** The node with a keyword set, or without it where the value is empty. */
export function withKeyword(node: SchemaNode, key: string, value: string | boolean): SchemaNode {
  if (value !== '' && value !== false) return { ...node, [key]: value }
  const { [key]: _, ...rest } = node
  return rest
}

/** The answers to choose from, as the paper names them. */
export function choicesOf(node: SchemaNode): string[] {
  if (Array.isArray(node.oneOf))
    return node.oneOf.map((each) => (isNode(each) ? String(each.title ?? '') : ''))
  return Array.isArray(node.enum) ? node.enum.map(String) : []
}

/** Other answers to choose from. An answer that stays, or is only reworded in its place, keeps what is stored for it. */
export function withChoices(node: SchemaNode, lines: readonly string[]): SchemaNode {
  if (!Array.isArray(node.oneOf)) return { ...node, enum: lines }
  const before = node.oneOf.filter(isNode)
  const byTitle = (title: string) => before.find((each) => each.title === title)
  const staying = lines.map((title, index) => {
    const sameCount = lines.length === before.length
    const atPlace = sameCount && !lines.includes(String(before[index]?.title)) ? before[index] : undefined
    return byTitle(title) ?? atPlace
  })
  const taken = staying.flatMap((each) => (each ? [String(each.const)] : []))
  const oneOf = lines.map((title, index) => {
    const stays = staying[index]
    if (stays) return stays.title === title ? stays : { ...stays, title }
    const value = freshName(title, taken)
    taken.push(value)
    return { const: value, title }
  })
  return { ...node, oneOf }
}

/** What the desk already knows and fills in, by keyword and in words. */
export const FILL_NAMES: Readonly<Record<FillSource, string>> = {
  'applicant.name': 'Họ tên người nộp',
  'applicant.personalId': 'Số định danh người nộp',
  'applicant.birthDate': 'Ngày sinh người nộp',
  'applicant.sex': 'Giới tính người nộp',
  'applicant.address': 'Địa chỉ người nộp',
  'applicant.phone': 'Điện thoại người nộp',
  'submitter.name': 'Họ tên người nộp thay',
  'submitter.personalId': 'Số định danh người nộp thay',
  'submitter.phone': 'Điện thoại người nộp thay',
  today: 'Ngày hôm nay',
  'office.name': 'Tên cơ quan',
  'card.name': 'Họ tên trên thẻ quét trong phần này',
  'card.personalId': 'Số định danh trên thẻ quét trong phần này',
  'card.birthDate': 'Ngày sinh trên thẻ quét trong phần này',
  'card.sex': 'Giới tính trên thẻ quét trong phần này',
  'card.address': 'Nơi cư trú trên thẻ quét trong phần này',
}

/** What a field answered in this way can be filled with, as the check of forms allows it. */
export function fillsFor(kind: AnswerKind): readonly FillSource[] {
  if (kind === 'boolean' || kind === 'integer' || kind === 'number') return []
  const wanted = kind === 'text' || kind === 'long' ? undefined : kind
  return sources.filter((source) => fillSources[source].some((format) => format === wanted))
}

const sources = Object.keys(FILL_NAMES) as FillSource[]
