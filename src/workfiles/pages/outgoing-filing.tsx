import { getOutgoing } from '../../records/queries/outgoing/get-outgoing.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { chooseFiling } from '../commands/filing.ts'
import { filingChoices } from '../queries/filing-choices.ts'
import type { Route } from './+types/outgoing-filing.ts'
import { FilingPart } from './filing-card.tsx'
import { readFiling } from './read-filing.ts'

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, filingChoices.audience)
  const [choices, document] = await Promise.all([
    pageRead(context, filingChoices, { kind: 'outgoing', documentId: params.id }),
    pageRead(context, getOutgoing, { id: params.id }),
  ])
  return { choices, mayFile: document.code !== null && document.state !== 'cancelled' }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireStaff(context, request, chooseFiling.audience)
  const form = await request.formData()
  const input = { kind: 'outgoing', documentId: params.id, filing: readFiling(form) }
  return pageWrite(context, chooseFiling, { input, idempotencyKey: String(form.get('idempotencyKey')) })
}

/** Hồ sơ công việc, on the page of an outgoing document from its number on. */
export default function OutgoingFiling({ loaderData }: Route.ComponentProps) {
  return <FilingPart {...loaderData} />
}
