import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import type { LegView } from '../queries/leg-view.ts'
import { listLegs } from '../queries/list-legs.ts'
import type { Route } from './+types/inbox.ts'
import { LegDue, LegState, LegTrouble } from './leg-parts.tsx'

export const meta = () => [{ title: 'Liên thông — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listLegs.audience)
  const isEnded = new URL(request.url).searchParams.get('xem') === 'da-xong'
  const found = await pageRead(context, listLegs, { ended: isEnded ? 'true' : 'false' })
  return { ...found, isEnded }
}

const common: readonly Column<LegView>[] = [
  {
    header: 'Trạng thái, thời hạn',
    isPlain: true,
    cell: (leg) => (
      <>
        <LegState leg={leg} />
        <LegDue leg={leg} />
        <LegTrouble leg={leg} />
      </>
    ),
  },
  {
    header: 'Nội dung đề nghị',
    isPlain: true,
    cell: (leg) => (
      <>
        <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
          {leg.question}
        </Text>
        <Text size="sm" c="gray.7" lineClamp={2}>
          {leg.procedureName}
        </Text>
      </>
    ),
  },
]

const incoming: readonly Column<LegView>[] = [
  {
    header: 'Hồ sơ',
    isTitle: true,
    cell: (leg) => (
      <Anchor component={Link} inherit to={`/lien-thong/${leg.id}`}>
        {leg.dossierCode}
      </Anchor>
    ),
  },
  {
    header: 'Nơi gửi',
    cell: (leg) => (
      <Text span size="sm">
        {leg.partnerName}, {formatShortMoment(leg.sentAt)}
        {leg.holder ? ` · ${leg.holder} đang giữ` : ''}
      </Text>
    ),
  },
  ...common,
]

const outgoing: readonly Column<LegView>[] = [
  {
    header: 'Hồ sơ',
    isTitle: true,
    cell: (leg) => (
      <Anchor component={Link} inherit to={`/ho-so/${leg.dossierCode}`}>
        {leg.dossierCode}
      </Anchor>
    ),
  },
  {
    header: 'Cơ quan phối hợp',
    cell: (leg) => (
      <Text span size="sm">
        {leg.partnerName}, gửi {formatShortMoment(leg.sentAt)}
      </Text>
    ),
  },
  ...common,
]

/** Hộp liên thông: what others ask of the office, and what it waits for from others. */
export default function Inbox({ loaderData }: Route.ComponentProps) {
  const { isEnded, more } = loaderData
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Liên thông
      </Title>
      <Group gap="lg" component="nav" aria-label="Xem">
        <Anchor
          component={Link}
          to="/lien-thong"
          aria-current={isEnded ? undefined : 'page'}
          fw={isEnded ? 400 : 700}
        >
          Đang giải quyết
        </Anchor>
        <Anchor
          component={Link}
          to="/lien-thong?xem=da-xong"
          aria-current={isEnded ? 'page' : undefined}
          fw={isEnded ? 700 : 400}
        >
          Đã xong
        </Anchor>
      </Group>
      <Legs
        id="noi-khac-gui-den"
        title="Nơi khác đề nghị mình"
        empty={isEnded ? 'Chưa có đề nghị nào đã xong.' : 'Không có đề nghị nào đang chờ.'}
        columns={incoming}
        rows={loaderData.incoming}
      />
      <Legs
        id="da-gui-di"
        title="Mình đề nghị nơi khác"
        empty={
          isEnded
            ? 'Chưa có lượt phối hợp nào đã xong.'
            : 'Không có hồ sơ nào đang ở cơ quan phối hợp. Muốn gửi, hãy mở hồ sơ rồi chọn “Gửi cơ quan phối hợp”.'
        }
        columns={outgoing}
        rows={loaderData.outgoing}
      />
      {more ? <Text size="sm">Danh sách chỉ hiện 100 dòng đầu của mỗi phần.</Text> : null}
    </Stack>
  )
}

interface LegsProps {
  id: string
  title: string
  empty: string
  columns: readonly Column<LegView>[]
  rows: readonly LegView[]
}

function Legs({ id, title, empty, columns, rows }: LegsProps) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {rows.length > 0 ? (
        <DataList label={title} columns={columns} rows={rows} rowKey={(leg) => leg.id} />
      ) : (
        <Text size="sm">{empty}</Text>
      )}
    </section>
  )
}
