import { z } from 'zod'

/** Loại thiết bị. */
export const equipmentKinds = {
  scanner: 'Máy quét',
  computer: 'Máy tính',
  printer: 'Máy in',
  kiosk: 'Ki-ốt lấy số, tra cứu',
  ups: 'Bộ lưu điện',
  other: 'Thiết bị khác',
} as const
export type EquipmentKind = keyof typeof equipmentKinds
export const equipmentKindSchema = z.enum(Object.keys(equipmentKinds) as [EquipmentKind, ...EquipmentKind[]])

/** Tình trạng. `written_off` (thanh lý, ghi giảm) is the last one. */
export const equipmentStates = {
  in_use: 'Đang dùng',
  broken: 'Hỏng',
  in_repair: 'Đang sửa chữa',
  written_off: 'Đã ghi giảm',
} as const
export type EquipmentState = keyof typeof equipmentStates
export const equipmentStateSchema = z.enum(
  Object.keys(equipmentStates) as [EquipmentState, ...EquipmentState[]],
)

/** States that may follow; none follows a write-off. */
export function nextStates(state: EquipmentState): EquipmentState[] {
  if (state === 'written_off') return []
  return equipmentStateSchema.options.filter((each) => each !== state)
}

const line = (most: number) => z.string().trim().normalize('NFC').max(most, `Tối đa ${most} ký tự.`)

/** A day as people type it, of the office's time; that it does not lie in the future is told by the clock. */
export const pastDay = z.iso
  .date('Ngày không có trên lịch; hãy nhập ngày, tháng, năm, ví dụ 15/04/2026.')
  .refine((day) => day >= '1990-01-01', 'Ngày phải từ năm 1990 trở đi.')

export const reasonLine = line(500)

/** What is known of a piece of equipment. Money is đồng; speed is sheets a minute as its maker says for one side. */
export const equipmentFields = {
  kind: equipmentKindSchema,
  name: line(200).pipe(z.string().min(1, 'Hãy ghi tên, kiểu máy.')),
  /** Số tài sản; '' while it has none. */
  assetNumber: line(60),
  serialNumber: line(60),
  deskId: z.uuid().nullable(),
  unitId: z.uuid().nullable(),
  sheetsPerMinute: z
    .int('Hãy nhập số tờ mỗi phút.')
    .min(1, 'Máy quét phải quét được ít nhất 1 tờ mỗi phút.')
    .max(300, 'Tối đa 300 tờ mỗi phút.')
    .nullable(),
  feeder: z.boolean().nullable(),
  twoSided: z.boolean().nullable(),
  boughtOn: pastDay.nullable(),
  priceVnd: z
    .int('Hãy nhập số đồng.')
    .min(0, 'Số tiền không được âm.')
    .max(100_000_000_000, 'Tối đa 100 tỷ đồng.')
    .nullable(),
  note: line(500),
} as const
const details = z.strictObject(equipmentFields)
export type EquipmentDetails = z.output<typeof details>

/** What the fields say together: one place, and of a scanner (only) what it can do. */
export function checkDetails(
  given: Omit<EquipmentDetails, 'note'>,
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if ((given.deskId === null) === (given.unitId === null))
    wrong('place', 'Hãy chọn một quầy hoặc một phòng, ban nơi đặt thiết bị.')
  const isScanner = given.kind === 'scanner'
  if (isScanner && given.sheetsPerMinute === null)
    wrong('sheetsPerMinute', 'Hãy nhập số tờ mỗi phút của máy quét.')
  if (isScanner && given.feeder === null) wrong('feeder', 'Hãy cho biết máy có khay nạp tự động không.')
  if (isScanner && given.twoSided === null) wrong('twoSided', 'Hãy cho biết máy quét một mặt hay hai mặt.')
  if (isScanner) return
  for (const path of ['sheetsPerMinute', 'feeder', 'twoSided'] as const)
    if (given[path] !== null) wrong(path, 'Chỉ ghi với máy quét.')
}
