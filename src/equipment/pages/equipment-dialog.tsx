import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { readVnd } from '../../receipts/model/vnd-text.ts'
import { MoneyField } from '../../receipts/pages/money-field.tsx'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { useWork } from '../../ui/use-work.ts'
import { type EquipmentKind, equipmentKinds } from '../model/equipment.ts'
import type { ListedEquipment } from '../queries/list-equipment.ts'
import type { Place } from '../queries/load-places.ts'

interface Props {
  /** Null: a new one. */
  equipment: ListedEquipment | null
  places: readonly Place[]
  today: string
  onClose(): void
}

const shownFields = [
  ...['kind', 'name', 'place', 'assetNumber', 'serialNumber', 'sheetsPerMinute', 'feeder', 'twoSided'],
  ...['boughtOn', 'priceVnd', 'inUseSince', 'note'],
]

/** What is known of a piece of equipment, new or corrected. */
export function EquipmentDialog({ equipment, places, today, onClose }: Props) {
  const { run, busy, problem, errorAt } = useWork(equipment ? 'sua' : 'them', onClose)
  const [kind, setKind] = useState<EquipmentKind>(equipment?.kind ?? 'scanner')
  const placeId = equipment?.deskId ?? equipment?.unitId ?? ''
  const text = (name: 'name' | 'assetNumber' | 'serialNumber' | 'note', maxLength: number) => ({
    name,
    defaultValue: equipment?.[name] ?? '',
    error: errorAt(name),
    maxLength,
    autoComplete: 'off',
  })
  return (
    <CommandDialog
      title={equipment ? `Sửa, chuyển chỗ: ${equipment.name}` : 'Ghi thiết bị mới'}
      submitLabel={equipment ? 'Lưu' : 'Ghi vào sổ'}
      busy={busy}
      problem={problem}
      shownFields={shownFields}
      onSubmit={(form) => run({ ...target(equipment), ...readDetails(form, places) })}
      onClose={onClose}
    >
      <NativeSelect
        name="kind"
        label="Loại thiết bị"
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value as EquipmentKind)}
        data={Object.entries(equipmentKinds).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
      <TextInput label="Tên, kiểu máy" {...text('name', 200)} required />
      <NativeSelect
        name="place"
        label="Nơi đặt"
        defaultValue={placeId}
        error={errorAt('place')}
        data={[
          { value: '', label: 'Chọn quầy hoặc phòng, ban' },
          ...places
            .filter(({ id, stands }) => stands || id === placeId)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
        required
      />
      <Group grow align="flex-start">
        <TextInput label="Số tài sản" {...text('assetNumber', 60)} />
        <TextInput label="Số máy (serial)" {...text('serialNumber', 60)} />
      </Group>
      {kind === 'scanner' ? <ScannerFields equipment={equipment} errorAt={errorAt} /> : null}
      <PurchaseFields equipment={equipment} today={today} errorAt={errorAt} />
      <TextInput label="Ghi chú" {...text('note', 500)} />
    </CommandDialog>
  )
}

type PartProps = Pick<Props, 'equipment'> & { errorAt(field: string): string | undefined }

const yesNo = (value: boolean | null | undefined) => (value === true ? 'co' : value === false ? 'khong' : '')

function ScannerFields({ equipment, errorAt }: PartProps) {
  return (
    <>
      <TextInput
        name="sheetsPerMinute"
        label="Số tờ mỗi phút"
        description="Theo tài liệu của máy, quét một mặt; máy không có khay nạp thì ghi số tờ thực quét được."
        defaultValue={equipment?.sheetsPerMinute ?? ''}
        error={errorAt('sheetsPerMinute')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={3}
        required
      />
      <Group grow align="flex-start">
        <NativeSelect
          name="feeder"
          label="Khay nạp tự động"
          defaultValue={yesNo(equipment?.feeder)}
          error={errorAt('feeder')}
          data={[
            { value: '', label: 'Chọn' },
            { value: 'co', label: 'Có' },
            { value: 'khong', label: 'Không, đặt từng tờ' },
          ]}
        />
        <NativeSelect
          name="twoSided"
          label="Mặt quét"
          defaultValue={yesNo(equipment?.twoSided)}
          error={errorAt('twoSided')}
          data={[
            { value: '', label: 'Chọn' },
            { value: 'khong', label: 'Một mặt' },
            { value: 'co', label: 'Hai mặt' },
          ]}
        />
      </Group>
    </>
  )
}

function PurchaseFields({ equipment, today, errorAt }: PartProps & { today: string }) {
  const [bought, setBought] = useState(equipment?.boughtOn ? formatDate(equipment.boughtOn) : '')
  const [since, setSince] = useState(formatDate(today))
  const price = equipment?.priceVnd ?? null
  return (
    <>
      <Group grow align="flex-start">
        <DateField
          name="boughtOn"
          label="Ngày mua"
          description="Để trống: không rõ, được tặng."
          value={bought}
          onValue={setBought}
          error={errorAt('boughtOn')}
        />
        <MoneyField
          name="priceVnd"
          label="Giá mua"
          description="Để trống: không rõ."
          error={errorAt('priceVnd')}
          {...(price === null ? {} : { initial: price })}
        />
      </Group>
      {equipment ? null : (
        <DateField
          name="inUseSince"
          label="Đưa vào dùng từ ngày"
          value={since}
          onValue={setSince}
          error={errorAt('inUseSince')}
          required
        />
      )}
    </>
  )
}

const target = (equipment: ListedEquipment | null) =>
  equipment ? { id: equipment.id, revision: equipment.revision } : {}

function readDetails(form: FormData, places: readonly Place[]) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const isScanner = text('kind') === 'scanner'
  const choice = (name: string) => (isScanner && text(name) !== '' ? text(name) === 'co' : null)
  const place = places.find(({ id }) => id === text('place'))
  return {
    kind: text('kind'),
    name: text('name'),
    assetNumber: text('assetNumber'),
    serialNumber: text('serialNumber'),
    deskId: place?.kind === 'desk' ? place.id : null,
    unitId: place?.kind === 'unit' ? place.id : null,
    sheetsPerMinute: isScanner && text('sheetsPerMinute') !== '' ? Number(text('sheetsPerMinute')) : null,
    feeder: choice('feeder'),
    twoSided: choice('twoSided'),
    boughtOn: text('boughtOn') === '' ? null : typedIsoDate(text('boughtOn')),
    priceVnd: text('priceVnd') === '' ? null : readVnd(text('priceVnd')),
    note: text('note'),
    ...(form.has('inUseSince') ? { inUseSince: typedIsoDate(text('inUseSince')) } : {}),
  }
}
