import { Anchor, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useCallback, useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { UrgencyBadge } from '../../ui/urgency-badge.tsx'
import { urgencies } from '../model/document-fields.ts'
import { clerks, viewerOf } from '../policy.ts'
import { type IncomingFilter, incomingFilter } from '../queries/incoming-filter.ts'
import { incomingCountLimit, type ListedIncoming, listIncoming } from '../queries/list-incoming.ts'
import { incomingFilterChoices } from '../queries/register-choices.ts'
import type { Route } from './+types/incoming-list.ts'
import { chosenValue, Finished, type FinishedMany, FinishManyDialog } from './finish-many.tsx'
import { IncomingFilterForm } from './incoming-filter-form.tsx'

export const meta = () => [{ title: 'Văn bản đến — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listIncoming.audience)
  const { searchParams } = new URL(request.url)
  const filter = readFilter(searchParams)
  const cursor = searchParams.get('sau') ?? undefined
  const [list, choices] = await Promise.all([
    pageRead(context, listIncoming, { ...filter, cursor }),
    pageRead(context, incomingFilterChoices, {}),
  ])
  const onward = new URLSearchParams(searchParams)
  if (list.next) onward.set('sau', list.next)
  const count = list.count !== null && list.count > incomingCountLimit ? `${incomingCountLimit}+` : list.count
  const { isLeader } = viewerOf(actor)
  return {
    ...list,
    count,
    next: list.next ? `?${onward}` : null,
    filter,
    choices,
    isFirst: !cursor,
    me: actor.id,
    isLeader,
    registers: actor.duties.some(({ role }) => clerks.some((each) => each === role)),
  }
}

/** What an address asks for; a box that cannot be understood does not count. */
function readFilter(parameters: URLSearchParams): IncomingFilter {
  const filter: Record<string, string> = {}
  for (const name of Object.keys(incomingFilter.shape) as (keyof IncomingFilter)[]) {
    const value = parameters.get(name)?.trim()
    if (value && incomingFilter.shape[name].safeParse(value).success) filter[name] = value
  }
  return filter as IncomingFilter
}

export default function IncomingList({ loaderData }: Route.ComponentProps) {
  const { items, next, count, filter, choices, isFirst, registers, me, isLeader } = loaderData
  const finishing = useFinishing()
  const mayFinish = (item: ListedIncoming) => item.state === 'in_progress' && (isLeader || item.leadId === me)
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Văn bản đến
        </Title>
        {registers ? (
          <Button component={Link} to="/van-ban-den/moi">
            Đăng ký văn bản đến
          </Button>
        ) : null}
      </Group>
      <IncomingFilterForm filter={filter} choices={choices} key={JSON.stringify(filter)} />
      {finishing.shown}
      {items.length === 0 ? (
        <Text>
          {isFirst ? 'Không có văn bản nào khớp. Hãy gõ ít chữ hơn hoặc bấm “Bỏ lọc”.' : 'Đã hết danh sách.'}
        </Text>
      ) : (
        <form onSubmit={finishing.begin}>
          <Stack>
            {count !== null ? (
              <Text size="sm" role="status">
                {count} văn bản
              </Text>
            ) : null}
            <DataList
              label="Danh sách văn bản đến"
              columns={items.some(mayFinish) ? [...columns, choosing(mayFinish)] : columns}
              rows={items}
              rowKey={(item) => item.id}
            />
            <Group>
              {items.some(mayFinish) ? (
                <Button type="submit" variant="default">
                  Kết thúc các văn bản đã chọn
                </Button>
              ) : null}
              {next ? (
                <Button component={Link} to={next} variant="default">
                  Trang sau
                </Button>
              ) : null}
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  )
}

/** From the boxes that were ticked, through the question of the work file, to what became of each document. */
function useFinishing() {
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [finished, setFinished] = useState<FinishedMany | null>(null)
  const done = useCallback((answer: FinishedMany) => {
    setFinished(answer)
    setChosen(null)
  }, [])
  function begin(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setFinished(null)
    setChosen(new FormData(event.currentTarget).getAll('documents').map(String))
  }
  const shown =
    chosen?.length === 0 ? (
      <Notice tone="warning" title="Chưa chọn văn bản nào">
        Hãy đánh dấu các văn bản cần kết thúc trong cột “Chọn”.
      </Notice>
    ) : chosen ? (
      <FinishManyDialog chosen={chosen} onDone={done} onClose={() => setChosen(null)} />
    ) : finished ? (
      <Finished {...finished} />
    ) : null
  return { begin, shown }
}

const columns: readonly Column<ListedIncoming>[] = [
  {
    header: 'Số đến',
    isTitle: true,
    cell: (item) => (
      <Anchor component={Link} inherit to={`/van-ban-den/${item.id}`}>
        {item.arrivalNumber}/{item.arrivalYear}
      </Anchor>
    ),
  },
  {
    header: 'Ngày đến',
    cell: (item) => (
      <Text span size="sm">
        {formatDate(item.arrivedOn)}
      </Text>
    ),
  },
  {
    header: 'Văn bản',
    isPlain: true,
    cell: (item) => (
      <>
        <Text fw={600} size="sm">
          {item.symbol} · {item.issuer}
        </Text>
        <Text size="sm" lineClamp={2}>
          {item.subject}
        </Text>
        <Group gap="xs">
          {item.urgency > 0 ? <Tag tone="warning">{urgencies[item.urgency] ?? ''}</Tag> : null}
          {item.restricted ? <Tag tone="plain">Hạn chế người xem</Tag> : null}
        </Group>
      </>
    ),
  },
  {
    header: 'Trạng thái',
    cell: (item) => (
      <Text span size="sm">
        {item.stateName}
        {item.leadName ? ` · ${item.leadName}` : ''}
      </Text>
    ),
  },
  {
    header: 'Hạn',
    cell: (item) =>
      item.dueUrgency ? (
        <>
          {item.dueOn ? (
            <Text span size="sm" mr="xs">
              {formatDate(item.dueOn)}
            </Text>
          ) : null}
          <UrgencyBadge level={item.dueUrgency} words={item.dueWords} />
        </>
      ) : null,
  },
]

function choosing(mayFinish: (item: ListedIncoming) => boolean): Column<ListedIncoming> {
  return {
    header: 'Chọn',
    cell: (item) =>
      mayFinish(item) ? (
        <Checkbox
          name="documents"
          value={chosenValue(item)}
          aria-label={`Chọn số đến ${item.arrivalNumber}`}
        />
      ) : null,
  }
}
