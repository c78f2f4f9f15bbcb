import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { confirmPapers } from '../commands/confirm-papers.ts'
import { itemStates } from '../model/handover-slip.ts'
import { getSlip, printSlip } from '../queries/get-slip.ts'
import type { Route } from './+types/slip.ts'
import { Fact } from './dossier-header.tsx'
import { readConfirmation } from './read-slip-form.ts'
import { SlipConfirmation } from './slip-confirmation.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Phiếu bàn giao ${loaderData?.slip.code ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getSlip.audience)
  const slip = await pageRead(context, getSlip, { code: params.code })
  return {
    slip,
    canPrint: mayTry(actor, printSlip.audience),
    mayConfirm: mayTry(actor, confirmPapers.audience),
  }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireStaff(context, request, confirmPapers.audience)
  const form = await request.formData()
  const input = { code: params.code, ...readConfirmation(form) }
  return pageWrite(context, confirmPapers, {
    input,
    idempotencyKey: String(form.get('idempotencyKey') ?? ''),
  })
}

type Item = Route.ComponentProps['loaderData']['slip']['items'][number]

const tones = { sent: 'plain', received: 'good', missing: 'warning' } as const

const columns: readonly Column<Item>[] = [
  {
    header: 'Mã hồ sơ',
    isTitle: true,
    cell: (item) => (
      <Anchor component={Link} inherit to={`/ho-so/${item.code}`}>
        {item.code}
      </Anchor>
    ),
  },
  {
    header: 'Người nộp, thủ tục',
    isPlain: true,
    cell: (item) => (
      <>
        <Text fw={600} size="sm">
          {item.applicantName}
        </Text>
        <Text size="sm">{item.procedureName}</Text>
      </>
    ),
  },
  { header: 'Số bộ', cell: (item) => item.setCount },
  {
    header: 'Xác nhận',
    cell: (item) => (
      <>
        <Tag tone={tones[item.state]}>{itemStates[item.state]}</Tag>
        {item.answeredAt ? (
          <Text size="sm">
            {formatShortMoment(item.answeredAt)} · {item.answeredBy}
            {item.note ? ` · ${item.note}` : ''}
          </Text>
        ) : null}
      </>
    ),
  },
]

export default function SlipPage({ loaderData, actionData }: Route.ComponentProps) {
  const { slip, canPrint } = loaderData
  const mayConfirm = loaderData.mayConfirm && slip.mayConfirm
  const open = slip.items.filter((item) => item.state !== 'received')
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Phiếu bàn giao {slip.code}
        </Title>
        {canPrint ? (
          <Button
            component="a"
            href={`/api/v1/handover-slips/${slip.code}/slip.pdf`}
            target="_blank"
            variant="default"
          >
            In phiếu (PDF)
          </Button>
        ) : null}
      </Group>
      <Paper withBorder p="md">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
          <Fact label="Nơi nhận">{[slip.toName, slip.toCode].filter(Boolean).join(', mã định danh ')}</Fact>
          <Fact label="Lập lúc">
            {formatShortMoment(slip.createdAt)}, {slip.createdBy}
          </Fact>
          {slip.note ? <Fact label="Ghi chú">{slip.note}</Fact> : null}
        </SimpleGrid>
      </Paper>
      {mayConfirm && open.length > 0 ? (
        <SlipConfirmation
          key={slip.revision}
          slip={{ revision: slip.revision, isAgency: slip.toUnitId === null, items: open }}
          problem={actionData && !actionData.ok ? actionData.problem : null}
        />
      ) : null}
      {mayConfirm || open.length === 0 ? null : (
        <Text size="sm">Người của {slip.toName} quét mã phiếu này để xác nhận đã nhận từng hồ sơ.</Text>
      )}
      <DataList
        label="Hồ sơ trong phiếu"
        columns={columns}
        rows={slip.items}
        rowKey={(item) => item.dossierId}
      />
    </Stack>
  )
}
