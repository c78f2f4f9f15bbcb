import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Problem } from '../platform/errors.ts'
import { DialogFrame } from './dialog-frame.tsx'
import { ProblemAlert } from './problem-alert.tsx'

export interface CommandDialogProps {
  title: string
  /** What will happen, in a sentence. */
  intro?: ReactNode
  /** What changed since the dialog was opened; what was typed stays. */
  notice?: ReactNode
  submitLabel: string
  busy: boolean
  /** The server would refuse it now: says so instead of offering the button. */
  blocked?: boolean
  problem: Problem | null
  shownFields?: string[]
  danger?: boolean
  size?: string
  onSubmit(form: FormData): void
  onClose(): void
  children?: ReactNode
}

/** A dialog with exactly the fields of one command. It closes only on success or by the user's own hand. */
export function CommandDialog(props: CommandDialogProps) {
  const form = useRef<HTMLFormElement>(null)
  const changed = Boolean(props.notice)
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (props.problem && wrong) wrong.focus()
    else if (props.problem || changed) form.current?.scrollIntoView({ block: 'end' })
  }, [props.problem, changed])
  return (
    <DialogFrame title={props.title} size={props.size} onClose={props.onClose}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.busy && !props.blocked) props.onSubmit(new FormData(event.currentTarget))
        }}
      >
        <Stack gap="md">
          {props.intro ? <Text size="sm">{props.intro}</Text> : null}
          {props.children}
          {/* Beside the button that was pressed, where the eye is. */}
          {props.notice ? (
            <Alert
              color="orange"
              styles={{ title: { color: '#8a3300' } }}
              variant="light"
              title="Hồ sơ vừa có thay đổi"
              role="alert"
            >
              {props.notice}
            </Alert>
          ) : null}
          {props.problem ? <ProblemAlert problem={props.problem} shownFields={props.shownFields} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Đóng
            </Button>
            <Button
              type="submit"
              loading={props.busy}
              disabled={props.blocked}
              color={props.danger ? 'red.9' : undefined}
            >
              {props.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </DialogFrame>
  )
}
