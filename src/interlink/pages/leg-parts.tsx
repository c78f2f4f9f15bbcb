import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Tag } from '../../ui/tag.tsx'
import type { LegView, legEvent } from '../queries/leg-view.ts'

type Event = z.output<typeof legEvent>

/** Where a leg stands: its state, and whether the other side is late or not reached. */
export function LegState({ leg }: { leg: Pick<LegView, 'state' | 'stateName' | 'isLate' | 'endedAt'> }) {
  const waitsForUs = leg.state === 'more' || leg.state === 'undelivered' || leg.state === 'new'
  const tone = leg.state === 'answered' ? 'good' : waitsForUs ? 'warning' : 'plain'
  return (
    <>
      <Tag tone={tone}>{leg.stateName}</Tag>{' '}
      {leg.isLate ? <Tag tone="warning">{leg.endedAt ? 'Trả lời quá hạn' : 'Quá hạn trả lời'}</Tag> : null}
    </>
  )
}

/** By when an answer is asked for, and what the asked side has promised. */
export function LegDue({
  leg,
}: {
  leg: Pick<LegView, 'dueAt' | 'originalDueAt' | 'promisedAt' | 'endedAt'>
}) {
  const moved = leg.dueAt.getTime() !== leg.originalDueAt.getTime()
  return (
    <Text size="sm" component="div">
      Hạn trả lời: {formatShortMoment(leg.dueAt)}
      {moved ? ` (ban đầu ${formatShortMoment(leg.originalDueAt)})` : ''}
      {leg.promisedAt && !leg.endedAt ? `. Nơi giải quyết hẹn ${formatShortMoment(leg.promisedAt)}` : ''}
      {leg.endedAt ? `. Xong ${formatShortMoment(leg.endedAt)}` : ''}
    </Text>
  )
}

/** What keeps it from arriving, and the slip with which the paper went. */
export function LegTrouble({ leg }: { leg: Pick<LegView, 'trouble' | 'slipCode'> }) {
  return (
    <>
      {leg.trouble ? (
        <Text size="sm" c="#8a3300" fw={600}>
          Chưa đến nơi: {leg.trouble}
        </Text>
      ) : null}
      {leg.slipCode ? (
        <Text size="sm">
          Phiếu bàn giao:{' '}
          <Anchor component={Link} to={`/ban-giao/${leg.slipCode}`} inherit>
            {leg.slipCode}
          </Anchor>
        </Text>
      ) : null}
    </>
  )
}

const kinds: Readonly<Record<string, string>> = {
  request: 'Đề nghị',
  supplement: 'Bổ sung',
  recall: 'Thu hồi',
  paper: 'Gửi bản giấy',
  taken: 'Nhận giải quyết',
  result: 'Trả lời: có kết quả',
  refused: 'Trả lời: từ chối giải quyết',
  more: 'Trả lời: cần thêm giấy tờ, thông tin',
  longer: 'Trả lời: cần thêm thời gian',
}

/** What happened on a leg, in order, with its files; `canOpen`: whether this reader may open them. */
export function LegHistory({ events, canOpen }: { events: readonly Event[]; canOpen: boolean }) {
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
      {events.map((event) => (
        <li key={event.id}>
          <Text size="sm" component="div">
            <b>{kinds[event.kind] ?? 'Cập nhật'}</b>, {formatShortMoment(event.at)} · {event.author}
          </Text>
          <Text size="sm" component="div" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {event.text}
          </Text>
          {event.files.map((file) =>
            canOpen ? (
              <Anchor
                key={file.id}
                href={`/api/v1/files/${file.id}`}
                target="_blank"
                size="sm"
                display="block"
                style={{ overflowWrap: 'anywhere' }}
              >
                {file.label === file.name ? file.name : `${file.label}: ${file.name}`}
              </Anchor>
            ) : (
              <Text key={file.id} size="sm">
                {file.label}
              </Text>
            ),
          )}
        </li>
      ))}
    </Stack>
  )
}
