import { useOutletContext } from 'react-router'
import type { FilingSlot } from '../../records/pages/filing-slot.tsx'
import { readManyToFinish } from '../../records/pages/finish-many.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { finishManyFiled } from '../commands/filing.ts'
import { filingChoicesOfMany } from '../queries/filing-choices.ts'
import type { Route } from './+types/many-filing.ts'
import { FilingFields } from './filing-fields.tsx'
import { readFiling } from './read-filing.ts'

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, filingChoicesOfMany.audience)
  return pageRead(context, filingChoicesOfMany, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, finishManyFiled.audience)
  const form = await request.formData()
  const input = { documents: readManyToFinish(form), filing: readFiling(form) }
  return pageWrite(context, finishManyFiled, {
    input: input as never,
    idempotencyKey: String(form.get('idempotencyKey')),
  })
}

/** The question of the work file, in the dialog that finishes several incoming documents. */
export default function ManyFiling({ loaderData }: Route.ComponentProps) {
  const slot = useOutletContext<FilingSlot | null>()
  if (slot?.place !== 'dialog') return null
  const choices = { ...loaderData, lies: [], hidden: 0, suggested: null }
  return <FilingFields choices={choices} errorAt={slot.errorAt ?? (() => undefined)} />
}
