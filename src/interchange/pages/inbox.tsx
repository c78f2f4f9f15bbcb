import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { urgencies } from '../../records/model/document-fields.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { arrivalStates, type TroubleCode, troubleCodes } from '../model/arrival.ts'
import { type ArrivalLine, interchangeInbox } from '../queries/inbox.ts'
import type { Route } from './+types/inbox.ts'
import { UnsentList } from './unsent-list.tsx'

export const meta = () => [{ title: 'Liên thông văn bản — Một Cửa' }]

const address = '/lien-thong-van-ban'

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, interchangeInbox.audience)
  const isDone = new URL(request.url).searchParams.get('xem') === 'da-xu-ly'
  const found = await pageRead(context, interchangeInbox, { done: isDone ? 'true' : 'false' })
  return { ...found, isDone, isClerk: actor.duties.some(({ role }) => role === 'clerk') }
}

const what = {
  document: 'Văn bản mới',
  recall: 'Yêu cầu lấy lại',
  update: 'Cập nhật, đính chính',
  replace: 'Văn bản thay thế',
  status: 'Trạng thái',
} as const

const columns: readonly Column<ArrivalLine>[] = [
  {
    header: 'Số, ký hiệu',
    isTitle: true,
    cell: (line) => (
      <Anchor component={Link} inherit to={`${address}/${line.id}`} style={{ overflowWrap: 'anywhere' }}>
        {line.title}
      </Anchor>
    ),
  },
  {
    header: 'Nơi gửi',
    cell: (line) => (
      <Text span size="sm">
        {line.from}, đến {formatShortMoment(line.receivedAt)}
      </Text>
    ),
  },
  {
    header: 'Nội dung',
    isPlain: true,
    isWide: true,
    cell: (line) => (
      <>
        <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
          {line.trouble || line.words}
        </Text>
        {line.decidedWords ? (
          <Text size="sm" c="gray.7" lineClamp={2}>
            {line.decidedBy ? `${line.decidedBy}: ` : ''}
            {line.decidedWords}
          </Text>
        ) : null}
      </>
    ),
  },
  {
    header: 'Loại, trạng thái',
    isPlain: true,
    cell: (line) => (
      <Group gap={6}>
        {line.kind ? <Tag tone="plain">{what[line.kind]}</Tag> : null}
        {line.state === 'trouble' ? (
          <Tag tone="warning">{troubleCodes[line.troubleCode as TroubleCode] ?? 'Có lỗi'}</Tag>
        ) : null}
        {line.urgency > 0 ? <Tag tone="warning">{urgencies[line.urgency] ?? ''}</Tag> : null}
        {line.state === 'waiting' || line.state === 'trouble' ? null : (
          <Tag tone={line.state === 'registered' ? 'good' : 'plain'}>{arrivalStates[line.state]}</Tag>
        )}
      </Group>
    ),
  },
]

/** Văn bản liên thông: what came and waits, what is broken, what did not go out. */
export default function Inbox({ loaderData }: Route.ComponentProps) {
  const { arrivals, unsent, isDone, more } = loaderData
  const of = (matches: (line: ArrivalLine) => boolean) => arrivals.filter(matches)
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Liên thông văn bản
      </Title>
      <Views isDone={isDone} />
      {isDone ? (
        <Lines id="da-xu-ly" title="Đã xử lý" empty="Chưa có gì đã xử lý." rows={arrivals} />
      ) : (
        <>
          <Lines
            id="cho-dang-ky"
            title="Văn bản đến từ liên thông"
            empty="Không có văn bản nào chờ đăng ký."
            rows={of(({ state, kind }) => state === 'stored' || (state === 'waiting' && kind !== 'recall'))}
          />
          <Lines
            id="xin-lay-lai"
            title="Nơi gửi xin lấy lại"
            empty="Không có yêu cầu lấy lại nào chờ trả lời."
            rows={of(({ state, kind }) => state === 'waiting' && kind === 'recall')}
          />
          <Lines
            id="co-loi"
            title="Thông điệp có lỗi"
            empty="Không có thông điệp lỗi."
            rows={of(({ state }) => state === 'trouble')}
          />
          <UnsentList rows={unsent} maySettle={loaderData.isClerk} />
        </>
      )}
      {more ? <Text size="sm">Danh sách chỉ hiện 100 dòng gần nhất.</Text> : null}
    </Stack>
  )
}

function Views({ isDone }: { isDone: boolean }) {
  return (
    <Group gap="lg" component="nav" aria-label="Xem">
      <Anchor
        component={Link}
        to={address}
        aria-current={isDone ? undefined : 'page'}
        fw={isDone ? 400 : 700}
      >
        Chờ xử lý
      </Anchor>
      <Anchor
        component={Link}
        to={`${address}?xem=da-xu-ly`}
        aria-current={isDone ? 'page' : undefined}
        fw={isDone ? 700 : 400}
      >
        Đã xử lý
      </Anchor>
    </Group>
  )
}

interface LinesProps {
  id: string
  title: string
  empty: string
  rows: readonly ArrivalLine[]
}

function Lines({ id, title, empty, rows }: LinesProps) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {rows.length > 0 ? (
        <DataList label={title} columns={columns} rows={rows} rowKey={(line) => line.id} />
      ) : (
        <Text size="sm">{empty}</Text>
      )}
    </section>
  )
}
