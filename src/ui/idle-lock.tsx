import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useIdle } from '@mantine/hooks'
import { type FormEvent, useEffect, useState } from 'react'
import { useRouteLoaderData } from 'react-router'

/** Minutes without a touch before the screen locks; the server's session ends after the same time. */
const idleMinutes = 15

/** Locks the screen after 15 idle minutes and opens it again with the password; what was typed stays. */
export function IdleLock() {
  const idle = useIdle(idleMinutes * 60_000, { initialState: false })
  const [locked, setLocked] = useState(false)
  const [wrong, setWrong] = useState('')
  const username = useRouteLoaderData<{ username?: string }>('staff/pages/layout')?.username ?? ''
  useEffect(() => {
    if (!idle) return
    setLocked(true)
    fetch('/api/v1/sign-out', { method: 'POST' }).catch(() => {})
  }, [idle])

  async function unlock(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const answer = await fetch('/api/v1/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: form.get('password') }),
    }).catch(() => null)
    if (answer?.ok) {
      setWrong('')
      setLocked(false)
      return
    }
    const problem = (await answer?.json().catch(() => null)) as { detail?: string } | null
    setWrong(problem?.detail ?? 'Chưa kết nối được máy chủ. Hãy thử lại.')
  }

  return (
    <Modal
      opened={locked}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      centered
      title="Màn hình đã khóa"
      overlayProps={{ blur: 8 }}
    >
      <form onSubmit={unlock}>
        <Stack>
          <Text size="sm">
            Không có thao tác trong {idleMinutes} phút. Nhập mật khẩu để tiếp tục; nội dung đang nhập vẫn còn.
          </Text>
          <PasswordInput
            name="password"
            label="Mật khẩu"
            error={wrong || null}
            autoComplete="current-password"
            data-autofocus
            required
          />
          <Button type="submit">Mở khóa</Button>
        </Stack>
      </form>
    </Modal>
  )
}
