import { Textarea, TextInput, type TextInputProps } from '@mantine/core'
import { useProblem, useProblemOfLines } from './problems.tsx'

interface TypedProps {
  /** Dotted path in what is sent, where its message is found. */
  path: string
  label: string
  value: string
  onValue(text: string): void
  description?: string
  maxLength?: number
  flex?: string
  id?: string
  placeholder?: string
  disabled?: boolean
}

/** One line that is typed, with its message. */
export function TypedLine({
  path,
  onValue,
  flex,
  ...rest
}: TypedProps & Pick<TextInputProps, 'inputMode' | 'w'>) {
  return (
    <TextInput
      {...rest}
      autoComplete="off"
      error={useProblem(path)}
      onChange={(event) => onValue(event.currentTarget.value)}
      style={{ flex }}
    />
  )
}

/** Several lines that are typed, with their message. */
export function TypedLines({ path, onValue, flex, rows, ...rest }: TypedProps & { rows?: number }) {
  return (
    <Textarea
      {...rest}
      autosize
      minRows={rows ?? 2}
      maxRows={14}
      error={useProblemOfLines(path)}
      onChange={(event) => onValue(event.currentTarget.value)}
      style={{ flex }}
    />
  )
}
