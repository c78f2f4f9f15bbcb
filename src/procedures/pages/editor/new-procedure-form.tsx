import { Button, Group, Paper, Stack, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText, typedIsoDate } from '../../../ui/date-text.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { VersionContent } from '../../model/version-content.ts'
import { type DraftState, useDraft, writtenChange, writtenDraft } from './draft-state.ts'
import { ProblemContext } from './problems.tsx'
import { SectionList } from './section-list.tsx'

interface NewProcedureFormProps {
  start: VersionContent
  isCopy: boolean
  field: string
  fields: readonly string[]
  today: string
}

/** A new procedure: its name and field, the first day, and all that the page of a procedure has. */
export function NewProcedureForm({ start, isCopy, field, fields, today }: NewProcedureFormProps) {
  const [state, dispatch] = useDraft({ version: 0, content: start }, ['general', 'limit', 'cases'])
  const [typed, setTyped] = useState({ code: '', field, day: dateText(today), note: '' })
  const [forgotten, setForgotten] = useState<unknown>(null)
  const { send, busy, problem: given } = useAnswer(() => {})
  const problem = given === forgotten ? null : given
  const place = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (problem) place.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus()
  }, [problem])
  const errorAt = (name: string) => problem?.fields?.[name]
  return (
    <ProblemContext value={{ fields: sectionFields(problem?.fields), forget: () => setForgotten(given) }}>
      <form
        ref={place}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send(formOf(state, { ...typed, isCopy }))
        }}
      >
        <Stack>
          <HeadFields typed={typed} fields={fields} onTyped={setTyped} errorAt={errorAt} />
          <SectionList state={state} dispatch={dispatch} mayEdit isNew />
          <Textarea
            label="Vì sao thêm thủ tục này"
            description="Ví dụ: theo Quyết định công bố số …"
            value={typed.note}
            onChange={(event) => setTyped({ ...typed, note: event.currentTarget.value })}
            error={errorAt('note')}
            autosize
            minRows={2}
          />
          {problem ? (
            <ProblemAlert
              problem={problem}
              shownFields={['content', 'formText', 'code', 'field', 'note', 'validFrom']}
            />
          ) : null}
          <Group>
            <Button type="submit" loading={busy}>
              Thêm thủ tục
            </Button>
          </Group>
        </Stack>
      </form>
    </ProblemContext>
  )
}

interface Typed {
  code: string
  field: string
  day: string
  note: string
}

interface HeadFieldsProps {
  typed: Typed
  fields: readonly string[]
  onTyped(typed: Typed): void
  errorAt(name: string): string | undefined
}

function HeadFields({ typed, fields, onTyped, errorAt }: HeadFieldsProps) {
  return (
    <Paper withBorder p="md">
      <Group align="start">
        <TextInput
          label="Lĩnh vực"
          description="Chọn lĩnh vực đã có hoặc gõ tên mới"
          list="linh-vuc"
          value={typed.field}
          onChange={(event) => onTyped({ ...typed, field: event.currentTarget.value })}
          error={errorAt('field')}
          maxLength={200}
          style={{ flex: '2 1 14rem' }}
        />
        <datalist id="linh-vuc">
          {fields.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <TextInput
          label="Mã thủ tục quốc gia"
          description="Nếu có, ví dụ 2.000815"
          value={typed.code}
          onChange={(event) => onTyped({ ...typed, code: event.currentTarget.value.trim() })}
          error={errorAt('code')}
          maxLength={20}
          style={{ flex: '1 1 12rem' }}
        />
        <DateField
          label="Áp dụng từ ngày"
          description="Ngày bắt đầu tiếp nhận"
          value={typed.day}
          onValue={(day) => onTyped({ ...typed, day })}
          error={errorAt('validFrom')}
          style={{ flex: '1 1 10rem' }}
        />
      </Group>
    </Paper>
  )
}

/** Of a procedure that starts from nothing only what was written is sent, so that the process follows its time limit. */
function formOf(state: DraftState, given: Typed & { isCopy: boolean }): FormData {
  const written = writtenDraft(state.draft, state.base.content)
  const { change, formText } = writtenChange(state)
  const { form: _, ...rest } = written
  const whole = formText === undefined ? written : rest
  const content = given.isCopy ? whole : { name: written.name, timeLimit: written.timeLimit, ...change }
  const form = new FormData()
  form.set('code', given.code)
  form.set('field', given.field)
  form.set('validFrom', typedIsoDate(given.day))
  form.set('note', given.note)
  form.set('content', JSON.stringify(content))
  if (formText !== undefined) form.set('formText', formText)
  return form
}

/** Messages by the paths that the sections know. */
function sectionFields(fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, message]) => [path.replace(/^content\./, 'change.'), message]),
  )
}
