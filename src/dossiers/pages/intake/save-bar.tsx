import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import type { ShownProblem } from '../../../ui/call-api.ts'
import { momentText } from '../../../ui/moment-text.ts'
import type { Preview } from './form-state.ts'
import { RefusalNote } from './refusal-note.tsx'

interface Props {
  preview: Preview | null
  busy: boolean
  problem: ShownProblem | null
  onSave(): void
}

/** The due time, always in sight, beside the button that promises it. */
export function SaveBar({ preview, busy, problem, onSave }: Props) {
  return (
    <Paper withBorder shadow="sm" p="sm" pos="sticky" bottom={0} style={{ zIndex: 50 }}>
      <Stack gap="xs">
        {problem ? <RefusalNote problem={problem} fieldsInSight /> : null}
        <Group justify="space-between">
          <Text role="status" aria-label="Hạn trả kết quả">
            {dueWords(preview)}
          </Text>
          <Button onClick={onSave} loading={busy} size="md" aria-keyshortcuts="Control+Enter" data-save>
            Lưu hồ sơ (Ctrl+Enter)
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

function dueWords(preview: Preview | null) {
  if (!preview) return 'Chọn thủ tục để thấy hạn trả.'
  if (!preview.dueAt) return 'Nhập số ngày hẹn trả để thấy hạn trả.'
  return (
    <>
      Hẹn trả: <b>{momentText(preview.dueAt)}</b>
    </>
  )
}
