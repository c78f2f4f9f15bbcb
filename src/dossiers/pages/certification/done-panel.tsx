import { Anchor, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { vnd } from '../../../procedures/model/summaries.ts'
import { momentText } from '../../../ui/moment-text.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Done } from './use-certification.ts'

interface Props {
  done: Done
  savedEarlier: boolean
  onNext(): void
}

/** After saving: the numbers, the sum to take, and what to print. The next citizen is one key away. */
export function DonePanel({ done, savedEarlier, onNext }: Props) {
  const { code, feeVnd, volume, entries = [], dueAt, warnings, paid } = done
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
    else onNext()
  }
  const paper = (name: string) => `/api/v1/dossiers/${encodeURIComponent(code)}/${name}.pdf`
  const link = { component: 'a' as const, target: '_blank', variant: 'default', size: 'md' }
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="da-chung-thuc" onKeyDown={onKeyDown}>
      <Stack>
        <Title order={2} size="h4" id="da-chung-thuc">
          {dueAt ? 'Đã nhận, hẹn trả' : 'Đã chứng thực'}
        </Title>
        <Text fz={{ base: 24, sm: 36 }} fw={700} data-testid="certified-fee">
          {dueAt || paid ? 'Phí' : 'Thu phí'}: {vnd(feeVnd)} đ
          {paid ? `, trả lại ${vnd(paid.changeVnd)} đ` : ''}
        </Text>
        {paid ? (
          <Text size="sm">
            Đã lập biên lai{' '}
            <Anchor component={Link} to={`/bien-lai/${paid.receiptId}`} inherit>
              {paid.symbol} số {paid.number}
            </Anchor>
            .{' '}
            <Anchor href={`/api/v1/receipts/${paid.receiptId}/receipt.pdf`} target="_blank" inherit>
              In biên lai
            </Anchor>
          </Text>
        ) : null}
        <div role="status">
          {dueAt ? (
            <Text size="lg">
              Hẹn trả: <b>{momentText(dueAt)}</b>
            </Text>
          ) : (
            <List listStyleType="none" aria-label="Số chứng thực đã cấp">
              {entries.map(({ id, number, name, copies }) => (
                <List.Item key={id}>
                  Số <b>{number}</b>, quyển {volume}: {name}, {copies} bản
                </List.Item>
              ))}
            </List>
          )}
        </div>
        <Text size="sm">
          Mã hồ sơ: <b data-testid="dossier-code">{code}</b>
        </Text>
        {savedEarlier ? (
          <Notice tone="warning" title="Đã được lưu ở lần gửi đầu">
            Những chỗ sửa sau đó chưa được lưu. Hãy mở hồ sơ để đối chiếu.
          </Notice>
        ) : null}
        {warnings.length > 0 ? (
          <Notice tone="warning" title="Cần đối chiếu">
            {[...new Set(warnings.map(({ message }) => message))].join(' ')}
          </Notice>
        ) : null}
        <Group>
          <Button {...link} ref={print} href={paper(dueAt ? 'receipt' : 'certification')}>
            {dueAt ? 'In giấy tiếp nhận (P)' : 'In lời chứng (P)'}
          </Button>
          {dueAt ? null : (
            <Button {...link} href={paper('receipt')}>
              Giấy tiếp nhận
            </Button>
          )}
          <Button component={Link} to={`/ho-so/${encodeURIComponent(code)}`} variant="default" size="md">
            Mở hồ sơ
          </Button>
          <Button ref={next} onClick={onNext} size="md">
            Người tiếp theo (N)
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
