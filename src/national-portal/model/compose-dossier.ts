import { portalDay, portalMapping, portalMoment } from './portal-mapping.ts'

/** A file of a dossier, and under which name the portal has it (null: not sent yet). */
export interface PortalFile {
  fileId: string
  name: string
  sha256: string
  size: number
  mediaType: string
  portalFile: string | null
  part: 'paper' | 'supplement' | 'result'
  /** Its place among the papers; null for what came later, and for the result. */
  component: number | null
}

/** Everything of a dossier that the portal asks for. Moments as Date, money in đồng. */
export interface DossierFacts {
  dossierId: string
  ownCode: string | null
  procedureCode: string | null
  procedureName: string
  fieldName: string
  channel: 1 | 2 | 3
  applicantKind: 'citizen' | 'business' | 'organisation'
  applicantName: string
  personalId: string
  birthDate: string | null
  address: string
  phone: string
  email: string
  submitterName: string
  submitterPersonalId: string
  submitterPhone: string
  filedAt: Date
  /** Null before reception. */
  receivedAt: Date | null
  dueAt: Date | null
  finishedAt: Date | null
  returnMethod: 'counter' | 'post' | 'online'
  signedInByVneid: boolean
  components: readonly {
    ordinal: number
    name: string
    paperCode: string
    originals: number
    copies: number
    digitised: boolean
    reused: boolean
    fromStore: boolean
  }[]
  fees: readonly { name: string; amount: number | null }[]
  payments: readonly { payment: string; amount: number }[]
  result: { title: string; number: string; issuedOn: string | null } | null
  files: readonly PortalFile[]
}

const bit = (is: boolean) => (is ? '1' : '0')
const momentOr = (at: Date | null) => (at ? portalMoment(at) : '')

/** The body of “đồng bộ hồ sơ”. Every file of the dossier must have its name on the portal by now. */
export function composeDossier(
  facts: DossierFacts,
  { portalCode, unitCode, status }: { portalCode: string; unitCode: string; status: number },
): Record<string, unknown> {
  const { channel, applicantKind, subjectCode } = portalMapping
  return {
    MaHoSo: portalCode,
    // Kept beside, where the portal issued a code for a dossier that already had one of ours. check
    SoHoSoDonVi: facts.ownCode ?? '',
    MaTTHC: facts.procedureCode ?? '',
    TenTTHC: facts.procedureName,
    TenLinhVuc: facts.fieldName,
    KenhThucHien: channel[facts.channel],
    ChuHoSo: facts.applicantName,
    LoaiDoiTuong: applicantKind[facts.applicantKind],
    MaDoiTuong: subjectCode[facts.applicantKind],
    MaDonViTiepNhan: unitCode,
    ThongTinNguoiNop: submitterOf(facts),
    NgayNop: portalMoment(facts.filedAt),
    NgayTiepNhan: momentOr(facts.receivedAt),
    NgayHenTra: momentOr(facts.dueAt),
    NgayKetThucXuLy: status >= 8 ? momentOr(facts.finishedAt) : '',
    TrangThaiHoSo: String(status),
    ThongTinTra: '',
    DanhSachLePhi: feesOf(facts),
    DuocThanhToanTrucTuyen: facts.payments.length > 0 ? portalMapping.paidThroughPortal : '',
    TaiLieuNop: [...papersOf(facts), ...supplementsOf(facts)],
    // A result that is there goes along from the state on in which it is the citizen's.
    GiayToKetQua: status >= 9 ? resultOf(facts) : [],
    HoSoCoThanhPhanSoHoa: bit(facts.components.some(({ digitised, reused }) => digitised || reused)),
    TaiKhoanDuocXacThucVoiVNeID: bit(facts.signedInByVneid),
  }
}

function submitterOf(facts: DossierFacts) {
  const own = facts.submitterName === ''
  return {
    HoTen: own ? facts.applicantName : facts.submitterName,
    SoDinhDanh: own ? facts.personalId : facts.submitterPersonalId,
    NgaySinh: own && facts.birthDate ? portalDay(facts.birthDate) : '',
    DiaChi: facts.address,
    SoDienThoai: own ? facts.phone : facts.submitterPhone,
    Email: facts.email,
  }
}

/** HinhThucThu 1: at reception; when else a fee is due is not kept here. */
function feesOf({ fees, payments }: DossierFacts) {
  const due = fees.filter((fee) => fee.amount !== null && fee.amount > 0)
  const paid = payments.reduce((sum, { amount }) => sum + amount, 0)
  const total = due.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  return due.map(({ name, amount }) => ({
    TenPhiLePhi: name,
    Gia: String(amount),
    HinhThucThu: '1',
    TrangThaiThanhToan: bit(paid >= total),
  }))
}

function papersOf({ components, files }: DossierFacts) {
  const { copyKind } = portalMapping
  return components.flatMap((paper) => {
    const own = files.filter(({ component }) => component === paper.ordinal)
    if (own.length === 0 && paper.originals + paper.copies === 0 && !paper.reused) return []
    const physical = paper.originals > 0 ? copyKind.original : copyKind.copy
    return {
      ThuTu: String(paper.ordinal + 1),
      TenGiayTo: paper.name,
      MaThanhPhanHoSo: paper.paperCode,
      LoaiBan: paper.originals + paper.copies > 0 ? physical : copyKind.electronic,
      DuocSoHoa: bit(paper.digitised),
      DuocTaiSuDung: bit(paper.reused),
      DuocLayTuKhoDMQG: bit(paper.fromStore),
      TepDinhKem: own.map(attached),
    }
  })
}

/** Files sent later are not filed under a paper of the list. */
function supplementsOf({ components, files }: DossierFacts) {
  return files
    .filter(({ part, component }) => part === 'supplement' && component === null)
    .map((file, index) => ({
      ThuTu: String(components.length + index + 1),
      TenGiayTo: file.name,
      MaThanhPhanHoSo: '',
      LoaiBan: portalMapping.copyKind.electronic,
      DuocSoHoa: '0',
      DuocTaiSuDung: '0',
      DuocLayTuKhoDMQG: '0',
      TepDinhKem: [attached(file)],
    }))
}

function resultOf({ result, files }: DossierFacts) {
  if (!result) return []
  return files
    .filter(({ part }) => part === 'result')
    .map((file) => ({
      TenGiayTo: result.title,
      SoKyHieu: result.number,
      NgayBanHanh: result.issuedOn ? portalDay(result.issuedOn) : '',
      MaTep: file.portalFile ?? '',
    }))
}

const attached = (file: PortalFile) => ({ MaTep: file.portalFile ?? '', TenTep: file.name })

/** Files that go along with a message in this state and have not been sent yet. */
export function filesToSend({ files }: DossierFacts, status: number): PortalFile[] {
  return files.filter(({ portalFile, part }) => portalFile === null && (part !== 'result' || status >= 9))
}

/** One line of the progress, as kept with its message: names posts and what was done, no person who filed. */
export interface ProgressLine {
  at: string
  actorName: string
  actorPost: string
  words: string
  dueAt: string | null
}

/** The body of “cập nhật tiến trình”. */
export function composeProgress(
  portalCode: string,
  status: number,
  line: ProgressLine,
): Record<string, unknown> {
  const at = portalMoment(new Date(line.at))
  return {
    MaHoSo: portalCode,
    NguoiXuLy: line.actorName || 'Hệ thống',
    ChucDanh: line.actorPost,
    ThoiDiemXuLy: at,
    PhongBanXuLy: '',
    NoiDungXuLy: line.words,
    TrangThai: String(status),
    NgayBatDau: at,
    NgayKetThucTheoQuyDinh: line.dueAt ? portalMoment(new Date(line.dueAt)) : '',
  }
}

/** The body of “cập nhật trạng thái”. */
export function composeStatus(
  portalCode: string,
  status: number,
  line: ProgressLine,
): Record<string, unknown> {
  return {
    MaHoSo: portalCode,
    TrangThaiHoSo: String(status),
    ThoiDiem: portalMoment(new Date(line.at)),
    NoiDung: line.words,
  }
}
