import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import type { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Channel, channels, events, type MessageEvent } from '../../notifications/model/events.ts'
import { type MessageState, states } from '../../notifications/model/sending.ts'
import { callApi } from '../../ui/call-api.ts'
import type { messagesOf } from '../queries/messages-of.ts'
import { Section } from './dossier-sections.tsx'

interface Props {
  code: string
  messages: z.output<typeof messagesOf.output>
  /** Whether this reader may end and begin messages for the citizen. */
  mayStop: boolean
}

/** What the citizen was told, and where they want to be told; nothing is shown while there is neither. */
export function Messages({ code, messages, mayStop }: Props) {
  const { items, addresses } = messages
  if (items.length === 0 && addresses.length === 0) return null
  return (
    <Section title="Tin gửi công dân">
      <Stack gap="xs">
        {items.length === 0 ? <Text size="sm">Chưa có tin nào.</Text> : null}
        {items.map(({ id, event, channel, address, state, reason, at, body }) => (
          <Text size="sm" component="div" key={id} style={{ overflowWrap: 'anywhere' }}>
            <b>{events[event as MessageEvent]?.name ?? 'Tin khác'}</b> ·{' '}
            {channels[channel as Channel].toLocaleLowerCase('vi')} đến {address} ·{' '}
            {states[state as MessageState]}, {formatShortMoment(at)}
            {reason ? `. ${reason}` : ''}
            <details>
              <summary>Xem nội dung</summary>
              <div style={{ whiteSpace: 'pre-wrap' }}>{body}</div>
            </details>
          </Text>
        ))}
        {addresses.map((each) => (
          <DeclaredAddress key={each.channel} code={code} declared={each} mayStop={mayStop} />
        ))}
      </Stack>
    </Section>
  )
}

interface DeclaredProps extends Pick<Props, 'code' | 'mayStop'> {
  declared: Props['messages']['addresses'][number]
}

function DeclaredAddress({ code, declared, mayStop }: DeclaredProps) {
  const { channel, address, stopped } = declared
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { revalidate } = useRevalidator()
  async function change() {
    setBusy(true)
    const answer = await callApi(`/dossiers/${encodeURIComponent(code)}/message-stops`, {
      body: { channel, stopped: !stopped },
    })
    setProblem(answer.ok ? '' : answer.problem.detail)
    if (answer.ok) await revalidate()
    setBusy(false)
  }
  if (!stopped && !mayStop) return null
  return (
    <Group gap="xs">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {stopped ? `Công dân không nhận tin tại ${address}.` : `Công dân nhận tin tại ${address}.`}
      </Text>
      {mayStop ? (
        <Button variant="default" size="compact-sm" onClick={change} loading={busy}>
          {stopped ? 'Gửi tin trở lại' : 'Ngừng gửi tin'}
        </Button>
      ) : null}
      {problem ? (
        <Text size="sm" c="red.9" role="alert">
          {problem}
        </Text>
      ) : null}
    </Group>
  )
}
