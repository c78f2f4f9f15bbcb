import { AppError, problemOf } from '../../platform/errors.ts'
import type { Command } from '../../platform/operations.ts'
import { readIncomingStep } from '../../records/pages/run-incoming-form.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import {
  chooseFiling,
  decideOutcomeFiled,
  finishIncomingFiled,
  proposeOutcomeFiled,
} from '../commands/filing.ts'
import { filingChoices } from '../queries/filing-choices.ts'
import type { Route } from './+types/incoming-filing.ts'
import { FilingPart } from './filing-card.tsx'
import { readFiling } from './read-filing.ts'

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, filingChoices.audience)
  return pageRead(context, filingChoices, { kind: 'incoming', documentId: params.id })
}

/** Steps that end the work, each with the file chosen in the same transaction. */
const filedSteps: Readonly<Record<string, unknown>> = {
  finish: finishIncomingFiled,
  proposeOutcome: proposeOutcomeFiled,
  decideOutcome: decideOutcomeFiled,
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireStaff(context, request, chooseFiling.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey'))
  const filing = readFiling(form)
  if (form.get('viec') === 'dua-vao-ho-so') {
    const input = { kind: 'incoming', documentId: params.id, filing }
    return pageWrite(context, chooseFiling, { input, idempotencyKey })
  }
  const step = readIncomingStep(form, params.id)
  const command = step ? (filedSteps[step.action] as Command | undefined) : undefined
  if (!step || !command) return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  return pageWrite(context, command, { input: { id: params.id, step: step.input, filing }, idempotencyKey })
}

/** Hồ sơ công việc, on the page of an incoming document. */
export default function IncomingFiling({ loaderData }: Route.ComponentProps) {
  return <FilingPart choices={loaderData} mayFile />
}
