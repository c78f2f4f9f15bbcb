/**
 * The types of administrative documents (tên loại văn bản hành chính) as a decree fixes them, by date. A type has a code of
 * ours; its abbreviation stands in the symbol, and is null for those that the table of abbreviations leaves out.
 */
export interface DocumentType {
  code: string
  name: string
  abbreviation: string | null
  /** Sample form of Appendix III. */
  form: string
  layout: TypeLayout
  /** Whether the document names the grounds on which it is issued (căn cứ ban hành). */
  bases: 'required' | 'allowed'
  /** Whether "Kính gửi:" stands in it. */
  addressees: 'required' | 'allowed' | 'none'
}

/**
 * How a type differs from a named document: a letter has its subject under the number; one that decides names who decides
 * and the word of decision; one signed by two has a second signature on the left.
 */
export type TypeLayout = 'letter' | 'decision' | 'named' | 'two-signatures'

export interface TypeTable {
  validFrom: string
  legalBasis: string
  types: readonly DocumentType[]
}

type Row = readonly [
  code: string,
  name: string,
  abbreviation: string | null,
  more?: Partial<Omit<DocumentType, 'code' | 'name' | 'abbreviation'>>,
]

const decides = { layout: 'decision', form: '1.2', bases: 'required' } as const
const bilateral = { layout: 'two-signatures', bases: 'allowed' } as const
const sentUp = { addressees: 'allowed' } as const

const rows2020: readonly Row[] = [
  ['nghi-quyet', 'Nghị quyết', 'NQ', { ...decides, form: '1.1' }],
  ['quyet-dinh', 'Quyết định', 'QĐ', decides],
  ['chi-thi', 'Chỉ thị', 'CT'],
  ['quy-che', 'Quy chế', 'QC'],
  ['quy-dinh', 'Quy định', 'QyĐ'],
  ['thong-cao', 'Thông cáo', 'TC'],
  ['thong-bao', 'Thông báo', 'TB', sentUp],
  ['huong-dan', 'Hướng dẫn', 'HD', sentUp],
  ['chuong-trinh', 'Chương trình', 'CTr'],
  ['ke-hoach', 'Kế hoạch', 'KH'],
  ['phuong-an', 'Phương án', 'PA'],
  ['de-an', 'Đề án', 'ĐA'],
  ['du-an', 'Dự án', 'DA'],
  ['bao-cao', 'Báo cáo', 'BC', sentUp],
  ['bien-ban', 'Biên bản', 'BB', { ...bilateral, form: '1.9' }],
  ['to-trinh', 'Tờ trình', 'TTr', { addressees: 'required' }],
  ['hop-dong', 'Hợp đồng', 'HĐ', bilateral],
  ['cong-van', 'Công văn', null, { layout: 'letter', form: '1.5', addressees: 'required' }],
  ['cong-dien', 'Công điện', 'CĐ', { form: '1.6', addressees: 'required' }],
  ['ban-ghi-nho', 'Bản ghi nhớ', 'BGN', bilateral],
  ['ban-thoa-thuan', 'Bản thỏa thuận', 'BTT', bilateral],
  ['giay-uy-quyen', 'Giấy ủy quyền', 'GUQ', bilateral],
  ['giay-moi', 'Giấy mời', 'GM', { form: '1.7', addressees: 'required' }],
  ['giay-gioi-thieu', 'Giấy giới thiệu', 'GGT', { form: '1.8', addressees: 'allowed' }],
  ['giay-nghi-phep', 'Giấy nghỉ phép', 'GNP', { form: '1.10' }],
  ['phieu-gui', 'Phiếu gửi', 'PG', sentUp],
  ['phieu-chuyen', 'Phiếu chuyển', 'PC', sentUp],
  ['phieu-bao', 'Phiếu báo', 'PB', sentUp],
  ['thu-cong', 'Thư công', null, { addressees: 'allowed' }],
]

/** Decree 30/2020/NĐ-CP, Điều 7 and Phụ lục III; a later decree becomes a further entry. */
const tables: readonly TypeTable[] = [
  {
    validFrom: '2020-03-05',
    legalBasis: 'Nghị định số 30/2020/NĐ-CP, Điều 7 và Phụ lục III',
    types: rows2020.map(([code, name, abbreviation, more]) => ({
      code,
      name,
      abbreviation,
      form: '1.4',
      layout: 'named',
      bases: 'allowed',
      addressees: 'none',
      ...more,
    })),
  },
]

/** The table in force on a day (`YYYY-MM-DD`); before the first one, the first. */
export function typeTableOn(day: string): TypeTable {
  const [first] = tables
  if (!first) throw new Error('no table of document types')
  return tables.findLast(({ validFrom }) => validFrom <= day) ?? first
}

/** Every type that was ever in force, for names in lists and registers. */
export const documentTypes: readonly DocumentType[] = tables.flatMap(({ types }) => types)

/** A type of the table of a day, or null. */
export function typeOn(day: string, code: string): DocumentType | null {
  return typeTableOn(day).types.find((type) => type.code === code) ?? null
}

export function typeName(code: string): string {
  return documentTypes.find((type) => type.code === code)?.name ?? code
}
