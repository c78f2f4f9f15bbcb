import type { Block, OfficialDocument } from '../../../platform/official-document.ts'
import { basesOn, type DeskRules, deskRulesOn } from './bases.ts'
import { regulationChapters } from './regulation-text.ts'
import { agencyName, type DeskPaperSource, placeOf } from './source.ts'

/** Words of the office that both papers repeat. */
export interface DeskNames {
  agency: string
  place: string
  /** Chủ tịch Ủy ban nhân dân xã … */
  chairperson: string
  unit: string
  rules: DeskRules
}

/** Names on the day, or null before the mechanism had a decree. */
export function deskNames({ day, office }: DeskPaperSource): DeskNames | null {
  const rules = deskRulesOn(day)
  if (!rules) return null
  const place = placeOf(office.name)
  const own = office.receptionName.toLowerCase().includes(rules.unit.toLowerCase())
  return {
    agency: agencyName(office.name),
    place,
    chairperson: `Chủ tịch ${agencyName(office.name)}`,
    unit: own ? office.receptionName : `${rules.unit} ${place}`,
    rules,
  }
}

/** Quyết định ban hành Quy chế tổ chức và hoạt động, with the Quy chế itself. */
export function composeRegulation(source: DeskPaperSource, names: DeskNames): OfficialDocument {
  const { unit } = names
  const subject = `Ban hành Quy chế tổ chức và hoạt động của ${unit}`
  return {
    title: subject,
    draft: null,
    agency: names.agency,
    symbol: 'QĐ-UBND',
    place: source.office.placeName,
    sections: [
      { landscape: false, blocks: decision(source, { names, subject }) },
      {
        landscape: false,
        blocks: [
          {
            kind: 'title',
            name: 'QUY CHẾ',
            subject: `Tổ chức và hoạt động của ${unit}`,
            note: `(Kèm theo Quyết định số          /QĐ-UBND ngày      tháng      năm          của ${names.chairperson})`,
          },
          ...regulationChapters(source, names),
        ],
      },
    ],
  }
}

/** Opening of a decision: head, title, who decides, on which bases, at whose proposal. */
export function decisionOpening(
  source: DeskPaperSource,
  { names, subject }: { names: DeskNames; subject: string },
): Block[] {
  return [
    { kind: 'head' },
    { kind: 'title', name: 'QUYẾT ĐỊNH', subject, note: null },
    { kind: 'authority', text: names.chairperson.toUpperCase() },
    ...basesOn(source.day).map((basis): Block => ({ kind: 'basis', text: `${basis.text};` })),
    { kind: 'basis', text: 'Theo đề nghị của công chức Văn phòng Hội đồng nhân dân và Ủy ban nhân dân.' },
    { kind: 'authority', text: 'QUYẾT ĐỊNH:' },
  ]
}

/** An article of a decision: its number in bold, then the text. */
export function decisionArticle(number: number, text: string, ...more: string[]): Block {
  return { kind: 'article', label: `Điều ${number}.`, subject: null, paragraphs: [text, ...more] }
}

/** Who gets the decision and who signs it. */
export function decisionEnd(source: DeskPaperSource, names: DeskNames): Block {
  return {
    kind: 'end',
    recipients: [
      'Như Điều 3',
      'Ủy ban nhân dân tỉnh (b/c)',
      'Thường trực Đảng ủy, Thường trực HĐND (b/c)',
      `Niêm yết tại ${names.unit}`,
      'Lưu: VT',
    ],
    signerPost: 'Chủ tịch',
    signerName: source.chairperson,
  }
}

function decision(source: DeskPaperSource, facts: { names: DeskNames; subject: string }): Block[] {
  const { names } = facts
  return [
    ...decisionOpening(source, facts),
    decisionArticle(1, `Ban hành kèm theo Quyết định này Quy chế tổ chức và hoạt động của ${names.unit}.`),
    decisionArticle(
      2,
      'Quyết định này có hiệu lực kể từ ngày ký. Các quy định trước đây của đơn vị trái với Quyết định này hết hiệu lực.',
    ),
    decisionArticle(
      3,
      `Công chức Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, ${names.rules.head}, các phòng, ban chuyên môn, cán bộ, công chức và tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.`,
    ),
    decisionEnd(source, names),
  ]
}
