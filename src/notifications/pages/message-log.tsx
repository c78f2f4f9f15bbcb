import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { Form, Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { sendAgain } from '../commands/send-again.ts'
import { type Channel, channels, events, type MessageEvent } from '../model/events.ts'
import { type MessageState, states } from '../model/sending.ts'
import { listMessages } from '../queries/list-messages.ts'
import type { Route } from './+types/message-log.ts'

export const meta = () => [{ title: 'Nhật ký thông báo — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listMessages.audience)
  const { searchParams } = new URL(request.url)
  const chosen = (name: string) => searchParams.get(name)?.trim() || undefined
  const [state, channel, address] = [chosen('trang-thai'), chosen('cach'), chosen('dia-chi')]
  const cursor = chosen('sau')
  const filter = {
    state: state !== undefined && state in states ? (state as MessageState) : undefined,
    channel: (['email', 'sms'] as const).find((each) => each === channel),
    address: address?.slice(0, 254),
  }
  const { items, next } = await pageRead(context, listMessages, { ...filter, cursor })
  if (next) searchParams.set('sau', next)
  return {
    items,
    next: next ? searchParams.toString() : null,
    filter,
    isFirst: !cursor,
    maySend: mayTry(actor, sendAgain.audience),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, sendAgain.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey') ?? '')
  return pageWrite(context, sendAgain, { input: { id: String(form.get('id') ?? '') }, idempotencyKey })
}

type Message = Route.ComponentProps['loaderData']['items'][number]

/** How good or bad a state is. */
const tones = {
  waiting: 'plain',
  sending: 'plain',
  sent: 'good',
  delivered: 'good',
  failed: 'warning',
  suppressed: 'plain',
} as const

const columns = (again: { busy: boolean; send(id: string): void } | null): readonly Column<Message>[] => [
  {
    header: 'Tin',
    isTitle: true,
    cell: (message) => (
      <>
        <Text span size="sm" fw={600} display="block">
          {events[message.event as MessageEvent]?.name ?? 'Tin khác'}
        </Text>
        {message.dossierCode ? (
          <Anchor component={Link} to={`/ho-so/${message.dossierCode}`} size="sm">
            {message.dossierCode}
          </Anchor>
        ) : null}
      </>
    ),
  },
  {
    header: 'Gửi đến',
    cell: ({ channel, address }) => (
      <>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Text>
        <Text size="sm" c="gray.7">
          {channels[channel as Channel]}
        </Text>
      </>
    ),
  },
  {
    header: 'Kết quả',
    cell: (message) => (
      <>
        <Tag tone={tones[message.state as MessageState]}>{states[message.state as MessageState]}</Tag>
        <Text size="sm">{whenText(message)}</Text>
        {message.reason ? <Text size="sm">{message.reason}</Text> : null}
      </>
    ),
  },
  {
    header: 'Nội dung',
    isPlain: true,
    cell: ({ subject, body }) => (
      <details>
        <summary>Xem nội dung</summary>
        {subject ? (
          <Text size="sm" fw={600}>
            {subject}
          </Text>
        ) : null}
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {body}
        </Text>
      </details>
    ),
  },
  ...(again
    ? [
        {
          header: 'Gửi lại',
          isPlain: true,
          cell: (message: Message) =>
            message.state === 'failed' || message.state === 'sent' ? (
              <Button
                variant="default"
                size="compact-sm"
                disabled={again.busy}
                onClick={() => again.send(message.id)}
                aria-label={`Gửi lại tin đến ${message.address}`}
              >
                Gửi lại
              </Button>
            ) : null,
        },
      ]
    : []),
]

function whenText({ sentAt, createdAt, nextAt, state, attempts }: Message): string {
  if (sentAt) return formatShortMoment(sentAt)
  if (state === 'waiting') {
    const tried = attempts > 0 ? `đã thử ${attempts} lần, ` : ''
    return `${tried}gửi sau ${formatShortMoment(nextAt)}`
  }
  return `Lập lúc ${formatShortMoment(createdAt)}`
}

export default function MessageLog({ loaderData }: Route.ComponentProps) {
  const { items, next, isFirst, maySend } = loaderData
  const [queued, setQueued] = useState(false)
  const { send, busy, problem } = useAnswer(() => setQueued(true))
  const again = {
    busy,
    send(id: string) {
      setQueued(false)
      const form = new FormData()
      form.set('id', id)
      send(form)
    },
  }
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Nhật ký thông báo
      </Title>
      <LogFilter filter={loaderData.filter} />
      {problem ? <ProblemAlert problem={problem} /> : null}
      {queued ? <Notice tone="good" title="Tin đã xếp hàng để gửi lại." /> : null}
      {items.length > 0 ? (
        <DataList
          label="Tin đã lập cho công dân"
          columns={columns(maySend ? again : null)}
          rows={items}
          rowKey={({ id }) => id}
        />
      ) : (
        <Text>{isFirst ? 'Chưa có tin nào như vậy.' : 'Đã hết danh sách.'}</Text>
      )}
      <Group>
        {isFirst ? null : (
          <Button component={Link} to="/quan-tri/nhat-ky-thong-bao" variant="default">
            Trang đầu
          </Button>
        )}
        {next ? (
          <Button component={Link} to={`?${next}`} variant="default">
            Trang sau
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}

function LogFilter({ filter }: Pick<Route.ComponentProps['loaderData'], 'filter'>) {
  return (
    <Paper withBorder p="sm">
      <Form method="get" action="/quan-tri/nhat-ky-thong-bao" role="search" key={JSON.stringify(filter)}>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm">
          <NativeSelect
            name="trang-thai"
            label="Kết quả"
            defaultValue={filter.state ?? ''}
            data={[
              { value: '', label: 'Mọi kết quả' },
              ...Object.entries(states).map(([value, label]) => ({ value, label })),
            ]}
          />
          <NativeSelect
            name="cach"
            label="Gửi bằng"
            defaultValue={filter.channel ?? ''}
            data={[
              { value: '', label: 'Mọi cách' },
              { value: 'email', label: channels.email },
              { value: 'sms', label: channels.sms },
            ]}
          />
          <TextInput
            name="dia-chi"
            label="Thư điện tử hoặc số di động"
            placeholder="Nhập đủ địa chỉ"
            defaultValue={filter.address ?? ''}
            maxLength={254}
            autoComplete="off"
          />
          <Group align="flex-end" gap="xs">
            <Button type="submit">Lọc</Button>
            <Button component={Link} to="/quan-tri/nhat-ky-thong-bao" variant="subtle">
              Bỏ lọc
            </Button>
          </Group>
        </SimpleGrid>
      </Form>
    </Paper>
  )
}
