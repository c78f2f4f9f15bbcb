import { Radio, Stack, Textarea } from '@mantine/core'
import { useRef } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { paperStates } from '../../model/citizen-paper.ts'
import type { StoredPaper } from '../../queries/stored-papers.ts'

interface Props {
  paper: StoredPaper
  onEnded(id: string, change: Pick<StoredPaper, 'state' | 'stateReason'>): void
  onClose(): void
}

/** A paper that no longer holds stays in the store with the reason, and is never offered again. */
export function PaperStateDialog({ paper, onEnded, onClose }: Props) {
  const sent = useRef<Pick<StoredPaper, 'state' | 'stateReason'>>({ state: 'superseded', stateReason: '' })
  const { send, busy, problem, errorAt } = useAnswer(() => onEnded(paper.id, sent.current))
  return (
    <CommandDialog
      title="Ghi giấy tờ không còn hiệu lực"
      intro={`“${paper.name}” vẫn lưu trong kho cùng lý do, nhưng không được dùng thay bản giấy nữa.`}
      submitLabel="Ghi lại"
      danger
      busy={busy}
      problem={problem}
      shownFields={['state', 'reason']}
      onSubmit={(form) => {
        form.set('viec', 'het-hieu-luc')
        form.set('id', paper.id)
        const state = form.get('state') === 'annulled' ? 'annulled' : 'superseded'
        sent.current = { state, stateReason: String(form.get('reason') ?? '').trim() }
        send(form)
      }}
      onClose={onClose}
    >
      <Radio.Group name="state" label="Vì sao" defaultValue="superseded" error={errorAt('state')}>
        <Stack gap="xs" mt="xs">
          <Radio value="superseded" label={paperStates.superseded} data-autofocus />
          <Radio value="annulled" label={paperStates.annulled} />
        </Stack>
      </Radio.Group>
      <Textarea
        name="reason"
        label="Lý do, căn cứ"
        error={errorAt('reason')}
        autosize
        minRows={2}
        maxLength={1000}
        required
      />
    </CommandDialog>
  )
}
