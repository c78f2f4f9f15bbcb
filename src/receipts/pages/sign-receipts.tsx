import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { TokenSigning } from '../../signing/pages/token-signing.tsx'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { vndText } from '../model/vnd-text.ts'
import { receiptsToSign } from '../queries/receipts-to-sign.ts'
import type { Route } from './+types/sign-receipts.ts'

export const meta = () => [{ title: 'Ký số biên lai — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, receiptsToSign.audience)
  const today = localDate(context.get(pageContext).services.clock())
  return { ...(await pageRead(context, receiptsToSign, {})), today }
}

type Item = Route.ComponentProps['loaderData']['items'][number]

const columns = (today: string): readonly Column<Item>[] => [
  {
    header: 'Biên lai',
    isTitle: true,
    cell: ({ name }) => name,
  },
  { header: 'Người nộp', cell: ({ payerName }) => payerName },
  { header: 'Số tiền', cell: ({ totalVnd }) => vndText(totalVnd) },
  {
    header: 'Lập lúc',
    cell: ({ issuedAt }) => (
      <Group gap={6}>
        <Text size="sm">{formatShortMoment(issuedAt)}</Text>
        {localDate(issuedAt) < today ? <Tag tone="warning">Chậm</Tag> : null}
      </Group>
    ),
  },
]

/** Ký số biên lai: what waits for the signature of the office, signed with one PIN. */
export default function SignReceipts({ loaderData }: Route.ComponentProps) {
  const { items, count, today } = loaderData
  const [isSigning, setSigning] = useState(false)
  const { revalidate } = useRevalidator()
  const late = items.filter(({ issuedAt }) => localDate(issuedAt) < today).length
  const close = () => {
    setSigning(false)
    revalidate()
  }
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Ký số biên lai
      </Title>
      {late > 0 ? (
        <Notice tone="warning" title={`${late} biên lai lập từ hôm trước chưa ký số`}>
          Dữ liệu biên lai phải gửi cơ quan thuế trong ngày lập. Hãy ký ngay.
        </Notice>
      ) : null}
      {count > items.length ? (
        <Text size="sm">
          Có {count} biên lai chờ ký; mỗi lần ký {items.length} biên lai cũ nhất.
        </Text>
      ) : null}
      {items.length > 0 ? (
        <>
          <Button w="fit-content" onClick={() => setSigning(true)}>
            Ký số {items.length} biên lai
          </Button>
          <DataList
            label="Biên lai chờ ký số"
            columns={columns(today)}
            rows={items}
            rowKey={({ id }) => id}
          />
        </>
      ) : (
        <Text size="sm">Không có biên lai nào chờ ký số.</Text>
      )}
      {isSigning ? (
        <DialogFrame title="Ký số biên lai" onClose={close}>
          <TokenSigning
            things={items.map(({ id, name }) => ({ kind: 'receipt', id, name }))}
            holder="office"
            path="/receipt-signatures"
            onDone={close}
          />
        </DialogFrame>
      ) : null}
    </Stack>
  )
}
