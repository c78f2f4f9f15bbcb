import { Textarea } from '@mantine/core'

/** The box of a reason that must be given. */
export function ReasonBox({
  error,
  label = 'Lý do',
  name = 'reason',
}: {
  error: string | undefined
  label?: string
  name?: string
}) {
  return (
    <Textarea
      name={name}
      label={label}
      error={error}
      autosize
      minRows={2}
      maxLength={1000}
      required
      data-autofocus
    />
  )
}
