import { Alert, Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { dateText } from '../../../ui/date-text.ts'
import { FeeCount } from './fee-count.tsx'
import type { PreviewState } from './use-preview.ts'

interface Props {
  reception: PreviewState
  agreedWorkingDays: number | ''
  error?: string | undefined
  onAgree(days: number | ''): void
}

/** What the citizen is told first: how long it takes, what it costs, what they get. */
export function ProcedureFacts({ reception, agreedWorkingDays, error, onAgree }: Props) {
  const { preview, problem, askAgain } = reception
  if (problem) {
    return (
      <Alert mt="xs" color="red" variant="light" role="alert" title="Chưa xem được giấy tờ và hạn trả">
        <Group>
          <Text size="sm">{problem}</Text>
          <Button size="compact-sm" onClick={askAgain}>
            Tải lại
          </Button>
        </Group>
      </Alert>
    )
  }
  if (!preview) return null
  return (
    <Stack gap={4} mt="xs">
      <Text size="sm">
        <b>Thời hạn:</b> {preview.limitText}. <b>Kết quả:</b> {preview.result}
      </Text>
      <FeeCount key={`${preview.procedureId} ${preview.version}`} fees={preview.fees} />
      <Text size="sm" c="gray.7">
        {preview.steps.map((step) => step.name).join(' → ')}
      </Text>
      {preview.daysSkipped.length > 0 ? (
        <Text size="sm" c="gray.7">
          Không tính ngày nghỉ:{' '}
          {preview.daysSkipped.map((day) => `${dateText(day.date)}, ${day.reason}`).join('; ')}
        </Text>
      ) : null}
      {preview.needsAgreedLimit ? (
        <NumberInput
          label="Số ngày làm việc hẹn trả"
          description="Thủ tục này chưa có thời hạn trong danh mục; hãy thỏa thuận với công dân."
          data-field="agreedWorkingDays"
          error={error}
          maw={280}
          min={1}
          max={365}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={agreedWorkingDays}
          onChange={(value) => onAgree(typeof value === 'number' && value > 0 ? value : '')}
        />
      ) : null}
    </Stack>
  )
}
