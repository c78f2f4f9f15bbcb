import { z } from 'zod'
import { usernamePattern } from '../platform/username.ts'

/** Roles as the law names the posts; a duty assignment (phân công) gives one for a time, in one field or in all. */
export const roles = {
  counter: 'Tiếp nhận và trả kết quả',
  specialist: 'Công chức chuyên môn',
  clerk: 'Văn thư',
  accountant: 'Kế toán',
  leader: 'Lãnh đạo UBND',
  admin: 'Quản trị',
  editor: 'Biên tập',
} as const

export type Role = keyof typeof roles

export const roleSchema = z.enum(Object.keys(roles) as [Role, ...Role[]])

/** Roles that work on dossiers. */
export const dossierRoles = ['counter', 'specialist', 'clerk', 'leader'] as const satisfies readonly Role[]

/** Roles without which a dossier of a field cannot move. */
export const neededRoles = ['counter', 'specialist'] as const satisfies readonly Role[]

/** Vietnamese name of a role. */
export function roleName(role: string): string {
  return role in roles ? roles[role as Role] : role
}

/** Vietnamese slug of each role, as the list of demonstration accounts names it. */
export const roleSlugs: Readonly<Record<Role, string>> = {
  counter: 'tiep-nhan',
  specialist: 'chuyen-mon',
  clerk: 'van-thu',
  accountant: 'ke-toan',
  leader: 'lanh-dao',
  admin: 'quan-tri',
  editor: 'bien-tap',
}

/** A line of text that somebody must fill in. */
export const lineSchema = z.string().trim().min(1, { error: 'Hãy điền ô này.' }).max(200)

export const usernameSchema = z.string().trim().toLowerCase().regex(usernamePattern, {
  error: 'Tên đăng nhập gồm 3 đến 40 chữ thường không dấu, số, dấu chấm hoặc gạch, bắt đầu bằng chữ hoặc số.',
})

export const passwordSchema = z
  .string()
  .min(8, { error: 'Mật khẩu phải có ít nhất 8 ký tự.' })
  .max(128, { error: 'Mật khẩu tối đa 128 ký tự.' })

const presentPassword = z.string().min(1, { error: 'Hãy nhập mật khẩu hiện tại.' }).max(128)

/** What proves who sits at the screen, before a change of one's own account. */
export const passwordProofSchema = z.object({ password: presentPassword })

/** A first code from the authenticator app. */
export const ownCodeSchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, { error: 'Mã gồm 6 chữ số.' }),
})

/** A change of one's own password. */
export const ownPasswordSchema = z
  .object({ current: presentPassword, next: passwordSchema, nextAgain: z.string() })
  .refine((form) => form.next === form.nextAgain, {
    path: ['nextAgain'],
    error: 'Hai lần nhập mật khẩu mới chưa giống nhau. Hãy nhập lại.',
  })

/** A telephone number as people write it, or nothing. */
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^[0-9+() .-]{0,20}$/, { error: 'Số điện thoại chỉ gồm chữ số và dấu cách.' })

/** Code of a field (lĩnh vực), such as `ho-tich`; null stands for all fields. */
export const fieldCodeSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(200)
  .nullable()

/** Mã định danh cơ quan: of today (QĐ 20/2020/QĐ-TTg, `H56.22.17`) or the former kind (`000.17.22.H56`). */
export const agencyCodeSchema = z
  .string()
  .regex(/^(?:[A-Z]\d{2}(?:\.\d{2,3})*|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})$/, {
    error: 'Mã định danh cơ quan có dạng H56.22.17 hoặc 000.17.22.H56.',
  })

/**
 * How a new office writes dossier codes, by date of reception: TT 01/2018/TT-VPCP, and from the two-tier
 * organisation on with the identifiers of QĐ 20/2020/QĐ-TTg.
 */
export const defaultCodeTemplates = [
  { validFrom: '2018-01-01', template: '{agency}-{YYMMDD}-{seq:4}' },
  { validFrom: '2025-07-01', template: '{agency}-{YYYYMMDD}-{seq:7}' },
] as const

/** Units of a commune under the two-tier organisation (NĐ 150/2025/NĐ-CP). */
export const defaultUnits = [
  { code: 'van-phong', name: 'Văn phòng HĐND và UBND' },
  { code: 'kinh-te', name: 'Phòng Kinh tế' },
  { code: 'van-hoa-xa-hoi', name: 'Phòng Văn hóa - Xã hội' },
  { code: 'hanh-chinh-cong', name: 'Trung tâm Phục vụ hành chính công' },
] as const

/** Papers whose symbol (ký hiệu, after the slash of the number) an office may set; `result` is the answer itself. */
export const paperSymbolKinds = {
  receipt: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  'supplement-request': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  refusal: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
  extension: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết',
  'stop-notice': 'Thông báo dừng giải quyết hồ sơ',
  result: 'Văn bản kết quả',
} as const

export type PaperSymbolKind = keyof typeof paperSymbolKinds

const symbolSchema = z
  .string()
  .trim()
  .normalize('NFC')
  .max(20, { error: 'Ký hiệu tối đa 20 ký tự.' })
  .regex(/^[A-ZĂÂĐÊÔƠƯ0-9]+(?:[.-][A-ZĂÂĐÊÔƠƯ0-9]+)*$/, {
    error: 'Ký hiệu gồm chữ in hoa và số, nối bằng dấu chấm hoặc gạch ngang, ví dụ TB-UBND.',
  })
  .optional()

/** Symbols by kind of paper; a kind left out takes what the circular fixes or else the usual one. */
export const paperSymbolsSchema = z.strictObject({
  receipt: symbolSchema,
  'supplement-request': symbolSchema,
  refusal: symbolSchema,
  extension: symbolSchema,
  'stop-notice': symbolSchema,
  result: symbolSchema,
} satisfies Record<PaperSymbolKind, z.ZodType>)
export type PaperSymbols = z.infer<typeof paperSymbolsSchema>

/** What the administrator may change of the office. `dueSoonHours`: working hours before the due time. */
export const officeSettingsSchema = z.strictObject({
  name: lineSchema,
  parentName: lineSchema,
  placeName: lineSchema,
  receptionName: lineSchema,
  agencyCode: agencyCodeSchema,
  address: lineSchema,
  phone: phoneSchema,
  email: z.union([
    z.literal(''),
    z.email({ error: 'Hãy nhập thư điện tử theo dạng ten@xa.gov.vn, hoặc để trống.' }),
  ]),
  sameDayCutoff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Hãy nhập giờ theo dạng 15:00.' }),
  dueSoonHours: z
    .int({ error: 'Hãy nhập số giờ, ví dụ 16.' })
    .min(1, { error: 'Hãy nhập từ 1 đến 400 giờ.' })
    .max(400, { error: 'Hãy nhập từ 1 đến 400 giờ.' }),
  paperSymbols: paperSymbolsSchema,
})
export type OfficeSettings = z.infer<typeof officeSettingsSchema>
