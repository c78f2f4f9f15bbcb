import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { dueStates } from '../model/due.ts'
import { vndText } from '../model/vnd-text.ts'
import { cashiers } from '../policy.ts'
import type { DueFacts } from '../queries/due-facts.ts'
import { listDues } from '../queries/dues.ts'
import { ownShift } from '../queries/shifts.ts'
import type { Route } from './+types/cashier.ts'
import { CollectDialog } from './collect-dialog.tsx'
import { ShiftPanel } from './shift-panel.tsx'
import { dueTones } from './words.ts'

export const meta = () => [{ title: 'Thu phí, lệ phí — Một Cửa' }]

const views = { '': 'open', 'nop-thua': 'over', 'tat-ca': 'all' } as const

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listDues.audience)
  const search = new URL(request.url).searchParams
  const q = (search.get('q') ?? '').slice(0, 100)
  const view = search.get('xem') ?? ''
  const show = view in views ? views[view as keyof typeof views] : 'open'
  const after = search.get('sau')
  const isCashier = holds(actor, cashiers)
  const [dues, own] = await Promise.all([
    pageRead(context, listDues, { q, show, ...(after ? { after } : {}) }),
    isCashier ? pageRead(context, ownShift, {}) : null,
  ])
  return { ...dues, own, q, view: view in views ? view : '' }
}

const columns = (onCollect: ((due: DueFacts) => void) | null): readonly Column<DueFacts>[] => [
  {
    header: 'Hồ sơ',
    isTitle: true,
    cell: ({ id, dossierCode, payerName }) => (
      <>
        <Anchor component={Link} inherit to={`/thu-phi/${id}`}>
          {dossierCode}
        </Anchor>
        <Text size="sm">{payerName}</Text>
      </>
    ),
  },
  {
    header: 'Còn phải nộp',
    cell: ({ stillDueVnd, amountVnd, overVnd }) => (
      <>
        <Text span fw={600}>
          {vndText(stillDueVnd)}
        </Text>
        {stillDueVnd === amountVnd ? null : <Text size="sm">trong {vndText(amountVnd)}</Text>}
        {overVnd > 0 ? <Text size="sm">thừa {vndText(overVnd)}</Text> : null}
      </>
    ),
  },
  {
    header: 'Tình trạng',
    cell: ({ state, exemption }) => (
      <>
        <Tag tone={dueTones[state]}>{dueStates[state]}</Tag>
        {exemption ? <Text size="sm">Miễn: {exemption}</Text> : null}
      </>
    ),
  },
  { header: 'Ghi lúc', cell: ({ createdAt }) => <Text size="sm">{formatShortMoment(createdAt)}</Text> },
  ...(onCollect
    ? [
        {
          header: 'Việc',
          isPlain: true,
          cell: (due: DueFacts) =>
            due.stillDueVnd > 0 ? (
              <Button
                size="compact-sm"
                aria-label={`Thu tiền hồ sơ ${due.dossierCode}`}
                onClick={() => onCollect(due)}
              >
                Thu tiền
              </Button>
            ) : null,
        },
      ]
    : []),
]

/** Thu phí, lệ phí: the cashier's shift, and what is still to be paid. */
export default function Cashier({ loaderData }: Route.ComponentProps) {
  const { rows, next, own, q, view } = loaderData
  const [chosen, setChosen] = useState<DueFacts | null>(null)
  const mayCollect = own?.shift != null
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Thu phí, lệ phí
      </Title>
      {own && !own.collecting ? (
        <Notice tone="warning" title="Đơn vị chưa thu phí trên phần mềm">
          Kế toán hoặc quản trị bật thu phí ở trang “Thiết lập thu phí”; từ ngày ấy hồ sơ mới có khoản phải
          thu.
        </Notice>
      ) : null}
      {own ? <ShiftPanel shift={own.shift} drawerLimit={own.drawerLimit} /> : null}
      <Form method="get" role="search">
        <Group align="end" gap="sm">
          <TextInput
            name="q"
            label="Tìm khoản phải thu"
            description="Mã hồ sơ, tên người nộp hoặc nội dung chuyển khoản"
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
        {Object.entries({ '': 'Chưa nộp đủ', 'nop-thua': 'Nộp thừa', 'tat-ca': 'Tất cả' }).map(
          ([key, name]) => (
            <Anchor
              key={key}
              component={Link}
              to={key === '' ? '/thu-phi' : `/thu-phi?xem=${key}`}
              aria-current={view === key ? 'page' : undefined}
              fw={view === key ? 700 : 400}
            >
              {name}
            </Anchor>
          ),
        )}
      </Group>
      {rows.length > 0 ? (
        <DataList
          label="Khoản phải thu"
          columns={columns(mayCollect ? setChosen : null)}
          rows={rows}
          rowKey={({ id }) => id}
        />
      ) : (
        <Text size="sm">{q ? 'Không tìm thấy khoản nào.' : 'Không có khoản nào.'}</Text>
      )}
      {next ? (
        <Anchor component={Link} to={`/thu-phi?${new URLSearchParams({ q, xem: view, sau: next })}`}>
          Xem tiếp
        </Anchor>
      ) : null}
      {chosen ? <CollectDialog due={chosen} onClose={() => setChosen(null)} /> : null}
    </Stack>
  )
}
