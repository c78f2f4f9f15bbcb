import { SimpleGrid, Stack } from '@mantine/core'
import { data, Outlet } from 'react-router'
import { AppError, type Problem, problemOf } from '../../platform/errors.ts'
import { mayTry } from '../../platform/operations.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { chargeDossier } from '../commands/charge-dossier.ts'
import { stopMessages } from '../commands/stop-messages.ts'
import { certificationsOf } from '../queries/certifications-of.ts'
import { dossierCharge } from '../queries/dossier-charge.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { messagesOf } from '../queries/messages-of.ts'
import { officersFor } from '../queries/officers-for.ts'
import { printReceipt } from '../queries/print-paper.ts'
import type { Route } from './+types/dossier.ts'
import { Certified } from './certification/certified-section.tsx'
import { ChargeSection } from './charge-section.tsx'
import { DossierActions } from './dossier-actions.tsx'
import { ApologyNotice, DueHistory } from './dossier-clock.tsx'
import { DossierHeader } from './dossier-header.tsx'
import { Papers, Result } from './dossier-outcome.tsx'
import { Handovers, History } from './dossier-progress.tsx'
import { Applicant, Components } from './dossier-sections.tsx'
import { DossierSteps } from './dossier-steps.tsx'
import { Messages } from './messages-section.tsx'
import { commandOf, submittedAction } from './run-action.ts'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Hồ sơ ${loaderData?.dossier.code ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getDossier.audience)
  const [dossier, certified, messages, charge] = await Promise.all([
    pageRead(context, getDossier, { code: params.code }),
    pageRead(context, certificationsOf, { code: params.code }),
    pageRead(context, messagesOf, { code: params.code }),
    pageRead(context, dossierCharge, { code: params.code }),
  ])
  const next = dossier.actions.includes('forward')
    ? await pageRead(context, officersFor, { code: dossier.id })
    : null
  return {
    dossier,
    certified: certified.items,
    messages,
    charge,
    mayCharge: mayTry(actor, chargeDossier.audience),
    mayStop: mayTry(actor, stopMessages.audience),
    next,
    canOpen: mayTry(actor, printReceipt.audience),
  }
}

type Answer = { ok: true } | { ok: false; problem: Problem }

export async function action({ context, request }: Route.ActionArgs): Promise<Answer> {
  requireStaff(context, request, getDossier.audience)
  const submitted = submittedAction.safeParse(await request.json().catch(() => null))
  if (!submitted.success) return { ok: false, problem: problemOf(new AppError('malformed_request')) }
  const { action: name, input, idempotencyKey } = submitted.data
  const written = await pageWrite(context, commandOf[name], { input, idempotencyKey })
  return written.ok ? { ok: true } : written
}

/** A line that breaks must not take what was typed with it: it becomes an answer like any other. */
export async function clientAction({ serverAction }: Route.ClientActionArgs) {
  try {
    return await serverAction()
  } catch (error) {
    if (error instanceof Response) throw error
    const problem: Problem = {
      type: '/loi/unavailable',
      title: 'Chưa gửi được',
      status: 503,
      code: 'unavailable',
      detail:
        'Không kết nối được máy chủ. Nội dung đã nhập vẫn còn; hãy gửi lại sau ít phút, hồ sơ không bị ghi hai lần.',
    }
    return data<Answer>({ ok: false, problem }, { status: 503 })
  }
}

export default function DossierPage({ loaderData }: Route.ComponentProps) {
  const { dossier, certified, messages, charge, mayCharge, mayStop, next, canOpen } = loaderData
  return (
    <Stack gap="lg">
      <DossierHeader dossier={dossier} canOpen={canOpen} />
      <ApologyNotice dossier={dossier} />
      <DossierActions dossier={dossier} next={next} key={dossier.id} />
      <DossierSteps dossier={dossier} />
      <Outlet />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Stack gap="lg">
          <Components dossier={dossier} canOpen={canOpen} />
          <Result dossier={dossier} canOpen={canOpen} />
          <Certified code={dossier.code} entries={certified} canOpen={canOpen} />
          <Handovers dossier={dossier} />
          <DueHistory dossier={dossier} />
        </Stack>
        <Stack gap="lg">
          <Applicant dossier={dossier} />
          <ChargeSection code={dossier.code ?? dossier.id} charge={charge} mayCharge={mayCharge} />
          <Messages code={dossier.code ?? dossier.id} messages={messages} mayStop={mayStop} />
          <History dossier={dossier} />
          <Papers dossier={dossier} canOpen={canOpen} />
        </Stack>
      </SimpleGrid>
    </Stack>
  )
}
