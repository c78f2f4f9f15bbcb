import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { UrgencyBadge } from '../../ui/urgency-badge.tsx'
import { filterChoices } from '../queries/filter-choices.ts'
import { countLimit, listDossiers } from '../queries/list-dossiers.ts'
import type { Route } from './+types/dossier-list.ts'
import { FilterForm } from './filter-form.tsx'
import { readFilter } from './read-filter.ts'

export const meta = () => [{ title: 'Danh sách hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listDossiers.audience)
  const { searchParams } = new URL(request.url)
  const { filter, wrong } = readFilter(searchParams)
  const cursor = searchParams.get('cursor') ?? undefined
  const [list, choices] = await Promise.all([
    pageRead(context, listDossiers, { ...filter, cursor }),
    pageRead(context, filterChoices, {}),
  ])
  const onward = new URLSearchParams(searchParams)
  if (list.next) onward.set('cursor', list.next)
  const count = list.count !== null && list.count > countLimit ? `${countLimit}+` : list.count
  return { ...list, count, next: list.next ? `?${onward}` : null, filter, wrong, choices, isFirst: !cursor }
}

type Item = Route.ComponentProps['loaderData']['items'][number]

const columns: readonly Column<Item>[] = [
  {
    header: 'Mã hồ sơ',
    isTitle: true,
    cell: (item) => (
      <Anchor component={Link} inherit to={`/ho-so/${item.code ?? item.id}`}>
        {item.code ?? 'Chưa có mã'}
      </Anchor>
    ),
  },
  {
    header: 'Người nộp, thủ tục',
    isPlain: true,
    cell: (item) => (
      <>
        <Text fw={600} size="sm">
          {item.applicantName}
        </Text>
        <Text size="sm" lineClamp={2}>
          {item.procedureName}
        </Text>
      </>
    ),
  },
  {
    header: 'Trạng thái',
    cell: (item) => (
      <Text span size="sm">
        {item.statusName}
        {item.stepName && item.status !== 10 ? ` · ${item.stepName}` : ''}
      </Text>
    ),
  },
  {
    header: 'Đang ở',
    cell: (item) =>
      item.holderName ? (
        <Text span size="sm">
          {item.holderName}
        </Text>
      ) : null,
  },
  {
    header: 'Tiếp nhận',
    cell: (item) => (
      <Text span size="sm">
        {formatShortMoment(item.receivedAt)}
      </Text>
    ),
  },
  {
    header: 'Hẹn trả',
    cell: (item) => (
      <>
        <Text span size="sm" mr="xs">
          {formatShortMoment(item.dueAt)}
        </Text>
        <UrgencyBadge level={item.urgency} words={item.timeLeft} />
      </>
    ),
  },
]

export default function DossierList({ loaderData }: Route.ComponentProps) {
  const { items, next, count, filter, wrong, choices, isFirst } = loaderData
  return (
    <Stack>
      <Title order={1} size="h2">
        Danh sách hồ sơ
      </Title>
      <FilterForm filter={filter} wrong={wrong} choices={choices} key={JSON.stringify(filter)} />
      {items.length === 0 ? (
        <Text>
          {isFirst
            ? 'Không có hồ sơ nào khớp. Hãy gõ ít chữ hơn, kiểm tra lại mã hồ sơ hoặc bấm “Bỏ lọc”.'
            : 'Đã hết danh sách.'}
        </Text>
      ) : (
        <>
          {count !== null ? (
            <Text size="sm" role="status">
              {count} hồ sơ
            </Text>
          ) : null}
          <DataList label="Danh sách hồ sơ" columns={columns} rows={items} rowKey={(item) => item.id} />
          <Group>
            {isFirst ? null : (
              <Button component={Link} to={firstPage(filter)} variant="default">
                Trang đầu
              </Button>
            )}
            {next ? (
              <Button component={Link} to={next} variant="default">
                Trang sau
              </Button>
            ) : null}
          </Group>
        </>
      )}
    </Stack>
  )
}

function firstPage(filter: object): string {
  return `?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== undefined))}`
}
