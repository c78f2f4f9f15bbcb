import { foldVietnamese } from '../../platform/search-text.ts'
import type { FeeRule } from '../model.ts'

/** How a fee is counted, as a catalogue file says it: `trang 1-2`, `từ trang 3`, `tối đa mỗi bản`, `mỗi trường hợp`, `mỗi bản`. */
export function feeRuleWords(rule: FeeRule | undefined): string {
  if (!rule) return ''
  if (rule.kind === 'case') return 'mỗi trường hợp'
  if (rule.kind === 'copy') return 'mỗi bản'
  if (rule.kind === 'cap') return 'tối đa mỗi bản'
  return rule.to === null ? `từ trang ${rule.from}` : `trang ${rule.from}-${rule.to}`
}

/** Reads the same words; undefined where nothing is said, null where it is something else. */
export function readFeeRule(words: string): FeeRule | undefined | null {
  const text = foldVietnamese(words.replaceAll(/[-–]/g, ' den ')).trim()
  if (text === '') return undefined
  if (text === 'moi truong hop') return { kind: 'case' }
  if (text === 'moi ban') return { kind: 'copy' }
  if (text === 'toi da moi ban') return { kind: 'cap', per: 'copy' }
  const [, from, to] = /^(?:tu )?trang (\d{1,4})(?: den (\d{1,4}))?$/.exec(text) ?? []
  if (!from || Number(from) < 1) return null
  if (!to) return text.startsWith('tu ') ? { kind: 'page', from: Number(from), to: null } : null
  return Number(to) < Number(from) ? null : { kind: 'page', from: Number(from), to: Number(to) }
}
