import { Button, Group, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText, typedIsoDate } from '../../../ui/date-text.ts'
import { minutesInWords } from '../../model/urgent-time.ts'
import type { UrgentTime } from '../outgoing-setup.tsx'
import { SetupDialog, text } from './setup-dialogs.tsx'

interface Props {
  urgent: UrgentTime
  /** Null where the reader may not change it. */
  onChange: (() => void) | null
}

/** Within what time urgent documents have to reach a leader and get a direction. */
export function UrgentTimes({ urgent, onChange }: Props) {
  const { urgentMinutes, veryUrgentMinutes, mostUrgentMinutes, validFrom, nextFrom, decision } = urgent
  return (
    <section aria-labelledby="van-ban-khan">
      <Group justify="space-between">
        <Title order={2} size="h4" id="van-ban-khan">
          Thời gian trình văn bản khẩn
        </Title>
        {onChange ? (
          <Button variant="default" onClick={onChange}>
            Đổi thời gian
          </Button>
        ) : null}
      </Group>
      <Text size="sm">
        Từ lúc đăng ký đến khi lãnh đạo cho ý kiến: Hỏa tốc {minutesInWords(mostUrgentMinutes)}, Thượng khẩn{' '}
        {minutesInWords(veryUrgentMinutes)}, Khẩn {minutesInWords(urgentMinutes)}, tính cả ngoài giờ làm việc.
        Quá giờ thì lãnh đạo và văn thư được nhắc.{' '}
        {validFrom
          ? `Áp dụng từ ${formatDate(validFrom)} theo ${decision}.`
          : 'Đơn vị chưa đặt riêng; Nghị định 30/2020/NĐ-CP chỉ yêu cầu trình ngay.'}
        {nextFrom ? ` Thời gian mới áp dụng từ ${formatDate(nextFrom)}.` : ''}
      </Text>
    </section>
  )
}

const boxes = [
  ['mostUrgentMinutes', 'Hỏa tốc (phút)'],
  ['veryUrgentMinutes', 'Thượng khẩn (phút)'],
  ['urgentMinutes', 'Khẩn (phút)'],
] as const

interface DialogProps {
  urgent: UrgentTime
  today: string
  onClose(): void
}

export function UrgentDialog({ urgent, today, onClose }: DialogProps) {
  const [validFrom, setValidFrom] = useState(dateText(today))
  return (
    <SetupDialog
      title="Đổi thời gian trình văn bản khẩn"
      intro="Văn bản đã đăng ký trước ngày áp dụng giữ thời gian cũ."
      submitLabel="Lưu thời gian"
      work="van-ban-khan"
      fields={['validFrom', 'decision', ...boxes.map(([name]) => name)]}
      input={(form) => ({
        validFrom: typedIsoDate(validFrom),
        decision: text(form, 'decision'),
        ...Object.fromEntries(boxes.map(([name]) => [name, Number(text(form, name))])),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <DateField
            label="Áp dụng từ ngày"
            value={validFrom}
            onValue={setValidFrom}
            error={errorAt('validFrom')}
          />
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {boxes.map(([name, label]) => (
              <TextInput
                key={name}
                name={name}
                label={label}
                inputMode="numeric"
                defaultValue={urgent[name]}
                error={errorAt(name)}
                required
              />
            ))}
          </SimpleGrid>
          <TextInput
            name="decision"
            label="Theo quy định nào"
            defaultValue={urgent.decision}
            error={errorAt('decision')}
            required
          />
        </>
      )}
    </SetupDialog>
  )
}
