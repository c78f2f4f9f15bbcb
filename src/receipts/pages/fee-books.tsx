import { Anchor, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { holds } from '../../platform/operations.ts'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { readVnd, vndText } from '../model/vnd-text.ts'
import { accountants } from '../policy.ts'
import { getControl } from '../queries/control.ts'
import { type BookedDay, getDayBook } from '../queries/day-book.ts'
import { listShifts, type Shift } from '../queries/shifts.ts'
import type { Route } from './+types/fee-books.ts'
import { ChangeLine } from './change-line.tsx'
import { ControlList } from './control-list.tsx'
import { MoneyField } from './money-field.tsx'
import { CloseShift } from './shift-panel.tsx'
import { kinds } from './words.ts'

export const meta = () => [{ title: 'Sổ thu phí, lệ phí — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getDayBook.audience)
  const today = localDate(context.get(pageContext).services.clock())
  const search = new URL(request.url).searchParams
  const day = (name: string, usual: string) => typedIsoDate(search.get(name) ?? '') || usual
  const period = { from: day('tu', addDays(today, -30)), to: day('den', today) }
  const [book, control, shifts] = await Promise.all([
    pageRead(context, getDayBook, period),
    pageRead(context, getControl, {}),
    pageRead(context, listShifts, {}),
  ])
  return {
    ...book,
    control,
    shifts: shifts.rows,
    ...period,
    isAccountant: holds(actor, accountants),
    ownId: actor.id,
  }
}

/** Sổ thu phí: what waits, what was decided on, each day and each kind of fee, and the shifts. */
export default function FeeBooks({ loaderData }: Route.ComponentProps) {
  const { days, types, control, shifts, from, to, isAccountant, ownId } = loaderData
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Sổ thu phí, lệ phí
        </Title>
        <Anchor component={Link} to="/so-thu/thang">
          Nộp ngân sách, sử dụng biên lai theo tháng
        </Anchor>
      </Group>
      <ControlList control={control} />
      {control.changes.length > 0 ? (
        <section aria-labelledby="cho-duyet">
          <Title order={2} size="h4" mb="xs" id="cho-duyet">
            Đề nghị chờ duyệt
          </Title>
          <Stack>
            {control.changes.map((change) => (
              <ChangeLine key={change.id} change={change} mayDecide={change.askedById !== ownId} />
            ))}
          </Stack>
        </section>
      ) : null}
      <Form method="get">
        <Group align="end">
          <Period name="tu" label="Từ ngày" initial={from} />
          <Period name="den" label="Đến ngày" initial={to} />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      <Group gap="lg">
        <Anchor href={`/api/v1/fee-books/receipts.pdf?from=${from}&to=${to}`} target="_blank">
          In bảng kê biên lai
        </Anchor>
        <Anchor href={`/api/v1/fee-books/receipts.xlsx?from=${from}&to=${to}`}>
          Bảng kê biên lai (Excel)
        </Anchor>
      </Group>
      <Days days={days} />
      <Types types={types} />
      <Shifts shifts={shifts} isAccountant={isAccountant} ownId={ownId} />
    </Stack>
  )
}

function Period({ name, label, initial }: { name: string; label: string; initial: string }) {
  const [value, setValue] = useState(formatDate(initial))
  return <DateField name={name} label={label} value={value} onValue={setValue} />
}

function Days({ days }: { days: readonly BookedDay[] }) {
  const wrong = days.filter(
    ({ collectedVnd, receiptVnd, bookVnd }) => collectedVnd !== receiptVnd || collectedVnd !== bookVnd,
  )
  const sum = (of: (day: BookedDay) => number) => vndText(days.reduce((all, day) => all + of(day), 0))
  return (
    <section aria-labelledby="theo-ngay">
      <Title order={2} size="h4" mb="xs" id="theo-ngay">
        Theo ngày
      </Title>
      {wrong.length > 0 ? (
        <Notice tone="warning" title="Tiền thu, biên lai và sổ không khớp">
          {wrong.map(({ day }) => formatDate(day)).join(', ')}: hãy báo người phụ trách phần mềm.
        </Notice>
      ) : null}
      {days.length === 0 ? <Text size="sm">Không thu khoản nào trong thời gian này.</Text> : null}
      {days.length > 0 ? (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table withTableBorder>
            <Table.Thead>
              <Table.Tr>
                {[
                  'Ngày',
                  'Tiền mặt',
                  'Chuyển khoản',
                  'Cổng DVCQG',
                  'Trả lại',
                  'Nộp thừa',
                  'Thực thu',
                  'Theo biên lai',
                ].map((head, index) => (
                  <Table.Th key={head} ta={index === 0 ? 'left' : 'right'}>
                    {head}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {days.map((day) => (
                <Table.Tr key={day.day}>
                  <Table.Th scope="row">{formatDate(day.day)}</Table.Th>
                  {[
                    day.cashVnd,
                    day.transferVnd,
                    day.portalVnd,
                    day.refundVnd,
                    day.overVnd,
                    day.collectedVnd,
                    day.receiptVnd,
                  ].map((amount, index) => (
                    <Table.Td key={index} ta="right">
                      {vndText(amount)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
              <Table.Tr>
                <Table.Th scope="row">Cộng</Table.Th>
                <Table.Td ta="right">{sum((day) => day.cashVnd)}</Table.Td>
                <Table.Td ta="right">{sum((day) => day.transferVnd)}</Table.Td>
                <Table.Td ta="right">{sum((day) => day.portalVnd)}</Table.Td>
                <Table.Td ta="right">{sum((day) => day.refundVnd)}</Table.Td>
                <Table.Td ta="right">{sum((day) => day.overVnd)}</Table.Td>
                <Table.Td ta="right">{sum((day) => day.collectedVnd)}</Table.Td>
                <Table.Td ta="right">{sum((day) => day.receiptVnd)}</Table.Td>
              </Table.Tr>
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
    </section>
  )
}

function Types({ types }: { types: Route.ComponentProps['loaderData']['types'] }) {
  if (types.length === 0) return null
  return (
    <section aria-labelledby="theo-loai">
      <Title order={2} size="h4" mb="xs" id="theo-loai">
        Theo loại phí, lệ phí
      </Title>
      <Table withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Khoản thu</Table.Th>
            <Table.Th ta="right">Số lượt</Table.Th>
            <Table.Th ta="right">Số tiền</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {types.map(({ name, kind, budgetItem, receipts, totalVnd }) => (
            <Table.Tr key={`${name}${kind}${budgetItem}`}>
              <Table.Td>
                {name}
                <Text size="sm">
                  {kinds[kind]}
                  {budgetItem ? `, tiểu mục ${budgetItem}` : ''}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{receipts}</Table.Td>
              <Table.Td ta="right">{vndText(totalVnd)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function shiftState({ closedAt, receivedAt, receivedByName, countedVnd }: Shift): string {
  if (!closedAt) return 'Đang mở'
  if (!receivedAt) return `Đã đóng, đếm được ${vndText(countedVnd ?? 0)}, chờ bàn giao`
  return `${receivedByName} đã nhận ${vndText(countedVnd ?? 0)}`
}

function Shifts({
  shifts,
  isAccountant,
  ownId,
}: {
  shifts: readonly Shift[]
  isAccountant: boolean
  ownId: string
}) {
  const [chosen, setChosen] = useState<Shift | null>(null)
  const close = () => setChosen(null)
  return (
    <section aria-labelledby="cac-ca">
      <Title order={2} size="h4" mb="xs" id="cac-ca">
        Ca thu tiền
      </Title>
      {shifts.length === 0 ? <Text size="sm">Chưa có ca nào.</Text> : null}
      <Stack gap="sm">
        {shifts.map((shift) => (
          <Group key={shift.id} gap="md" justify="space-between">
            <Text size="sm">
              <b>{shift.cashierName}</b>, {formatShortMoment(shift.openedAt)}: thu {vndText(shift.takenVnd)},{' '}
              {shift.payments} lượt. {shiftState(shift)}
              {shift.explanation ? `. Chênh lệch: ${shift.explanation}` : ''}
            </Text>
            {isAccountant && shift.cashierId !== ownId && !shift.receivedAt ? (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${shift.closedAt ? 'Nhận tiền' : 'Đóng thay'} ca của ${shift.cashierName}`}
                onClick={() => setChosen(shift)}
              >
                {shift.closedAt ? 'Nhận tiền' : 'Đóng thay'}
              </Button>
            ) : null}
          </Group>
        ))}
      </Stack>
      {chosen && !chosen.closedAt ? <CloseShift shift={chosen} onClose={close} /> : null}
      {chosen?.closedAt ? <ReceiveShift shift={chosen} onClose={close} /> : null}
    </section>
  )
}

function ReceiveShift({ shift, onClose }: { shift: Shift; onClose(): void }) {
  return (
    <OperationDialog
      title={`Nhận tiền ca của ${shift.cashierName}`}
      intro="Hai người cùng đếm. Số đếm được phải khớp số người thu đã ghi."
      submitLabel="Nhận tiền"
      path={`/cash-shifts/${shift.id}/receive`}
      fields={['countedVnd']}
      toInput={(form) => ({ countedVnd: readVnd(String(form.get('countedVnd'))) })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <MoneyField name="countedVnd" label="Đếm được" error={errorAt('countedVnd')} focusFirst />
      )}
    </OperationDialog>
  )
}
