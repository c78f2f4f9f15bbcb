import { z } from 'zod'

/** What comes from the portal is judged here before anything believes it; more fields than asked for do no harm. */
const text = (longest: number) =>
  z
    .union([z.string(), z.number()])
    .transform((value) => String(value).trim())
    .pipe(z.string().max(longest))
const optional = (longest: number) =>
  z
    .union([z.string(), z.number(), z.null()])
    .optional()
    .transform((value) => String(value ?? '').trim())
    .pipe(z.string().max(longest))
const flag = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .optional()
  .transform((value) => value === true || String(value ?? '') === '1')
/** `<organisation>-<day>-<number>`, loosely: the normative pattern was not read (domain notes §2.2). */
export const portalCode = text(60).pipe(
  z.string().regex(/^[A-Z0-9][A-Z0-9.]{1,30}-\d{6,8}-\d{4,9}$/, 'Mã hồ sơ của Cổng không đúng dạng.'),
)
const moment = text(14).pipe(z.string().regex(/^\d{14}$/))

export const envelope = z.object({
  error_code: text(10),
  message: optional(2000),
  session: optional(2000),
  result: z.unknown().optional(),
})

export const issuedCodes = z.array(portalCode).min(1).max(500)
export const storedFile = z.object({ MaTep: text(100).pipe(z.string().regex(/^[\w.-]+$/)) })

const page = <T extends z.ZodType>(item: T) =>
  z.object({ DanhSach: z.array(item).max(1000), Tiep: optional(200), ConNua: flag })

/** News comes unread here: one item that cannot be understood must not hide the others. */
export const changesPage = page(z.unknown())
export const changeEnvelope = z.object({
  SoThuTu: text(18).pipe(z.string().regex(/^\d+$/)),
  Loai: text(10),
  MaHoSo: portalCode,
  ThoiDiem: moment,
})

const attachment = z.object({ MaTep: text(100).pipe(z.string().regex(/^[\w.-]+$/)), TenTep: optional(255) })
const paper = z.object({
  TenGiayTo: text(500).pipe(z.string().min(1)),
  GhiChu: optional(500),
  TepDinhKem: z.array(attachment).max(50).default([]),
})
const papers = z.array(paper).max(100).default([])
const answers = z.record(z.string().max(200), z.unknown()).nullable().default(null)

export const filedDossier = z.object({
  MaHoSo: portalCode,
  MaTTHC: text(30),
  NgayNop: moment,
  ChuHoSo: z.object({
    LoaiDoiTuong: optional(2),
    HoTen: text(200).pipe(z.string().min(1)),
    SoDinhDanh: optional(20),
    NgaySinh: optional(8),
    GioiTinh: optional(2),
    DiaChi: optional(500),
    SoDienThoai: optional(30),
    Email: optional(254),
  }),
  NguoiNop: z
    .object({
      HoTen: text(200).pipe(z.string().min(1)),
      SoDinhDanh: optional(20),
      SoDienThoai: optional(30),
      QuanHe: optional(100),
    })
    .nullable()
    .default(null),
  TaiKhoanDuocXacThucVoiVNeID: flag,
  NoiDung: optional(2000),
  HinhThucTra: optional(2),
  DiaChiTra: optional(500),
  ToKhai: answers,
  TaiLieuNop: papers,
})
export type FiledDossier = z.output<typeof filedDossier>

export const filedSupplement = z.object({
  MaHoSo: portalCode,
  ThoiDiem: moment,
  NoiDung: optional(1000),
  ToKhai: answers,
  TaiLieuNop: papers,
})

export const filedWithdrawal = z.object({ MaHoSo: portalCode, ThoiDiem: moment, LyDo: optional(2000) })

export const filedPayment = z.object({
  MaHoSo: portalCode,
  MaGiaoDich: text(100).pipe(z.string().min(1)),
  SoTien: z.coerce.number().int().min(1).max(1_000_000_000_000),
  ThoiDiem: moment,
  NoiDung: optional(500),
})

export const listedDossier = z.object({
  MaHoSo: portalCode,
  TrangThaiHoSo: z.coerce.number().int().min(1).max(10),
  NgayHenTra: optional(14),
  CoKetQua: flag,
  ThanhToan: z
    .array(z.object({ MaGiaoDich: text(100), SoTien: z.coerce.number().int() }))
    .max(100)
    .default([]),
})
export const listPage = page(listedDossier)

/** The whole of a dossier, asked for by its code: as it was filed, and the payments since. */
export const lookedUp = z.object({ HoSo: z.unknown(), ThanhToan: z.array(z.unknown()).max(100).default([]) })
