import { Anchor, Button, Group, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { holds } from '../../platform/operations.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { depositCash, payBudget } from '../commands/remit.ts'
import { setBudgetRate } from '../commands/set-budget-rate.ts'
import { vndText } from '../model/vnd-text.ts'
import { accountants } from '../policy.ts'
import { getMonth } from '../queries/month.ts'
import type { Route } from './+types/fee-month.ts'
import { BudgetDialog, DepositDialog, RateDialog } from './remit-dialogs.tsx'
import { kinds } from './words.ts'

export const meta = () => [{ title: 'Nộp ngân sách — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getMonth.audience)
  const today = localDate(context.get(pageContext).services.clock())
  const asked = new URL(request.url).searchParams.get('thang') ?? ''
  const [, number = '', year = ''] = /^\s*(0?[1-9]|1[0-2])[/-](\d{4})\s*$/.exec(asked) ?? []
  const month = year === '' ? today.slice(0, 7) : `${year}-${number.padStart(2, '0')}`
  return {
    ...(await pageRead(context, getMonth, { month: `${month}-01` })),
    isAccountant: holds(actor, accountants),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['accountant'])
  const works = { 'nop-tien': depositCash, 'nop-ngan-sach': payBudget, 'ty-le': setBudgetRate }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

type Loaded = Route.ComponentProps['loaderData']

/** One month: what belongs to the budget and until when, where the money lies, how receipts were used. */
export default function FeeMonth({ loaderData }: Route.ComponentProps) {
  const { month, balances, isAccountant } = loaderData
  const [opened, setOpened] = useState<'deposit' | 'budget' | 'rate' | null>(null)
  const close = () => setOpened(null)
  const owed = loaderData.owed
    .filter(({ paid }) => paid === 0)
    .reduce((sum, line) => sum + Math.max(0, line.owed), 0)
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Nộp ngân sách tháng {Number(month.slice(5, 7))}/{month.slice(0, 4)}
        </Title>
        <Anchor component={Link} to="/so-thu">
          Sổ thu theo ngày
        </Anchor>
      </Group>
      <Form method="get">
        <Group align="end">
          <TextInput
            name="thang"
            label="Tháng"
            placeholder="11/2026"
            defaultValue={`${month.slice(5, 7)}/${month.slice(0, 4)}`}
            maxLength={8}
            w={120}
          />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      <Balances balances={balances} />
      <Owed owed={loaderData.owed} today={loaderData.today} />
      {isAccountant ? (
        <Group>
          <Button variant="default" disabled={balances.safe <= 0} onClick={() => setOpened('deposit')}>
            Nộp tiền mặt vào tài khoản
          </Button>
          {loaderData.isOver && owed > 0 ? (
            <Button onClick={() => setOpened('budget')}>Ghi đã nộp ngân sách {vndText(owed)}</Button>
          ) : null}
          <Button variant="subtle" onClick={() => setOpened('rate')}>
            Đặt tỷ lệ để lại, hạn nộp
          </Button>
        </Group>
      ) : null}
      <Group gap="lg">
        <Anchor href={`/api/v1/fee-books/budget.pdf?month=${month}`} target="_blank">
          In bảng tổng hợp nộp ngân sách
        </Anchor>
        <Anchor href={`/api/v1/fee-books/budget.xlsx?month=${month}`}>Bảng tổng hợp (Excel)</Anchor>
      </Group>
      <Remittances remittances={loaderData.remittances} />
      <Usage usage={loaderData.usage} />
      {opened === 'deposit' ? <DepositDialog safe={balances.safe} onClose={close} /> : null}
      {opened === 'budget' ? <BudgetDialog month={month} owed={owed} onClose={close} /> : null}
      {opened === 'rate' ? <RateDialog onClose={close} /> : null}
    </Stack>
  )
}

function Balances({ balances }: { balances: Loaded['balances'] }) {
  const places = [
    ['Trong các ngăn tiền', balances.drawer],
    ['Trong quỹ', balances.safe],
    ['Trong tài khoản', balances.bank],
    ['Tiền nộp thừa phải trả', balances.over],
  ] as const
  return (
    <section aria-labelledby="tien-o-dau">
      <Title order={2} size="h4" mb="xs" id="tien-o-dau">
        Tiền đang ở đâu (theo sổ, lúc này)
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {places.map(([name, amount]) => (
          <div key={name}>
            <Text size="sm">{name}</Text>
            <Text fw={700}>{vndText(amount)}</Text>
          </div>
        ))}
      </SimpleGrid>
    </section>
  )
}

function Owed({ owed, today }: { owed: Loaded['owed']; today: string }) {
  const late = owed.filter((line) => line.paid === 0 && line.owed > 0 && line.payBy < today)
  return (
    <section aria-labelledby="phai-nop">
      <Title order={2} size="h4" mb="xs" id="phai-nop">
        Phải nộp ngân sách
      </Title>
      {late.length > 0 ? (
        <Notice tone="warning" title="Đã quá hạn nộp ngân sách">
          {`Hạn nộp ${formatDate(late[0]?.payBy ?? today)}. Hãy nộp rồi ghi số chứng từ.`}
        </Notice>
      ) : null}
      {owed.length === 0 ? <Text size="sm">Không thu khoản nào trong tháng.</Text> : null}
      {owed.length > 0 ? (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Loại</Table.Th>
                <Table.Th ta="right">Thực thu</Table.Th>
                <Table.Th ta="right">Để lại</Table.Th>
                <Table.Th ta="right">Phải nộp</Table.Th>
                <Table.Th ta="right">Đã nộp</Table.Th>
                <Table.Th>Hạn nộp</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {owed.map((line) => (
                <Table.Tr key={`${line.kind}${line.budgetItem}`}>
                  <Table.Th scope="row">
                    {kinds[line.kind]}
                    {line.budgetItem ? `, tiểu mục ${line.budgetItem}` : ''}
                    <Text size="sm" fw={400}>
                      {line.basis}
                    </Text>
                  </Table.Th>
                  <Table.Td ta="right">{vndText(line.collected)}</Table.Td>
                  <Table.Td ta="right">
                    {vndText(line.kept)} ({line.keptPercent}%)
                  </Table.Td>
                  <Table.Td ta="right">{vndText(line.owed)}</Table.Td>
                  <Table.Td ta="right">{vndText(line.paid)}</Table.Td>
                  <Table.Td>{formatDate(line.payBy)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
    </section>
  )
}

function Remittances({ remittances }: { remittances: Loaded['remittances'] }) {
  if (remittances.length === 0) return null
  return (
    <section aria-labelledby="chung-tu">
      <Title order={2} size="h4" mb="xs" id="chung-tu">
        Chứng từ nộp tiền
      </Title>
      <Stack gap={4}>
        {remittances.map(({ id, kind, document, onDay, amountVnd, keptVnd, madeByName }) => (
          <Text key={id} size="sm">
            {kind === 'deposit' ? 'Nộp tiền mặt vào tài khoản' : 'Nộp ngân sách'}: số {document},{' '}
            {formatDate(onDay)}, <b>{vndText(amountVnd)}</b>
            {keptVnd > 0 ? `, để lại ${vndText(keptVnd)}` : ''}. {madeByName}
          </Text>
        ))}
      </Stack>
    </section>
  )
}

function Usage({ usage }: { usage: Loaded['usage'] }) {
  return (
    <section aria-labelledby="su-dung">
      <Title order={2} size="h4" mb="xs" id="su-dung">
        Tình hình sử dụng biên lai
      </Title>
      {usage.length === 0 ? <Text size="sm">Không lập biên lai nào trong tháng.</Text> : null}
      {usage.map((line) => (
        <div key={`${line.formCode}${line.symbol}`}>
          {line.missing > 0 ? (
            <Notice tone="warning" title={`Thiếu ${line.missing} số biên lai ${line.symbol}`}>
              Số biên lai phải liền nhau. Hãy báo người phụ trách phần mềm ngay.
            </Notice>
          ) : null}
          <Text size="sm">
            Mẫu {line.formCode}, ký hiệu {line.symbol}: từ số {line.first} đến số {line.last}, {line.used}{' '}
            biên lai, trong đó {line.replaced} bị thay thế, {line.cancelled} hủy, {line.unsigned} chưa ký số.
            Tổng số tiền còn giá trị: <b>{vndText(line.totalVnd)}</b>.
          </Text>
        </div>
      ))}
    </section>
  )
}
