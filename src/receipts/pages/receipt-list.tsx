import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { vndText } from '../model/vnd-text.ts'
import { type ListedReceipt, listReceipts } from '../queries/receipts.ts'
import type { Route } from './+types/receipt-list.ts'
import { methods, receiptStates } from './words.ts'

export const meta = () => [{ title: 'Biên lai — Một Cửa' }]

const views = { '': 'all', 'chua-ky': 'unsigned', 'thay-the': 'wrong' } as const
const viewNames = { '': 'Tất cả', 'chua-ky': 'Chưa ký số', 'thay-the': 'Đã thay thế, hủy' } as const

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listReceipts.audience)
  const search = new URL(request.url).searchParams
  const q = (search.get('q') ?? '').slice(0, 100)
  const asked = search.get('xem') ?? ''
  const view = (asked in views ? asked : '') as keyof typeof views
  const after = search.get('sau')
  const found = await pageRead(context, listReceipts, { q, show: views[view], ...(after ? { after } : {}) })
  return { ...found, q, view }
}

const columns: readonly Column<ListedReceipt>[] = [
  {
    header: 'Biên lai',
    isTitle: true,
    cell: ({ id, symbol, number }) => (
      <Anchor component={Link} inherit to={`/bien-lai/${id}`}>
        {symbol} số {number}
      </Anchor>
    ),
  },
  {
    header: 'Người nộp',
    cell: ({ payerName, dossierCode }) => (
      <>
        {payerName}
        <Text size="sm">{dossierCode}</Text>
      </>
    ),
  },
  {
    header: 'Số tiền',
    cell: ({ totalVnd, method }) => (
      <>
        {vndText(totalVnd)}
        <Text size="sm">{methods[method]}</Text>
      </>
    ),
  },
  {
    header: 'Lập',
    cell: ({ issuedOn, issuedByName }) => (
      <Text size="sm">
        {formatDate(issuedOn)}, {issuedByName}
      </Text>
    ),
  },
  {
    header: 'Tình trạng',
    isPlain: true,
    cell: ({ state, signedAt }) => (
      <Group gap={6}>
        <Tag tone={state === 'standing' ? 'good' : 'plain'}>{receiptStates[state]}</Tag>
        {signedAt ? null : <Tag tone="warning">Chưa ký số</Tag>}
      </Group>
    ),
  },
]

/** Biên lai of the office, the latest first. */
export default function ReceiptList({ loaderData }: Route.ComponentProps) {
  const { rows, next, q, view, unsigned } = loaderData
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Biên lai
      </Title>
      {unsigned > 0 ? <Text size="sm">{unsigned} biên lai chưa có chữ ký số của cơ quan.</Text> : null}
      <Form method="get" role="search">
        <Group align="end" gap="sm">
          <TextInput
            name="q"
            label="Tìm biên lai"
            description="Số biên lai, mã hồ sơ hoặc tên người nộp"
            defaultValue={q}
            maxLength={100}
            flex="1 1 16rem"
          />
          {view ? <input type="hidden" name="xem" value={view} /> : null}
          <Button type="submit" variant="default">
            Tìm
          </Button>
        </Group>
      </Form>
      <Group gap="lg" component="nav" aria-label="Xem">
        {Object.entries(viewNames).map(([key, name]) => (
          <Anchor
            key={key}
            component={Link}
            to={key === '' ? '/bien-lai' : `/bien-lai?xem=${key}`}
            aria-current={view === key ? 'page' : undefined}
            fw={view === key ? 700 : 400}
          >
            {name}
          </Anchor>
        ))}
      </Group>
      {rows.length > 0 ? (
        <DataList label="Biên lai" columns={columns} rows={rows} rowKey={({ id }) => id} />
      ) : (
        <Text size="sm">Không có biên lai nào.</Text>
      )}
      {next ? (
        <Anchor component={Link} to={`/bien-lai?${new URLSearchParams({ q, xem: view, sau: next })}`}>
          Xem tiếp
        </Anchor>
      ) : null}
    </Stack>
  )
}
