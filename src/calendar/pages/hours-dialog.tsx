import { Fieldset, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { formatClock } from '../model/clock-time.ts'
import type { WeeklyHours } from '../model/working-calendar.ts'
import { CorrectionNotice, useCorrection } from './correction.tsx'
import { hoursField, slots, tidyClock, weekdays } from './read-hours.ts'

interface HoursDialogProps {
  /** Hours in force, to start from. */
  week: WeeklyHours['week']
  onClose(): void
}

const slotNames = ['Sáng', 'Chiều']

/** Sets the hours of every weekday from a day on. */
export function HoursDialog({ week, onClose }: HoursDialogProps) {
  const [validFrom, setValidFrom] = useState('')
  const { send, busy, problem, errorAt, preview, forget } = useCorrection(onClose)
  const shown = [
    'validFrom',
    ...weekdays.flatMap((_, day) =>
      slots.flatMap((slot) => [hoursField(day, slot, 'from'), hoursField(day, slot, 'to')]),
    ),
  ]
  return (
    <CommandDialog
      title="Đặt giờ làm việc mới"
      intro="Giờ mới thay toàn bộ giờ cũ kể từ ngày áp dụng. Để trống cả buổi nếu nghỉ. Hạn trả của hồ sơ đang giải quyết được tính lại."
      submitLabel={preview ? 'Lưu và tính lại hạn' : 'Lưu giờ làm việc'}
      busy={busy}
      problem={problem}
      shownFields={shown}
      onSubmit={(form) => {
        form.set('viec', 'dat-gio')
        send(form)
      }}
      onClose={onClose}
    >
      <DateField
        name="validFrom"
        label="Áp dụng từ ngày"
        value={validFrom}
        onValue={(text) => {
          forget()
          setValidFrom(text)
        }}
        error={errorAt('validFrom')}
        data-autofocus
        required
      />
      <Stack gap="xs" onChange={forget}>
        {weekdays.map((name, day) => (
          <Fieldset key={name} legend={name} p="xs">
            <Group gap="md" align="start">
              {slots.map((slot) => (
                <Group key={slot} gap="xs" wrap="nowrap" align="start">
                  {(['from', 'to'] as const).map((end) => (
                    <ClockField
                      key={end}
                      name={hoursField(day, slot, end)}
                      label={`${slotNames[slot]} ${end === 'from' ? 'từ' : 'đến'}`}
                      minute={week[day]?.[slot]?.[end]}
                      error={
                        errorAt(hoursField(day, slot, end)) ??
                        (end === 'to' ? errorAt(`week.${day}.${slot}`) : undefined)
                      }
                    />
                  ))}
                </Group>
              ))}
            </Group>
          </Fieldset>
        ))}
      </Stack>
      {preview ? <CorrectionNotice preview={preview} /> : null}
    </CommandDialog>
  )
}

interface ClockFieldProps {
  name: string
  label: string
  minute: number | undefined
  error: string | undefined
}

function ClockField({ name, label, minute, error }: ClockFieldProps) {
  const [typed, setTyped] = useState(minute === undefined ? '' : formatClock(minute))
  return (
    <TextInput
      name={name}
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => setTyped(tidyClock(typed))}
      error={error}
      placeholder="07:30"
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      w="6.5rem"
    />
  )
}
