import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { formatDate } from '../model/clock-time.ts'
import type { listCalendarDays } from '../queries.ts'
import { CorrectionNotice, useCorrection } from './correction.tsx'

export type StoredDay = z.output<typeof listCalendarDays.output>['days'][number]

const kinds = [
  { value: 'day_off', label: 'Nghỉ' },
  { value: 'extra_working_day', label: 'Làm bù' },
]

/** Adds a day to the calendar, or changes one; what the administrator saves counts as confirmed. */
export function DayDialog({ day, onClose }: { day: StoredDay | null; onClose(): void }) {
  const [date, setDate] = useState(day ? formatDate(day.date) : '')
  const { send, busy, problem, errorAt, preview, forget } = useCorrection(onClose)
  return (
    <CommandDialog
      title={day ? `Sửa ngày ${formatDate(day.date)}` : 'Thêm ngày nghỉ hoặc ngày làm bù'}
      intro="Ngày đã lưu được coi là đã xác nhận. Hạn trả của hồ sơ đang giải quyết đi qua ngày này được tính lại."
      submitLabel={preview ? 'Lưu và tính lại hạn' : 'Lưu ngày'}
      busy={busy}
      problem={problem}
      shownFields={['date', 'kind', 'name', 'legalBasis']}
      onSubmit={(form) => {
        form.set('viec', 'ghi-ngay')
        send(form)
      }}
      onClose={onClose}
    >
      <DateField
        name="date"
        label="Ngày"
        value={date}
        onValue={(text) => {
          forget()
          setDate(text)
        }}
        readOnly={day !== null}
        error={errorAt('date')}
        data-autofocus={day === null || undefined}
        required
      />
      <NativeSelect
        name="kind"
        label="Loại"
        data={kinds}
        defaultValue={day?.kind}
        error={errorAt('kind')}
        onChange={forget}
      />
      <TextInput
        name="name"
        label="Tên"
        description="Ví dụ: Nghỉ bù Giỗ Tổ Hùng Vương"
        defaultValue={day?.name}
        error={errorAt('name')}
        data-autofocus={day !== null || undefined}
        maxLength={200}
        required
      />
      <TextInput
        name="legalBasis"
        label="Căn cứ"
        description="Số, ký hiệu văn bản thông báo"
        defaultValue={day?.legalBasis}
        error={errorAt('legalBasis')}
        maxLength={300}
      />
      {preview ? <CorrectionNotice preview={preview} /> : null}
    </CommandDialog>
  )
}

/** Takes a day out of the calendar. */
export function RemoveDayDialog({ day, onClose }: { day: StoredDay; onClose(): void }) {
  const { send, busy, problem, preview } = useCorrection(onClose)
  return (
    <CommandDialog
      title={`Bỏ ngày ${formatDate(day.date)} khỏi lịch`}
      intro={`“${day.name}” không còn trong lịch; ngày này theo giờ làm việc trong tuần.`}
      submitLabel={preview ? 'Bỏ và tính lại hạn' : 'Bỏ khỏi lịch'}
      danger
      busy={busy}
      problem={problem}
      onSubmit={(form) => {
        form.set('viec', 'bo-ngay')
        form.set('date', day.date)
        send(form)
      }}
      onClose={onClose}
    >
      {preview ? <CorrectionNotice preview={preview} /> : null}
    </CommandDialog>
  )
}
