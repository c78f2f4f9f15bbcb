import { applicantInput } from '../../dossiers/model/inputs.ts'
import type { OnlineFiling } from '../../dossiers/model/online-filing.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { changeEnvelope, type FiledDossier } from './portal-answers.ts'
import { portalMapping, readPortalDay, readPortalMoment } from './portal-mapping.ts'

/** What the portal tells: a new filing, papers sent later, a withdrawal, a payment; `lookup`: fetched because it was missing. */
export const arrivalKinds = {
  filing: 'Hồ sơ mới',
  supplement: 'Bổ sung giấy tờ',
  withdrawal: 'Yêu cầu rút hồ sơ',
  payment: 'Thanh toán',
  lookup: 'Lấy lại hồ sơ',
  unknown: 'Tin không đọc được',
} as const

export type ArrivalKind = keyof typeof arrivalKinds

/** An item of news, as it is kept until it has taken effect. */
export interface Arrival {
  /** Names it once and for all. */
  item: string
  position: number
  kind: ArrivalKind
  portalCode: string
  body: Record<string, unknown>
}

/** Reads an item's envelope only; what cannot be read becomes `unknown`, named by what it says, and holds up nobody. */
export function readChange(raw: unknown, name: (text: string) => string): Arrival {
  const content = (typeof raw === 'object' && raw !== null ? raw : { raw }) as Record<string, unknown>
  const envelope = changeEnvelope.safeParse(content)
  if (!envelope.success) {
    return { item: name(JSON.stringify(raw)), position: 0, kind: 'unknown', portalCode: '', body: content }
  }
  const { SoThuTu, Loai, MaHoSo } = envelope.data
  const kind =
    Loai in portalMapping.change ? portalMapping.change[Loai as keyof typeof portalMapping.change] : 'unknown'
  const inside = content.NoiDung
  const body = (typeof inside === 'object' && inside !== null ? inside : {}) as Record<string, unknown>
  return { item: SoThuTu, position: Number(SoThuTu), kind, portalCode: MaHoSo, body }
}

/** Files that an arrival names, by their names on the portal. */
export function attachmentsOf(papers: FiledDossier['TaiLieuNop']): { portalFile: string; name: string }[] {
  return papers.flatMap(({ TepDinhKem }) =>
    TepDinhKem.map(({ MaTep, TenTep }) => ({ portalFile: MaTep, name: TenTep || MaTep })),
  )
}

/** A file that came, kept under our id; or why it was not taken. */
export interface ArrivedFile {
  portalFile: string
  name: string
  fileId: string | null
  problem: string
}

/** The papers of a filing set against the procedure's list: by name; what the list does not name comes after it. */
export function papersAgainstList(
  papers: FiledDossier['TaiLieuNop'],
  asked: readonly { name: string }[],
  files: readonly ArrivedFile[],
): OnlineFiling['components'] {
  const folded = asked.map(({ name }) => foldVietnamese(name))
  const taken = new Set<number>()
  let beyond = asked.length
  return papers.map((paper) => {
    const name = foldVietnamese(paper.TenGiayTo)
    const found = folded.findIndex((each, index) => each === name && !taken.has(index))
    if (found >= 0) taken.add(found)
    const own = paper.TepDinhKem.map(({ MaTep }) => files.find(({ portalFile }) => portalFile === MaTep))
    const ordinal = found >= 0 ? found : beyond++
    return {
      ordinal,
      ...(found >= 0 ? {} : { name: paper.TenGiayTo }),
      provided: true,
      originals: 0,
      copies: 1,
      note: [paper.GhiChu, ...own.map((file) => file?.problem ?? '')].filter(Boolean).join(' ').slice(0, 500),
      fileIds: own.flatMap((file) => file?.fileId ?? []),
    }
  })
}

/** What a citizen filed on the portal, in the words of the core. Throws RangeError where a moment is none. */
export function filingOf(
  filed: FiledDossier,
  made: { id: string; procedureId: string; components: OnlineFiling['components'] },
): OnlineFiling {
  const filedAt = readPortalMoment(filed.NgayNop)
  if (!filedAt) throw new RangeError('Ngày nộp không đúng.')
  const { ChuHoSo: owner, NguoiNop: submitter } = filed
  const isVneid = filed.TaiKhoanDuocXacThucVoiVNeID
  const signedIn = submitter ?? owner
  return {
    ...made,
    source: 'portal',
    reference: filed.MaHoSo,
    givenCode: filed.MaHoSo,
    filedAt,
    applicant: applicantOf(owner),
    submitter: submitter && {
      name: submitter.HoTen,
      personalId: submitter.SoDinhDanh,
      phone: submitter.SoDienThoai,
    },
    relation: submitter?.QuanHe ?? '',
    identity: {
      level: isVneid ? 'vneid' : 'account',
      name: signedIn.HoTen,
      personalId: signedIn.SoDinhDanh,
    },
    content: filed.NoiDung,
    returnMethod: methodOf(filed.HinhThucTra),
    returnAddress: filed.DiaChiTra,
    declaration: filed.ToKhai,
  }
}

function methodOf(code: string): OnlineFiling['returnMethod'] {
  const methods: Readonly<Record<string, OnlineFiling['returnMethod']>> = portalMapping.returnMethod
  return methods[code] ?? 'counter'
}

/** What is not as our own desk would take it (a birth date that is none, a broken address) is left out, not refused. */
function applicantOf(owner: FiledDossier['ChuHoSo']): OnlineFiling['applicant'] {
  const kinds = { '0': 'citizen', '1': 'business', '2': 'business' } as const
  const sexes = { '1': 'male', '2': 'female' } as const
  const declared = {
    kind: kinds[owner.LoaiDoiTuong as keyof typeof kinds] ?? 'citizen',
    name: owner.HoTen,
    personalId: owner.SoDinhDanh,
    birthDate: readPortalDay(owner.NgaySinh),
    sex: sexes[owner.GioiTinh as keyof typeof sexes] ?? null,
    address: owner.DiaChi,
    phone: owner.SoDienThoai,
    email: owner.Email,
  }
  const whole = applicantInput.safeParse(declared)
  return whole.success ? whole.data : applicantInput.parse({ ...declared, birthDate: null, email: '' })
}
