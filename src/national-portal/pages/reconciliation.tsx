import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { AppError, problemOf } from '../../platform/errors.ts'
import { mayTry } from '../../platform/operations.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { askComparison } from '../commands/ask-comparison.ts'
import { settleDifference, settleDifferences } from '../commands/settle-difference.ts'
import { settleFailure } from '../commands/settle-failure.ts'
import { reconciliation } from '../queries/reconciliation.ts'
import type { Route } from './+types/reconciliation.ts'
import { DifferenceList } from './difference-list.tsx'
import { FailureList } from './failure-list.tsx'
import { ReconciliationHistory } from './reconciliation-history.tsx'

export const meta = () => [{ title: 'Đối soát Cổng DVCQG — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, reconciliation.audience)
  const lists = await pageRead(context, reconciliation, {})
  return { ...lists, maySettle: mayTry(actor, settleDifference.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, reconciliation.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const sent = <I,>(input: I) => ({ input, idempotencyKey: text('idempotencyKey') })
  switch (text('viec')) {
    case 'doi-soat':
      return pageWrite(context, askComparison, sent({}))
    case 'xu-ly':
      return pageWrite(context, settleDifference, sent({ id: text('id') }))
    case 'xu-ly-tat-ca':
      return pageWrite(context, settleDifferences, sent({ ids: form.getAll('ids').map(String) }))
    case 'lam-lai':
      return pageWrite(
        context,
        settleFailure,
        sent({ what: text('what'), id: text('id'), action: text('action') }),
      )
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function Reconciliation({ loaderData }: Route.ComponentProps) {
  const [done, setDone] = useState('')
  const { send, busy, problem } = useAnswer<Done>((output) => setDone(doneWords(output)))
  const act = (fields: Record<string, string>, ids: readonly string[] = []) => {
    if (busy) return
    setDone('')
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    for (const id of ids) form.append('ids', id)
    send(form)
  }
  const { maySettle, openCount, failedCount, differences, failures } = loaderData
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="center">
        <Title order={1} size="h2">
          Đối soát Cổng DVCQG
        </Title>
        <Button
          variant="default"
          loading={busy}
          disabled={loaderData.compareAsked}
          onClick={() => act({ viec: 'doi-soat' })}
        >
          {loaderData.compareAsked ? 'Đang đối soát…' : 'Đối soát ngay'}
        </Button>
      </Group>
      <Text>
        Hồ sơ của đơn vị được so với Cổng Dịch vụ công quốc gia mỗi đêm. Chỗ nào khác nhau đều hiện ở đây kèm
        việc cần làm.
      </Text>
      <ConnectionNotice connected={loaderData.connected} paused={loaderData.paused} />
      {problem ? <ProblemAlert problem={problem} /> : null}
      {done ? <Notice tone="good" title={done} /> : null}
      <DifferenceList
        differences={differences}
        count={openCount}
        onSettle={maySettle ? (id) => act({ viec: 'xu-ly', id }) : null}
        onSettleAll={(ids) => act({ viec: 'xu-ly-tat-ca' }, ids)}
      />
      <FailureList
        failures={failures}
        count={failedCount}
        onSettle={maySettle ? (failure) => act({ viec: 'lam-lai', ...failure }) : null}
      />
      <ReconciliationHistory settled={loaderData.settled} comparisons={loaderData.comparisons} />
    </Stack>
  )
}

interface Done {
  resolution?: string
  settled?: number
}

function doneWords({ resolution, settled }: Done): string {
  if (settled !== undefined) return `Đã xếp việc cho ${settled} sai khác, thực hiện trong vòng một phút.`
  if (resolution) return `${resolution}: đã xếp việc, thực hiện trong vòng một phút.`
  return 'Đã ghi nhận, thực hiện trong vòng một phút.'
}

function ConnectionNotice({ connected, paused }: { connected: boolean; paused: boolean }) {
  if (connected && !paused) return null
  return (
    <Notice
      tone="warning"
      title={connected ? 'Trao đổi với Cổng đang tạm dừng.' : 'Đơn vị chưa kết nối Cổng.'}
    >
      Quản trị bật ở trang Cổng Dịch vụ công quốc gia (mục Công dân, kết nối).
    </Notice>
  )
}
