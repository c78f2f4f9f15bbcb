import type { LineVerdict } from '../model/match-line.ts'
import type { BankLine } from '../queries/bank-lines.ts'

const verdictTones: Readonly<Record<LineVerdict | '', 'plain' | 'good' | 'warning'>> = {
  '': 'plain',
  exact: 'good',
  partial: 'warning',
  over: 'warning',
  paid: 'warning',
  ended: 'warning',
  several: 'warning',
  unknown: 'warning',
  out: 'plain',
}
const verdictWords: Readonly<Record<LineVerdict | '', string>> = {
  '': 'Đang đối chiếu',
  exact: 'Nộp đủ',
  partial: 'Nộp một phần',
  over: 'Nộp thừa',
  paid: 'Nộp lần nữa, thừa cả',
  ended: 'Khoản không thu nữa, thừa cả',
  several: 'Ghi nhiều hồ sơ',
  unknown: 'Chưa rõ khoản nào',
  out: 'Tiền ra',
}

/** What became of a movement, in a word or two. */
export function lineState({ verdict, outcome }: Pick<BankLine, 'verdict' | 'outcome'>) {
  if (outcome === 'aside') return { tone: 'plain', words: 'Không phải phí' } as const
  if (outcome === 'paid' && (verdict === 'several' || verdict === 'unknown'))
    return { tone: 'good', words: 'Đã chọn khoản nộp' } as const
  return { tone: verdictTones[verdict], words: verdictWords[verdict] }
}

export const sourceWords: Readonly<Record<BankLine['sources'][number], string>> = {
  csv: 'sao kê CSV',
  xlsx: 'sao kê Excel',
  mt940: 'sao kê MT940',
  camt053: 'sao kê CAMT.053',
  notice: 'ngân hàng báo',
}
