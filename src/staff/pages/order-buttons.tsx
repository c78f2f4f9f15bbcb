import { Button, Group } from '@mantine/core'
import { useAnswer } from '../../ui/use-answer.ts'

interface OrderButtonsProps {
  /** What moves, for those who do not see the row. */
  name: string
  /** What the page's action is told beside the direction. */
  values: Record<string, string>
}

/** Moves a row one place up or down. */
export function OrderButtons({ name, values }: OrderButtonsProps) {
  const { send, busy } = useAnswer(() => {})
  const button = (label: string, work: 'len' | 'xuong', mark: string) => (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`${label}: ${name}`}
      aria-disabled={busy}
      onClick={() => {
        if (busy) return
        const form = new FormData()
        for (const [key, value] of Object.entries(values)) form.set(key, value)
        form.set('viec', work)
        send(form)
      }}
    >
      {mark}
    </Button>
  )
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      {button('Chuyển lên', 'len', '↑')}
      {button('Chuyển xuống', 'xuong', '↓')}
    </Group>
  )
}
