import { Button, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { Trial } from './try-provider.ts'

/** Tries the saved provider and says in words what was found. */
export function TrialForm() {
  const [trial, setTrial] = useState<Trial | null>(null)
  const { send, busy, problem } = useAnswer<Trial>(setTrial)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="thu-ket-noi">
      <Title order={2} size="h4" mb="xs" id="thu-ket-noi">
        Thử kết nối
      </Title>
      <form
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
          setTrial(null)
          if (!busy) send(new FormData(event.currentTarget))
        }}
      >
        <input type="hidden" name="viec" value="thu" />
        <Stack gap="sm">
          <Text size="sm">Lưu thiết lập trước. Việc thử không đăng nhập ai.</Text>
          {problem ? <ProblemAlert problem={problem} shownFields={[]} /> : null}
          {trial ? (
            <Notice
              tone={trial.good ? 'good' : 'warning'}
              title={trial.good ? 'Dùng được.' : 'Chưa dùng được.'}
            >
              <List size="sm">
                {trial.sentences.map((sentence) => (
                  <List.Item key={sentence}>{sentence}</List.Item>
                ))}
              </List>
            </Notice>
          ) : null}
          <Button type="submit" variant="default" loading={busy} w="fit-content">
            Thử kết nối
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}
