import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { ReasonBox } from './reason-box.tsx'

interface Props {
  ids: readonly string[]
  names: readonly string[]
  onClose(): void
}

/** Giao nộp: one list for the chosen files. */
export function OfferDialog({ ids, names, onDone, onClose }: Props & { onDone(id: string): void }) {
  const done = useCallback((output: { id: string }) => onDone(output.id), [onDone])
  const { send, busy, problem, errorAt } = useAnswer<{ id: string }>(done)
  const [boxes, setBoxes] = useState<number | string>(0)
  const [metres, setMetres] = useState<number | string>(0)
  return (
    <CommandDialog
      title="Giao nộp hồ sơ vào Lưu trữ cơ quan"
      intro={`Hồ sơ: ${names.join(', ')}. Mục lục và biên bản giao nhận lập theo lần giao nộp này.`}
      submitLabel="Giao nộp"
      busy={busy}
      problem={problem}
      shownFields={['title', 'boxes', 'metres']}
      onSubmit={(form) => {
        const sent = new FormData()
        sent.set('viec', 'giao-nop')
        const input = {
          title: textIn(form, 'title'),
          workFileIds: ids,
          boxes: Number(boxes),
          metres: Number(metres),
        }
        sent.set('input', JSON.stringify(input))
        send(sent)
      }}
      onClose={onClose}
    >
      <TextInput
        name="title"
        label="Tên khối tài liệu"
        description="Ví dụ: Hồ sơ công việc năm 2025 của Phòng Kinh tế"
        error={errorAt('title')}
        maxLength={500}
        autoComplete="off"
        required
        data-autofocus
      />
      <NumberInput
        label="Số hộp (cặp) giấy"
        value={boxes}
        onChange={setBoxes}
        min={0}
        error={errorAt('boxes')}
      />
      <NumberInput
        label="Số mét giá giấy"
        value={metres}
        onChange={setMetres}
        min={0}
        decimalScale={2}
        decimalSeparator=","
        error={errorAt('metres')}
      />
    </CommandDialog>
  )
}

interface TransferProps extends Props {
  members: readonly { id: string; name: string; post: string }[]
}

/** Bàn giao: another keeper for the chosen files. */
export function TransferDialog({ ids, names, members, onClose }: TransferProps) {
  return (
    <InternalDialog
      title="Bàn giao hồ sơ cho người khác"
      intro={`Hồ sơ: ${names.join(', ')}. Người nhận trở thành người lập hồ sơ.`}
      submitLabel="Bàn giao"
      work="ban-giao"
      fields={['toId', 'reason']}
      input={(form) => ({ workFileIds: ids, toId: textIn(form, 'toId'), reason: textIn(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="toId"
            label="Người nhận"
            error={errorAt('toId')}
            data={[
              { value: '', label: 'Chọn người nhận' },
              ...members.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
            ]}
          />
          <ReasonBox error={errorAt('reason')} />
        </>
      )}
    </InternalDialog>
  )
}
