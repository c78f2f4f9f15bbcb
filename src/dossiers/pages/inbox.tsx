import { Anchor, Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { incomingInbox } from '../../records/queries/incoming-inbox.ts'
import { internalInbox } from '../../records/queries/internal/internal-inbox.ts'
import { outgoingInbox } from '../../records/queries/outgoing/outgoing-inbox.ts'
import { outgoingForToken } from '../../records/queries/outgoing/waiting-for-token.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { UrgencyBadge, type UrgencyLevel, urgencyLabel } from '../../ui/urgency-badge.tsx'
import { mergeByDue } from '../model/merge-by-due.ts'
import { listFilings } from '../queries/list-filings.ts'
import { listInbox } from '../queries/list-inbox.ts'
import { resultsForToken } from '../queries/result-to-sign.ts'
import type { Route } from './+types/inbox.ts'
import { entryOfIncoming, entryOfInternal, entryOfOutgoing } from './inbox-entries.ts'
import { EntryAbout, EntryDue, EntryLink, type InboxEntry } from './inbox-row.tsx'
import { WaitingElsewhere, WaitingForToken } from './waiting-elsewhere.tsx'

export const meta = () => [{ title: 'Việc của tôi — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, incomingInbox.audience)
  const cursor = new URL(request.url).searchParams.get('sau') ?? undefined
  const receives = actor.duties.some(({ role }) => role === 'counter')
  const hasDossiers = mayTry(actor, listInbox.audience)
  const [{ items: dossiers, next }, entries, filings, documents, results] = await Promise.all([
    hasDossiers ? pageRead(context, listInbox, { cursor }) : { items: [], next: null },
    cursor ? [] : readEntries(context),
    receives ? pageRead(context, listFilings, {}) : null,
    pageRead(context, outgoingForToken, {}),
    mayTry(actor, resultsForToken.audience) ? pageRead(context, resultsForToken, {}) : { items: [] },
  ])
  const toAnswer = filings?.waiting.filter(({ mayAnswer }) => mayAnswer) ?? []
  const elsewhere = { waiting: toAnswer.length, late: toAnswer.filter(({ isLate }) => isLate).length }
  const items = mergeByDue(dossiers, entries).map(itemOf)
  const toSign = documents.items.length + results.items.length
  return { items, next, isFirst: !cursor, receives, elsewhere, hasDossiers, toSign }
}

/** Documents and matters inside the office, what is due first coming first. */
async function readEntries(context: Parameters<typeof pageRead>[0]): Promise<InboxEntry[]> {
  const [incoming, outgoing, internal] = await Promise.all([
    pageRead(context, incomingInbox, {}),
    pageRead(context, outgoingInbox, {}),
    pageRead(context, internalInbox, {}),
  ])
  return [
    ...incoming.items.map(entryOfIncoming),
    ...outgoing.items.map(entryOfOutgoing),
    ...internal.items.map(entryOfInternal),
  ].toSorted((one, other) => one.sortAt - other.sortAt)
}

/** One thing to do as it is shown: a dossier, or what else the office asks. */
function itemOf(each: Dossier | InboxEntry): Item {
  const { id, stepName, urgency } = each
  return 'sortAt' in each
    ? { id, stepName, urgency, kind: 'entry', entry: each }
    : { id, stepName, urgency, kind: 'dossier', dossier: each }
}

type Dossier = z.output<typeof listInbox.output>['items'][number]

type Item = { id: string; stepName: string; urgency: UrgencyLevel | null } & (
  | { kind: 'dossier'; dossier: Dossier }
  | { kind: 'entry'; entry: InboxEntry }
)

const levels: readonly UrgencyLevel[] = ['late', 'due_soon', 'on_time']

const columns: readonly Column<Item>[] = [
  {
    header: 'Mã hồ sơ, văn bản',
    isTitle: true,
    cell: (item) =>
      item.kind === 'entry' ? (
        <EntryLink entry={item.entry} />
      ) : (
        <Anchor component={Link} inherit to={`/ho-so/${item.dossier.code}`}>
          {item.dossier.code}
        </Anchor>
      ),
  },
  {
    header: 'Thời hạn',
    isPlain: true,
    cell: (item) =>
      item.kind === 'entry' ? (
        <EntryDue entry={item.entry} />
      ) : (
        <>
          <UrgencyBadge level={item.dossier.urgency} words={item.dossier.timeLeft} />
          <Text size="sm">Hẹn trả: {formatShortMoment(item.dossier.dueAt)}</Text>
          <ApologyWords item={item.dossier} />
        </>
      ),
  },
  {
    header: 'Người nộp, thủ tục, nội dung',
    isPlain: true,
    cell: (item) =>
      item.kind === 'entry' ? (
        <EntryAbout entry={item.entry} />
      ) : (
        <>
          <Text fw={600} size="sm">
            {item.dossier.applicantName}
          </Text>
          <Text size="sm" lineClamp={2}>
            {item.dossier.procedureName}
          </Text>
        </>
      ),
  },
  {
    header: 'Bước, trạng thái',
    cell: (item) => (
      <Text span size="sm">
        {item.kind === 'entry'
          ? `${item.stepName} · ${item.entry.stateName}`
          : `${item.stepName} · ${item.dossier.statusName}${item.dossier.mine ? '' : ' · chưa có người nhận'}`}
      </Text>
    ),
  },
]

/** Where an apology stands, or by when one has to be on its way. */
function ApologyWords({ item }: { item: Dossier }) {
  if (item.extension === 'proposed') return <Tag tone="warning">Chờ quyết định hẹn lại</Tag>
  if (item.extension === 'draft') return <Tag tone="warning">Cần xin lỗi, hẹn lại</Tag>
  if (!item.apologyBy) return null
  return <Text size="sm">Không kịp thì xin lỗi trước {formatShortMoment(item.apologyBy)}</Text>
}

export default function Inbox({ loaderData }: Route.ComponentProps) {
  const { items, next, isFirst, receives, elsewhere, hasDossiers, toSign } = loaderData
  const [step, setStep] = useState('')
  const [level, setLevel] = useState<UrgencyLevel | null>(null)
  const steps = [...new Set(items.map((item) => item.stepName))]
  const atStep = items.filter((item) => step === '' || item.stepName === step)
  const shown = atStep.filter((item) => level === null || item.urgency === level)
  return (
    <Stack>
      <Title order={1} size="h2">
        Việc của tôi
      </Title>
      <WaitingElsewhere {...elsewhere} />
      <WaitingForToken count={toSign} />
      {items.length === 0 ? (
        <NothingToDo {...{ isFirst, receives, hasDossiers }} />
      ) : (
        <>
          <Group align="flex-end" gap="sm">
            {levels.map((each) => (
              <Button
                key={each}
                variant={level === each ? 'filled' : 'default'}
                color={level === each ? 'dark' : undefined}
                aria-pressed={level === each}
                onClick={() => setLevel(level === each ? null : each)}
              >
                {urgencyLabel(each)}: {atStep.filter((item) => item.urgency === each).length}
              </Button>
            ))}
            <NativeSelect
              label="Lọc theo bước"
              value={step}
              onChange={(event) => setStep(event.currentTarget.value)}
              data={[{ value: '', label: 'Tất cả các bước' }, ...steps]}
            />
          </Group>
          {shown.length > 0 ? (
            <DataList
              label="Hồ sơ, văn bản, việc cần xử lý"
              columns={columns}
              rows={shown}
              rowKey={(item) => item.id}
            />
          ) : (
            <Text>Không có việc nào khớp với bộ lọc. Hãy bỏ bớt điều kiện lọc ở trên.</Text>
          )}
          {next ? (
            <Button
              component={Link}
              to={`?sau=${next}`}
              variant="default"
              style={{ alignSelf: 'flex-start' }}
            >
              Trang sau
            </Button>
          ) : null}
        </>
      )}
    </Stack>
  )
}

interface NothingProps {
  isFirst: boolean
  receives: boolean
  hasDossiers: boolean
}

function NothingToDo({ isFirst, receives, hasDossiers }: NothingProps) {
  const [words, to, label] = receives
    ? [
        'Khi có công dân đến nộp hồ sơ, hãy bắt đầu tiếp nhận. Hồ sơ có kết quả chờ trả, văn bản được giao cũng sẽ hiện ở đây.',
        '/ho-so/moi',
        'Tiếp nhận hồ sơ',
      ]
    : hasDossiers
      ? [
          'Hồ sơ được chuyển đến bước của bạn, văn bản được giao cho bạn sẽ hiện ở đây. Muốn tìm một hồ sơ cụ thể, hãy mở danh sách hồ sơ.',
          '/ho-so',
          'Mở danh sách hồ sơ',
        ]
      : ['Văn bản được giao cho bạn sẽ hiện ở đây.', '/van-ban-den', 'Mở danh sách văn bản đến']
  return (
    <Notice tone="good" title={isFirst ? 'Không còn việc nào chờ bạn' : 'Đã hết danh sách'}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{words}</Text>
        <Button component={Link} to={to} size="sm">
          {label}
        </Button>
      </Stack>
    </Notice>
  )
}
