import { Button, Paper, PasswordInput, Stack, Title } from '@mantine/core'
import { useRef, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

/** Changes one's own password. */
export function PasswordForm({ username }: { username: string }) {
  const form = useRef<HTMLFormElement>(null)
  const [done, setDone] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => {
    setDone(true)
    form.current?.reset()
  })
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="doi-mat-khau">
      <Title order={2} size="h4" mb="sm" id="doi-mat-khau">
        Đổi mật khẩu
      </Title>
      <form
        ref={form}
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setDone(false)
          if (!busy) send(new FormData(event.currentTarget))
        }}
      >
        <Stack maw={420}>
          {problem ? <ProblemAlert problem={problem} shownFields={['current', 'next', 'nextAgain']} /> : null}
          {done ? <Notice tone="good" title="Đã đổi mật khẩu. Các phiên khác đã kết thúc." /> : null}
          <input type="hidden" name="viec" value="mat-khau" />
          <input type="hidden" name="username" value={username} autoComplete="username" />
          <PasswordInput
            name="current"
            label="Mật khẩu hiện tại"
            error={errorAt('current')}
            autoComplete="current-password"
            required
          />
          <PasswordInput
            name="next"
            label="Mật khẩu mới"
            description="Ít nhất 8 ký tự"
            error={errorAt('next')}
            autoComplete="new-password"
            required
          />
          <PasswordInput
            name="nextAgain"
            label="Nhập lại mật khẩu mới"
            error={errorAt('nextAgain')}
            autoComplete="new-password"
            required
          />
          <Button type="submit" loading={busy} w="fit-content">
            Đổi mật khẩu
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}
