import { roleName } from '../../staff/model.ts'
import { COMPONENT_KIND_NAMES, type Component, type Fee } from '../model.ts'
import { feeDetails } from './fee-words.ts'
import { formChanges } from './form-words.ts'
import { type ChangeLine, listChanges, textChange } from './list-changes.ts'
import { postingChanges } from './posting-words.ts'
import { durationText, feeSummary, timeLimitText } from './summaries.ts'
import { type ContentPart, changedParts, PART_NAMES, type VersionContent } from './version-content.ts'

/** What changed in one part of a version. */
export interface PartChange {
  part: ContentPart
  name: string
  lines: ChangeLine[]
}

/** The difference of two versions in the officer's words, part by part; empty when they say the same. */
export function describeChanges(before: VersionContent, after: VersionContent): PartChange[] {
  return changedParts(before, after).map((part) => {
    const lines = partLines[part](before, after)
    // Something that has no words of its own, such as a detail in the source of a form.
    const untold = { what: 'Chi tiết', before: 'như trước', after: 'đã sửa' }
    return { part, name: PART_NAMES[part], lines: lines.length > 0 ? lines : [untold] }
  })
}

type PartLines = (before: VersionContent, after: VersionContent) => ChangeLine[]

const partLines: Record<ContentPart, PartLines> = {
  name: (a, b) => textChange('Tên thủ tục', a.name, b.name),
  result: (a, b) => textChange('Kết quả', a.result, b.result),
  notes: (a, b) => textChange('Ghi chú nội bộ', a.notes ?? '', b.notes ?? ''),
  timeLimit: (a, b) => textChange('Thời hạn', timeLimitText(a.timeLimit), timeLimitText(b.timeLimit)),
  decision: (a, b) => textChange('Quyết định công bố', a.decision ?? '', b.decision ?? ''),
  cases: caseLines,
  fees: (a, b) => feeChanges(a.fees, b.fees),
  steps: (a, b) =>
    listChanges(a.steps, b.steps, {
      key: (step) => `${step.role} ${step.name}`,
      called: (step) => `Bước “${step.name}”`,
      words: (step) =>
        `${step.name} · ${roleName(step.role)} · ${step.minutes === 0 ? 'chưa đặt thời gian' : durationText(step.minutes)}`,
    }),
  form: (a, b) => formChanges(a.form, b.form),
  posting: (a, b) => postingChanges(a.posting, b.posting),
  legalBasis: (a, b) =>
    listChanges(a.legalBasis, b.legalBasis, { key: same, called: () => 'Căn cứ', words: same }),
  agencies: (a, b) => [
    ...textChange('Cơ quan tiếp nhận', agencyWords(a.agencies.receiving), agencyWords(b.agencies.receiving)),
    ...textChange('Cơ quan quyết định', agencyWords(a.agencies.deciding), agencyWords(b.agencies.deciding)),
  ],
}

/** What differs between two lists of fees; one of the same name and way of filing is the same fee. */
export function feeChanges(before: readonly Fee[], after: readonly Fee[]): ChangeLine[] {
  return listChanges(before, after, {
    key: ({ name, channel = '' }) => `${name}\n${channel}`,
    called: (fee) => fee.name,
    words: feeWords,
  })
}

const same = (text: string) => text

function caseLines(before: VersionContent, after: VersionContent): ChangeLine[] {
  const names = listChanges(before.cases, after.cases, {
    key: ({ code }) => code,
    called: ({ name }) => `Trường hợp “${name}”`,
    words: ({ name }) => name,
  })
  const several = after.cases.length > 1
  const papers = after.cases.flatMap((is) => {
    const was = before.cases.find(({ code }) => code === is.code)
    const lines = listChanges(was?.components ?? [], is.components, {
      key: (component) => `${component.kind} ${component.name}`,
      called: (component) => `Giấy tờ “${component.name}”`,
      words: componentWords,
    })
    return several ? lines.map((line) => ({ ...line, what: `${is.name}: ${line.what}` })) : lines
  })
  return [...names, ...papers]
}

/** A paper of the dossier in one line. */
export function componentWords(component: Component): string {
  return [
    component.name,
    COMPONENT_KIND_NAMES[component.kind],
    component.quantity === 0 ? quantityWords(component) : `số lượng ${quantityWords(component)}`,
    component.required ? 'bắt buộc' : 'khi có',
    component.mustScan ? 'phải quét' : '',
    component.paperCode ? `mã giấy tờ ${component.paperCode}` : '',
    component.note ?? '',
  ]
    .filter((words) => words !== '')
    .join(' · ')
}

/** How many are handed in: "2", "1 và 3 bản sao", or that it is only shown. */
export function quantityWords({ quantity, copies = 0 }: Component): string {
  if (quantity === 0) return copies === 0 ? 'xuất trình' : `xuất trình và nộp ${copies} bản sao`
  return copies === 0 ? String(quantity) : `${quantity} và ${copies} bản sao`
}

function feeWords(fee: Fee): string {
  return [fee.name, feeSummary([fee]), fee.basis, ...feeDetails(fee)]
    .filter((words) => words !== '')
    .join(' · ')
}

function agencyWords(agency: { code: string; name: string } | undefined): string {
  if (!agency) return ''
  return agency.code ? `${agency.name} (${agency.code})` : agency.name
}
