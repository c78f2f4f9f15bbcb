import { Alert, List, Textarea } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText, typedIsoDate } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'
import { ChangeTable, type ShownChange } from './change-table.tsx'

export interface Reviewed {
  changes: readonly ShownChange[]
  warnings: readonly string[]
}

export interface SavedChange {
  version: number
  validFrom: string
  warnings: readonly string[]
}

interface ReviewDialogProps {
  reviewed: Reviewed
  /** The change as it is sent, but for day and reason. */
  change: Readonly<Record<string, string>>
  /** The day offered first. */
  firstDay: string
  onSaved(saved: SavedChange): void
  onClose(): void
}

/** Before and after, the day it applies and why: the last look before a next version is saved. */
export function ReviewDialog({ reviewed, change, firstDay, onSaved, onClose }: ReviewDialogProps) {
  const { send, busy, problem, errorAt } = useAnswer<SavedChange>(onSaved)
  const [day, setDay] = useState(dateText(firstDay))
  const [note, setNote] = useState('')
  return (
    <CommandDialog
      title="Xem thay đổi"
      intro="Hồ sơ đã tiếp nhận giữ nội dung cũ; thay đổi chỉ áp dụng cho hồ sơ tiếp nhận từ ngày bạn chọn."
      submitLabel="Lưu thay đổi"
      size="xl"
      busy={busy}
      problem={problem}
      shownFields={['validFrom', 'note']}
      onClose={onClose}
      onSubmit={(form) => {
        for (const [name, value] of Object.entries(change)) form.set(name, value)
        form.set('intent', 'change')
        form.set('validFrom', typedIsoDate(day))
        form.set('note', note)
        send(form)
      }}
    >
      <ChangeTable changes={reviewed.changes} label="Nội dung thay đổi" />
      {reviewed.warnings.length > 0 ? <Warnings warnings={reviewed.warnings} /> : null}
      <DateField
        label="Áp dụng từ ngày"
        value={day}
        onValue={setDay}
        error={errorAt('validFrom')}
        data-autofocus
      />
      <Textarea
        label="Vì sao thay đổi"
        description="Ví dụ: theo Quyết định số … của UBND tỉnh. Lý do được giữ trong lịch sử thủ tục."
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={errorAt('note')}
        autosize
        minRows={2}
      />
    </CommandDialog>
  )
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <Alert color="orange" variant="light" title="Hãy xem lại" styles={{ title: { color: '#8a3300' } }}>
      <List size="sm">
        {warnings.map((warning) => (
          <List.Item key={warning}>{warning}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
