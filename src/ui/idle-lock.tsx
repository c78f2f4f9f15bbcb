import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useRouteLoaderData } from 'react-router'
import { callApi, type ShownProblem } from './call-api.ts'
import { useIdle } from './use-idle.ts'

/** Minutes without a touch before the screen locks; the server's session ends after the same time. */
const idleMinutes = 15

/** Locks the screen after idle minutes and opens it again with the password; the page below stays as it was. */
export function IdleLock({ minutes = idleMinutes }: { minutes?: number }) {
  const { idle, wake } = useIdle(minutes * 60_000)
  const known = useRouteLoaderData<{ username?: string; practice?: boolean }>('staff/pages/layout')
  const username = known?.username ?? ''
  // A new sign-in begins in the real office: what still looks like practice must not go on there.
  const open = known?.practice ? () => window.location.assign('/') : wake
  useEffect(() => {
    // Not a form of a page: that would lead away from what is being typed.
    if (idle) fetch('/api/v1/sign-out', { method: 'POST' }).catch(() => {})
  }, [idle])
  return (
    <Modal.Root
      opened={idle}
      onClose={() => {}}
      closeOnEscape={false}
      closeOnClickOutside={false}
      lockScroll={false}
      centered
      transitionProps={{ duration: 0 }}
      zIndex={10_000}
    >
      <Modal.Overlay blur={12} backgroundOpacity={0.9} />
      <Modal.Content>
        {/* Not the page's banner: a dialog has a head of its own. */}
        <Modal.Header role="presentation">
          <Modal.Title component="h2" fw={700} fz="lg">
            Màn hình đã khóa
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <UnlockForm username={username} minutes={minutes} onOpened={open} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

interface UnlockFormProps {
  username: string
  minutes: number
  onOpened(): void
}

function UnlockForm({ username, minutes, onOpened }: UnlockFormProps) {
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [asksCode, setAsksCode] = useState(false)
  const [busy, setBusy] = useState(false)

  async function unlock(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const form = new FormData(event.currentTarget)
    const oneTimeCode = String(form.get('unlockCode') ?? '').trim() || undefined
    const body = { username, password: form.get('unlockPassword'), oneTimeCode }
    const answer = await callApi('/sign-in', { body })
    setBusy(false)
    if (answer.ok) return onOpened()
    setProblem(answer.problem)
    if (answer.problem.code === 'one_time_code_needed') setAsksCode(true)
  }

  return (
    <form onSubmit={unlock}>
      <Stack>
        <Text size="sm">
          Không có thao tác trong {minutes} phút. Nhập mật khẩu của “{username}” để tiếp tục; nội dung đang
          nhập vẫn còn.
        </Text>
        <PasswordInput
          name="unlockPassword"
          label="Mật khẩu"
          error={problem ? (problem.fields.password ?? messageOf(problem)) : undefined}
          autoComplete="current-password"
          data-autofocus
          required
        />
        {asksCode ? (
          <TextInput
            name="unlockCode"
            label="Mã xác thực (6 số)"
            autoComplete="one-time-code"
            error={problem?.fields.oneTimeCode}
            maxLength={11}
            autoFocus
            required
          />
        ) : null}
        <Button type="submit" loading={busy}>
          Mở khóa
        </Button>
        <Text size="sm">
          Không phải bạn? <a href="/dang-nhap">Đăng nhập bằng tài khoản khác</a> (nội dung đang nhập sẽ mất).
        </Text>
      </Stack>
    </form>
  )
}

/** Only the password is asked for here, so that a wrong name is not what went wrong. */
function messageOf({ code, detail, fields }: ShownProblem): string | undefined {
  if (fields.oneTimeCode) return undefined
  return code === 'wrong_password' ? 'Mật khẩu hoặc mã chưa đúng. Hãy nhập lại.' : detail
}
