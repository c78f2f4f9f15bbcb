import { Anchor, Paper, Stack, Text, Title } from '@mantine/core'
import { Link, Outlet, useOutletContext } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { FilingSlot } from '../../records/pages/filing-slot.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { arrivalStates } from '../model/arrival.ts'
import { sendingStates } from '../model/sending.ts'
import { incomingCard, type ToldMessage } from '../queries/cards.ts'
import type { Route } from './+types/incoming-card.ts'

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, incomingCard.audience)
  return pageRead(context, incomingCard, { id: params.id })
}

/** Liên thông, on the page of an incoming document: what its sender said of it since, and what it was told. */
export default function IncomingCard({ loaderData }: Route.ComponentProps) {
  const { from } = loaderData
  const slot = useOutletContext<FilingSlot | null>()
  return (
    <>
      {from && slot?.place !== 'dialog' ? <Card {...loaderData} from={from} /> : null}
      {/* The next card, or its question in a dialog, is drawn by the same slot. */}
      <Outlet context={slot} />
    </>
  )
}

const what = {
  document: 'Văn bản',
  recall: 'Yêu cầu lấy lại',
  update: 'Cập nhật, đính chính',
  replace: 'Văn bản thay thế',
  status: 'Trạng thái',
} as const

type CardProps = Route.ComponentProps['loaderData'] & { from: string }

function Card({ from, told, messages, mayOpen }: CardProps) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="lien-thong">
      <Stack gap="sm">
        <Title order={2} size="h4" id="lien-thong">
          Liên thông văn bản
        </Title>
        <Text size="sm">Văn bản đến qua liên thông từ {from}.</Text>
        {messages.map((message) => (
          <Message key={message.id} message={message} mayOpen={mayOpen} />
        ))}
        {told.length > 0 ? (
          <details>
            <Text component="summary" size="sm">
              Đã báo nơi gửi ({told.length})
            </Text>
            {told.map(({ name, words, state, at }) => (
              <Text key={`${name} ${at.toISOString()}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
                {formatShortMoment(at)} {name}: {words} ({sendingStates[state].toLowerCase()})
              </Text>
            ))}
          </details>
        ) : null}
      </Stack>
    </Paper>
  )
}

function Message({ message, mayOpen }: { message: ToldMessage; mayOpen: boolean }) {
  const { id, kind, state, title, reason, incoming, files } = message
  const address = `/lien-thong-van-ban/${id}`
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        {mayOpen ? (
          <Anchor component={Link} inherit to={address}>
            {what[kind]} {title}
          </Anchor>
        ) : (
          `${what[kind]} ${title}`
        )}
      </Title>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {formatShortMoment(message.receivedAt)}, {arrivalStates[state].toLowerCase()}. {reason}
        {message.decidedBy ? ` ${message.decidedBy}: ${message.decidedWords}` : ''}
      </Text>
      {incoming ? (
        <Anchor component={Link} size="sm" to={`/van-ban-den/${incoming.id}`}>
          Số đến {incoming.arrivalNumber}/{incoming.arrivalYear}
        </Anchor>
      ) : null}
      {mayOpen
        ? files.map((file) => (
            <Anchor
              key={file.id}
              href={`/api/v1/interchange/arrivals/${id}/files/${file.id}`}
              target="_blank"
              size="sm"
              style={{ overflowWrap: 'anywhere' }}
            >
              {file.name}
            </Anchor>
          ))
        : null}
    </Stack>
  )
}
