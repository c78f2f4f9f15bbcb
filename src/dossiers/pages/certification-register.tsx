import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { vnd } from '../../procedures/model/summaries.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, pageTry, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { strikeCertification } from '../commands/strike-certification.ts'
import { certificationRegister } from '../queries/certification-register.ts'
import type { Route } from './+types/certification-register.ts'
import { RegisterFilter } from './certification/register-filter.tsx'
import { StrikeDialog } from './certification/strike-dialog.tsx'

export const meta = () => [{ title: 'Sổ chứng thực — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, certificationRegister.audience)
  const { searchParams } = new URL(request.url)
  const today = localDate(context.get(pageContext).services.clock())
  const asked = {
    register: searchParams.get('register') ?? 'copy',
    from: searchParams.get('from') || `${today.slice(0, 7)}-01`,
    to: searchParams.get('to') || today,
  }
  const after = searchParams.get('after') ?? undefined
  const found = await pageTry(context, certificationRegister, { ...asked, after })
  const onward = new URLSearchParams(asked)
  if (found.ok && found.output.next) onward.set('after', found.output.next)
  return {
    asked,
    found: found.ok ? found.output : null,
    problem: found.ok ? null : found.problem,
    query: new URLSearchParams(asked).toString(),
    onward: found.ok && found.output.next ? `?${onward}` : null,
    isFirst: !after,
    mayStrike: mayTry(actor, strikeCertification.audience),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  return pageWrite(context, strikeCertification, {
    input: { id: text('id'), reason: text('reason') },
    idempotencyKey: text('idempotencyKey') || undefined,
  })
}

type Data = Route.ComponentProps['loaderData']
type Entry = NonNullable<Data['found']>['items'][number]

/** Sổ chứng thực: one register in a period, with its sums and its prints. */
export default function CertificationRegisterPage({ loaderData }: Route.ComponentProps) {
  const { asked, found, problem, query, onward, isFirst, mayStrike } = loaderData
  const [striking, setStriking] = useState<Entry | null>(null)
  return (
    <Stack>
      <Title order={1} size="h2">
        Sổ chứng thực
      </Title>
      <RegisterFilter asked={asked} wrong={problem?.fields ?? {}} key={query} />
      {problem ? (
        <Alert color="red" variant="light" role="alert" title="Chưa mở được sổ">
          {problem.fields ? Object.values(problem.fields).join(' ') : problem.detail}
        </Alert>
      ) : null}
      {found ? (
        <>
          <Totals totals={found.totals} query={query} />
          {found.items.length === 0 ? (
            <Text>Không có số chứng thực nào trong kỳ này.</Text>
          ) : (
            <DataList
              label="Sổ chứng thực"
              columns={columnsOf(mayStrike ? setStriking : null)}
              rows={found.items}
              rowKey={({ id }) => id}
            />
          )}
        </>
      ) : null}
      <Group>
        {isFirst ? null : (
          <Button component={Link} to={`?${query}`} variant="default">
            Trang đầu
          </Button>
        )}
        {onward ? (
          <Button component={Link} to={onward} variant="default">
            Trang sau
          </Button>
        ) : null}
      </Group>
      {striking ? (
        <StrikeDialog key={striking.id} entry={striking} onClose={() => setStriking(null)} />
      ) : null}
    </Stack>
  )
}

function Totals({ totals, query }: { totals: NonNullable<Data['found']>['totals']; query: string }) {
  const print = { component: 'a' as const, variant: 'default' }
  return (
    <Group justify="space-between">
      <Text role="status">
        Trong kỳ: <b>{totals.numbers}</b> số{totals.struck > 0 ? ` (gạch bỏ ${totals.struck})` : ''},{' '}
        <b>{totals.copies}</b> bản, phí <b>{vnd(totals.feeVnd)} đ</b>
      </Text>
      <Group gap="xs">
        <Button {...print} href={`/api/v1/certification-register.pdf?${query}`} target="_blank">
          In sổ
        </Button>
        <Button {...print} href={`/api/v1/certification-register.xlsx?${query}`}>
          Tải bảng tính
        </Button>
      </Group>
    </Group>
  )
}

function columnsOf(strike: ((entry: Entry) => void) | null): Column<Entry>[] {
  const columns: Column<Entry>[] = [
    {
      header: 'Số',
      isTitle: true,
      cell: ({ number, struck }) => (
        <Text span fw={700} style={{ whiteSpace: 'nowrap' }} td={struck ? 'line-through' : undefined}>
          Số {number}
        </Text>
      ),
    },
    { header: 'Ngày', cell: ({ certifiedOn }) => formatDate(certifiedOn) },
    {
      header: 'Người yêu cầu, giấy tờ',
      isPlain: true,
      cell: ({ requesterName, documentName, struck, note }) => (
        <>
          <Text fw={600} size="sm" td={struck ? 'line-through' : undefined}>
            {requesterName}
          </Text>
          <Text size="sm" td={struck ? 'line-through' : undefined}>
            {documentName}
          </Text>
          {note ? <Text size="sm">{note}</Text> : null}
          {struck ? (
            <Text size="sm" c="#9a3412">
              Gạch bỏ: {struck.reason} ({struck.byName})
            </Text>
          ) : null}
        </>
      ),
    },
    {
      header: 'Trang, bản',
      cell: ({ pages, copies }) => (pages === null ? `${copies} bản` : `${pages} trang, ${copies} bản`),
    },
    { header: 'Phí', cell: ({ feeVnd }) => (feeVnd === null ? 'chưa tính' : `${vnd(feeVnd)} đ`) },
    { header: 'Người ký', cell: ({ signerName }) => signerName },
    {
      header: 'Hồ sơ',
      cell: ({ dossierCode }) => (
        <Anchor component={Link} size="sm" to={`/ho-so/${encodeURIComponent(dossierCode)}`}>
          {dossierCode}
        </Anchor>
      ),
    },
  ]
  if (!strike) return columns
  const striking: Column<Entry> = {
    header: 'Sửa sai',
    isPlain: true,
    cell: (entry) =>
      entry.struck ? null : (
        <Button
          variant="default"
          size="xs"
          aria-label={`Gạch bỏ số ${entry.number}`}
          onClick={() => strike(entry)}
        >
          Gạch bỏ
        </Button>
      ),
  }
  return [...columns, striking]
}
