import type { composeParcelList } from '../model/parcel-papers.ts'

/** Danh sách bưu gửi as a spreadsheet. Every cell is text, so that no program reads a number, a date or a formula in it. */
export async function parcelSheet(data: Record<string, unknown>): Promise<Buffer> {
  // Loaded only when somebody asks for a spreadsheet.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const list = data as unknown as ReturnType<typeof composeParcelList>
  const headings = ['STT', 'Mã hồ sơ', 'Người nhận', 'Địa chỉ', 'Điện thoại', 'Nội dung', 'Mã bưu gửi']
  const rows = list.parcels.map((parcel, index) => [
    String(index + 1),
    parcel.code,
    parcel.receiver,
    parcel.address,
    parcel.phone,
    parcel.procedureName,
    parcel.number,
  ])
  const text = (value: string) => ({ value, type: String, wrap: true, format: '@' })
  const widths = [6, 30, 28, 44, 16, 44, 20]
  const made = writeXlsxFile(
    [
      [{ value: `${list.title} (số ${list.number}/${list.symbol})`, fontWeight: 'bold' as const }],
      headings.map((value) => ({ value, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(text)),
    ],
    { sheet: 'Danh sách bưu gửi', columns: widths.map((width) => ({ width })) },
  )
  return made.toBuffer()
}
