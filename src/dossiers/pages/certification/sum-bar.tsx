import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { vnd } from '../../../procedures/model/summaries.ts'
import { FeeLines } from '../../../procedures/pages/fee-lines.tsx'
import { RefusalNote } from '../intake/refusal-note.tsx'
import { filledOriginals, numbersAhead } from './form-state.ts'
import type { Certification } from './use-certification.ts'

/** The sum and the numbers to be given, always in sight, beside the button that gives them. */
export function SumBar({ certification }: { certification: Certification }) {
  const { fields, procedure, counted, sumVnd, sending, save } = certification
  const count = filledOriginals(fields.originals).length
  const shown = Object.keys(certification.errors).filter((field) => field !== 'feeVnd')
  return (
    <Paper withBorder shadow="sm" p="sm" pos="sticky" bottom={0} style={{ zIndex: 50 }}>
      <Stack gap="xs">
        {sending.problem ? (
          <RefusalNote problem={withoutFields(sending.problem, [...shown, 'feeVnd'])} fieldsInSight />
        ) : null}
        <Group justify="space-between">
          <div role="status" aria-label="Phí và số chứng thực" style={{ flex: '1 1 20rem', minWidth: 0 }}>
            <Text fz="lg">
              Phí: <b>{sumVnd === null ? 'chưa tính được' : `${vnd(sumVnd)} đ`}</b>
            </Text>
            {counted ? <FeeLines counted={counted} /> : null}
            {procedure && !fields.isLater ? (
              <Text size="sm">
                Số dự kiến: {numbersAhead(procedure.nextNumber, count)}, quyển {procedure.volume}
              </Text>
            ) : null}
          </div>
          <Button onClick={save} loading={sending.busy} size="md" aria-keyshortcuts="Control+Enter" data-save>
            {fields.isLater ? 'Nhận, hẹn trả (Ctrl+Enter)' : 'Chứng thực (Ctrl+Enter)'}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

/** Messages that stand at their own fields, or in the sentence itself, are not said twice. */
function withoutFields<Problem extends { fields: Record<string, string> }>(
  problem: Problem,
  shown: readonly string[],
): Problem {
  const fields = Object.fromEntries(
    Object.entries(problem.fields).filter(([field]) => !shown.includes(field)),
  )
  return { ...problem, fields }
}
