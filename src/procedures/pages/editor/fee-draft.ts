import { newKey } from '../../../ui/new-key.ts'
import type { Fee } from '../../model.ts'
import { type NumberText, numberOf, numberText, writtenLines } from './typed-text.ts'

/** A fee while it is edited: numbers and lists as typed, choices empty where nothing is said. */
export interface FeeDraft {
  /** Names the row on the page only. */
  id: string
  /** The fee as stored, to give back as it was what was not touched. */
  stored: Partial<Fee>
  name: string
  /** Empty: set by the provincial council. */
  amount: NumberText
  unit: string
  basis: string
  /** Empty: told to the citizen, not counted. */
  rule: '' | NonNullable<Fee['rule']>['kind']
  from: NumberText
  to: NumberText
  kind: '' | NonNullable<Fee['kind']>
  channel: '' | NonNullable<Fee['channel']>
  discount: NumberText
  budgetItem: string
  /** One a line, the paper that proves it behind a bar. */
  exemptions: string
}

export function newFee(): FeeDraft {
  return readFee({ name: '', amountVnd: null, unit: 'lần', basis: '', rule: { kind: 'case' } })
}

export function readFee(fee: Fee): FeeDraft {
  const { rule } = fee
  return {
    id: newKey(),
    stored: fee,
    name: fee.name,
    amount: numberText(fee.amountVnd),
    unit: fee.unit,
    basis: fee.basis,
    rule: rule?.kind ?? '',
    from: rule?.kind === 'page' ? numberText(rule.from) : '1',
    to: rule?.kind === 'page' ? numberText(rule.to) : '',
    kind: fee.kind ?? '',
    channel: fee.channel ?? '',
    discount: numberText(fee.discount?.percent ?? null),
    budgetItem: fee.budgetItem ?? '',
    exemptions: exemptionLines(fee.exemptions),
  }
}

/** What the commands take; what is left empty is left out. */
export function writtenFee(draft: FeeDraft): Record<string, unknown> {
  const percent = numberOf(draft.discount)
  const exemptions = writtenExemptions(draft)
  return {
    name: draft.name.trim(),
    amountVnd: numberOf(draft.amount),
    unit: draft.unit.trim(),
    basis: draft.basis.trim(),
    ...(draft.rule === '' ? {} : { rule: writtenRule(draft) }),
    ...(draft.kind === '' ? {} : { kind: draft.kind }),
    ...(draft.channel === '' ? {} : { channel: draft.channel }),
    ...(percent === null ? {} : { discount: { channel: 'online', percent } }),
    ...(draft.budgetItem.trim() === '' ? {} : { budgetItem: draft.budgetItem.trim() }),
    ...(exemptions.length === 0 ? {} : { exemptions }),
  }
}

function writtenRule({ rule, from, to }: FeeDraft): Record<string, unknown> {
  if (rule === 'page') return { kind: rule, from: numberOf(from), to: numberOf(to) }
  return rule === 'cap' ? { kind: rule, per: 'copy' } : { kind: rule }
}

function exemptionLines(exemptions: Fee['exemptions'] = []): string {
  return exemptions.map(({ name, paper }) => (paper ? `${name} | ${paper}` : name)).join('\n')
}

function writtenExemptions({ stored, exemptions }: FeeDraft): { name: string; paper: string }[] {
  if (exemptions === exemptionLines(stored.exemptions)) return [...(stored.exemptions ?? [])]
  return writtenLines(exemptions).map((line) => {
    const [name = '', ...paper] = line.split('|')
    return { name: name.trim(), paper: paper.join('|').trim() }
  })
}
