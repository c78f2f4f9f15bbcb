import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { DeskView } from '../queries/desk-queue.ts'
import type { DeskActions } from './use-desk.ts'

/** Who made an appointment for today and has not come yet; the officer gives them their ticket when they do. */
export function ExpectedList({ view, desk }: { view: DeskView; desk: DeskActions }) {
  if (view.appointments.length === 0) return null
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Có lịch hẹn hôm nay, chưa đến
      </Title>
      <Stack gap="xs">
        {view.appointments.map(({ id, time, name, fieldName }) => (
          <Group key={id}>
            <Text fw={700}>{time}</Text>
            <Text size="sm">
              {name} · {fieldName}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              disabled={desk.busy}
              onClick={() => desk.send('den-hen', { appointmentId: id })}
            >
              {`Cấp số cho ${name}`}
            </Button>
          </Group>
        ))}
      </Stack>
    </section>
  )
}
