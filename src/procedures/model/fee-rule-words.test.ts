import { expect, it } from 'vitest'
import type { FeeRule } from '../model.ts'
import { feeRuleWords, readFeeRule } from './fee-rule-words.ts'

const rules: readonly (FeeRule | undefined)[] = [
  undefined,
  { kind: 'page', from: 1, to: 2 },
  { kind: 'page', from: 3, to: null },
  { kind: 'cap', per: 'copy' },
  { kind: 'case' },
  { kind: 'copy' },
]

it('says how a fee is counted and reads it back, also without diacritics and with another dash', () => {
  for (const rule of rules) expect(readFeeRule(feeRuleWords(rule))).toEqual(rule)
  expect(readFeeRule('Trang 1–2')).toEqual({ kind: 'page', from: 1, to: 2 })
  expect(readFeeRule('TU TRANG 3')).toEqual({ kind: 'page', from: 3, to: null })
})

it.each(['trang', 'trang 3', 'trang 2-1', 'từ trang 0', 'mỗi giờ'])('takes %s for nothing', (words) => {
  expect(readFeeRule(words)).toBeNull()
})
