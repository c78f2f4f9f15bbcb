import { Checkbox, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { typedIsoDate } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'

interface InternalDialogProps {
  title: string
  intro: string
  submitLabel: string
  /** The word of the command, and what it takes besides the form. */
  work: string
  fields: string[]
  danger?: boolean
  input(form: FormData): object
  onClose(): void
  children?(errorAt: (field: string) => string | undefined): ReactNode
}

/** A dialog for one command on an internal matter. */
export function InternalDialog({ work, fields, input, children, ...rest }: InternalDialogProps) {
  const { send, busy, problem, errorAt } = useAnswer<unknown>(rest.onClose)
  function submit(form: FormData) {
    const sent = new FormData()
    sent.set('viec', work)
    sent.set('input', JSON.stringify(input(form)))
    send(sent)
  }
  return (
    <CommandDialog {...rest} busy={busy} problem={problem} shownFields={fields} onSubmit={submit}>
      {children?.(errorAt)}
    </CommandDialog>
  )
}

export const textIn = (form: FormData, name: string) => String(form.get(name) ?? '')

/** The instant of a day and time typed in Viet Nam; what is none comes back for the server to refuse. */
export function typedMoment(day: string, time: string): string {
  return `${typedIsoDate(day)}T${/^\d:\d\d$/.test(time) ? `0${time}` : time}:00+07:00`
}

interface PeopleBoxesProps {
  label: string
  members: readonly { id: string; name: string; post: string }[]
  chosen: string[]
  error: string | undefined
  onChange(ids: string[]): void
}

/** People of the office, to be ticked. */
export function PeopleBoxes({ label, members, chosen, error, onChange }: PeopleBoxesProps) {
  return (
    <Checkbox.Group label={label} value={chosen} onChange={onChange} error={error}>
      <Checkbox
        mt="xs"
        label="Chọn tất cả"
        checked={chosen.length === members.length}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? members.map(({ id }) => id) : [])}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs" spacing="xs">
        {members.map(({ id, name, post }) => (
          <Checkbox key={id} value={id} label={`${name} (${post})`} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
