import type { ReactNode } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

/** What a command of this page brings: sentences about fields left without anybody, where it may leave some. */
export interface StaffOutput {
  warnings?: string[]
}

/** What every dialog of this page gets from it. */
export interface DialogEnds {
  onDone(output: StaffOutput): void
  onClose(): void
}

interface StaffDialogProps extends DialogEnds {
  title: string
  intro: string
  submitLabel: string
  danger?: boolean
  /** What the page's action is told beside the fields. */
  values: Record<string, string>
  /** Names of the fields shown, whose messages stand at them. */
  fields?: string[]
  children?(errorAt: (field: string) => string | undefined): ReactNode
}

/** A dialog for one command on a member or a duty. */
export function StaffDialog({ values, fields, onDone, onClose, children, ...rest }: StaffDialogProps) {
  const { send, busy, problem, errorAt } = useAnswer<StaffOutput>(onDone)
  return (
    <CommandDialog
      {...rest}
      busy={busy}
      problem={problem}
      shownFields={fields ?? []}
      onSubmit={(form) => {
        for (const [name, value] of Object.entries(values)) form.set(name, value)
        send(form)
      }}
      onClose={onClose}
    >
      {children?.(errorAt)}
    </CommandDialog>
  )
}
