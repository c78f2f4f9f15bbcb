import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link, redirect } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { sendPapers } from '../commands/send-papers.ts'
import { listSlips } from '../queries/list-slips.ts'
import { papersToPass } from '../queries/papers-to-pass.ts'
import type { Route } from './+types/slips.ts'
import { readSlipForm } from './read-slip-form.ts'
import { SlipForm } from './slip-form.tsx'
import { SlipSearch } from './slip-search.tsx'

export const meta = () => [{ title: 'Bàn giao hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listSlips.audience)
  const { searchParams } = new URL(request.url)
  const typed = searchParams.get('phieu')?.trim()
  if (typed) throw redirect(`/ban-giao/${encodeURIComponent(typed.split('/').at(-1) ?? '')}`)
  const cursor = searchParams.get('sau') ?? undefined
  const [waiting, slips] = await Promise.all([
    pageRead(context, papersToPass, {}),
    pageRead(context, listSlips, { cursor }),
  ])
  return { waiting, slips, isFirst: !cursor, maySend: mayTry(actor, sendPapers.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, sendPapers.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey') ?? '')
  const written = await pageWrite(context, sendPapers, { input: readSlipForm(form), idempotencyKey })
  if (written.ok) throw redirect(`/ban-giao/${written.output.code}`)
  return written
}

type Slip = Route.ComponentProps['loaderData']['slips']['items'][number]

const columns: readonly Column<Slip>[] = [
  {
    header: 'Phiếu',
    isTitle: true,
    cell: (slip) => (
      <Anchor component={Link} inherit to={`/ban-giao/${slip.code}`}>
        {slip.code}
      </Anchor>
    ),
  },
  { header: 'Nơi nhận', cell: (slip) => slip.toName },
  { header: 'Lập lúc', cell: (slip) => `${formatShortMoment(slip.createdAt)} · ${slip.createdBy}` },
  { header: 'Xác nhận', cell: (slip) => <Confirmed slip={slip} /> },
]

function Confirmed({ slip }: { slip: Slip }) {
  const { dossiers, received, missing } = slip
  const done = received + missing === dossiers
  return (
    <>
      <Tag tone={missing > 0 ? 'warning' : done ? 'good' : 'plain'}>
        {missing > 0 ? `Thiếu ${missing}` : done ? 'Đã nhận đủ' : 'Đang chuyển'}
      </Tag>
      <Text size="sm">
        {received}/{dossiers} hồ sơ
      </Text>
    </>
  )
}

export default function Slips({ loaderData, actionData }: Route.ComponentProps) {
  const { waiting, slips, isFirst, maySend } = loaderData
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Bàn giao hồ sơ giấy
      </Title>
      <SlipSearch />
      {maySend ? <SlipForm waiting={waiting} problem={actionData?.problem ?? null} /> : null}
      <section aria-labelledby="phieu-da-lap">
        <Title order={2} size="h4" mb="sm" id="phieu-da-lap">
          Phiếu đã lập
        </Title>
        {slips.items.length > 0 ? (
          <DataList label="Phiếu đã lập" columns={columns} rows={slips.items} rowKey={(slip) => slip.id} />
        ) : (
          <Text size="sm">{isFirst ? 'Chưa có phiếu bàn giao nào.' : 'Đã hết danh sách.'}</Text>
        )}
        <Group mt="sm">
          {isFirst ? null : (
            <Button component={Link} to="/ban-giao" variant="default">
              Trang đầu
            </Button>
          )}
          {slips.next ? (
            <Button component={Link} to={`?sau=${slips.next}`} variant="default">
              Trang sau
            </Button>
          ) : null}
        </Group>
      </section>
    </Stack>
  )
}
