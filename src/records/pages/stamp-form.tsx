import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'

const corners = [
  { value: 'top-right', label: 'Góc trên bên phải' },
  { value: 'top-left', label: 'Góc trên bên trái' },
  { value: 'bottom-right', label: 'Góc dưới bên phải' },
  { value: 'bottom-left', label: 'Góc dưới bên trái' },
]

/** Where the stamp goes on the first page; it is laid on a copy, the document stays as it came. */
export function StampForm({ id, onDone }: { id: string; onDone(): void }) {
  const { send, busy, problem } = useApiCommand(`/incoming/${id}/stamp`, onDone)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send({ corner: String(new FormData(event.currentTarget).get('corner')) })
      }}
    >
      <Stack gap="xs">
        <Group align="flex-end" gap="sm">
          <NativeSelect name="corner" label="Đóng dấu đến ở" data={corners} />
          <Button type="submit" variant="default" loading={busy}>
            Đóng dấu đến
          </Button>
        </Group>
        {problem ? <ProblemAlert problem={problem} /> : null}
      </Stack>
    </form>
  )
}
