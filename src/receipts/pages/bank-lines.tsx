import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useEffect } from 'react'
import { Form, Link, useRevalidator } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { importStatement } from '../commands/import-statement.ts'
import { vndText } from '../model/vnd-text.ts'
import { accountants } from '../policy.ts'
import { type BankLine, listBankLines } from '../queries/bank-lines.ts'
import { listStatements } from '../queries/bank-statements.ts'
import type { Route } from './+types/bank-lines.ts'
import { BankStatements } from './bank-statements.tsx'
import { lineState, sourceWords } from './bank-words.ts'
import { ImportForm } from './import-form.tsx'
import { receiveStatement } from './receive-statement.server.ts'

export const meta = () => [{ title: 'Sao kê ngân hàng — Một Cửa' }]

const views = {
  '': 'waiting',
  'da-nop': 'paid',
  'khong-phai-phi': 'aside',
  'tien-ra': 'out',
  'khong-co-trong-sao-ke': 'unseen',
  'tat-ca': 'all',
} as const
type View = keyof typeof views

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listBankLines.audience)
  const search = new URL(request.url).searchParams
  const q = (search.get('q') ?? '').slice(0, 100)
  const asked = search.get('xem') ?? ''
  const view = (asked in views ? asked : '') as View
  const after = search.get('sau')
  const [found, statements] = await Promise.all([
    pageRead(context, listBankLines, { q, show: views[view], ...(after ? { after } : {}) }),
    pageRead(context, listStatements, {}),
  ])
  return { ...found, statements: statements.rows, q, view, isAccountant: holds(actor, accountants) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, importStatement.audience)
  return receiveStatement(context, await request.formData())
}

/** `+8.000 đ`, `−11.000 đ`. */
const movedText = (amountVnd: number) => `${amountVnd < 0 ? '−' : '+'}${vndText(Math.abs(amountVnd))}`

const columns: readonly Column<BankLine>[] = [
  {
    header: 'Dòng sao kê',
    isTitle: true,
    cell: ({ id, bookedOn, amountVnd }) => (
      <>
        <Anchor component={Link} inherit to={`/doi-soat-ngan-hang/${id}`}>
          {movedText(amountVnd)}
        </Anchor>
        <Text size="sm">{formatDate(bookedOn)}</Text>
      </>
    ),
  },
  {
    header: 'Nội dung',
    isWide: true,
    cell: ({ description, counterparty, bankReference }) => (
      <div style={{ overflowWrap: 'anywhere' }}>
        {description || 'Không có nội dung'}
        <Text size="sm">{[counterparty, bankReference].filter(Boolean).join(', ')}</Text>
      </div>
    ),
  },
  {
    header: 'Kết quả',
    isPlain: true,
    cell: (line) => {
      const { tone, words } = lineState(line)
      return (
        <>
          <Group gap={6}>
            <Tag tone={tone}>{words}</Tag>
            {line.isUnseen ? <Tag tone="warning">Không có trong sao kê</Tag> : null}
          </Group>
          {line.payments.map(({ dueId, dossierCode }) => (
            <Text size="sm" key={dueId}>
              <Anchor component={Link} inherit to={`/thu-phi/${dueId}`}>
                {dossierCode}
              </Anchor>
            </Text>
          ))}
          {line.reason ? <Text size="sm">{line.reason}</Text> : null}
          <Text size="sm">{line.sources.map((source) => sourceWords[source]).join(', ')}</Text>
        </>
      )
    },
  },
]

/** Sao kê ngân hàng: statements are brought here, and what no due could be told for waits for a person. */
export default function BankLines({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, next, q, view, waiting, unseen, unjudged, statements, isAccountant } = loaderData
  useFollow(unjudged > 0)
  const names: Readonly<Record<View, string>> = {
    '': `Cần xử lý (${waiting})`,
    'da-nop': 'Đã ghi nộp',
    'khong-phai-phi': 'Không phải phí',
    'tien-ra': 'Tiền ra',
    'khong-co-trong-sao-ke': `Không có trong sao kê (${unseen})`,
    'tat-ca': 'Tất cả',
  }
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Sao kê ngân hàng
      </Title>
      {isAccountant ? <ImportForm brought={actionData ?? null} /> : null}
      {unjudged > 0 ? <Text role="status">Đang đối chiếu {unjudged} dòng với khoản phải thu…</Text> : null}
      <Group gap="lg" component="nav" aria-label="Xem">
        {Object.entries(names).map(([key, name]) => (
          <Anchor
            key={key}
            component={Link}
            to={key === '' ? '/doi-soat-ngan-hang' : `/doi-soat-ngan-hang?xem=${key}`}
            aria-current={view === key ? 'page' : undefined}
            fw={view === key ? 700 : 400}
          >
            {name}
          </Anchor>
        ))}
      </Group>
      <SearchForm q={q} view={view} />
      {rows.length > 0 ? (
        <DataList label="Dòng sao kê" columns={columns} rows={rows} rowKey={({ id }) => id} />
      ) : (
        <Text size="sm">{q ? 'Không tìm thấy dòng nào.' : 'Không có dòng nào.'}</Text>
      )}
      {next ? (
        <Anchor
          component={Link}
          to={`/doi-soat-ngan-hang?${new URLSearchParams({ q, xem: view, sau: next })}`}
        >
          Xem tiếp
        </Anchor>
      ) : null}
      <BankStatements statements={statements} />
    </Stack>
  )
}

/** Reads the page again while lines are being judged. */
function useFollow(isWorking: boolean): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!isWorking || state !== 'idle') return
    const timer = setTimeout(() => void revalidate(), 2_000)
    return () => clearTimeout(timer)
  }, [isWorking, state, revalidate])
}

function SearchForm({ q, view }: { q: string; view: View }) {
  return (
    <Form method="get" role="search">
      <Group align="end" gap="sm">
        <TextInput
          name="q"
          label="Tìm dòng sao kê"
          description="Nội dung, tên người chuyển hoặc số giao dịch"
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
  )
}
