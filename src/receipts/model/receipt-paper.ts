import { formatDate, formatLongDate } from '../../calendar/model/clock-time.ts'
import { amountInWords } from '../../platform/amount-words.ts'
import type { ReceiptContent } from './receipt-xml.ts'

/** What a paper shows beside the content: whether it still stands, and the signature of the office. */
export interface ReceiptStanding {
  state: 'standing' | 'replaced' | 'cancelled'
  /** The receipt that stands for it now. */
  replacedBy: { symbol: string; number: number } | null
  signature: { signer: string; words: string } | null
}

const methods = {
  cash: 'tiền mặt',
  transfer: 'chuyển khoản',
  portal: 'trên Cổng Dịch vụ công quốc gia',
} as const
const money = (amount: number) => amount.toLocaleString('vi-VN')

/** Data of `fee-receipt.typ`. `lookupAddress` is the page where anybody looks the receipt up. */
export function receiptPaper(receipt: ReceiptContent, standing: ReceiptStanding, lookupAddress: string) {
  const { replaces, lookupCode, lines, totalVnd, issuedOn, payer, collector } = receipt
  const { replacedBy, signature, state } = standing
  return {
    formCode: receipt.formCode,
    symbol: receipt.symbol,
    number: String(receipt.number),
    collector,
    payer: { name: payer.name, address: payer.address },
    dossierCode: receipt.dossierCode,
    issuedWords: formatLongDate(issuedOn),
    methodWords: methods[receipt.method],
    replacesWords: replaces
      ? `Thay thế biên lai ký hiệu ${replaces.symbol} số ${replaces.number} ngày ${formatDate(replaces.issuedOn)}.`
      : null,
    lines: lines.map(({ name, amountVnd }) => ({ name, amount: money(amountVnd) })),
    total: money(totalVnd),
    totalWords: amountInWords(totalVnd),
    void: voidWords(state, replacedBy),
    lookupCode,
    lookupAddress,
    lookupUrl: `${lookupAddress}?ma=${lookupCode}`,
    signatureLines: signature
      ? [`Đã ký số bởi: ${signature.signer}`, `Thời gian ký: ${signature.words}`]
      : ['Chưa ký số.', 'Biên lai có giá trị sau khi cơ quan thu ký số.'],
  }
}

function voidWords(
  state: ReceiptStanding['state'],
  replacedBy: ReceiptStanding['replacedBy'],
): string | null {
  if (state === 'cancelled') return 'ĐÃ HỦY'
  if (state === 'standing') return null
  return replacedBy ? `THAY BẰNG ${replacedBy.symbol} SỐ ${replacedBy.number}` : 'ĐÃ BỊ THAY THẾ'
}

/** A code as people copy it from paper: spaces, dashes and small letters do no harm. Empty where it cannot be one. */
export function tidyLookupCode(typed: string): string {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '')
  return /^[A-HJ-NP-Z2-9]{12}$/.test(code) ? code : ''
}
