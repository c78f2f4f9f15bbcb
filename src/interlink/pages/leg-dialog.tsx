import { type ReactNode, useCallback } from 'react'
import { useRevalidator } from 'react-router'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import type { ErrorAt } from './form-fields.tsx'

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
  children?(errorAt: ErrorAt): ReactNode
}

/** A dialog with the fields of one operation; the page behind it is read again when it went through. */
export function LegDialog({ path, fields, toInput, onDone, children, ...shown }: Props) {
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
