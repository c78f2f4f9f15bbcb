import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { onlineSources } from '../model/online-filing.ts'
import { type ListedFiling, listFilings } from '../queries/list-filings.ts'
import type { Route } from './+types/online-filings.ts'
import { filingStates, waitsForWords } from './online/filing-words.ts'

export const meta = () => [{ title: 'Hồ sơ trực tuyến — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listFilings.audience)
  return pageRead(context, listFilings, {})
}

export default function OnlineFilings({ loaderData }: Route.ComponentProps) {
  const { waiting, others } = loaderData
  const late = waiting.filter(({ isLate }) => isLate).length
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Hồ sơ trực tuyến
        </Title>
        <Text size="sm" c="gray.7">
          Hồ sơ công dân nộp qua mạng phải được tiếp nhận, yêu cầu bổ sung hoặc từ chối trong giờ trả lời.
        </Text>
      </div>
      {waiting.length === 0 ? (
        <Notice tone="good" title="Không có hồ sơ trực tuyến nào chờ trả lời" />
      ) : (
        <section aria-labelledby="cho-tra-loi">
          <Title order={2} size="h4" id="cho-tra-loi" mb="xs">
            Chờ trả lời ({waiting.length}
            {late > 0 ? `, ${late} quá giờ` : ''})
          </Title>
          <DataList
            label="Hồ sơ trực tuyến chờ trả lời"
            columns={waitingColumns}
            rows={waiting}
            rowKey={({ id }) => id}
          />
        </section>
      )}
      {others.length > 0 ? (
        <section aria-labelledby="da-tra-loi">
          <Title order={2} size="h4" id="da-tra-loi" mb="xs">
            Đã trả lời
          </Title>
          <DataList
            label="Hồ sơ trực tuyến đã trả lời"
            columns={otherColumns}
            rows={others}
            rowKey={({ id }) => id}
          />
        </section>
      ) : null}
    </Stack>
  )
}

/** Where it is worked on: once accepted it is a dossier like any other. */
const pageOf = ({ id, code }: ListedFiling) => (code ? `/ho-so/${code}` : `/ho-so-truc-tuyen/${id}`)

function waitingWords({ waitsFor, isLate }: ListedFiling): string {
  const words = waitsFor ? waitsForWords[waitsFor] : ''
  return isLate ? `${words} · quá giờ` : words
}

const titleColumn: Column<ListedFiling> = {
  header: 'Mã nộp',
  isTitle: true,
  cell: (row) => (
    <>
      <Anchor component={Link} inherit to={pageOf(row)}>
        {row.code ?? row.reference}
      </Anchor>
      <Text size="sm" c="gray.7">
        {onlineSources[row.source]}
      </Text>
    </>
  ),
}

const personColumn: Column<ListedFiling> = {
  header: 'Người nộp, thủ tục',
  isPlain: true,
  isWide: true,
  cell: (row) => (
    <>
      <Text fw={600} size="sm">
        {row.applicantName}
      </Text>
      <Text size="sm" lineClamp={2}>
        {row.procedureName}
      </Text>
    </>
  ),
}

const filedColumn: Column<ListedFiling> = {
  header: 'Nộp lúc',
  cell: (row) => (
    <Text size="sm" span>
      {formatShortMoment(row.filedAt)}
    </Text>
  ),
}

const waitingColumns: readonly Column<ListedFiling>[] = [
  titleColumn,
  {
    header: 'Việc, hạn trả lời',
    isPlain: true,
    cell: (row) => (
      <>
        <Tag tone={row.isLate ? 'warning' : 'plain'}>{waitingWords(row)}</Tag>
        <Text size="sm">Trả lời trước {formatShortMoment(row.answerBy)}</Text>
      </>
    ),
  },
  personColumn,
  filedColumn,
]

const otherColumns: readonly Column<ListedFiling>[] = [
  titleColumn,
  {
    header: 'Tình trạng',
    isPlain: true,
    cell: (row) => (
      <>
        <Tag tone="plain">{filingStates[row.state]}</Tag>
        {row.answeredAt ? <Text size="sm">Trả lời lúc {formatShortMoment(row.answeredAt)}</Text> : null}
      </>
    ),
  },
  personColumn,
  filedColumn,
]
