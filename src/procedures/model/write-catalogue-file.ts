import type { ProcedureRecord } from '../model.ts'
import { catalogueColumns } from './catalogue-columns.ts'
import { catalogueTable } from './catalogue-table.ts'

/** Text of a CSV file (RFC 4180, UTF-8 with a mark so that Excel sees it); no cell runs as a formula. */
export async function csvText(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: papa } = await import('papaparse')
  return `\uFEFF${papa.unparse(rows as string[][], { escapeFormulae: true, newline: '\r\n' })}\r\n`
}

/** The catalogue as JSON records in the format that is read again. */
export function catalogueJson(records: readonly ProcedureRecord[]): unknown[] {
  return records.map((record) => ({
    code: record.code,
    name: record.name,
    field: record.field,
    time_limit: record.timeLimit,
    components: record.cases[0]?.components ?? [],
    cases: record.cases,
    form: record.form,
    agencies: record.agencies,
    posting: record.posting,
    fees: record.fees.map(({ amountVnd, ...fee }) => ({ ...fee, amount_vnd: amountVnd })),
    result: record.result,
    legal_basis: record.legalBasis,
    confidence: record.confidence,
    notes: record.notes,
    decision: record.decision,
    verified_fields: record.verifiedFields,
  }))
}

const guide: readonly (readonly [string, string])[] = [
  ['Cách dùng', 'Mỗi dòng một thủ tục; không đổi tên cột. Ô để trống: giữ nguyên phần niêm yết đang có.'],
  [
    'Nhiều nội dung trong một ô',
    'Mỗi nội dung một dòng (Alt + Enter). Các phần của một nội dung cách nhau bằng dấu |.',
  ],
  ['Đơn vị thời hạn', 'trong ngày, giờ làm việc, ngày làm việc, ngày'],
  [
    'Thành phần hồ sơ',
    'Tên | bản chính, bản sao, bản sao chứng thực hoặc tờ khai | số lượng | bắt buộc hoặc nếu có',
  ],
  ['Nhiều trường hợp', 'Dòng “# Tên trường hợp” đứng trước các giấy tờ của trường hợp đó.'],
  [
    'Phí, lệ phí',
    'Tên | số tiền (đồng) hoặc HĐND tỉnh | đơn vị tính | căn cứ | cách tính | phí hoặc lệ phí | trực tiếp hoặc trực tuyến | giảm …% khi nộp trực tuyến | tiểu mục | đối tượng miễn | giấy tờ chứng minh | đối tượng miễn | giấy tờ…',
  ],
  [
    'Cách tính phí, lệ phí',
    'trang 1-2, từ trang 3, tối đa mỗi bản, mỗi trường hợp, mỗi bản; để trống: chỉ thông báo, không tự tính',
  ],
  ['Cách thức thực hiện', 'trực tiếp, trực tuyến hoặc bưu chính | thời hạn | phí | mô tả'],
  ['Độ tin cậy', 'đã đối chiếu, theo quy định chung, chưa xác nhận'],
]

/** The catalogue as an Excel file, its second sheet saying how to fill it; without records it is the template. */
export async function catalogueExcel(records: readonly ProcedureRecord[]): Promise<Buffer> {
  const { default: writeExcel } = await import('write-excel-file/node')
  const [header = [], ...rows] = catalogueTable(records)
  const cell = (value: string) => ({ value, type: String, wrap: true, alignVertical: 'top' as const })
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })
  const widths = catalogueColumns.map(({ path }) => ({
    width: path === 'name' || path === 'components' ? 60 : 22,
  }))
  return writeExcel([
    {
      sheet: 'Thủ tục',
      data: [header.map(bold), ...rows.map((row) => row.map(cell))],
      columns: widths,
      stickyRowsCount: 1,
    },
    {
      sheet: 'Hướng dẫn',
      data: guide.map(([about, words]) => [bold(about), cell(words)]),
      columns: [{ width: 30 }, { width: 100 }],
    },
  ]).toBuffer()
}
