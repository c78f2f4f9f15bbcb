import { Button, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { getPostingSettings } from '../../queries/posting-settings.ts'

const fields = [
  ['feedbackAgency', 'Cơ quan tiếp nhận phản ánh, kiến nghị'],
  ['feedbackAddress', 'Địa chỉ'],
  ['feedbackPhone', 'Điện thoại'],
  ['feedbackEmail', 'Thư điện tử'],
  ['feedbackWeb', 'Trang tiếp nhận trên mạng'],
] as const

/** What is posted beside every procedure, and how often each has to be checked. */
export function PostingSettingsForm({ settings }: { settings: z.output<typeof getPostingSettings.output> }) {
  const [done, setDone] = useState('')
  const { send, busy, problem, errorAt } = useAnswer<{ done: string }>((output) => setDone(output.done))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="thong-tin-chung">
      <Title order={2} size="h4" mb="xs" id="thong-tin-chung">
        Thông tin niêm yết chung
      </Title>
      <Text size="sm" mb="sm">
        Địa chỉ phản ánh, kiến nghị in trên mọi phiếu và trang thủ tục. Ô để trống thì dùng địa chỉ của đơn
        vị.
      </Text>
      <form
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setDone('')
          if (!busy) send(new FormData(event.currentTarget))
        }}
      >
        <input type="hidden" name="viec" value="cai-dat" />
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {fields.map(([name, label]) => (
              <TextInput
                key={name}
                name={name}
                label={label}
                defaultValue={settings[name]}
                maxLength={300}
                error={errorAt(name)}
              />
            ))}
            <TextInput
              name="checkDays"
              label="Phải kiểm tra lại sau (ngày)"
              inputMode="numeric"
              defaultValue={settings.checkDays}
              maxLength={3}
              error={errorAt('checkDays')}
            />
          </SimpleGrid>
          {problem ? (
            <ProblemAlert problem={problem} shownFields={['checkDays', ...fields.map(([name]) => name)]} />
          ) : null}
          {done ? <Notice tone="good" title={done} /> : null}
          <Button type="submit" loading={busy} w="fit-content">
            Lưu thông tin
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}
