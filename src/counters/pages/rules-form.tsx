import { Button, NumberInput, Paper, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { QueueSettings } from '../model/settings.ts'

const boxes = [
  { name: 'elderlyAge', label: 'Người cao tuổi được ưu tiên từ (tuổi)', min: 50, max: 100 },
  { name: 'priorityRun', label: 'Số lượt ưu tiên liền nhau trước khi gọi một số thường', min: 1, max: 10 },
  { name: 'callsBeforeAbsent', label: 'Gọi mấy lần không thấy thì ghi vắng mặt', min: 1, max: 5 },
] as const

/** The rules of the queue, as the office sets them. */
export function RulesForm({ rules }: { rules: QueueSettings }) {
  const [saved, setSaved] = useState(false)
  const answer = useAnswer<unknown>(() => setSaved(true))
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Quy tắc xếp hàng
      </Title>
      <Paper withBorder p="md">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            answer.send(new FormData(event.currentTarget))
          }}
        >
          <input type="hidden" name="viec" value="quy-tac" />
          <input type="hidden" name="revision" value={rules.revision} />
          <Stack gap="sm">
            {answer.problem ? (
              <ProblemAlert problem={answer.problem} shownFields={boxes.map(({ name }) => name)} />
            ) : null}
            {saved ? <Notice tone="good" title="Đã lưu quy tắc" /> : null}
            {boxes.map(({ name, label, min, max }) => (
              <NumberInput
                key={name}
                name={name}
                label={label}
                defaultValue={rules[name]}
                min={min}
                max={max}
                allowDecimal={false}
                clampBehavior="none"
                hideControls
                error={answer.errorAt(name)}
              />
            ))}
            <div>
              <Button type="submit" disabled={answer.busy}>
                Lưu quy tắc
              </Button>
            </div>
          </Stack>
        </form>
      </Paper>
    </section>
  )
}
