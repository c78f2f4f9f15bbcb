import { Badge, Button, Group, List, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core'
import { redirect } from 'react-router'
import { AppError, problemOf } from '../../platform/errors.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { deskQueue } from '../queries/desk-queue.ts'
import type { Route } from './+types/desk.ts'
import { CurrentTicket } from './current-ticket.tsx'
import { deskWork } from './desk-work.ts'
import { ExpectedList } from './expected-list.tsx'
import { GivenTicket, GiveTicketForm } from './give-ticket-form.tsx'
import { useDesk } from './use-desk.ts'

export const meta = () => [{ title: 'Gọi số tại quầy — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, deskQueue.audience)
  const deskId = new URL(request.url).searchParams.get('quay') ?? undefined
  return pageRead(context, deskQueue, { deskId })
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, deskQueue.audience)
  const form = await request.formData()
  const work = deskWork(form)
  if (!work) return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  // Back from the form of reception: its ticket ends. Should that be refused, the desk shows how the ticket stands.
  if (work.viec === 'xong-ho-so') {
    const { requestId } = context.get(pageContext)
    await pageWrite(context, work.command, { input: work.input, idempotencyKey: `${requestId}.xong` })
    throw redirect('/quay')
  }
  return pageWrite(context, work.command, {
    input: work.input,
    idempotencyKey: String(form.get('idempotencyKey') ?? ''),
  })
}

/** The officer's desk: whom it has, whom it calls, who waits. Every step has a key. */
export default function Desk({ loaderData }: Route.ComponentProps) {
  const { desks, deskId, current, waiting, absent } = loaderData
  const desk = useDesk(loaderData)
  if (!deskId) {
    return (
      <Stack>
        <Title order={1} size="h2">
          Gọi số tại quầy
        </Title>
        <Text>Đơn vị chưa có quầy nào. Hãy báo quản trị bố trí quầy ở trang “Quầy, lĩnh vực”.</Text>
      </Stack>
    )
  }
  return (
    <Stack maw={900} gap="md">
      <Group justify="space-between" align="end">
        <Title order={1} size="h2">
          Gọi số tại quầy
        </Title>
        <NativeSelect
          label="Quầy của tôi"
          value={deskId}
          data={desks.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => desk.change(currentTarget.value)}
        />
      </Group>
      {desk.problem ? <ProblemAlert problem={desk.problem} /> : null}
      {desk.given ? <GivenTicket ticket={desk.given} /> : null}
      {current ? (
        <CurrentTicket view={loaderData} current={current} desk={desk} />
      ) : (
        <Paper withBorder p="lg">
          <Group justify="space-between">
            <Text role="status">
              {waiting.length === 0 ? 'Chưa có ai chờ quầy này.' : `${waiting.length} người đang chờ.`}
            </Text>
            <Button
              size="lg"
              disabled={desk.busy || waiting.length === 0}
              onClick={() => desk.send('goi-tiep')}
            >
              Gọi số tiếp theo (G)
            </Button>
          </Group>
        </Paper>
      )}
      <WaitingList title="Đang chờ, theo thứ tự sẽ gọi" tickets={waiting} none="Không có ai chờ." />
      <section>
        <Title order={2} size="h4" mb="xs">
          Vắng mặt khi gọi
        </Title>
        {absent.length === 0 ? <Text size="sm">Không có ai.</Text> : null}
        <Stack gap="xs">
          {absent.map((ticket) => (
            <Group key={ticket.id}>
              <Text fw={700}>{ticket.code}</Text>
              <Text size="sm">{ticket.fieldName}</Text>
              <Button
                size="compact-sm"
                variant="default"
                disabled={desk.busy}
                onClick={() => desk.send('co-mat', { ticketId: ticket.id })}
              >
                {`Số ${ticket.code} đã đến, xếp lại hàng`}
              </Button>
            </Group>
          ))}
        </Stack>
      </section>
      <ExpectedList view={loaderData} desk={desk} />
      <GiveTicketForm view={loaderData} desk={desk} />
    </Stack>
  )
}

interface WaitingListProps {
  title: string
  tickets: Route.ComponentProps['loaderData']['waiting']
  none: string
}

/** Shown before the rest is only counted. */
const shown = 20

function WaitingList({ title, tickets, none }: WaitingListProps) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {tickets.length === 0 ? <Text size="sm">{none}</Text> : null}
      <List size="sm" type="ordered">
        {tickets.slice(0, shown).map((ticket) => (
          <List.Item key={ticket.id}>
            <b>{ticket.code}</b> {ticket.fieldName}{' '}
            {ticket.priority ? (
              <Badge color="dark" variant="outline" tt="none">
                {ticket.priority}
              </Badge>
            ) : null}
          </List.Item>
        ))}
      </List>
      {tickets.length > shown ? <Text size="sm">và {tickets.length - shown} người nữa.</Text> : null}
    </section>
  )
}
