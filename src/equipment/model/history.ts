import { formatDate } from '../../calendar/model/clock-time.ts'
import { vndText } from '../../receipts/model/vnd-text.ts'
import { type EquipmentDetails, equipmentKinds } from './equipment.ts'

type Value = string | number | boolean | null
/** Field → what stood there and what stands there now. */
export type FieldChanges = Record<string, { before: Value; after: Value }>

/** The fields that differ; desk or unit count as one field, `place`, with the id. */
export function changedFields(before: EquipmentDetails, after: EquipmentDetails): FieldChanges {
  const was: Record<string, Value> = fieldsOf(before)
  const is: Record<string, Value> = fieldsOf(after)
  return Object.fromEntries(
    Object.keys(labels)
      .filter((name) => was[name] !== is[name])
      .map((name) => [name, { before: was[name] ?? null, after: is[name] ?? null }]),
  )
}

const fieldsOf = ({ deskId, unitId, ...rest }: EquipmentDetails) => ({ ...rest, place: deskId ?? unitId })

/** In the order in which they are told. */
const labels: Readonly<Record<keyof ReturnType<typeof fieldsOf>, string>> = {
  kind: 'Loại',
  name: 'Tên, kiểu máy',
  place: 'Nơi đặt',
  assetNumber: 'Số tài sản',
  serialNumber: 'Số máy',
  sheetsPerMinute: 'Số tờ mỗi phút',
  feeder: 'Khay nạp tự động',
  twoSided: 'Quét hai mặt',
  boughtOn: 'Ngày mua',
  priceVnd: 'Giá mua',
  note: 'Ghi chú',
}

/** A sentence per changed field; `placeNames` tells desks and units by id. */
export function changesInWords(
  changes: FieldChanges,
  placeNames: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(labels).flatMap(([field, label]) => {
    const change = changes[field]
    if (!change) return []
    const say = (value: Value) => valueInWords(field, value, placeNames)
    return [`${label}: ${say(change.before)} → ${say(change.after)}`]
  })
}

function valueInWords(field: string, value: Value, placeNames: Readonly<Record<string, string>>): string {
  if (value === null || value === '') return '(trống)'
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  if (field === 'priceVnd') return vndText(Number(value))
  if (field === 'boughtOn') return formatDate(String(value))
  if (field === 'kind') return equipmentKinds[value as keyof typeof equipmentKinds] ?? String(value)
  if (field === 'place') return placeNames[String(value)] ?? '(không rõ)'
  return String(value)
}
