import { Anchor, Button, Group, NativeSelect, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import type { DeskView } from '../queries/desk-queue.ts'
import type { DeskActions } from './use-desk.ts'

/** The number that was just given, to be told or printed. */
export function GivenTicket({ ticket }: { ticket: { code: string; token: string } }) {
  return (
    <Notice tone="good" title={`Đã cấp số ${ticket.code}`}>
      <Anchor href={`/so/${ticket.token}`} target="_blank">
        Mở trang của số này để in hoặc đưa công dân xem
      </Anchor>
    </Notice>
  )
}

/** A ticket for whoever cannot use the kiosk, or where there is none. */
export function GiveTicketForm({ view, desk }: { view: DeskView; desk: DeskActions }) {
  const own = view.fields.filter(({ isOwn }) => isOwn)
  const [fieldCode, setField] = useState(own[0]?.code ?? '')
  const [priority, setPriority] = useState('')
  if (own.length === 0) return null
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Cấp số giúp công dân
      </Title>
      <Group align="end">
        <NativeSelect
          label="Lĩnh vực"
          value={fieldCode}
          data={own.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={({ currentTarget }) => setField(currentTarget.value)}
        />
        <NativeSelect
          label="Diện ưu tiên"
          value={priority}
          data={[
            { value: '', label: 'Không' },
            ...view.priorities.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={({ currentTarget }) => setPriority(currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={desk.busy}
          onClick={() => desk.send('cap-so', { fieldCode, priority })}
        >
          Cấp số
        </Button>
      </Group>
    </section>
  )
}
