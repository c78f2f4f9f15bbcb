import type { ReactNode } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { type IncomingAction, incomingActions } from '../model/next-steps.ts'
import type { IncomingView } from '../queries/incoming-view.ts'

/** What every dialog of a document gets. */
export interface IncomingDialogProps {
  document: IncomingView
  onDone(): void
  onClose(): void
}

interface Props extends IncomingDialogProps {
  action: IncomingAction
  intro?: ReactNode
  submitLabel: string
  danger?: boolean
  size?: string
  /** Address of another route's action that takes the form; the page's own unless told. */
  sendTo?: string
  /** Boxes that show their own message. */
  fields: string[]
  children(errorAt: (field: string) => string | undefined): ReactNode
}

/** The dialog of one step: what was typed stays when the server refuses. */
export function IncomingDialog({ document, action, onDone, onClose, children, ...rest }: Props) {
  const { send, busy, problem } = useAnswer(onDone)
  const errorAt = (field: string) =>
    Object.entries(problem?.fields ?? {}).find(([name]) => name.split('.')[0] === field)?.[1]
  return (
    <CommandDialog
      title={incomingActions[action]}
      intro={rest.intro}
      submitLabel={rest.submitLabel}
      danger={rest.danger}
      size={rest.size}
      busy={busy}
      problem={problem}
      shownFields={rest.fields}
      onSubmit={(form) => {
        form.set('viec', action)
        form.set('revision', String(document.revision))
        send(form, rest.sendTo)
      }}
      onClose={onClose}
    >
      {children(errorAt)}
    </CommandDialog>
  )
}
