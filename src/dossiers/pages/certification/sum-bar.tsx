import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { vnd } from '../../../procedures/model/summaries.ts'
import { FeeLines } from '../../../procedures/pages/fee-lines.tsx'
import { readVnd, vndText } from '../../../receipts/model/vnd-text.ts'
import { OpenShift } from '../../../receipts/pages/shift-panel.tsx'
import { RefusalNote } from '../intake/refusal-note.tsx'
import { filledOriginals, numbersAhead } from './form-state.ts'
import type { Certification } from './use-certification.ts'

/** The sum and the numbers to be given, always in sight, beside the button that gives them. */
export function SumBar({ certification }: { certification: Certification }) {
  const { fields, procedure, counted, sumVnd, sending, save, takesCash } = certification
  const count = filledOriginals(fields.originals).length
  const shown = Object.keys(certification.errors).filter((field) => field !== 'feeVnd')
  return (
    <Paper withBorder shadow="sm" p="sm" pos="sticky" bottom={0} style={{ zIndex: 50 }}>
      <Stack gap="xs">
        {sending.problem ? (
          <RefusalNote
            problem={withoutFields(sending.problem, [...shown, 'feeVnd', 'payment.tenderedVnd'])}
            fieldsInSight
          />
        ) : null}
        <Group justify="space-between">
          <div role="status" aria-label="Phí và số chứng thực" style={{ flex: '1 1 20rem', minWidth: 0 }}>
            <Text fz="lg">
              Phí: <b>{sumVnd === null ? 'chưa tính được' : `${vnd(sumVnd)} đ`}</b>
            </Text>
            {counted ? (
              // Many papers do not push the button off the screen; each shows its own fee besides.
              <details open={count <= 3}>
                <summary>Cách tính</summary>
                <FeeLines counted={counted} />
              </details>
            ) : null}
            {procedure && !fields.isLater ? (
              <Text size="sm">
                Số dự kiến: {numbersAhead(procedure.nextNumber, count)}, quyển {procedure.volume}
              </Text>
            ) : null}
          </div>
          {takesCash && (sumVnd ?? 0) > 0 ? <CashField certification={certification} /> : null}
          <Button onClick={save} loading={sending.busy} size="md" aria-keyshortcuts="Control+Enter" data-save>
            {fields.isLater ? 'Nhận, hẹn trả (Ctrl+Enter)' : 'Chứng thực (Ctrl+Enter)'}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

/** What is put down and the change; without an open shift, the way to open one with everything typed still here. */
function CashField({ certification }: { certification: Certification }) {
  const { fields, sumVnd, hasShift, change, errors } = certification
  const [isOpening, setOpening] = useState(false)
  const tendered = fields.tendered.trim() === '' ? (sumVnd ?? 0) : readVnd(fields.tendered)
  const back = tendered - (sumVnd ?? 0)
  if (!hasShift)
    return (
      <div>
        <Button variant="default" onClick={() => setOpening(true)}>
          Mở ca thu tiền
        </Button>
        {isOpening ? <OpenShift onClose={() => setOpening(false)} /> : null}
      </div>
    )
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label="Khách đưa (đồng)"
        placeholder={vnd(sumVnd ?? 0)}
        value={fields.tendered}
        inputMode="numeric"
        autoComplete="off"
        maxLength={15}
        w={140}
        error={errors.tendered}
        onChange={({ currentTarget }) => change({ tendered: currentTarget.value })}
      />
      <Text pb={6}>
        Trả lại: <b>{back >= 0 ? vndText(back) : '—'}</b>
      </Text>
    </Group>
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
