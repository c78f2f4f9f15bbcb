import { foldVietnamese } from '../../platform/search-text.ts'
import type { Fee } from '../model.ts'
import type { CatalogueColumn } from './catalogue-column.ts'
import { codeOf, feeChannels, feeKinds, wholeNumber } from './catalogue-words.ts'
import { joinParts, rawLines, splitParts } from './cell-text.ts'
import { feeRuleWords, readFeeRule } from './fee-rule-words.ts'

/** One fee a line, its parts between bars. */
export const feesColumn: CatalogueColumn = {
  header: 'Phí, lệ phí',
  path: 'fees',
  part: 'fees',
  write: ({ fees }) => fees.map(feeLine).join('\n'),
  read(cell, entry) {
    const fees: unknown[] = []
    for (const line of rawLines(cell)) {
      const parts = splitParts(line)
      const fee = readFee(parts)
      if (typeof fee === 'string') return `${(parts[0] ?? '').slice(0, 60)}: ${fee}`
      fees.push(fee)
    }
    entry.fees = fees
  },
}

/** `name | đồng, or HĐND tỉnh | unit | basis | how counted | kind | channel | discount | tiểu mục | exempt | paper | exempt | paper …`. */
function feeLine(fee: Fee): string {
  const {
    name,
    amountVnd,
    unit,
    basis,
    rule,
    kind,
    channel,
    discount,
    budgetItem = '',
    exemptions = [],
  } = fee
  return joinParts([
    name,
    amountVnd === null ? 'HĐND tỉnh' : String(amountVnd),
    unit,
    basis,
    feeRuleWords(rule),
    kind ? feeKinds[kind] : '',
    channel ? feeChannels[channel] : '',
    discount ? `giảm ${discount.percent}%` : '',
    budgetItem,
    ...exemptions.flatMap((each) => [each.name, each.paper]),
  ])
}

/** A fee as the JSON of a catalogue says it, or what is wrong with it. */
function readFee(parts: readonly string[]): Record<string, unknown> | string {
  const [name = '', amount = '', unit = '', basis = '', counted = '', ...more] = parts
  const [kindWord = '', channelWord = '', discountWord = '', budgetItem = '', ...exempt] = more
  const isOpen = foldVietnamese(amount) === 'hdnd tinh'
  const vnd = isOpen ? null : wholeNumber(amount.replaceAll('.', ''))
  if (vnd !== null && typeof vnd !== 'number') return `mức thu. ${vnd.problem}`
  const rule = readFeeRule(counted)
  if (rule === null) return `không hiểu cách tính “${counted.slice(0, 40)}”.`
  const kind = kindWord === '' ? undefined : codeOf(feeKinds, kindWord)
  if (typeof kind === 'object') return `phí hay lệ phí. ${kind.problem}`
  const channel = channelWord === '' ? undefined : codeOf(feeChannels, channelWord)
  if (typeof channel === 'object') return `cách nộp. ${channel.problem}`
  const [, percent] = /^(?:giảm\s*)?(\d{1,3})\s*%?$/iu.exec(discountWord.normalize('NFC')) ?? []
  if (discountWord !== '' && percent === undefined)
    return `không hiểu mức giảm “${discountWord.slice(0, 40)}”; hãy ghi như “giảm 50%”.`
  const exemptions = readExemptions(exempt)
  return {
    name,
    amount_vnd: vnd,
    unit,
    basis,
    ...(rule ? { rule } : {}),
    ...(kind ? { kind } : {}),
    ...(channel ? { channel } : {}),
    ...(percent ? { discount: { channel: 'online', percent: Number(percent) } } : {}),
    ...(budgetItem ? { budgetItem } : {}),
    ...(exemptions.length > 0 ? { exemptions } : {}),
  }
}

/** Who is exempt and the paper that proves it, in turn. */
function readExemptions(parts: readonly string[]): { name: string; paper: string }[] {
  return parts.flatMap((name, index) => (index % 2 === 0 ? [{ name, paper: parts[index + 1] ?? '' }] : []))
}
