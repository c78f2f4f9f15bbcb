import { expect, test } from 'vitest'
import { paperFormOn, paperForms, paperSymbolOn } from './forms.ts'

test('the circular of 2025 takes over on 01/7/2025 without a gap or an overlap', () => {
  for (const kind of [
    'receipt',
    'supplement-request',
    'refusal',
    'extension',
    'control-sheet',
    'register',
  ] as const) {
    expect(paperFormOn(kind, '2025-06-30')?.edition).toBe('2018')
    expect(paperFormOn(kind, '2025-07-01')?.edition).toBe('2025')
    expect(paperForms.filter((form) => form.kind === kind)).toHaveLength(2)
  }
})

test('numbers move where the stop notice came in', () => {
  const numbers = (day: string) =>
    (
      [
        'receipt',
        'supplement-request',
        'refusal',
        'extension',
        'stop-notice',
        'control-sheet',
        'register',
      ] as const
    ).map((kind) => paperFormOn(kind, day)?.number)
  expect(numbers('2024-01-15')).toEqual(['01', '02', '03', '04', undefined, '05', '06'])
  expect(numbers('2026-11-05')).toEqual(['01', '02', '03', '04', '05', '06', '07'])
})

test('before the circular of 2018 there is no form', () => {
  expect(paperFormOn('receipt', '2018-11-22')).toBeUndefined()
  expect(paperFormOn('receipt', '2018-11-23')?.legalBasis).toContain('01/2018/TT-VPCP')
})

test('the apology became a request for more time', () => {
  expect(paperFormOn('extension', '2025-06-30')?.title).toBe('PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ')
  expect(paperFormOn('extension', '2025-07-01')?.title).toBe(
    'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT',
  )
})

test('a symbol is the office’s own, or else what the form fixes, or else the usual one', () => {
  expect(paperSymbolOn('supplement-request', '2026-03-24', { 'supplement-request': 'BS' })).toBe('BS')
  expect(paperSymbolOn('supplement-request', '2026-03-24', { receipt: 'BS' })).toBe('HDHS')
  expect(paperSymbolOn('receipt', '2026-03-24', {})).toBe('TNHS')
  expect(paperSymbolOn('result', '2026-03-24', {})).toBe('UBND')
  expect(paperSymbolOn('refusal', '2026-03-24', {})).toBe('')
})
