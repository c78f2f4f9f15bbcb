import { Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { noteReminder, setCollectionSettings } from '../commands/note-reminder.ts'
import { ageGroups, type ReminderWay, reminderWays, returnMethods } from '../model/collection.ts'
import { listUncollected, type Uncollected } from '../queries/list-uncollected.ts'
import type { Route } from './+types/uncollected-results.ts'
import { ReminderDialog } from './returns/reminder-dialog.tsx'
import { UncollectedSettings } from './returns/uncollected-settings.tsx'

export const meta = () => [{ title: 'Kết quả chưa nhận — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listUncollected.audience)
  const isAdmin = actor.duties.some(({ role }) => role === 'admin')
  return { ...(await pageRead(context, listUncollected, {})), isAdmin }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const idempotencyKey = text('idempotencyKey')
  if (text('viec') === 'dat-ngay') {
    return pageWrite(context, setCollectionSettings, {
      input: { uncollectedDays: Number(text('uncollectedDays')) },
      idempotencyKey,
    })
  }
  const nextOn = text('nextOn').trim()
  return pageWrite(context, noteReminder, {
    idempotencyKey,
    input: {
      code: text('code'),
      revision: Number(text('revision')),
      how: text('how'),
      answer: text('answer'),
      nextOn: nextOn === '' ? null : typedIsoDate(nextOn),
    },
  })
}

export default function UncollectedResults({ loaderData }: Route.ComponentProps) {
  const { items, afterDays, isAdmin } = loaderData
  const [open, setOpen] = useState<Uncollected | null>(null)
  const due = items.filter(({ isDue }) => isDue).length
  const groups = ageGroups
    .map(({ name }) => ({ name, rows: items.filter(({ ageGroup }) => ageGroup === name) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Kết quả chưa nhận
        </Title>
        <Text size="sm" c="gray.7">
          Kết quả đã có mà công dân chưa nhận. Nhắc khi quá {afterDays} ngày.
        </Text>
      </div>
      {items.length === 0 ? (
        <Notice tone="good" title="Không còn kết quả nào chờ nhận" />
      ) : (
        <Text role="status" fw={600}>
          {items.length} kết quả chờ nhận, {due} kết quả đến ngày phải nhắc
        </Text>
      )}
      {groups.map(({ name, rows }) => (
        <section key={name}>
          <Title order={2} size="h4" mb="xs">
            {name} ({rows.length})
          </Title>
          <DataList label={name} columns={columnsOf(setOpen)} rows={rows} rowKey={(row) => row.id} />
        </section>
      ))}
      {isAdmin ? <UncollectedSettings days={afterDays} /> : null}
      {open ? <ReminderDialog result={open} onClose={() => setOpen(null)} /> : null}
    </Stack>
  )
}

const columnsOf = (onRemind: (row: Uncollected) => void): readonly Column<Uncollected>[] => [
  {
    header: 'Mã hồ sơ',
    isTitle: true,
    cell: (row) => (
      <Anchor component={Link} inherit to={`/ho-so/${row.code}`}>
        {row.code}
      </Anchor>
    ),
  },
  {
    header: 'Người nộp, thủ tục',
    isPlain: true,
    cell: (row) => (
      <>
        <Text fw={600} size="sm">
          {row.applicantName}
          {row.phone ? ` · ${row.phone}` : ''}
        </Text>
        <Text size="sm" lineClamp={2}>
          {row.procedureName}
        </Text>
      </>
    ),
  },
  {
    header: 'Có từ',
    cell: (row) => (
      <Text size="sm" span>
        {formatShortMoment(new Date(row.since))} ({row.days} ngày)
        {row.isUndelivered ? ' · bưu chính trả lại' : ''}
        {row.returnMethod === 'online' && !row.isUndelivered
          ? ` · ${returnMethods.online}${row.hasDownloaded ? ', công dân đã tải' : ''}`
          : ''}
      </Text>
    ),
  },
  {
    header: 'Đã nhắc',
    cell: (row) => (
      <>
        <Text size="sm">
          {row.latest
            ? `${row.reminders} lần, gần nhất ${formatShortMoment(new Date(row.latest.at))}: ${reminderWays[row.latest.how as ReminderWay]}, ${row.latest.by}. ${row.latest.answer}`
            : 'Chưa nhắc'}
        </Text>
        {row.isDue ? (
          <Badge color="red.9" variant="filled" tt="none">
            Phải nhắc
          </Badge>
        ) : (
          <Text size="sm" c="gray.7">
            Nhắc tiếp ngày {formatDate(row.remindOn)}
          </Text>
        )}
      </>
    ),
  },
  {
    header: 'Việc',
    isPlain: true,
    cell: (row) =>
      row.mayRemind ? (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onRemind(row)}
            aria-label={`Ghi nhắc: hồ sơ ${row.code}`}
          >
            Ghi nhắc
          </Button>
          <Button
            component="a"
            size="compact-sm"
            variant="default"
            href={`/api/v1/dossiers/${row.code}/reminder.pdf`}
            target="_blank"
            aria-label={`In thư mời: hồ sơ ${row.code}`}
          >
            In thư mời
          </Button>
        </Group>
      ) : null,
  },
]
