import { createHash } from 'node:crypto'
import type { z } from 'zod'
import {
  changesForm,
  codesForm,
  type DossierForm,
  dossierForm,
  follows,
  listForm,
  lookUpForm,
  type ProgressForm,
  progressForm,
  statusForm,
} from './forms.ts'

/** An answer in the agreed form: `0` is yes, everything else says why not. */
export interface Answer {
  error_code: string
  message?: string
  session?: string
  result?: unknown
}

const yes = (result: unknown = null): Answer => ({ error_code: '0', result })
const no = (error_code: string, message: string, result: unknown = null): Answer => ({
  error_code,
  message,
  result,
})

/** A dossier as the portal has it. */
export interface BookedDossier {
  /** As the office sent it last; null while it is only the citizen's filing. */
  sent: DossierForm | null
  status: string
  /** Every state it has had, in order, with the moment. */
  statuses: { status: string; at: string }[]
  progress: ProgressForm[]
  payments: { MaGiaoDich: string; SoTien: number; ThoiDiem: string; NoiDung: string }[]
  /** What the citizen filed; null where the office made the dossier. */
  filed: Record<string, unknown> | null
}

export interface StoredContent {
  name: string
  sha256: string
  content: Buffer
}

/** What the portal remembers, and the rules by which it changes. Services by the names of the specification. */
export function openBook(options: { unitCode: string; firstCode?: number | undefined }) {
  const dossiers = new Map<string, BookedDossier>()
  const files = new Map<string, StoredContent>()
  const feed: Record<string, unknown>[] = []
  // The portal numbers for all who are connected: an office sees no number from 1.
  const counters = { code: options.firstCode ?? 5_000_000, file: 0 }

  function issue(day: string): string {
    counters.code += 1
    return `${options.unitCode}-${day}-${String(counters.code).padStart(7, '0')}`
  }

  const services: Readonly<Record<string, (data: unknown, isUpdating: string | undefined) => Answer>> = {
    SinhMaHoSo: taking(codesForm, ({ Ngay, SoLuong }) =>
      yes(Array.from({ length: SoLuong }, () => issue(Ngay))),
    ),
    DongBoHoSoMC: (data, isUpdating) =>
      isUpdating === 'True' || isUpdating === 'False'
        ? taking(dossierForm, (dossier) => syncDossier(dossiers, files, { dossier, isUpdating }))(data)
        : no('10', 'isUpdating phải là True hoặc False'),
    CapNhatTienDoHoSoMC: taking(progressForm, (line) => addProgress(dossiers.get(line.MaHoSo), line)),
    CapNhatTrangThaiHoSo: taking(statusForm, ({ MaHoSo, TrangThaiHoSo, ThoiDiem }) =>
      setStatus(dossiers.get(MaHoSo), TrangThaiHoSo, ThoiDiem),
    ),
    TraCuuHoSo: taking(lookUpForm, ({ MaHoSo }) => {
      const dossier = dossiers.get(MaHoSo)
      return dossier
        ? yes({ HoSo: dossier.filed, ThanhToan: dossier.payments.map((each) => ({ MaHoSo, ...each })) })
        : unknown
    }),
    LayThayDoi: taking(changesForm, ({ Sau, SoLuong }) => {
      const from = Sau === '' ? 0 : Number(Sau)
      const page = feed.slice(from, from + SoLuong)
      return yes({
        DanhSach: page,
        Tiep: String(from + page.length),
        ConNua: from + page.length < feed.length ? '1' : '0',
      })
    }),
    DanhSachHoSo: taking(listForm, ({ Sau, SoLuong }) => {
      const codes = [...dossiers.keys()].toSorted().filter((each) => each > Sau)
      const page = codes.slice(0, SoLuong)
      const listed = page.map((MaHoSo) => listedOf(MaHoSo, dossiers.get(MaHoSo)))
      return yes({
        DanhSach: listed,
        Tiep: page.at(-1) ?? Sau,
        ConNua: codes.length > page.length ? '1' : '0',
      })
    }),
  }

  /** Keeps a content under a name of the portal's; the same content under the same name is there already. */
  function putFile(name: string, sha256: string, content: Buffer): Answer {
    if (name === '' || createHash('sha256').update(content).digest('hex') !== sha256)
      return no('10', 'tên hoặc mã băm của tệp không đúng')
    const earlier = [...files].find(([, file]) => file.sha256 === sha256 && file.name === name)
    if (earlier) return no('12', 'tệp đã có', { MaTep: earlier[0] })
    counters.file += 1
    const MaTep = `T-${String(counters.file).padStart(6, '0')}`
    files.set(MaTep, { name, sha256, content })
    return yes({ MaTep })
  }

  return { dossiers, files, feed, services, putFile, issue }
}

export type Book = ReturnType<typeof openBook>

const unknown = no('13', 'không có hồ sơ này')

/** One item of `data`, exactly as the form says; what is wrong is named. */
function taking<F extends z.ZodType>(form: F, handle: (item: z.output<F>) => Answer) {
  return (data: unknown): Answer => {
    const list = Array.isArray(data) ? data : []
    if (list.length !== 1) return no('10', 'data phải là danh sách một phần tử')
    const parsed = form.safeParse(list[0])
    if (parsed.success) return handle(parsed.data)
    const issue = parsed.error.issues[0]
    const extra = issue?.code === 'unrecognized_keys' ? ` ${issue.keys.join(', ')}` : ''
    return no('10', `trường ${issue?.path.join('.')}${extra}: ${issue?.message}`)
  }
}

function syncDossier(
  dossiers: Book['dossiers'],
  files: Book['files'],
  { dossier, isUpdating }: { dossier: DossierForm; isUpdating: 'True' | 'False' },
): Answer {
  const known = dossiers.get(dossier.MaHoSo)
  if (known && isUpdating === 'False') return no('12', 'hồ sơ đã có')
  if (!known && isUpdating === 'True') return unknown
  const named = [...dossier.TaiLieuNop.flatMap((paper) => paper.TepDinhKem), ...dossier.GiayToKetQua]
  const missing = named.find(({ MaTep }) => !files.has(MaTep))
  if (missing) return no('11', `tệp ${missing.MaTep} chưa được gửi`)
  const status = dossier.TrangThaiHoSo
  const at = dossier.NgayKetThucXuLy || dossier.NgayTiepNhan || dossier.NgayNop
  if (!known) {
    const made = {
      sent: dossier,
      status,
      statuses: [{ status, at }],
      progress: [],
      payments: [],
      filed: null,
    }
    dossiers.set(dossier.MaHoSo, made)
    return yes()
  }
  if (known.status !== status && !follows[known.status]?.includes(status))
    return no('11', `trạng thái ${known.status} không chuyển sang ${status}`)
  known.sent = dossier
  if (known.status !== status) moved(known, status, at)
  return yes()
}

function moved(dossier: BookedDossier, status: string, at: string): void {
  dossier.status = status
  dossier.statuses.push({ status, at })
}

function addProgress(dossier: BookedDossier | undefined, line: ProgressForm): Answer {
  if (!dossier) return unknown
  if (!dossier.sent && dossier.status === '1' && line.TrangThai === '2')
    return no('11', 'hồ sơ được tiếp nhận phải đồng bộ trước khi cập nhật tiến trình')
  const same = dossier.progress.some(
    (each) =>
      each.ThoiDiemXuLy === line.ThoiDiemXuLy &&
      each.TrangThai === line.TrangThai &&
      each.NoiDungXuLy === line.NoiDungXuLy,
  )
  if (same) return no('12', 'dòng tiến trình đã có')
  const last = dossier.progress.at(-1)
  if (last && line.ThoiDiemXuLy < last.ThoiDiemXuLy) return no('11', 'thời điểm xử lý trước dòng cuối')
  dossier.progress.push(line)
  return yes()
}

function setStatus(dossier: BookedDossier | undefined, status: string, at: string): Answer {
  if (!dossier) return unknown
  if (dossier.status === status) return no('12', 'hồ sơ đã ở trạng thái này')
  if (dossier.statuses.some((each) => each.status === status && each.at === at))
    return no('12', 'đã cập nhật trước đây')
  if (!follows[dossier.status]?.includes(status))
    return no('11', `trạng thái ${dossier.status} không chuyển sang ${status}`)
  moved(dossier, status, at)
  return yes()
}

function listedOf(MaHoSo: string, dossier: BookedDossier | undefined) {
  return {
    MaHoSo,
    TrangThaiHoSo: dossier?.status,
    NgayHenTra: dossier?.sent?.NgayHenTra ?? '',
    CoKetQua: (dossier?.sent?.GiayToKetQua.length ?? 0) > 0 ? '1' : '0',
    ThanhToan: dossier?.payments.map(({ MaGiaoDich, SoTien }) => ({ MaGiaoDich, SoTien })) ?? [],
  }
}
