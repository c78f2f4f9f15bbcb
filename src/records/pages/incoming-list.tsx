import { Anchor, Button, Checkbox, Group, List, Stack, Text, Title } from '@mantine/core'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { newKey } from '../../ui/new-key.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { UrgencyBadge } from '../../ui/urgency-badge.tsx'
import { finishManyIncoming } from '../commands/finish-incoming.ts'
import { urgencies } from '../model/document-fields.ts'
import { clerks, viewerOf } from '../policy.ts'
import { type IncomingFilter, incomingFilter } from '../queries/incoming-filter.ts'
import { incomingCountLimit, type ListedIncoming, listIncoming } from '../queries/list-incoming.ts'
import { incomingFilterChoices } from '../queries/register-choices.ts'
import type { Route } from './+types/incoming-list.ts'
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
    key: newKey(),
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

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, finishManyIncoming.audience)
  const form = await request.formData()
  const documents = form.getAll('documents').map((each) => {
    const [id = '', revision = ''] = String(each).split('.')
    return { id, revision: Number(revision) }
  })
  const idempotencyKey = String(form.get('idempotencyKey'))
  return pageWrite(context, finishManyIncoming, { input: { documents }, idempotencyKey })
}

export default function IncomingList({ loaderData, actionData }: Route.ComponentProps) {
  const { items, next, count, filter, choices, isFirst, registers, me, isLeader, key } = loaderData
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
      {actionData ? <Finished answer={actionData} /> : null}
      {items.length === 0 ? (
        <Text>
          {isFirst ? 'Không có văn bản nào khớp. Hãy gõ ít chữ hơn hoặc bấm “Bỏ lọc”.' : 'Đã hết danh sách.'}
        </Text>
      ) : (
        <Form method="post">
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
                <>
                  <input type="hidden" name="idempotencyKey" value={key} />
                  <Button type="submit" variant="default">
                    Kết thúc các văn bản đã chọn
                  </Button>
                </>
              ) : null}
              {next ? (
                <Button component={Link} to={next} variant="default">
                  Trang sau
                </Button>
              ) : null}
            </Group>
          </Stack>
        </Form>
      )}
    </Stack>
  )
}

/** What became of each: what may not be finished says why. */
function Finished({ answer }: { answer: NonNullable<Route.ComponentProps['actionData']> }) {
  if (!answer.ok) return <ProblemAlert problem={answer.problem} />
  const { results } = answer.output
  const done = results.filter(({ finished }) => finished)
  const left = results.filter(({ finished }) => !finished)
  return (
    <Notice tone={left.length > 0 ? 'warning' : 'good'} title={`Đã kết thúc ${done.length} văn bản`}>
      {left.length > 0 ? (
        <List size="sm">
          {left.map(({ id, name, words }) => (
            <List.Item key={id}>
              {name ? `${name.charAt(0).toUpperCase()}${name.slice(1)}: ` : ''}
              {words}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Notice>
  )
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
          value={`${item.id}.${item.revision}`}
          aria-label={`Chọn số đến ${item.arrivalNumber}`}
        />
      ) : null,
  }
}
