import { Checkbox, Fieldset, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'
import { feeSummary } from '../../model/summaries.ts'
import type { RateRow } from './columns.tsx'

interface Props {
  rate: RateRow
  /** First day that is offered (`YYYY-MM-DD`). */
  onDate: string
  onDone(done: { validFrom: string; changed: unknown[] }): void
  onClose(): void
}

const shownFields = ['amountVnd', 'basis', 'validFrom', 'procedureIds']

/** Đặt mức thu: amount, text and day of one fee, for all procedures that ask for it or for those that stay ticked. */
export function SetRateDialog({ rate, onDate, onDone, onClose }: Props) {
  const { fee, procedures } = rate
  const [validFrom, setValidFrom] = useState(dateText(onDate))
  const { send, busy, problem, errorAt } = useAnswer(onDone)
  return (
    <CommandDialog
      title={`Đặt mức ${fee.name}`}
      intro={`Đang áp dụng: ${feeSummary([fee])}. Mỗi thủ tục được chọn có một bản mới từ ngày áp dụng.`}
      submitLabel="Đặt mức thu"
      busy={busy}
      problem={problem}
      shownFields={shownFields}
      onSubmit={send}
      onClose={onClose}
    >
      <input type="hidden" name="name" value={fee.name} />
      <input type="hidden" name="channel" value={fee.channel ?? ''} />
      <input type="hidden" name="wasVnd" value={fee.amountVnd ?? ''} />
      <TextInput
        name="amountVnd"
        label={`Mức thu mới (đồng mỗi ${fee.unit})`}
        description="Nhập 0 nếu nghị quyết quy định không thu"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        error={errorAt('amountVnd')}
        required
      />
      <TextInput
        name="basis"
        label="Văn bản quy định mức thu"
        placeholder="Nghị quyết số …/…/NQ-HĐND ngày …"
        autoComplete="off"
        maxLength={500}
        error={errorAt('basis')}
        required
      />
      <DateField
        name="validFrom"
        label="Áp dụng từ ngày"
        value={validFrom}
        onValue={setValidFrom}
        error={errorAt('validFrom')}
        required
      />
      <ProcedureChoice procedures={procedures} error={errorAt('procedureIds')} />
    </CommandDialog>
  )
}

function ProcedureChoice({ procedures, error }: Pick<RateRow, 'procedures'> & { error: string | undefined }) {
  return (
    <Fieldset legend={`Thủ tục (${procedures.length})`} p="sm">
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
      <Stack gap="xs" mah={220} style={{ overflow: 'auto' }}>
        {procedures.map(({ procedureId, name, code }) => (
          <Checkbox
            key={procedureId}
            name="procedureIds"
            value={procedureId}
            defaultChecked
            label={code ? `${name} (${code})` : name}
          />
        ))}
      </Stack>
    </Fieldset>
  )
}
