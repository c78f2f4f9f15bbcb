import type { FeeKind, PaymentMethod } from '../model/books.ts'
import type { DueState } from '../model/due.ts'

export const methods: Readonly<Record<PaymentMethod, string>> = {
  cash: 'Tiền mặt',
  transfer: 'Chuyển khoản',
  portal: 'Cổng DVCQG',
}
export const kinds: Readonly<Record<FeeKind, string>> = { fee: 'Phí', charge: 'Lệ phí' }
export const changeKinds = {
  replace: 'Lập biên lai thay thế',
  refund: 'Trả lại tiền',
  notice: 'Thông báo sai sót',
} as const
export const receiptStates = {
  standing: 'Còn giá trị',
  replaced: 'Đã bị thay thế',
  cancelled: 'Đã hủy, trả lại tiền',
} as const
/** How a state is coloured: what still asks for something stands out. */
export const dueTones: Readonly<Record<DueState, 'plain' | 'good' | 'warning'>> = {
  open: 'warning',
  part: 'warning',
  over: 'warning',
  paid: 'good',
  ended: 'plain',
}
