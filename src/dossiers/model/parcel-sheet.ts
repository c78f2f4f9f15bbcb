import type { Sheet } from '../../platform/spreadsheet.ts'
import type { composeParcelList } from './parcel-papers.ts'

const columns = [6, 30, 28, 44, 16, 44, 20].map((width) => ({ width, style: { wrap: true } }))
const headings = ['STT', 'Mã hồ sơ', 'Người nhận', 'Địa chỉ', 'Điện thoại', 'Nội dung', 'Mã bưu gửi']

/** Danh sách bưu gửi as the counters of the post ask for it. Every cell is text: no number, date or formula is read in it. */
export function parcelSheet(list: ReturnType<typeof composeParcelList>): Sheet {
  return {
    name: 'Danh sách bưu gửi',
    columns,
    head: [
      [{ value: `${list.title} (số ${list.number}/${list.symbol})`, fontWeight: 'bold' }],
      headings.map((value) => ({ value, fontWeight: 'bold' as const })),
    ],
    body: list.parcels.map((parcel, index) => [
      String(index + 1),
      parcel.code,
      parcel.receiver,
      parcel.address,
      parcel.phone,
      parcel.procedureName,
      parcel.number,
    ]),
  }
}
