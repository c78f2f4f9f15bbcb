import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { ListedLegalText } from '../../queries/list-legal-texts.ts'

const dates = [
  ['issuedOn', 'Ngày ban hành'],
  ['effectiveFrom', 'Có hiệu lực từ'],
  ['expiredOn', 'Hết hiệu lực từ'],
] as const
const confidences = [
  { value: 'verified', label: 'Đã đối chiếu với văn bản' },
  { value: 'known', label: 'Theo hiểu biết chung' },
  { value: 'check', label: 'Chưa xác nhận' },
]
const shownFields = [
  'number',
  'title',
  'issuer',
  'issuedOn',
  'effectiveFrom',
  'expiredOn',
  'replacedBy',
  'note',
]

/** What is known of one legal text, or of a new one. */
export function LegalTextDialog({ text, onClose }: { text: ListedLegalText | null; onClose(): void }) {
  const { send, busy, problem, errorAt } = useAnswer<{ number: string }>(onClose)
  return (
    <CommandDialog
      title={text ? `Sửa văn bản ${text.number}` : 'Thêm văn bản pháp luật'}
      intro="Ngày hết hiệu lực là ngày đầu tiên văn bản không còn áp dụng."
      submitLabel="Lưu văn bản"
      busy={busy}
      problem={problem}
      shownFields={shownFields}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        name="number"
        label="Số, ký hiệu"
        placeholder="23/2015/NĐ-CP"
        defaultValue={text?.number ?? ''}
        readOnly={text !== null}
        maxLength={100}
        error={errorAt('number')}
        required
      />
      <Textarea
        name="title"
        label="Tên văn bản"
        defaultValue={text?.title ?? ''}
        maxLength={1000}
        error={errorAt('title')}
        autosize
      />
      <TextInput
        name="issuer"
        label="Cơ quan ban hành"
        defaultValue={text?.issuer ?? ''}
        maxLength={300}
        error={errorAt('issuer')}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {dates.map(([name, label]) => (
          <TypedDate
            key={name}
            name={name}
            label={label}
            stored={text?.[name] ?? null}
            error={errorAt(name)}
          />
        ))}
      </SimpleGrid>
      <TextInput
        name="replacedBy"
        label="Thay bằng văn bản"
        defaultValue={text?.replacedBy ?? ''}
        maxLength={100}
        error={errorAt('replacedBy')}
      />
      <NativeSelect
        name="confidence"
        label="Độ tin cậy"
        defaultValue={text?.confidence ?? 'verified'}
        data={confidences}
      />
      <TextInput
        name="note"
        label="Ghi chú"
        defaultValue={text?.note ?? ''}
        maxLength={1000}
        error={errorAt('note')}
      />
    </CommandDialog>
  )
}

interface TypedDateProps {
  name: string
  label: string
  stored: string | null
  error: string | undefined
}

function TypedDate({ name, label, stored, error }: TypedDateProps) {
  const [value, setValue] = useState(dateText(stored))
  return <DateField name={name} label={label} value={value} onValue={setValue} error={error} />
}
