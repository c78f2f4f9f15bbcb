import { z } from 'zod'

const line = (most: number) => z.string().trim().max(most, `Tối đa ${most} ký tự.`)

/** Letters that a series of receipts may carry (TT 91/2026/TT-BTC, Phụ lục II). */
const seriesLetters = /^[ABCDEGHKLMNPQRSTUVXY]{2}$/

/** Thiết lập thu phí of an office. An amount is đồng; `collectingSince` null: fees are not yet collected with this program. */
export const receiptSettingsSchema = z
  .strictObject({
    revision: z.int().min(0),
    collectingSince: z.iso.date('Hãy nhập ngày bắt đầu.').nullable(),
    collectorName: line(200),
    taxCode: z
      .string()
      .trim()
      .regex(
        /^(\d{10}(-\d{3})?|\d{12})?$/,
        'Mã số thuế gồm 10 chữ số (hoặc 10 chữ số, gạch ngang, 3 chữ số).',
      ),
    address: line(300),
    formCode: z.enum(['EBL01']),
    seriesLetters: z
      .string()
      .trim()
      .toUpperCase()
      .regex(seriesLetters, 'Hai chữ cái trong A B C D E G H K L M N P Q R S T U V X Y.'),
    bankBin: z
      .string()
      .trim()
      .regex(/^(\d{6})?$/, 'Mã ngân hàng (BIN) gồm 6 chữ số.'),
    bankAccount: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{0,19}$/, 'Số tài khoản gồm tối đa 19 chữ và số, không dấu cách.'),
    bankAccountName: line(120),
    drawerLimit: z.int('Hãy nhập số đồng.').min(1, 'Phải lớn hơn 0.').max(1_000_000_000_000).nullable(),
    unpaidAllowed: z.array(z.string().max(200)).max(500),
  })
  .superRefine((settings, context) => {
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if ((settings.bankBin === '') !== (settings.bankAccount === ''))
      need(
        settings.bankBin === '' ? 'bankBin' : 'bankAccount',
        'Hãy nhập cả mã ngân hàng và số tài khoản, hoặc bỏ trống cả hai.',
      )
    if (settings.collectingSince === null) return
    if (settings.collectorName === '') need('collectorName', 'Hãy nhập tên cơ quan thu.')
    if (settings.taxCode === '') need('taxCode', 'Biên lai phải có mã số thuế của cơ quan thu.')
    if (settings.address === '') need('address', 'Hãy nhập địa chỉ cơ quan thu.')
  })
export type ReceiptSettings = z.output<typeof receiptSettingsSchema>

/** Settings of an office that has not entered any. */
export const usualSettings: ReceiptSettings = {
  revision: 0,
  collectingSince: null,
  collectorName: '',
  taxCode: '',
  address: '',
  formCode: 'EBL01',
  seriesLetters: 'AA',
  bankBin: '',
  bankAccount: '',
  bankAccountName: '',
  drawerLimit: null,
  unpaidAllowed: [],
}

/** Ký hiệu biên lai on a day: the year's two digits, T (điện tử), the office's letters; numbers run from 1 each year (NĐ 254/2026/NĐ-CP, Điều 23). */
export function symbolOn(day: string, letters: string): string {
  return `${day.slice(2, 4)}T${letters}`
}
