import { List, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { type Action, actions } from '../model/next-steps.ts'
import type { DossierView } from '../queries/dossier-view.ts'
import { useCommand } from './use-command.ts'

/** What every dialog of a dossier gets. */
export interface DialogProps {
  dossier: DossierView
  onDone(action: Action): void
  onClose(): void
}

/** The message at a field, or at the first of its lines. */
export type ErrorAt = (field: string) => string | undefined

interface Props extends DialogProps {
  action: Action
  intro: ReactNode
  submitLabel: string
  danger?: boolean
  size?: string
  /** Fields of the command that this dialog shows, so that their messages stand at them. */
  fields: string[]
  /** The command's input but for code and revision. */
  toInput(form: FormData): Record<string, unknown>
  children?(errorAt: ErrorAt): ReactNode
}

/** The dialog of one step: what was typed stays when the server refuses, and it says what others did meanwhile. */
export function ActionDialog(props: Props) {
  const { action, dossier, onDone, onClose, fields, toInput, children } = props
  const { send, busy, problem, meanwhile } = useCommand(dossier, action, onDone)
  const blocked = !busy && !dossier.actions.includes(action)
  const wrong = Object.entries(problem?.fields ?? {})
  const errorAt: ErrorAt = (field) =>
    wrong.find(([name]) => name === field || name.startsWith(`${field}.`))?.[1]
  return (
    <CommandDialog
      title={actions[action]}
      intro={props.intro}
      submitLabel={props.submitLabel}
      danger={props.danger}
      size={props.size}
      busy={busy}
      blocked={blocked}
      problem={meanwhile.length > 0 && problem?.code === 'stale' ? null : problem}
      shownFields={fields}
      notice={meanwhile.length > 0 ? <Meanwhile events={meanwhile} blocked={blocked} /> : null}
      onSubmit={(form) => send(toInput(form))}
      onClose={onClose}
    >
      {children?.(errorAt)}
    </CommandDialog>
  )
}

function Meanwhile({ events, blocked }: { events: DossierView['events']; blocked: boolean }) {
  return (
    <>
      <List size="sm">
        {events.map((event) => (
          <List.Item key={event.id}>
            {event.actorName} ({event.actorPost}), lúc {formatShortMoment(event.at)}: {event.publicText}{' '}
            {event.note}
          </List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        {blocked
          ? 'Việc này không còn làm được với hồ sơ. Nội dung bạn nhập vẫn còn để sao lại trước khi đóng.'
          : 'Nội dung bạn nhập vẫn còn. Hãy xem lại rồi gửi lại.'}
      </Text>
    </>
  )
}

/** A field as text without blanks around it. */
export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim()
}

/** A field with one entry per line; empty lines do not count. */
export function linesOf(form: FormData, name: string): string[] {
  return textOf(form, name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
}
