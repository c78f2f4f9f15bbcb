import { Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { reminderWays } from '../../model/collection.ts'
import type { Uncollected } from '../../queries/list-uncollected.ts'

/** Ghi việc nhắc: how, what was answered, when to remind again. */
export function ReminderDialog({ result, onClose }: { result: Uncollected; onClose(): void }) {
  const [nextOn, setNextOn] = useState('')
  const { send, busy, problem, errorAt } = useAnswer(onClose)
  return (
    <CommandDialog
      title="Ghi việc nhắc nhận kết quả"
      intro={`${result.applicantName}${result.phone ? `, điện thoại ${result.phone}` : ''}. Hồ sơ ${result.code}.`}
      submitLabel="Ghi lại"
      busy={busy}
      problem={problem}
      shownFields={['how', 'answer', 'nextOn']}
      onSubmit={(form) => {
        form.set('viec', 'ghi-nhac')
        form.set('code', result.code)
        form.set('revision', String(result.revision))
        send(form)
      }}
      onClose={onClose}
    >
      <Radio.Group name="how" label="Cách nhắc" defaultValue="call" error={errorAt('how')}>
        <Stack gap="xs" mt="xs">
          {Object.entries(reminderWays).map(([value, label], index) => (
            <Radio key={value} value={value} label={label} data-autofocus={index === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        name="answer"
        label="Nội dung trao đổi"
        description="Ví dụ: hẹn thứ Hai đến nhận; không nghe máy."
        error={errorAt('answer')}
        autosize
        minRows={2}
        maxLength={1000}
        required
      />
      <DateField
        name="nextOn"
        label="Ngày nhắc lại"
        description="Để trống thì nhắc lại theo số ngày chung của đơn vị."
        value={nextOn}
        onValue={setNextOn}
        error={errorAt('nextOn')}
      />
    </CommandDialog>
  )
}
