/**
 * Sổ chứng thực: one register for each type of certification, opened every year; a certification number (số chứng
 * thực) is the running number in it (NĐ 23/2015/NĐ-CP, Điều 13; TT 01/2020/TT-BTP).
 */
export const registerKinds = ['copy', 'signature', 'translator', 'transaction'] as const
export type RegisterKind = (typeof registerKinds)[number]

interface Register {
  /** What the menu of types calls it. */
  name: string
  /** Title on the printed register. */
  title: string
  /** What stands after the number and the volume. */
  symbol: string
  /** Heading of the column that names the paper. */
  paperHeading: string
  /** First and last day (`YYYY-MM-DD`) an entry of this wording may bear; null while in force. */
  validFrom: string
  validTo: string | null
}

const decree23 = { validFrom: '2015-04-10', validTo: null } as const

/** The registers and their wording by dates; a change of the circular is another row. */
const registers: Readonly<Record<RegisterKind, readonly Register[]>> = {
  copy: [
    {
      name: 'Bản sao từ bản chính',
      title: 'SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH',
      symbol: 'SCT/BS',
      paperHeading: 'Tên của bản chính giấy tờ, văn bản',
      ...decree23,
    },
  ],
  signature: [
    {
      name: 'Chữ ký, điểm chỉ',
      title: 'SỔ CHỨNG THỰC CHỮ KÝ, CHỨNG THỰC ĐIỂM CHỈ',
      symbol: 'SCT/CK,ĐC',
      paperHeading: 'Tên giấy tờ, văn bản được chứng thực chữ ký',
      ...decree23,
    },
  ],
  translator: [
    {
      name: 'Chữ ký người dịch',
      title: 'SỔ CHỨNG THỰC CHỮ KÝ NGƯỜI DỊCH',
      symbol: 'SCT/CKND',
      paperHeading: 'Tên giấy tờ, văn bản được dịch',
      ...decree23,
    },
  ],
  transaction: [
    {
      name: 'Hợp đồng, giao dịch',
      title: 'SỔ CHỨNG THỰC HỢP ĐỒNG, GIAO DỊCH',
      symbol: 'SCT/HĐ,GD',
      paperHeading: 'Tên hợp đồng, giao dịch',
      ...decree23,
    },
  ],
}

/** The register as it is worded on a day; the oldest wording for days before it. */
export function registerOn(kind: RegisterKind, day: string): Register {
  const wordings = registers[kind]
  const found = wordings.find(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  )
  return found ?? (wordings[0] as Register)
}

/** In which register a procedure is entered, by national code. Copies of certified transactions are copies too. */
const registerOfProcedure: Readonly<Record<string, RegisterKind>> = {
  '2.000815': 'copy',
  '2.000942': 'copy',
  '2.000884': 'signature',
  '2.000992': 'translator',
  '2.001008': 'translator',
  '2.001035': 'transaction',
  '2.001019': 'transaction',
  '2.001016': 'transaction',
  '2.001406': 'transaction',
  '2.000913': 'transaction',
}

/**
 * Procedures done at the counter while the citizen waits, in the order in which they are offered, with the officer's
 * short name for each.
 */
export const counterProcedures: readonly { code: string; name: string }[] = [
  { code: '2.000815', name: 'Bản sao từ bản chính' },
  { code: '2.000942', name: 'Bản sao từ bản chính giao dịch đã chứng thực' },
  { code: '2.000884', name: 'Chữ ký, điểm chỉ' },
  { code: '2.000992', name: 'Chữ ký người dịch là cộng tác viên' },
  { code: '2.001008', name: 'Chữ ký người dịch không phải cộng tác viên' },
]

/** The register of a procedure, or null for one that is entered in none. */
export function registerFor(code: string | null): RegisterKind | null {
  return (code !== null && registerOfProcedure[code]) || null
}

/** Name of the series from which the numbers of a register are taken, one series for each year. */
export function registerSeries(kind: RegisterKind): string {
  return `certification:${kind}`
}

/** Quyển số, as it stands after the number: one volume a year. */
export function volumeOf(kind: RegisterKind, day: string): string {
  return `01/${day.slice(0, 4)} - ${registerOn(kind, day).symbol}`
}
