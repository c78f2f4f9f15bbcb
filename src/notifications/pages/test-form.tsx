import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { channels } from '../model/events.ts'

/** Tries what was saved on an address of one's own. */
export function TestForm() {
  const [sent, setSent] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => setSent(true))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="tin-thu">
      <Title order={2} size="h4" mb="xs" id="tin-thu">
        Gửi tin thử
      </Title>
      <form
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(false)
          if (!busy) send(new FormData(event.currentTarget))
        }}
      >
        <input type="hidden" name="viec" value="tin-thu" />
        <Stack gap="sm">
          <Text size="sm">Lưu cách gửi trước, rồi gửi thử đến địa chỉ của chính bạn.</Text>
          {problem ? <ProblemAlert problem={problem} shownFields={['address', 'channel']} /> : null}
          <Group align="start" gap="sm">
            <NativeSelect
              name="channel"
              label="Gửi bằng"
              error={errorAt('channel')}
              data={[
                { value: 'email', label: channels.email },
                { value: 'sms', label: channels.sms },
              ]}
            />
            <TextInput
              name="address"
              label="Thư điện tử hoặc số di động"
              error={errorAt('address')}
              autoComplete="off"
              maxLength={254}
              w="20rem"
              maw="100%"
              required
            />
          </Group>
          {sent ? (
            <Notice tone="good" title="Tin thử đã xếp hàng.">
              Tin được gửi trong vòng một phút. Xem kết quả ở trang Nhật ký thông báo.
            </Notice>
          ) : null}
          <Button type="submit" variant="default" loading={busy} w="fit-content">
            Gửi tin thử
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}
