import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

type Answer = { name: string } | { problem: string }

/** Thử kết nối: asks the remote signing service with the settings that are saved. */
export function TryService() {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { send, busy } = useAnswer<Answer>(setAnswer)
  function ask() {
    const form = new FormData()
    form.set('viec', 'thu')
    setAnswer(null)
    send(form)
  }
  return (
    <Stack gap="sm" align="flex-start">
      <Button variant="default" loading={busy} onClick={ask}>
        Thử kết nối
      </Button>
      {answer === null ? null : 'name' in answer ? (
        <Notice tone="good" title={`Dịch vụ đã trả lời: ${answer.name}`} />
      ) : (
        <Notice tone="warning" title="Chưa kết nối được">
          {answer.problem}
        </Notice>
      )}
    </Stack>
  )
}
