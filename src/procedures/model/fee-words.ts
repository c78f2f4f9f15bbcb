import { type Fee, type FeeKind, feeKind } from '../model.ts'
import { feeRuleWords } from './fee-rule-words.ts'

/** The officer's words for the two kinds of fee, and for the ways of filing that a fee may be asked for. */
export const FEE_KIND_NAMES: Readonly<Record<FeeKind, string>> = { fee: 'Phí', charge: 'Lệ phí' }
export const FEE_CHANNEL_NAMES: Readonly<Record<NonNullable<Fee['channel']>, string>> = {
  desk: 'nộp trực tiếp',
  online: 'nộp trực tuyến',
}

/** What a fee says beside its rate and basis, in words; what is left out says nothing. */
export function feeDetails(fee: Fee): string[] {
  return [
    fee.kind === undefined ? '' : `thuộc ${FEE_KIND_NAMES[feeKind(fee)].toLowerCase()}`,
    fee.rule ? `tính ${feeRuleWords(fee.rule)}` : '',
    fee.budgetItem ? `tiểu mục ${fee.budgetItem}` : '',
    exemptionWords(fee),
  ].filter((words) => words !== '')
}

/** "miễn cho: hộ nghèo (giấy chứng nhận hộ nghèo); người khuyết tật"; empty where everybody pays. */
export function exemptionWords({ exemptions = [] }: Pick<Fee, 'exemptions'>): string {
  if (exemptions.length === 0) return ''
  return `miễn cho: ${exemptions.map(({ name, paper }) => (paper ? `${name} (${paper})` : name)).join('; ')}`
}
