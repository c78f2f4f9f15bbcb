import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { addRoom } from '../commands/internal/meetings.ts'
import { listMeetings } from '../queries/internal/internal-lists.ts'
import type { Route } from './+types/meetings.ts'
import { CancelDialog, MeetingDialog, ReplyDialog, RoomDialog } from './internal/meeting-dialogs.tsx'
import { runInternalForm } from './internal/run-internal.ts'

export const meta = () => [{ title: 'Lịch họp, giấy mời — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listMeetings.audience)
  return { ...(await pageRead(context, listMeetings, {})), mayAddRoom: mayTry(actor, addRoom.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, listMeetings.audience)
  return runInternalForm(pageWrite, context, await request.formData())
}

export type MeetingsData = Route.ComponentProps['loaderData']
export type MeetingRow = MeetingsData['rows'][number]
type Opened = { work: 'call' | 'room' } | { work: 'change' | 'cancel' | 'reply'; row: MeetingRow }

export default function Meetings({ loaderData }: Route.ComponentProps) {
  const { rows, mayAddRoom } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  return (
    <Stack maw={900}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Lịch họp, giấy mời
        </Title>
        <Group>
          {mayAddRoom ? (
            <Button variant="default" onClick={() => setOpened({ work: 'room' })}>
              Thêm phòng họp
            </Button>
          ) : null}
          <Button onClick={() => setOpened({ work: 'call' })}>Mời họp</Button>
        </Group>
      </Group>
      {rows.length === 0 ? <Text>Chưa có cuộc họp nào sắp tới.</Text> : null}
      {rows.map((row) => (
        <Meeting
          key={row.id}
          row={row}
          onReply={() => setOpened({ work: 'reply', row })}
          onChange={() => setOpened({ work: 'change', row })}
          onCancel={() => setOpened({ work: 'cancel', row })}
        />
      ))}
      {opened?.work === 'call' ? <MeetingDialog data={loaderData} onClose={close} /> : null}
      {opened?.work === 'change' ? (
        <MeetingDialog data={loaderData} row={opened.row} onClose={close} />
      ) : null}
      {opened?.work === 'room' ? <RoomDialog onClose={close} /> : null}
      {opened?.work === 'cancel' ? <CancelDialog row={opened.row} onClose={close} /> : null}
      {opened?.work === 'reply' ? <ReplyDialog row={opened.row} onClose={close} /> : null}
    </Stack>
  )
}

const answers: Readonly<Record<string, string>> = { '': 'chưa trả lời', comes: 'sẽ dự', absent: 'vắng' }

interface MeetingProps {
  row: MeetingRow
  onReply(): void
  onChange(): void
  onCancel(): void
}

function Meeting({ row, onReply, onChange, onCancel }: MeetingProps) {
  const isCalled = row.state === 'called'
  return (
    <Paper withBorder p="sm" component="article" aria-label={row.subject}>
      <Group gap="xs">
        <Title order={2} size="h5">
          {row.subject}
        </Title>
        {isCalled ? null : <Tag tone="warning">Đã hủy</Tag>}
        {row.answer === '' && isCalled ? <Tag tone="warning">Anh, chị chưa trả lời</Tag> : null}
      </Group>
      <Text size="sm">
        Từ {formatShortMoment(new Date(row.startsAt))} đến {formatShortMoment(new Date(row.endsAt))},{' '}
        {row.room}. Chủ trì: {row.chair}.
      </Text>
      {row.agenda ? <Text size="sm">Nội dung: {row.agenda}</Text> : null}
      {row.cancelReason ? <Text size="sm">Lý do hủy: {row.cancelReason}</Text> : null}
      <Text size="sm">
        Thành phần:{' '}
        {row.people
          .map(({ name, answer, words }) => `${name} (${answers[answer]}${words ? `: ${words}` : ''})`)
          .join('; ')}
        {row.guests ? `; ${row.guests}` : ''}
      </Text>
      <Group mt="xs">
        <Anchor href={`/api/v1/meetings/${row.id}/calendar.ics`} size="sm">
          Đưa vào lịch điện thoại
        </Anchor>
        {isCalled && row.answer !== null ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={onReply}
            aria-label={`Trả lời: ${row.subject}`}
          >
            Trả lời
          </Button>
        ) : null}
        {row.mayChange ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={onChange}
            aria-label={`Đổi giờ, phòng, người dự: ${row.subject}`}
          >
            Đổi giờ, phòng, người dự
          </Button>
        ) : null}
        {row.mayChange ? (
          <Button
            size="compact-sm"
            variant="default"
            c="red.9"
            onClick={onCancel}
            aria-label={`Hủy họp: ${row.subject}`}
          >
            Hủy họp
          </Button>
        ) : null}
      </Group>
    </Paper>
  )
}
