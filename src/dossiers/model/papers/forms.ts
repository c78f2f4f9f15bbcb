import type { PaperSymbolKind, PaperSymbols } from '../../../staff/model.ts'

/** The official forms of the one-stop mechanism. */
export type PaperFormKind =
  | 'receipt'
  | 'supplement-request'
  | 'refusal'
  | 'extension'
  | 'stop-notice'
  | 'control-sheet'
  | 'register'

/** The two generations of the forms: Circular 01/2018/TT-VPCP and Circular 03/2025/TT-VPCP. */
export type PaperEdition = '2018' | '2025'

/** One official form during the time one circular was in force. */
export interface PaperForm {
  kind: PaperFormKind
  /** Mẫu số, two digits. */
  number: string
  title: string
  edition: PaperEdition
  /** First and last day (`YYYY-MM-DD`) a paper of this form may bear; null while in force. */
  validFrom: string
  validTo: string | null
  legalBasis: string
  /**
   * What follows the slash of the number where the form fixes it. Null where no source was seen: the office sets its
   * own. An office may override either.
   */
  numberSuffix: string | null
}

type FormRow = Pick<PaperForm, 'kind' | 'number' | 'title' | 'numberSuffix'>

const receipt: FormRow = {
  kind: 'receipt',
  number: '01',
  title: 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
  numberSuffix: null,
}
const supplementRequest: FormRow = {
  kind: 'supplement-request',
  number: '02',
  title: 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
  numberSuffix: 'HDHS',
}
const refusal: FormRow = {
  kind: 'refusal',
  number: '03',
  title: 'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
  numberSuffix: null,
}
const extension2018: FormRow = {
  kind: 'extension',
  number: '04',
  title: 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
  numberSuffix: null,
}
const extension2025: FormRow = {
  ...extension2018,
  title: 'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT',
}
const stopNotice: FormRow = {
  kind: 'stop-notice',
  number: '05',
  title: 'THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ',
  numberSuffix: null,
}
const controlSheet: FormRow = {
  kind: 'control-sheet',
  number: '05',
  title: 'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
  numberSuffix: null,
}
const register: FormRow = {
  kind: 'register',
  number: '06',
  title: 'SỔ THEO DÕI HỒ SƠ',
  numberSuffix: null,
}

/** `validFrom` is the day the circular was signed: no office had the forms earlier. */
const circular2018 = {
  edition: '2018',
  validFrom: '2018-11-23',
  validTo: '2025-06-30',
  legalBasis: 'Thông tư số 01/2018/TT-VPCP ngày 23 tháng 11 năm 2018',
} as const

const circular2025 = {
  edition: '2025',
  validFrom: '2025-07-01',
  validTo: null,
  legalBasis: 'Phụ lục I Thông tư số 03/2025/TT-VPCP',
} as const

/** Every form with its dates of validity, oldest edition first. */
export const paperForms: readonly PaperForm[] = [
  ...[receipt, supplementRequest, refusal, extension2018, controlSheet, register].map((row) => ({
    ...row,
    ...circular2018,
  })),
  ...[
    receipt,
    supplementRequest,
    refusal,
    extension2025,
    stopNotice,
    { ...controlSheet, number: '06' },
    { ...register, number: '07' },
  ].map((row) => ({ ...row, ...circular2025 })),
]

/**
 * The form of that kind in force on a day (`YYYY-MM-DD`, day of the office), or undefined: before 2018 there is none,
 * and the stop notice exists only since 01/7/2025.
 */
export function paperFormOn(kind: PaperFormKind, day: string): PaperForm | undefined {
  return paperForms.find(
    (form) => form.kind === kind && form.validFrom <= day && (form.validTo === null || day <= form.validTo),
  )
}

/** What stands after the slash where neither the office nor the form says: no source fixes these, they are ours. */
const usualSymbols: PaperSymbols = { receipt: 'TNHS', result: 'UBND' }

/**
 * What stands after the slash of a number (ký hiệu) on a day (`YYYY-MM-DD`): the office's own, or else what the form of
 * that day fixes, or else the usual one; empty where nothing stands there. `result` is the letter that answers a dossier.
 */
export function paperSymbolOn(kind: PaperFormKind | 'result', day: string, own: PaperSymbols): string {
  const symbolKind = kind as PaperSymbolKind
  const fixed = kind === 'result' ? null : paperFormOn(kind, day)?.numberSuffix
  return own[symbolKind] ?? fixed ?? usualSymbols[symbolKind] ?? ''
}
