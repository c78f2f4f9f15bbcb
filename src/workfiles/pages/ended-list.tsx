import { Anchor, Button, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { documentPath } from '../model/closing.ts'
import { listEnded } from '../queries/filing-report.ts'
import type { Route } from './+types/ended-list.ts'

export const meta = () => [{ title: 'Văn bản đã, chưa lập hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listEnded.audience)
  const { searchParams } = new URL(request.url)
  const text = (name: string) => searchParams.get(name) ?? undefined
  const filed = text('lap')
  const list = await pageRead(context, listEnded, {
    period: text('ky') ?? '',
    officer: text('can-bo'),
    type: text('loai'),
    filed: filed === 'yes' || filed === 'no' || filed === 'said' ? filed : undefined,
    after: text('sau'),
  })
  const onward = new URLSearchParams(searchParams)
  if (list.next) onward.set('sau', list.next)
  return { rows: list.rows, next: list.next ? `?${onward}` : null, filed }
}

type Row = Route.ComponentProps['loaderData']['rows'][number]

/** The documents behind a figure of the report. */
export default function EndedList({ loaderData }: Route.ComponentProps) {
  const { rows, next, filed } = loaderData
  const titles: Record<string, string> = { yes: 'Văn bản đã lập hồ sơ', no: 'Văn bản chưa lập hồ sơ' }
  return (
    <Stack>
      <Anchor component={Link} to="/bao-cao-lap-ho-so" size="sm">
        Tỷ lệ lập hồ sơ
      </Anchor>
      <Title order={1} size="h2">
        {titles[filed ?? ''] ?? 'Văn bản đã xong'}
      </Title>
      {rows.length === 0 ? (
        <Text>Không có văn bản nào.</Text>
      ) : (
        <DataList label="Văn bản" columns={columns} rows={rows} rowKey={({ kind, id }) => `${kind} ${id}`} />
      )}
      {next ? (
        <Button component={Link} to={next} variant="default" w="fit-content">
          Trang sau
        </Button>
      ) : null}
    </Stack>
  )
}

const columns: readonly Column<Row>[] = [
  {
    header: 'Văn bản',
    isTitle: true,
    cell: ({ kind, id, label }) => (
      <Anchor component={Link} inherit to={documentPath(kind, id)}>
        {label}
      </Anchor>
    ),
  },
  {
    header: 'Trích yếu',
    isPlain: true,
    cell: ({ subject }) => <Text size="sm">{subject}</Text>,
  },
  {
    header: 'Cán bộ',
    cell: ({ officerName }) => (
      <Text span size="sm">
        {officerName}
      </Text>
    ),
  },
  {
    header: 'Xong lúc',
    cell: ({ endedAt }) => (
      <Text span size="sm">
        {formatShortMoment(new Date(endedAt))}
      </Text>
    ),
  },
  {
    header: 'Hồ sơ',
    cell: ({ filed, said }) => (
      <Text span size="sm">
        {filed ? 'Đã lập' : said ? 'Ghi chưa lập' : 'Chưa lập'}
      </Text>
    ),
  },
]
