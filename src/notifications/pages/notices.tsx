import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { markNoticesRead } from '../commands/mark-read.ts'
import { events, type MessageEvent } from '../model/events.ts'
import { listNotices } from '../queries/own-notices.ts'
import type { Route } from './+types/notices.ts'

export const meta = () => [{ title: 'Thông báo của tôi — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request)
  const { items } = await pageRead(context, listNotices, {})
  return { items, now: context.get(pageContext).services.clock().toISOString() }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey') ?? '')
  return pageWrite(context, markNoticesRead, {
    input: { upTo: String(form.get('upTo') ?? '') },
    idempotencyKey,
  })
}

type Shown = Route.ComponentProps['loaderData']['items'][number]

const columns: readonly Column<Shown>[] = [
  {
    header: 'Thông báo',
    isTitle: true,
    cell: ({ link, body }) => (
      <Anchor
        component={Link}
        to={link || '/viec-cua-toi'}
        inherit
        style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
      >
        {body}
      </Anchor>
    ),
  },
  {
    header: 'Loại',
    cell: ({ event }) => events[event as MessageEvent]?.name ?? 'Khác',
  },
  { header: 'Lúc', cell: ({ at }) => formatShortMoment(at) },
  {
    header: 'Đã đọc',
    cell: ({ isNew }) => <Tag tone={isNew ? 'warning' : 'plain'}>{isNew ? 'Mới' : 'Đã đọc'}</Tag>,
  },
]

export default function Notices({ loaderData }: Route.ComponentProps) {
  const { items, now } = loaderData
  const { send, busy, problem } = useAnswer(() => {})
  const markAll = () => {
    const form = new FormData()
    form.set('upTo', now)
    send(form)
  }
  return (
    <Stack gap="lg" maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Thông báo của tôi
        </Title>
        {items.some(({ isNew }) => isNew) ? (
          <Button variant="default" onClick={markAll} loading={busy}>
            Đánh dấu đã đọc hết
          </Button>
        ) : null}
      </Group>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {items.length > 0 ? (
        <DataList label="Thông báo của tôi" columns={columns} rows={items} rowKey={({ id }) => id} />
      ) : (
        <Text>Chưa có thông báo nào. Hồ sơ chuyển đến bạn, sắp đến hạn hoặc quá hạn sẽ được báo ở đây.</Text>
      )}
    </Stack>
  )
}
