import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import type { Audience } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, requireStaff } from '../../ui/page-context.ts'
import { roleName } from '../model.ts'
import type { Route } from './+types/permissions.ts'

export const meta = () => [{ title: 'Quyền sử dụng — Một Cửa' }]

/** Generated from the registry of operations: what the page says is what the program enforces. */
export function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const rows = context
    .get(pageContext)
    .operations.filter(({ audience }) => !Array.isArray(audience) || audience.length > 0)
    .map(({ name, title, kind, audience }) => ({
      name,
      title,
      isChange: kind === 'command',
      who: namesOf(audience),
    }))
  return { changes: rows.filter((row) => row.isChange), readings: rows.filter((row) => !row.isChange) }
}

function namesOf(audience: Audience): string[] {
  if (audience === 'public') return ['Mọi người, kể cả công dân']
  if (audience === 'staff') return ['Mọi cán bộ, công chức đã đăng nhập']
  return audience.map(roleName)
}

type Row = Route.ComponentProps['loaderData']['changes'][number]

const columns: readonly Column<Row>[] = [
  {
    header: 'Việc',
    isPlain: true,
    cell: (row) => (
      <Text span size="sm" fw={600}>
        {row.title}
      </Text>
    ),
  },
  {
    header: 'Ai được làm',
    isPlain: true,
    cell: (row) => (
      <Group gap={6} component="span">
        {row.who.map((who) => (
          <Badge
            key={who}
            component="span"
            variant="light"
            color="gray"
            fz="0.8125rem"
            fw={500}
            c="dark"
            tt="none"
            h="auto"
            style={{ whiteSpace: 'normal' }}
          >
            {who}
          </Badge>
        ))}
      </Group>
    ),
  },
]

export default function Permissions({ loaderData }: Route.ComponentProps) {
  return (
    <Stack>
      <Title order={1} size="h2">
        Quyền sử dụng
      </Title>
      <Text>
        Quyền đi theo phân công: ai được phân công một vai trò thì làm được các việc của vai trò đó, trong
        lĩnh vực được giao và trong thời gian phân công.
      </Text>
      <Title order={2} size="h4">
        Việc làm thay đổi dữ liệu
      </Title>
      <DataList
        label="Việc làm thay đổi dữ liệu"
        columns={columns}
        rows={loaderData.changes}
        rowKey={(row) => row.name}
      />
      <Title order={2} size="h4">
        Việc xem, tra cứu
      </Title>
      <DataList
        label="Việc xem, tra cứu"
        columns={columns}
        rows={loaderData.readings}
        rowKey={(row) => row.name}
      />
    </Stack>
  )
}
