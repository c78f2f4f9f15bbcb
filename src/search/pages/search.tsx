import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { newKey } from '../../ui/new-key.ts'
import { pageRead, pageTry, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { deleteSearch, saveSearch } from '../commands/saved-searches.ts'
import { readSearchFilter, searchParameters } from '../model/search-address.ts'
import { listSavedSearches } from '../queries/saved-searches.ts'
import { searchChoices } from '../queries/search-choices.ts'
import { searchEverything } from '../queries/search-everything.ts'
import type { Route } from './+types/search.ts'
import { ExportForm } from './export-form.tsx'
import { FoundList } from './found-list.tsx'
import { KindCounts } from './kind-counts.tsx'
import { SavedSearches } from './saved-searches.tsx'
import { SearchForm } from './search-form.tsx'
import { SearchHints } from './search-hints.tsx'

export const meta = () => [{ title: 'Tìm kiếm — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, searchEverything.audience)
  const { searchParams } = new URL(request.url)
  const { filter, given } = readSearchFilter(searchParams)
  const cursor = searchParams.get('sau') ?? undefined
  const [answer, choices, saved] = await Promise.all([
    pageTry(context, searchEverything, { ...given, cursor }),
    pageRead(context, searchChoices, {}),
    pageRead(context, listSavedSearches, {}),
  ])
  const next = answer.ok ? answer.output.next : null
  const onward = new URLSearchParams(searchParams)
  if (next) onward.set('sau', next)
  return {
    answer,
    choices,
    saved: saved.rows,
    filter,
    isFirst: cursor === undefined,
    isAsked: Object.keys(given).length > 0,
    next: next && `?${onward}`,
    key: newKey(),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, saveSearch.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey'))
  if (form.get('viec') === 'xoa')
    return pageWrite(context, deleteSearch, { input: { id: form.get('id') }, idempotencyKey })
  const query = readSearchFilter(new URLSearchParams(String(form.get('cau')))).given
  return pageWrite(context, saveSearch, { input: { name: form.get('name'), query }, idempotencyKey })
}

export default function Search({ loaderData, actionData }: Route.ComponentProps) {
  const { answer, choices, saved, filter, isFirst, isAsked, next, key } = loaderData
  return (
    <Stack>
      <Title order={1} size="h2">
        Tìm kiếm
      </Title>
      <SearchForm
        filter={filter}
        choices={choices}
        errors={answer.ok ? {} : (answer.problem.fields ?? {})}
        key={JSON.stringify(filter)}
      />
      <SavedSearches
        saved={saved}
        asked={isAsked && answer.ok ? searchParameters(filter) : null}
        answer={actionData ?? null}
        idempotencyKey={key}
      />
      {answer.ok ? null : <ProblemAlert problem={answer.problem} shownFields={['q', 'from', 'to']} />}
      {answer.ok && isAsked && answer.output.exact.length + answer.output.items.length > 0 ? (
        <ExportForm filter={filter} />
      ) : null}
      {answer.ok && isAsked ? (
        <Results output={answer.output} filter={filter} isFirst={isFirst} next={next} />
      ) : null}
      {answer.ok && !isAsked ? <SearchHints /> : null}
    </Stack>
  )
}

type Data = Route.ComponentProps['loaderData']
type Output = Extract<Data['answer'], { ok: true }>['output']

interface ResultsProps {
  output: Output
  filter: Data['filter']
  isFirst: boolean
  next: string | null
}

function Results({ output, filter, isFirst, next }: ResultsProps) {
  const { exact, items, counts, searchedTo } = output
  const isEmpty = exact.length + items.length === 0
  return (
    <Stack>
      {counts && !(isEmpty && filter.kind === undefined) ? (
        <KindCounts counts={counts} filter={filter} />
      ) : null}
      <FoundList title="Đúng số, ký hiệu" items={exact} />
      <FoundList title={exact.length > 0 ? 'Có các chữ đã gõ' : 'Kết quả'} items={items} />
      {isEmpty && isFirst && !searchedTo ? <SearchHints isEmpty /> : null}
      {isEmpty && !isFirst && !next ? <Text>Đã hết kết quả.</Text> : null}
      {searchedTo ? (
        <Text size="sm" role="status">
          Mới tìm trong những gì từ ngày {formatDate(searchedTo)} trở lại đây. Bấm “Tìm tiếp” để tìm lùi nữa,
          hoặc thêm một từ đặc trưng.
        </Text>
      ) : null}
      {filter.sort === 'best' && items.length > 0 ? (
        <Text size="sm" c="dimmed">
          Xếp theo mức khớp trong những kết quả mới nhất của mỗi loại; muốn xem hết, hãy xếp theo ngày.
        </Text>
      ) : null}
      {next ? (
        <Group>
          <Button component={Link} to={next} variant="default">
            {searchedTo ? 'Tìm tiếp' : 'Trang sau'}
          </Button>
        </Group>
      ) : null}
    </Stack>
  )
}
