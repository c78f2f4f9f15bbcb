/**
 * Page and components of Appendix I of Decree 30/2020/NĐ-CP, as numbers: what a printed page is held to. Lengths are
 * millimetres, sizes points.
 */
export interface LayoutTable {
  validFrom: string
  legalBasis: string
  page: { width: number; height: number }
  margins: Record<'top' | 'bottom' | 'left' | 'right', Range>
  /** Pages are numbered from the second on, centred in the top margin. */
  pageNumber: { size: Range }
  firstLineIndent: Range
  /** Least gap between paragraphs in points. */
  paragraphGap: number
  components: Readonly<Record<ComponentName, ComponentLayout>>
}

type Range = readonly [least: number, most: number]

export type ComponentName =
  | 'state'
  | 'motto'
  | 'parentAgency'
  | 'agency'
  | 'number'
  | 'placeAndDate'
  | 'typeName'
  | 'subject'
  | 'letterSubject'
  | 'basis'
  | 'body'
  | 'addressees'
  | 'recipientsHead'
  | 'recipients'
  | 'signerPost'
  | 'signerName'

export interface ComponentLayout {
  /** Number of the box in the diagram of the appendix. */
  box: string
  name: string
  size: Range
  bold: boolean
  italic: boolean
  capitals: boolean
  /** Which half of the page it is centred in, or which margin it begins at. */
  place: 'left' | 'right' | 'page' | 'margin' | 'indent'
}

const upright = { bold: false, italic: false, capitals: false }
const component = (
  box: string,
  name: string,
  own: Pick<ComponentLayout, 'size' | 'place'> & Partial<ComponentLayout>,
): ComponentLayout => ({ box, name, ...upright, ...own })

const tables: readonly LayoutTable[] = [
  {
    validFrom: '2020-03-05',
    legalBasis: 'Nghị định số 30/2020/NĐ-CP, Phụ lục I',
    page: { width: 210, height: 297 },
    margins: { top: [20, 25], bottom: [20, 25], left: [30, 35], right: [15, 20] },
    pageNumber: { size: [13, 14] },
    firstLineIndent: [10, 12.7],
    paragraphGap: 6,
    components: {
      state: component('1', 'Quốc hiệu', { size: [12, 13], bold: true, capitals: true, place: 'right' }),
      motto: component('1', 'Tiêu ngữ', { size: [13, 14], bold: true, place: 'right' }),
      parentAgency: component('2', 'Cơ quan chủ quản', { size: [12, 13], capitals: true, place: 'left' }),
      agency: component('2', 'Cơ quan ban hành', {
        size: [12, 13],
        bold: true,
        capitals: true,
        place: 'left',
      }),
      number: component('3', 'Số, ký hiệu', { size: [13, 13], place: 'left' }),
      placeAndDate: component('4', 'Địa danh, thời gian', { size: [13, 14], italic: true, place: 'right' }),
      typeName: component('5a', 'Tên loại', { size: [13, 14], bold: true, capitals: true, place: 'page' }),
      subject: component('5a', 'Trích yếu', { size: [13, 14], bold: true, place: 'page' }),
      letterSubject: component('5b', 'Trích yếu công văn', { size: [12, 13], place: 'left' }),
      basis: component('6', 'Căn cứ ban hành', { size: [13, 14], italic: true, place: 'indent' }),
      body: component('6', 'Nội dung', { size: [13, 14], place: 'indent' }),
      addressees: component('9a', 'Kính gửi', { size: [13, 14], place: 'page' }),
      recipientsHead: component('9b', 'Nơi nhận', {
        size: [12, 12],
        bold: true,
        italic: true,
        place: 'margin',
      }),
      recipients: component('9b', 'Danh sách nơi nhận', { size: [11, 11], place: 'margin' }),
      signerPost: component('7a', 'Quyền hạn, chức vụ', {
        size: [13, 14],
        bold: true,
        capitals: true,
        place: 'right',
      }),
      signerName: component('7b', 'Họ tên người ký', { size: [13, 14], bold: true, place: 'right' }),
    },
  },
]

/** The table in force on a day; before the first one, the first. */
export function layoutOn(day: string): LayoutTable {
  const [first] = tables
  if (!first) throw new Error('no layout table')
  return tables.findLast(({ validFrom }) => validFrom <= day) ?? first
}
