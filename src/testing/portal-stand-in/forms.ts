import { z } from 'zod'

/**
 * What the stand-in takes, written from the domain notes (§2.2, §3.4) and not from the client, so that a field the client
 * misspells is refused here. Every field is named; one more or one less is a mistake.
 */
const moment = z.string().regex(/^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d){2}$/)
const momentOrNone = z.union([z.literal(''), moment])
const day = z.string().regex(/^(18|19|20|21)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/)
const dayOrNone = z.union([z.literal(''), day])
const bit = z.enum(['0', '1'])
const line = (longest: number) => z.string().max(longest)
const filled = (longest: number) => z.string().min(1).max(longest)
const state = z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
const code = z
  .string()
  .regex(
    /^([A-Z]\d{2}(\.\d{2,3})*-\d{8}-\d{7}|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,}|[A-Z]\d{2}(\.\d{2,3})*-\d{6}-\d{4,})$/,
  )
const fileName = z.string().regex(/^[TC]-\d{6}$/)

export const codesForm = z.strictObject({ Ngay: day, SoLuong: z.number().int().min(1).max(500) })

export const dossierForm = z
  .strictObject({
    MaHoSo: code,
    SoHoSoDonVi: line(60),
    MaTTHC: z.string().regex(/^[1-9]\.\d{6}$/),
    TenTTHC: filled(1000),
    TenLinhVuc: filled(300),
    KenhThucHien: z.enum(['1', '2', '3']),
    ChuHoSo: filled(200),
    LoaiDoiTuong: z.enum(['0', '1', '2']),
    MaDoiTuong: z.enum(['ĐT1', 'ĐT2', 'ĐT4', 'ĐT7', 'ĐT8', 'ĐT9', 'ĐT10', 'DT11', 'DT12', 'DT13']),
    MaDonViTiepNhan: filled(30),
    ThongTinNguoiNop: z.strictObject({
      HoTen: filled(200),
      SoDinhDanh: line(20),
      NgaySinh: dayOrNone,
      DiaChi: line(500),
      SoDienThoai: line(30),
      Email: line(254),
    }),
    NgayNop: moment,
    NgayTiepNhan: momentOrNone,
    NgayHenTra: momentOrNone,
    NgayKetThucXuLy: momentOrNone,
    TrangThaiHoSo: state,
    ThongTinTra: line(500),
    DanhSachLePhi: z.array(
      z.strictObject({
        TenPhiLePhi: filled(500),
        Gia: z.string().regex(/^\d+$/),
        HinhThucThu: z.enum(['1', '2', '4']),
        TrangThaiThanhToan: bit,
      }),
    ),
    DuocThanhToanTrucTuyen: z.enum(['', '1', '2']),
    TaiLieuNop: z.array(
      z.strictObject({
        ThuTu: z.string().regex(/^\d+$/),
        TenGiayTo: filled(1000),
        MaThanhPhanHoSo: line(60),
        LoaiBan: z.enum(['0', '1', '2']),
        DuocSoHoa: bit,
        DuocTaiSuDung: bit,
        DuocLayTuKhoDMQG: bit,
        TepDinhKem: z.array(z.strictObject({ MaTep: fileName, TenTep: filled(255) })),
      }),
    ),
    GiayToKetQua: z.array(
      z.strictObject({ TenGiayTo: filled(500), SoKyHieu: line(60), NgayBanHanh: dayOrNone, MaTep: fileName }),
    ),
    HoSoCoThanhPhanSoHoa: bit,
    TaiKhoanDuocXacThucVoiVNeID: bit,
  })
  .superRefine((dossier, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const status = Number(dossier.TrangThaiHoSo)
    const accepted = [2, 4, 6, 9, 10].includes(status)
    if (accepted && dossier.NgayTiepNhan === '') wrong('NgayTiepNhan', 'bắt buộc khi đã tiếp nhận')
    if (accepted && dossier.NgayHenTra === '') wrong('NgayHenTra', 'bắt buộc khi đã tiếp nhận')
    if ([9, 10].includes(status) && dossier.NgayKetThucXuLy === '')
      wrong('NgayKetThucXuLy', 'bắt buộc khi đã xong')
    if (dossier.NgayTiepNhan !== '' && dossier.NgayTiepNhan < dossier.NgayNop)
      wrong('NgayTiepNhan', 'trước ngày nộp')
  })
export type DossierForm = z.output<typeof dossierForm>

export const progressForm = z.strictObject({
  MaHoSo: code,
  NguoiXuLy: filled(200),
  ChucDanh: line(200),
  ThoiDiemXuLy: moment,
  PhongBanXuLy: line(200),
  NoiDungXuLy: filled(1000),
  TrangThai: state,
  NgayBatDau: momentOrNone,
  NgayKetThucTheoQuyDinh: momentOrNone,
})
export type ProgressForm = z.output<typeof progressForm>

export const statusForm = z.strictObject({
  MaHoSo: code,
  TrangThaiHoSo: state,
  ThoiDiem: moment,
  NoiDung: line(1000),
})

export const lookUpForm = z.strictObject({ MaHoSo: code })
export const changesForm = z.strictObject({
  Sau: z.string().regex(/^\d*$/),
  SoLuong: z.number().int().min(1).max(500),
})
export const listForm = z.strictObject({
  TuNgay: day,
  Sau: line(60),
  SoLuong: z.number().int().min(1).max(500),
})

/** Which state may follow which, from the national table (domain notes §3.2); a withdrawal goes on where it was asked. */
export const follows: Readonly<Record<string, readonly string[]>> = {
  '1': ['2', '3', '5', '7'],
  '2': ['4', '5', '6', '7', '8'],
  '3': [],
  '4': ['3', '5', '6', '7', '8', '9'],
  '5': ['2', '3', '4', '7', '8'],
  '6': ['4', '7', '8', '9'],
  '7': ['1', '2', '4', '5', '6', '8'],
  '8': [],
  '9': ['10'],
  '10': [],
}
