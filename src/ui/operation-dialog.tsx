import { type ReactNode, useCallback } from 'react'
import { useRevalidator } from 'react-router'
import { CommandDialog } from './command-dialog.tsx'
import { useApiCommand } from './use-api-command.ts'

interface Props {
  title: string
  intro?: ReactNode
  submitLabel: string
  danger?: boolean
  /** Below the API: which operation. */
  path: string
  fields: string[]
  toInput(form: FormData): Record<string, unknown>
  onDone(): void
  onClose(): void
  children?(errorAt: (field: string) => string | undefined): ReactNode
}

/** A dialog with the fields of one operation; the page behind it is read again when it went through. */
export function OperationDialog({ path, fields, toInput, onDone, children, ...shown }: Props) {
  const { revalidate } = useRevalidator()
  const done = useCallback(() => {
    revalidate()
    onDone()
  }, [revalidate, onDone])
  const { send, busy, problem, errorAt } = useApiCommand(path, done)
  return (
    <CommandDialog
      {...shown}
      busy={busy}
      problem={problem}
      shownFields={fields}
      onSubmit={(form) => send(toInput(form))}
    >
      {children?.(errorAt)}
    </CommandDialog>
  )
}
