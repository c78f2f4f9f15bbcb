import { Anchor, Button, Group, Image, Stack, Table, Text, Title } from '@mantine/core'
import { toSVG } from 'bwip-js/node'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { dueStates } from '../model/due.ts'
import { vndText } from '../model/vnd-text.ts'
import { cashiers } from '../policy.ts'
import { getDue } from '../queries/dues.ts'
import { ownShift } from '../queries/shifts.ts'
import type { Route } from './+types/due.ts'
import { CollectDialog } from './collect-dialog.tsx'
import { RefundDialog } from './refund-dialog.tsx'
import { dueTones, kinds, methods } from './words.ts'

export const meta = () => [{ title: 'Khoản phải thu — Một Cửa' }]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getDue.audience)
  const isCashier = holds(actor, cashiers)
  const [found, own] = await Promise.all([
    pageRead(context, getDue, { id: params.id }),
    isCashier ? pageRead(context, ownShift, {}) : null,
  ])
  const picture = found.transfer
    ? toSVG({ bcid: 'qrcode', text: found.transfer.text, scale: 4, paddingwidth: 4, paddingheight: 4 })
    : null
  return {
    ...found,
    isCashier,
    mayCollect: own?.shift != null,
    qr: picture ? `data:image/svg+xml,${encodeURIComponent(picture)}` : null,
  }
}

/** One due: how it was counted, how it can be paid, what was paid. */
export default function Due({ loaderData }: Route.ComponentProps) {
  const { due, payer, lines, payments, transfer, qr, mayCollect, isCashier } = loaderData
  const [opened, setOpened] = useState<'collect' | string | null>(null)
  const refunded = payments.find(({ id }) => id === opened)
  return (
    <Stack gap="lg" maw={900}>
      <div>
        <Title order={1} size="h2">
          Khoản phải thu
        </Title>
        <Text>
          Hồ sơ{' '}
          <Anchor component={Link} to={`/ho-so/${due.dossierCode}`} inherit>
            {due.dossierCode}
          </Anchor>
          , {payer.name}
          {payer.address ? `, ${payer.address}` : ''}
        </Text>
      </div>
      <Group gap="md">
        <Tag tone={dueTones[due.state]}>{dueStates[due.state]}</Tag>
        <Text size="xl" fw={700}>
          {due.stillDueVnd > 0 ? `Còn phải nộp ${vndText(due.stillDueVnd)}` : vndText(due.amountVnd)}
        </Text>
        {mayCollect && due.stillDueVnd > 0 ? (
          <Button onClick={() => setOpened('collect')}>Thu tiền mặt</Button>
        ) : null}
      </Group>
      {due.overVnd > 0 ? <Text>Nộp thừa {vndText(due.overVnd)}: hãy trả lại người nộp.</Text> : null}
      {isCashier && !mayCollect && due.stillDueVnd > 0 ? (
        <Text size="sm">
          Muốn thu tiền mặt, hãy{' '}
          <Anchor component={Link} to="/thu-phi" inherit>
            mở ca thu tiền
          </Anchor>
          .
        </Text>
      ) : null}
      <Lines lines={lines} exemption={due.exemption} total={due.amountVnd} />
      {transfer && qr ? (
        <section aria-labelledby="chuyen-khoan">
          <Title order={2} size="h4" mb="xs" id="chuyen-khoan">
            Chuyển khoản
          </Title>
          <Group align="flex-start" gap="lg">
            <Image
              src={qr}
              w={220}
              h={220}
              alt={`Mã VietQR để chuyển ${vndText(due.stillDueVnd)}`}
              bg="white"
            />
            <Stack gap={4}>
              <Text size="sm">Người nộp quét mã bằng ứng dụng ngân hàng. Tiền vào tài khoản:</Text>
              <Text>
                {transfer.account} {transfer.accountName}
              </Text>
              <Text size="sm">Số tiền: {vndText(due.stillDueVnd)}</Text>
              <Group gap="xs">
                <Text size="sm">
                  Nội dung: <b>{due.reference}</b>
                </Text>
                <CopyButton text={due.reference} label="Chép nội dung chuyển khoản" />
              </Group>
              <Text size="sm">Khoản thu được ghi đã nộp khi tiền có trong sao kê ngân hàng.</Text>
            </Stack>
          </Group>
        </section>
      ) : null}
      <Payments payments={payments} onRefund={isCashier ? setOpened : null} />
      {opened === 'collect' ? <CollectDialog due={due} onClose={() => setOpened(null)} /> : null}
      {refunded ? <RefundDialog payment={refunded} onClose={() => setOpened(null)} /> : null}
    </Stack>
  )
}

type Loaded = Route.ComponentProps['loaderData']

function Lines({ lines, exemption, total }: { lines: Loaded['lines']; exemption: string; total: number }) {
  return (
    <section aria-labelledby="cach-tinh">
      <Title order={2} size="h4" mb="xs" id="cach-tinh">
        Cách tính
      </Title>
      {exemption ? <Text>Miễn: {exemption}</Text> : null}
      {lines.length > 0 ? (
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Khoản thu</Table.Th>
              <Table.Th>Cách tính</Table.Th>
              <Table.Th ta="right">Số tiền</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ name, kind, how, basis, amountVnd }) => (
              <Table.Tr key={`${name}${how}`}>
                <Table.Td>
                  {name}
                  <Text size="sm">
                    {kinds[kind]}, theo {basis}
                  </Text>
                </Table.Td>
                <Table.Td>{how}</Table.Td>
                <Table.Td ta="right">{vndText(amountVnd)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row" colSpan={2}>
                Cộng
              </Table.Th>
              <Table.Td ta="right" fw={700}>
                {vndText(total)}
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      ) : null}
    </section>
  )
}

function Payments({
  payments,
  onRefund,
}: {
  payments: Loaded['payments']
  onRefund: ((id: string) => void) | null
}) {
  return (
    <section aria-labelledby="da-nop">
      <Title order={2} size="h4" mb="xs" id="da-nop">
        Đã nộp
      </Title>
      {payments.length === 0 ? <Text size="sm">Chưa nộp lần nào.</Text> : null}
      <Stack gap="sm">
        {payments.map((payment) => (
          <Group key={payment.id} gap="md">
            <Text>
              {payment.kind === 'refund' ? 'Trả lại' : 'Nộp'} <b>{vndText(payment.amountVnd)}</b>,{' '}
              {methods[payment.method].toLowerCase()}, {formatShortMoment(payment.at)}, {payment.madeByName}
              {payment.note ? `: ${payment.note}` : ''}
            </Text>
            {payment.receipt && payment.kind === 'payment' ? (
              <Anchor component={Link} to={`/bien-lai/${payment.receipt.id}`}>
                Biên lai {payment.receipt.symbol} số {payment.receipt.number}
              </Anchor>
            ) : null}
            {onRefund && payment.kind === 'payment' ? (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Đề nghị trả lại ${vndText(payment.amountVnd)}`}
                onClick={() => onRefund(payment.id)}
              >
                Đề nghị trả lại
              </Button>
            ) : null}
          </Group>
        ))}
      </Stack>
    </section>
  )
}
