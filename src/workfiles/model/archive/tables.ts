/**
 * The metadata of Decree 30/2020/NĐ-CP, Phụ lục VI, Phần II as data: names, types and lengths as printed there (the gazette's
 * `Organld` and `Signerlnfo` are misprints of OrganId and SignerInfo). What is required is our reading: what a file cannot be
 * found or judged by without.
 */
export interface Field {
  name: string
  label: string
  type: 'string' | 'number' | 'date' | 'text'
  /** Characters or digits; of LongText there is none. */
  length?: number
  required?: true
}
export interface Group {
  name: string
  label: string
  fields: readonly Field[]
  repeats?: true
}
export type Column = Field | Group

const fileCode = {
  name: 'FileCode',
  label: 'Mã hồ sơ',
  fields: [
    {
      name: 'OrganId',
      label: 'Mã định danh cơ quan lập danh mục hồ sơ',
      type: 'string',
      length: 13,
      required: true,
    },
    { name: 'FileCatalog', label: 'Năm hình thành hồ sơ', type: 'number', length: 4, required: true },
    { name: 'FileNotation', label: 'Số và ký hiệu hồ sơ', type: 'string', length: 20, required: true },
  ],
} as const satisfies Group

/** HỒ SƠ. */
export const fileTable = [
  fileCode,
  { name: 'Title', label: 'Tiêu đề hồ sơ', type: 'string', length: 500, required: true },
  { name: 'Maintenance', label: 'Thời hạn bảo quản', type: 'string', length: 30, required: true },
  { name: 'Rights', label: 'Chế độ sử dụng', type: 'string', length: 30 },
  { name: 'Creator', label: 'Người lập hồ sơ', type: 'string', length: 30, required: true },
  { name: 'Language', label: 'Ngôn ngữ', type: 'string', length: 50 },
  { name: 'StartDate', label: 'Thời gian bắt đầu', type: 'date', length: 10, required: true },
  { name: 'EndDate', label: 'Thời gian kết thúc', type: 'date', length: 10, required: true },
  { name: 'DocTotal', label: 'Tổng số văn bản trong hồ sơ', type: 'number', length: 4, required: true },
  { name: 'PageTotal', label: 'Tổng số trang của hồ sơ', type: 'number', length: 4, required: true },
  { name: 'Description', label: 'Ghi chú', type: 'string', length: 500 },
] as const satisfies readonly Column[]

const codeAndOrdinal = [
  fileCode,
  { name: 'DocOrdinal', label: 'Số thứ tự văn bản trong hồ sơ', type: 'number', length: 3, required: true },
] as const satisfies readonly Column[]

const symbol = [
  { name: 'CodeNumber', label: 'Số của văn bản', type: 'string', length: 11 },
  { name: 'CodeNotation', label: 'Ký hiệu của văn bản', type: 'string', length: 30 },
] as const satisfies readonly Column[]

const substance = [
  { name: 'Subject', label: 'Trích yếu nội dung', type: 'string', length: 500, required: true },
  { name: 'Language', label: 'Ngôn ngữ', type: 'string', length: 30 },
  { name: 'PageAmount', label: 'Số trang của văn bản', type: 'number', length: 3 },
  { name: 'Description', label: 'Ghi chú', type: 'string', length: 500 },
] as const satisfies readonly Column[]

/** Fields 1 to 11, which both tables of documents share. */
const shared = [
  ...codeAndOrdinal,
  { name: 'TypeName', label: 'Tên loại văn bản', type: 'string', length: 100, required: true },
  ...symbol,
  { name: 'IssuedDate', label: 'Ngày, tháng, năm văn bản', type: 'date', length: 10, required: true },
  {
    name: 'OrganName',
    label: 'Tên cơ quan, tổ chức ban hành văn bản',
    type: 'string',
    length: 200,
    required: true,
  },
  ...substance,
] as const satisfies readonly Column[]

const signer = {
  name: 'SignerInfo',
  label: 'Chức vụ, họ tên người ký',
  fields: [
    { name: 'Position', label: 'Chức vụ của người ký văn bản', type: 'string', length: 100 },
    { name: 'FullName', label: 'Họ và tên người ký văn bản', type: 'string', length: 50 },
  ],
} as const satisfies Group

const priority = {
  name: 'Priority',
  label: 'Mức độ khẩn',
  type: 'number',
  length: 1,
} as const satisfies Field

/** VĂN BẢN ĐI. */
export const outgoingTable = [
  ...shared,
  signer,
  {
    name: 'To',
    label: 'Nơi nhận',
    repeats: true,
    fields: [
      { name: 'OrganId', label: 'Mã định danh cơ quan nhận', type: 'string', length: 13 },
      { name: 'OrganName', label: 'Tên cơ quan nhận', type: 'string', length: 200 },
    ],
  },
  priority,
  { name: 'IssuedAmount', label: 'Số lượng bản phát hành', type: 'number', length: 3 },
  { name: 'DueDate', label: 'Hạn trả lời văn bản', type: 'date', length: 10 },
] as const satisfies readonly Column[]

/** VĂN BẢN ĐẾN. */
export const incomingTable = [
  ...shared,
  { name: 'ArrivalDate', label: 'Ngày, tháng, năm văn bản đến', type: 'date', length: 10, required: true },
  { name: 'ArrivalNumber', label: 'Số đến', type: 'number', length: 10, required: true },
  signer,
  priority,
  { name: 'ToPlaces', label: 'Đơn vị hoặc người nhận', type: 'string', length: 1000 },
  { name: 'TraceHeaderList', label: 'Ý kiến phân phối, chỉ đạo, trạng thái xử lý', type: 'text' },
  { name: 'DueDate', label: 'Thời hạn giải quyết', type: 'date', length: 10 },
] as const satisfies readonly Column[]

/** What the decree has no table for (internal papers, photographs, sound, films): its fields 1 to 11, less being known of it. */
export const otherTable = [
  ...codeAndOrdinal,
  { name: 'TypeName', label: 'Tên loại tài liệu', type: 'string', length: 100, required: true },
  ...symbol,
  { name: 'IssuedDate', label: 'Ngày, tháng, năm tài liệu', type: 'date', length: 10 },
  { name: 'OrganName', label: 'Tác giả tài liệu', type: 'string', length: 200 },
  ...substance,
] as const satisfies readonly Column[]

/** Element name in the package, title, and columns of each table. */
export const tables = {
  file: { element: 'File', title: 'Hồ sơ', columns: fileTable },
  outgoing: { element: 'OutgoingDocument', title: 'Văn bản đi', columns: outgoingTable },
  incoming: { element: 'IncomingDocument', title: 'Văn bản đến', columns: incomingTable },
  other: { element: 'OtherDocument', title: 'Tài liệu khác', columns: otherTable },
} as const

type Value<F extends Field> =
  | (F['type'] extends 'number' ? number : string)
  | (F extends { required: true } ? never : null)
type Cell<C extends Column> = C extends Group
  ? C extends { repeats: true }
    ? readonly RowOf<C['fields']>[]
    : RowOf<C['fields']>
  : C extends Field
    ? Value<C>
    : never

/** A line of a table: its fields by the decree's names. Days are ISO dates. */
export type RowOf<T extends readonly Column[]> = { readonly [C in T[number] as C['name']]: Cell<C> }

export type FileRow = RowOf<typeof fileTable>
export type OutgoingRow = RowOf<typeof outgoingTable>
export type IncomingRow = RowOf<typeof incomingTable>
export type OtherRow = RowOf<typeof otherTable>
