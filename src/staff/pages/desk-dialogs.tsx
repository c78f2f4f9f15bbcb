import { Checkbox, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { AcceptGap, acceptGapFields } from './accept-gap.tsx'
import type { Desk, ReceivedField } from './desk-lists.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'

/** What was begun with a desk. */
export type OpenedDesk = { work: 'them-quay' } | { work: 'sua-quay' | 'dung-quay'; desk: Desk }

interface DeskDialogProps extends DialogEnds {
  opened: OpenedDesk
  choices: { desks: readonly Desk[]; fields: readonly ReceivedField[] }
}

/** The dialog of what was begun with a desk. */
export function DeskDialog({ opened, choices, ...ends }: DeskDialogProps) {
  // As it stands now: after a refusal because somebody else changed it, the page has loaded anew.
  const desk =
    opened.work === 'them-quay'
      ? null
      : (choices.desks.find(({ id }) => id === opened.desk.id) ?? opened.desk)
  if (desk && opened.work === 'dung-quay') return <ActiveDialog desk={desk} {...ends} />
  return (
    <StaffDialog
      title={desk ? `Sửa ${desk.name}` : 'Thêm quầy'}
      intro="Tên và vị trí in trên Quy chế, Quyết định phân công và bảng chỉ dẫn."
      submitLabel={desk ? 'Lưu quầy' : 'Thêm quầy'}
      values={
        desk ? { viec: 'sua-quay', deskId: desk.id, revision: String(desk.revision) } : { viec: 'them-quay' }
      }
      fields={['code', 'name', 'place', 'fieldCodes']}
      {...ends}
    >
      {(errorAt) => <DeskFields desk={desk} fields={choices.fields} errorAt={errorAt} />}
    </StaffDialog>
  )
}

interface DeskFieldsProps {
  desk: Desk | null
  fields: readonly ReceivedField[]
  errorAt(field: string): string | undefined
}

function DeskFields({ desk, fields, errorAt }: DeskFieldsProps) {
  return (
    <>
      <TextInput
        name="code"
        label="Số quầy"
        description="Như ghi trên biển, ví dụ 1 hoặc 2A"
        defaultValue={desk?.code ?? ''}
        error={errorAt('code')}
        maxLength={12}
        autoComplete="off"
        data-autofocus
        required
      />
      <TextInput
        name="name"
        label="Tên quầy"
        description="Ví dụ: Quầy 1: Hộ tịch, chứng thực"
        defaultValue={desk?.name ?? ''}
        error={errorAt('name')}
        maxLength={200}
        autoComplete="off"
        required
      />
      <TextInput
        name="place"
        label="Vị trí, khu"
        description="Ví dụ: Khu A, bàn 1"
        defaultValue={desk?.place ?? ''}
        error={errorAt('place')}
        maxLength={200}
        autoComplete="off"
      />
      <Checkbox.Group
        label="Lĩnh vực tiếp nhận ở quầy này"
        error={errorAt('fieldCodes')}
        defaultValue={desk?.fieldCodes ?? []}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
          {fields.map(({ code, name }) => (
            <Checkbox key={code} name="fieldCodes" value={code} label={name} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </>
  )
}

function ActiveDialog({ desk, ...ends }: DialogEnds & { desk: Desk }) {
  const { active } = desk
  return (
    <StaffDialog
      title={`${active ? 'Thôi dùng' : 'Dùng lại'}: ${desk.name}`}
      intro={
        active
          ? 'Quầy không còn chọn được trong phân công. Quầy đang có người được phân công thì phải đổi quầy của họ trước.'
          : 'Quầy lại chọn được trong phân công.'
      }
      submitLabel={active ? 'Thôi dùng' : 'Dùng lại'}
      danger={active}
      values={{ viec: 'dung-quay', deskId: desk.id, active: String(!active) }}
      {...ends}
    />
  )
}

interface ReceptionDialogProps extends DialogEnds {
  field: ReceivedField
  today: string
}

/** Decides from a day on whether a field is received at the desk. */
export function ReceptionDialog({ field, today, ...ends }: ReceptionDialogProps) {
  const [received, setReceived] = useState(String(!field.received))
  const [validFrom, setValidFrom] = useState(formatDate(today))
  return (
    <StaffDialog
      title={`Nơi tiếp nhận: ${field.name}`}
      intro="Quy định yêu cầu mọi lĩnh vực tiếp nhận tại bộ phận một cửa; lĩnh vực để ngoài hiện màu đỏ ở trang thiết lập. Hồ sơ đã nhận không đổi."
      submitLabel="Lưu quyết định"
      values={{ viec: 'linh-vuc', fieldCode: field.code }}
      fields={['received', 'validFrom', 'reason', ...acceptGapFields]}
      {...ends}
    >
      {(errorAt) => (
        <Stack>
          <NativeSelect
            name="received"
            label="Tiếp nhận tại bộ phận một cửa"
            value={received}
            onChange={({ currentTarget }) => setReceived(currentTarget.value)}
            data={[
              { value: 'true', label: 'Có' },
              { value: 'false', label: 'Không' },
            ]}
            data-autofocus
          />
          <DateField
            name="validFrom"
            label="Từ ngày"
            description="Sớm nhất là hôm nay"
            value={validFrom}
            onValue={setValidFrom}
            error={errorAt('validFrom')}
            required
          />
          {received === 'false' ? (
            <TextInput
              name="reason"
              label="Lý do và nơi công dân đến nộp"
              description="Cán bộ tiếp nhận và công dân đọc câu này"
              error={errorAt('reason')}
              maxLength={500}
              required
            />
          ) : null}
          <AcceptGap errorAt={errorAt} />
        </Stack>
      )}
    </StaffDialog>
  )
}
