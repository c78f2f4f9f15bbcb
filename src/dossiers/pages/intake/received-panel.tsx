import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { momentText } from '../../../ui/moment-text.ts'
import { Notice } from '../../../ui/notice.tsx'

/** The answer to a reception, as JSON carries it. */
export interface Received {
  id: string
  code: string
  receivedAt: string
  dueAt: string
  warnings: { field: string; message: string }[]
}

interface Props {
  received: Received
  savedEarlier: boolean
  onNext(): void
}

/** After saving: the code, the due time and what comes next. One key each; the next citizen is one Enter away. */
export function ReceivedPanel({ received, savedEarlier, onNext }: Props) {
  const { code, dueAt, warnings } = received
  const print = useRef<HTMLAnchorElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => next.current?.focus(), [])
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    const key = event.key.toLowerCase()
    if (key !== 'p' && key !== 'n') return
    // Else the letter would be typed into the next form, which has the cursor by then.
    event.preventDefault()
    if (key === 'p') print.current?.click()
    if (key === 'n') onNext()
  }
  const paper = (name: string) => `/api/v1/dossiers/${encodeURIComponent(code)}/${name}.pdf`
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="da-tiep-nhan" onKeyDown={onKeyDown}>
      <Stack>
        <Title order={2} size="h4" id="da-tiep-nhan">
          Đã tiếp nhận hồ sơ
        </Title>
        <Text
          fz={{ base: 24, sm: 36 }}
          fw={700}
          data-testid="dossier-code"
          style={{ overflowWrap: 'anywhere' }}
        >
          {code}
        </Text>
        <Text size="lg" role="status">
          Hẹn trả: <b>{momentText(dueAt)}</b>
        </Text>
        {savedEarlier ? (
          <Notice tone="warning" title="Hồ sơ đã được lưu ở lần gửi đầu">
            Những chỗ sửa sau đó chưa được lưu. Hãy mở hồ sơ để đối chiếu.
          </Notice>
        ) : null}
        <Warnings warnings={warnings} />
        <Group>
          <Button
            component="a"
            ref={print}
            href={paper('receipt')}
            target="_blank"
            variant="default"
            size="md"
          >
            In giấy tiếp nhận (P)
          </Button>
          <Button component="a" href={paper('control-sheet')} target="_blank" variant="default" size="md">
            Phiếu kiểm soát
          </Button>
          <Button component={Link} to={`/ho-so/${encodeURIComponent(code)}`} variant="default" size="md">
            Chuyển xử lý
          </Button>
          <Button ref={next} onClick={onNext} size="md">
            Người tiếp theo (N)
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

function Warnings({ warnings }: Pick<Received, 'warnings'>) {
  if (warnings.length === 0) return null
  return (
    <Notice tone="warning" title="Cần đối chiếu">
      <List size="sm">
        {warnings.map(({ field, message }) => (
          <List.Item key={`${field}${message}`}>{message}</List.Item>
        ))}
      </List>
    </Notice>
  )
}
