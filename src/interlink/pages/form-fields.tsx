import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { outcomes } from '../model/outcomes.ts'

export type ErrorAt = (field: string) => string | undefined

/** A field as text without blanks around it. */
export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim()
}

/** A day as it was typed; null where nothing was. */
export function dayOf(form: FormData, name: string): string | null {
  const typed = textOf(form, name)
  return typed === '' ? null : typedIsoDate(typed)
}

interface AnswerFieldsProps {
  errorAt: ErrorAt
  /** Answers that may be given here. */
  choices: readonly (keyof typeof outcomes)[]
  files: readonly UploadedFile[]
  onFiles(files: UploadedFile[]): void
}

/** What is answered: the outcome, its words, the new day where it takes longer, and files. */
export function AnswerFields({ errorAt, choices, files, onFiles }: AnswerFieldsProps) {
  const [outcome, setOutcome] = useState('')
  const [promisedOn, setPromisedOn] = useState('')
  return (
    <>
      <NativeSelect
        name="outcome"
        label="Kết quả trả lời"
        required
        value={outcome}
        onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
        error={errorAt('outcome')}
        data={[
          { value: '', label: 'Chọn kết quả trả lời' },
          ...choices.map((value) => ({ value, label: outcomes[value] })),
        ]}
        data-autofocus
      />
      {outcome === 'longer' ? (
        <DateField
          name="promisedOn"
          label="Ngày dự kiến trả lời"
          required
          value={promisedOn}
          onValue={setPromisedOn}
          error={errorAt('promisedOn')}
        />
      ) : null}
      <Textarea
        name="text"
        label="Nội dung trả lời"
        error={errorAt('text')}
        required
        autosize
        minRows={3}
        maxLength={4000}
      />
      <UploadField
        label="Tệp kèm theo"
        files={files}
        onChange={onFiles}
        multiple
        error={errorAt('fileIds')}
      />
    </>
  )
}
