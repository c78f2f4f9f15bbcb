import { Textarea } from '@mantine/core'
import { useCallback } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'

interface Props {
  entry: { id: string; number: number; requesterName: string; documentName: string }
  onClose(): void
}

/** Gạch bỏ: asks for the reason, which stays in the register for good. */
export function StrikeDialog({ entry, onClose }: Props) {
  const { send, busy, problem, errorAt } = useAnswer(useCallback(() => onClose(), [onClose]))
  return (
    <CommandDialog
      title={`Gạch bỏ số ${entry.number}`}
      intro={`${entry.requesterName}: ${entry.documentName}. Số này vẫn nằm trong sổ và không cấp lại cho việc khác. Không hoàn tác được.`}
      submitLabel="Gạch bỏ"
      danger
      busy={busy}
      problem={problem}
      shownFields={['reason']}
      onSubmit={(form) => {
        form.set('id', entry.id)
        send(form)
      }}
      onClose={onClose}
    >
      <Textarea
        name="reason"
        label="Lý do gạch bỏ"
        required
        maxLength={500}
        rows={2}
        data-autofocus
        error={errorAt('reason')}
      />
    </CommandDialog>
  )
}
