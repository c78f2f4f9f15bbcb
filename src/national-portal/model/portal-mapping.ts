/**
 * Everything about the national portal's interface that is a name, a path or a number, in one place: what its specification
 * fixes and we only repeat. Change it here when the live specification says otherwise; docs/national-portal.md says where
 * each comes from. Tags: verified (published sources agree), check (read or inferred once; ask the portal before going live).
 */
export const portalMapping = {
  paths: {
    /** verified: name and password in, session out. */
    signIn: '/mapi/login',
    /** verified: one door for all services, told apart by `service`. Path: check. */
    services: '/mapi/g',
    /** check: contents of files go beside the services. */
    files: '/mapi/tep',
  },
  services: {
    /** check */
    issueCodes: 'SinhMaHoSo',
    /** verified; `isUpdating` is "True" or "False" */
    syncDossier: 'DongBoHoSoMC',
    /** verified */
    addProgress: 'CapNhatTienDoHoSoMC',
    /** check */
    setStatus: 'CapNhatTrangThaiHoSo',
    /** verified name; fields check */
    lookUp: 'TraCuuHoSo',
    /** check */
    changes: 'LayThayDoi',
    /** check */
    list: 'DanhSachHoSo',
  },
  /** Values of `error_code`. 0 and 00 verified, the others check. */
  answers: {
    ok: ['0', '00'],
    /** The session has ended: sign in again. */
    signedOut: ['01'],
    /** Said before; the portal has it already. */
    already: ['12'],
    /** The portal does not know this dossier. */
    unknownDossier: ['13'],
    /** The portal itself has a fault: try again. */
    faulty: ['99'],
  },
  /** Own numbers of a connected office begin after this one, the portal's stay below it. check */
  ownNumbersAfter: 9_000_000,
  /** KenhThucHien, by our channel. verified */
  channel: { 1: '1', 2: '2', 3: '3' },
  /** LoaiDoiTuong 0 citizen, 1 business, 2 household business. verified; an organisation that is no business: check */
  applicantKind: { citizen: '0', business: '1', organisation: '1' },
  /** MaDoiTuong. verified */
  subjectCode: { citizen: 'ĐT1', business: 'ĐT2', organisation: 'ĐT9' },
  /** LoaiBan 0 original, 1 copy, 2 electronic. verified */
  copyKind: { original: '0', copy: '1', electronic: '2' },
  /** HinhThucTra of a filing: where its result is wanted. check */
  returnMethod: { '0': 'counter', '1': 'post', '2': 'online' },
  /** Loai of an item of news. check */
  change: { '1': 'filing', '2': 'supplement', '3': 'withdrawal', '4': 'payment' },
  /** TrangThaiThanhToan 1 paid. verified */
  paid: '1',
  /** DuocThanhToanTrucTuyen 1 through the portal. verified */
  paidThroughPortal: '1',
} as const

/** The portal writes moments as `yyyyMMddHHmmss`, the time of Viet Nam. check */
export function portalMoment(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000)
  return local.toISOString().replaceAll(/\D/g, '').slice(0, 14)
}

/** The instant of a moment as the portal writes it; null for what is none. */
export function readPortalMoment(text: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!parts) return null
  const [, year, month, day, hour, minute, second] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`)
  return Number.isNaN(at.getTime()) || portalMoment(at) !== text ? null : at
}

/** `yyyyMMdd` of a date of law. */
export function portalDay(date: string): string {
  return date.replaceAll('-', '')
}

/** `yyyy-MM-dd` of a day as the portal writes it; null for what is none. */
export function readPortalDay(text: string): string | null {
  const at = readPortalMoment(`${text}000000`)
  return at && `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
}
