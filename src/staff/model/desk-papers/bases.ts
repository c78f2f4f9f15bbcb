import type { LocalDate } from '../../../calendar/model/local-time.ts'

/** A text of law that the two papers of the one-stop unit stand on, with the days on which they may name it. */
export interface LegalBasis {
  text: string
  validFrom: LocalDate
  validTo: LocalDate | null
  /** `check`: not read in the original yet; the administrator is told so before the paper goes to be signed. */
  confidence: 'verified' | 'known' | 'check'
}

/** In the order in which papers name them: laws, decrees, circulars. */
const bases: readonly LegalBasis[] = [
  {
    text: 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019',
    validFrom: '2020-07-01',
    validTo: '2025-02-28',
    confidence: 'check',
  },
  {
    text: 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025',
    validFrom: '2025-03-01',
    validTo: '2025-06-15',
    confidence: 'check',
  },
  {
    text: 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025',
    validFrom: '2025-06-16',
    validTo: null,
    confidence: 'check',
  },
  {
    text: 'Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính',
    validFrom: '2018-06-21',
    validTo: '2025-06-30',
    confidence: 'known',
  },
  {
    text: 'Căn cứ Nghị định số 107/2021/NĐ-CP ngày 06 tháng 12 năm 2021 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP',
    validFrom: '2021-12-06',
    validTo: '2025-06-30',
    confidence: 'known',
  },
  {
    text: 'Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia',
    validFrom: '2025-07-01',
    validTo: null,
    confidence: 'verified',
  },
  {
    text: 'Căn cứ Nghị định số 150/2025/NĐ-CP của Chính phủ về tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh, cấp xã',
    validFrom: '2025-07-01',
    validTo: null,
    confidence: 'check',
  },
  {
    text: 'Căn cứ Thông tư số 01/2018/TT-VPCP ngày 23 tháng 11 năm 2018 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn thi hành một số quy định của Nghị định số 61/2018/NĐ-CP',
    validFrom: '2018-11-23',
    validTo: '2025-06-30',
    confidence: 'known',
  },
  {
    text: 'Căn cứ Thông tư số 03/2025/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn thi hành một số quy định của Nghị định số 118/2025/NĐ-CP',
    validFrom: '2025-07-01',
    validTo: null,
    confidence: 'verified',
  },
]

/** Duties of the mechanism that changed with the decree, as the regulation of a desk says them. */
export interface DeskRules {
  validFrom: LocalDate
  /** The decree, by number. */
  decree: string
  circular: string
  /** What the unit is called, and who heads it. */
  unit: string
  head: string
  /** Number of the apology's form. */
  apologyForm: string
  controlSheetForm: string
  registerForm: string
  hasStopNotice: boolean
  /** Paper dossiers received after this time are passed on at the beginning of the next working day. */
  transferCutoff: string
}

const deskRules: readonly DeskRules[] = [
  {
    validFrom: '2018-06-21',
    decree: 'Nghị định số 61/2018/NĐ-CP',
    circular: 'Thông tư số 01/2018/TT-VPCP',
    unit: 'Bộ phận Tiếp nhận và Trả kết quả',
    head: 'Trưởng Bộ phận Tiếp nhận và Trả kết quả',
    apologyForm: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả (Mẫu số 04)',
    controlSheetForm: 'Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05)',
    registerForm: 'Sổ theo dõi hồ sơ (Mẫu số 06)',
    hasStopNotice: false,
    transferCutoff: '15 giờ',
  },
  {
    validFrom: '2025-07-01',
    decree: 'Nghị định số 118/2025/NĐ-CP',
    circular: 'Thông tư số 03/2025/TT-VPCP',
    unit: 'Trung tâm Phục vụ hành chính công',
    head: 'Giám đốc Trung tâm Phục vụ hành chính công',
    apologyForm: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết (Mẫu số 04)',
    controlSheetForm: 'Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 06)',
    registerForm: 'Sổ theo dõi hồ sơ (Mẫu số 07)',
    hasStopNotice: true,
    transferCutoff: '15 giờ',
  },
]

/** The bases in force on a day, in the order of papers. */
export function basesOn(day: LocalDate): LegalBasis[] {
  return bases.filter((each) => each.validFrom <= day && (each.validTo === null || day <= each.validTo))
}

/** The rules in force on a day; undefined before the mechanism had a decree. */
export function deskRulesOn(day: LocalDate): DeskRules | undefined {
  return deskRules.findLast((rules) => rules.validFrom <= day)
}
