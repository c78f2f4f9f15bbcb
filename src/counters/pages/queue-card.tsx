import { Paper, SimpleGrid, Text, Title } from '@mantine/core'
import { DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { type QueueGroup, queueMeasures } from '../queries/queue-measures.ts'
import type { Route } from './+types/queue-card.ts'

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, queueMeasures.audience)
  return pageRead(context, queueMeasures, {})
}

const minutes = (value: number | null) => (value === null ? 'chưa có' : `${value} phút`)

/** Today's queue on the leader's board: how long people wait and are served, and who did not come. */
export default function QueueCard({ loaderData }: Route.ComponentProps) {
  const { all, byField, byDesk } = loaderData
  const figures = [
    { label: 'Số đã lấy hôm nay', value: String(all.tickets) },
    { label: 'Đang chờ', value: String(all.waiting) },
    { label: 'Chờ trung bình', value: minutes(all.waitedMinutes) },
    { label: 'Phục vụ trung bình', value: minutes(all.servedMinutes) },
    { label: 'Vắng mặt khi gọi', value: String(all.absent) },
  ]
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Hàng chờ tại quầy
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm" mb="sm">
        {figures.map(({ label, value }) => (
          <Paper key={label} withBorder p="sm">
            <Text fw={700} fz="xl">
              {value}
            </Text>
            <Text size="sm">{label}</Text>
          </Paper>
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Groups label="Hàng chờ theo lĩnh vực" header="Lĩnh vực" groups={byField} />
        <Groups label="Hàng chờ theo quầy" header="Quầy" groups={byDesk} />
      </SimpleGrid>
    </section>
  )
}

interface GroupsProps {
  label: string
  header: string
  groups: readonly QueueGroup[]
}

function Groups({ label, header, groups }: GroupsProps) {
  if (groups.length === 0) return null
  return (
    <DataList
      label={label}
      rows={groups}
      rowKey={({ name }) => name}
      columns={[
        { header, isPlain: true, cell: ({ name }) => <b>{name}</b> },
        { header: 'Số', cell: ({ tickets }) => tickets },
        { header: 'Chờ', cell: ({ waitedMinutes }) => minutes(waitedMinutes) },
        { header: 'Phục vụ', cell: ({ servedMinutes }) => minutes(servedMinutes) },
        { header: 'Vắng', cell: ({ absent }) => absent },
      ]}
    />
  )
}
