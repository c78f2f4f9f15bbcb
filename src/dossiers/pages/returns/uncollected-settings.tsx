import { Button, Group, Paper, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'

/** After how many days a result counts as uncollected: the administrator's to set. */
export function UncollectedSettings({ days }: { days: number }) {
  const [saved, setSaved] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => setSaved(true))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="so-ngay-nhac">
      <Title order={2} size="h4" id="so-ngay-nhac" mb="sm">
        Số ngày phải nhắc
      </Title>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSaved(false)
          const form = new FormData(event.currentTarget)
          form.set('viec', 'dat-ngay')
          if (!busy) send(form)
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            name="uncollectedDays"
            label="Nhắc khi kết quả chờ quá (ngày)"
            defaultValue={String(days)}
            inputMode="numeric"
            error={errorAt('uncollectedDays')}
            maxLength={3}
          />
          <Button type="submit" loading={busy}>
            Lưu số ngày
          </Button>
        </Group>
        {saved ? <Notice tone="good" title="Đã lưu" /> : null}
        {problem ? <ProblemAlert problem={problem} shownFields={['uncollectedDays']} /> : null}
      </form>
    </Paper>
  )
}
