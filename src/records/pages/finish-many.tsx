import { List } from '@mantine/core'
import type { z } from 'zod'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { finishManyIncoming } from '../commands/finish-incoming.ts'
import { FilingFields, filingFields } from './filing-slot.tsx'

export type FinishedMany = z.output<typeof finishManyIncoming.output>

/** What a row's box holds: the document and its state as it was shown. */
export const chosenValue = ({ id, revision }: { id: string; revision: number }) => `${id}.${revision}`

/** The documents that a form names in that way. */
export function readManyToFinish(form: FormData) {
  return form.getAll('documents').map((each) => {
    const [id = '', revision = ''] = String(each).split('.')
    return { id, revision: Number(revision) }
  })
}

interface Props {
  /** As the boxes hold them. */
  chosen: readonly string[]
  onDone(finished: FinishedMany): void
  onClose(): void
}

/** Kết thúc các văn bản đã chọn, with the one question into which file they go. */
export function FinishManyDialog({ chosen, onDone, onClose }: Props) {
  const { send, busy, problem } = useAnswer(onDone)
  const errorAt = (field: string) =>
    Object.entries(problem?.fields ?? {}).find(([name]) => name.split('.')[0] === field)?.[1]
  return (
    <CommandDialog
      title={`Kết thúc ${chosen.length} văn bản`}
      intro="Văn bản chưa đủ điều kiện kết thúc được giữ nguyên và báo rõ lý do. Văn bản đã nằm trong hồ sơ thì vẫn ở đó."
      submitLabel="Kết thúc văn bản"
      busy={busy}
      problem={problem}
      shownFields={filingFields}
      onSubmit={(form) => {
        for (const each of chosen) form.append('documents', each)
        send(form, '/van-ban-den?index')
      }}
      onClose={onClose}
    >
      <FilingFields errorAt={errorAt} />
    </CommandDialog>
  )
}

/** What became of each: what may not be finished says why. */
export function Finished({ results }: FinishedMany) {
  const done = results.filter(({ finished }) => finished)
  const left = results.filter(({ finished }) => !finished)
  return (
    <Notice tone={left.length > 0 ? 'warning' : 'good'} title={`Đã kết thúc ${done.length} văn bản`}>
      {left.length > 0 ? (
        <List size="sm">
          {left.map(({ id, name, words }) => (
            <List.Item key={id}>
              {name ? `${name.charAt(0).toUpperCase()}${name.slice(1)}: ` : ''}
              {words}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Notice>
  )
}
