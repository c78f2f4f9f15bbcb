import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link, Outlet } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { PostingCard } from '../../procedures/pages/posting-card.tsx'
import { postingSummary } from '../../procedures/queries/posting-summary.ts'
import { RosterGaps } from '../../staff/pages/roster-gaps.tsx'
import { listGaps } from '../../staff/queries/list-gaps.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { quarterName } from '../model/rating/survey.ts'
import { board } from '../queries/board.ts'
import { ratingResults } from '../queries/rating-results.ts'
import type { Route } from './+types/board.ts'

export const meta = () => [{ title: 'Bảng điều hành — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, board.audience)
  const [figures, { gaps }, posting, { total: satisfaction, quarter }] = await Promise.all([
    pageRead(context, board, {}),
    pageRead(context, listGaps, {}),
    pageRead(context, postingSummary, {}),
    pageRead(context, ratingResults, {}),
  ])
  return { ...figures, gaps, posting, satisfaction, quarter }
}

type Figures = Route.ComponentProps['loaderData']
type Group = Figures['byField'][number]

interface Tile {
  label: string
  value: number
  to: string
  /** Shown in red when it is not zero. */
  isBad?: boolean
}

function tilesOf(figures: Figures): Tile[] {
  const { today, monthStart } = figures
  return [
    { label: 'Quá hạn', value: figures.late, to: '/ho-so?urgency=late', isBad: true },
    { label: 'Đến hạn hôm nay', value: figures.dueToday, to: '/ho-so?urgency=due_today' },
    { label: 'Chờ lãnh đạo duyệt', value: figures.waitingForApproval, to: '/ho-so?stepRole=leader' },
    { label: 'Chờ quyết định hẹn lại', value: figures.waitingForNewDate, to: '/ho-so?apology=proposed' },
    {
      label: 'Cần xin lỗi, hẹn lại',
      value: figures.lateWithoutApology,
      to: '/ho-so?urgency=late&apology=draft',
      isBad: true,
    },
    {
      label: 'Hồ sơ trực tuyến quá giờ trả lời',
      value: figures.lateFilings,
      to: '/ho-so-truc-tuyen',
      isBad: true,
    },
    { label: 'Đang giải quyết', value: figures.open, to: '/ho-so?status=open' },
    { label: 'Chờ công dân bổ sung', value: figures.waitingForSupplement, to: '/ho-so?status=5' },
    { label: 'Có kết quả, chờ trả', value: figures.waitingForCollection, to: '/ho-so?status=9' },
    {
      label: 'Tiếp nhận hôm nay',
      value: figures.receivedToday,
      to: `/ho-so?receivedFrom=${today}&receivedTo=${today}`,
    },
    {
      label: 'Tiếp nhận trong tháng',
      value: figures.receivedThisMonth,
      to: `/ho-so?receivedFrom=${monthStart}&receivedTo=${today}`,
    },
    {
      label: 'Đã trả hôm nay',
      value: figures.returnedToday,
      to: `/ho-so?returnedFrom=${today}&returnedTo=${today}`,
    },
    {
      label: 'Đã trả trong tháng',
      value: figures.returnedThisMonth,
      to: `/ho-so?returnedFrom=${monthStart}&returnedTo=${today}`,
    },
  ]
}

export default function Board({ loaderData }: Route.ComponentProps) {
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Bảng điều hành
        </Title>
        <Text size="sm" c="gray.7">
          Số liệu ngày {formatDate(loaderData.today)}. Bấm vào từng số để mở danh sách hồ sơ.
        </Text>
      </div>
      <RosterGaps gaps={loaderData.gaps} />
      <Satisfaction {...loaderData} />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        {tilesOf(loaderData).map((tile) => (
          <Paper key={tile.label} withBorder p="sm">
            <Anchor component={Link} to={tile.to} c={tile.isBad && tile.value > 0 ? 'red.9' : 'dark'}>
              <Text span display="block" size="2rem" fw={700} lh={1.2}>
                {tile.value}
              </Text>
              <Text span display="block" size="sm">
                {tile.label}
              </Text>
            </Anchor>
          </Paper>
        ))}
      </SimpleGrid>
      <PostingCard posting={loaderData.posting} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Groups title="Theo lĩnh vực" header="Lĩnh vực" groups={loaderData.byField} parameter="field" />
        <Groups
          title="Theo người đang giữ"
          header="Cán bộ, công chức"
          groups={loaderData.byOfficer}
          parameter="holderId"
        />
      </SimpleGrid>
      {/* Figures of slices to the right, put here by the table of routes. */}
      <Outlet />
    </Stack>
  )
}

/** What people say of the work this quarter, or that too few have answered to tell. */
function Satisfaction({ satisfaction, quarter }: Pick<Figures, 'satisfaction' | 'quarter'>) {
  const { count, liked, score } = satisfaction
  return (
    <Text>
      {quarterName(quarter)}:{' '}
      <Anchor component={Link} to="/muc-do-hai-long" c="dark" underline="always">
        {count > 0
          ? `${liked} % người dân hài lòng, ${score} % số điểm các câu hỏi (${count} đánh giá)`
          : 'chưa đủ đánh giá để nói về mức độ hài lòng'}
      </Anchor>
    </Text>
  )
}

interface GroupsProps {
  title: string
  header: string
  groups: readonly Group[]
  parameter: 'field' | 'holderId'
}

function Groups({ title, header, groups, parameter }: GroupsProps) {
  const columns: readonly Column<Group>[] = [
    {
      header,
      isPlain: true,
      cell: (group) => (
        <Text span fw={600} size="sm">
          {group.name}
        </Text>
      ),
    },
    {
      header: 'Đang giải quyết',
      cell: (group) => (
        <Anchor
          component={Link}
          c="dark"
          underline="always"
          to={`/ho-so?status=open&${parameter}=${group.code}`}
          aria-label={`${group.name}: ${group.open} hồ sơ đang giải quyết`}
        >
          {group.open}
        </Anchor>
      ),
    },
    {
      header: 'Quá hạn',
      cell: (group) =>
        group.late === 0 ? (
          '0'
        ) : (
          <Anchor
            component={Link}
            fw={700}
            c="red.9"
            to={`/ho-so?urgency=late&${parameter}=${group.code}`}
            aria-label={`${group.name}: ${group.late} hồ sơ quá hạn`}
          >
            {group.late}
          </Anchor>
        ),
    },
  ]
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {groups.length === 0 ? (
        <Text size="sm">Không có hồ sơ nào đang giải quyết.</Text>
      ) : (
        <DataList label={title} columns={columns} rows={groups} rowKey={(group) => group.code} />
      )}
    </section>
  )
}
