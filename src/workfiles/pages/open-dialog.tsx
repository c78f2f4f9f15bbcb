import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useCallback } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { media } from '../model/states.ts'
import { workFileKinds } from '../model/time-limits.ts'
import type { FilingChoices } from '../queries/filing-choices.ts'
import { OpeningBoxes } from './filing-fields.tsx'

interface Props extends Pick<FilingChoices, 'entries' | 'periods' | 'today'> {
  onOpened(id: string): void
  onClose(): void
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** Mở hồ sơ: from the Danh mục or outside it. */
export function OpenDialog({ entries, periods, today, onOpened, onClose }: Props) {
  const done = useCallback((output: { id: string }) => onOpened(output.id), [onOpened])
  const { send, busy, problem, errorAt } = useAnswer<{ id: string }>(done)
  return (
    <CommandDialog
      title="Mở hồ sơ"
      intro="Anh, chị là người lập hồ sơ này."
      submitLabel="Mở hồ sơ"
      busy={busy}
      problem={problem}
      shownFields={['entryId', 'symbol', 'title', 'retentionCode', 'startedOn', 'note']}
      onSubmit={send}
      onClose={onClose}
    >
      <OpeningBoxes entries={entries} periods={periods} prefix="" errorAt={errorAt} />
      <TextInput
        type="date"
        name="startedOn"
        label="Ngày bắt đầu"
        defaultValue={today}
        error={errorAt('startedOn')}
        required
      />
      <NativeSelect name="kind" label="Loại hồ sơ" data={optionsOf(workFileKinds)} />
      <NativeSelect name="medium" label="Dạng hồ sơ" data={optionsOf(media)} />
      <Checkbox name="restricted" label="Chế độ sử dụng hạn chế" />
      <Textarea name="note" label="Ghi chú" error={errorAt('note')} autosize minRows={2} maxLength={500} />
    </CommandDialog>
  )
}
