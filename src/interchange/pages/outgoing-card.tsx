import { Button, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useCallback, useState } from 'react'
import { Outlet, useOutletContext } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { FilingSlot } from '../../records/pages/filing-slot.tsx'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { messageKinds, sendingStates } from '../model/sending.ts'
import { outgoingCard, type Receiver } from '../queries/cards.ts'
import type { Route } from './+types/outgoing-card.ts'

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, outgoingCard.audience)
  return pageRead(context, outgoingCard, { id: params.id })
}

/** Liên thông, on the page of an outgoing document: where it went, how far it has come there, and the way to send it. */
export default function OutgoingCard({ loaderData }: Route.ComponentProps) {
  const { receivers, maySend, isPractice } = loaderData
  const slot = useOutletContext<FilingSlot | null>()
  const isShown = slot?.place !== 'dialog' && (receivers.length > 0 || (maySend && !isPractice))
  return (
    <>
      {isShown ? <Card {...loaderData} /> : null}
      {/* The next card, or its question in a dialog, is drawn by the same slot. */}
      <Outlet context={slot} />
    </>
  )
}

function Card({
  id,
  revision,
  receivers,
  maySend,
  isPractice,
  agencies,
  hasFile,
}: Route.ComponentProps['loaderData']) {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const canSend = maySend && !isPractice
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="lien-thong">
      <Stack gap="sm">
        <Title order={2} size="h4" id="lien-thong">
          Liên thông văn bản
        </Title>
        {receivers.map((receiver) => (
          <ReceiverLine key={receiver.id} receiver={receiver} />
        ))}
        {canSend && agencies.length > 0 && hasFile ? (
          <Button variant="default" onClick={() => setOpen(true)} style={{ alignSelf: 'flex-start' }}>
            Gửi liên thông
          </Button>
        ) : null}
        {canSend && agencies.length === 0 ? (
          <Text size="sm">
            {receivers.length > 0
              ? 'Đã gửi cho mọi cơ quan trong danh bạ liên thông.'
              : 'Danh bạ liên thông chưa có cơ quan nào. Quản trị khai báo ở trang “Trục liên thông văn bản”.'}
          </Text>
        ) : null}
        {canSend && !hasFile ? (
          <Text size="sm">Chưa có bản đã ký dạng tệp nên chưa gửi liên thông được.</Text>
        ) : null}
      </Stack>
      {open ? (
        <OperationDialog
          title="Gửi liên thông"
          intro="Bản đã ký được gửi đi cùng thông tin của văn bản, và ghi vào sổ gửi. Không gửi kèm bản giấy."
          submitLabel="Gửi liên thông"
          path={`/outgoing-documents/${id}/interchange`}
          fields={['agencyIds']}
          toInput={(form) => ({ revision, agencyIds: form.getAll('agencyIds').map(String) })}
          onDone={close}
          onClose={close}
        >
          {(errorAt) => (
            <Checkbox.Group label="Cơ quan nhận" error={errorAt('agencyIds')}>
              <Stack gap="xs" mt="xs">
                {agencies.map((agency) => (
                  <Checkbox key={agency.id} name="agencyIds" value={agency.id} label={agency.name} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </OperationDialog>
      ) : null}
    </Paper>
  )
}

function ReceiverLine({ receiver }: { receiver: Receiver }) {
  const { agency, kind, state, standing, recall, trouble, sentAt } = receiver
  const isGood = state === 'sent' && standing?.name !== 'Từ chối tiếp nhận'
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Title order={3} size="h5">
          {agency}
        </Title>
        {kind === 'document' ? null : <Tag tone="plain">{messageKinds[kind]}</Tag>}
        <Tag tone={isGood ? 'good' : 'warning'}>{standing?.name ?? sendingStates[state]}</Tag>
        {receiver.late ? <Tag tone="warning">Gửi trễ</Tag> : null}
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {sentAt ? `Đã gửi lúc ${formatShortMoment(sentAt)}.` : `${sendingStates[state]}.`}
        {trouble ? ` ${trouble}` : ''}
        {standing ? ` ${standing.name} lúc ${formatShortMoment(standing.at)}: ${standing.words}` : ''}
      </Text>
      {recall ? (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Xin lấy lại lúc {formatShortMoment(recall.askedAt)} ({sendingStates[recall.state].toLowerCase()}).{' '}
          {recall.answer ? `${recall.answer.name}: ${recall.answer.words}` : 'Nơi nhận chưa trả lời.'}
        </Text>
      ) : null}
    </Stack>
  )
}
