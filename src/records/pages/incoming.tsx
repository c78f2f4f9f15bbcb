import { Anchor, Button, Stack, Text, Title } from '@mantine/core'
import { useCallback } from 'react'
import { Link, Outlet, useFetcher } from 'react-router'
import { mayTry } from '../../platform/operations.ts'
import { pageRead, pageTry, pageWrite, requireStaff, type Written } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { openRestricted } from '../commands/open-restricted.ts'
import { assignmentChoices } from '../queries/assignment-choices.ts'
import { directionChoices } from '../queries/direction-choices.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import type { IncomingView } from '../queries/incoming-view.ts'
import { registerChoices } from '../queries/register-choices.ts'
import type { Route } from './+types/incoming.ts'
import { IncomingDocument } from './incoming-document.tsx'
import { runIncomingForm } from './run-incoming-form.ts'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Văn bản số đến ${loaderData?.head.arrivalNumber ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getIncoming.audience)
  const { head, document } = await pageRead(context, getIncoming, { id: params.id })
  // Whose a restricted one is, is not known before it is opened.
  const mayAssign = document === null || document.actions.includes('assign')
  const [people, unit, boxes] = await Promise.all([
    mayTry(actor, directionChoices.audience)
      ? pageRead(context, directionChoices, { id: params.id })
      : { people: [], units: [], suggestions: [] },
    mayAssign ? pageTry(context, assignmentChoices, { id: params.id }) : null,
    mayTry(actor, registerChoices.audience)
      ? pageRead(context, registerChoices, {})
      : { issuers: [], signers: [], fields: [] },
  ])
  return { head, document, people, unit: unit?.ok ? unit.output : null, boxes }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireStaff(context, request, getIncoming.audience)
  const form = await request.formData()
  if (form.get('viec') === 'open') return pageWrite(context, openRestricted, { input: { id: params.id } })
  return runIncomingForm(context, form, params.id)
}

/** A document; a restricted one is opened by a press of the button, because every look at it is recorded. */
export default function IncomingPage({ loaderData }: Route.ComponentProps) {
  const { head, document, people, unit, boxes } = loaderData
  const opening = useFetcher<Written<{ document: IncomingView }>>()
  const { submit } = opening
  const open = useCallback(() => submit({ viec: 'open' }, { method: 'post' }), [submit])
  const opened = opening.data?.ok ? opening.data.output.document : null
  const shown = document ?? opened
  return (
    <Stack gap="lg">
      <Anchor component={Link} to="/van-ban-den" size="sm">
        Danh sách văn bản đến
      </Anchor>
      {shown ? (
        <IncomingDocument
          document={shown}
          people={people}
          unit={unit}
          boxes={boxes}
          onChanged={() => {
            if (head.restricted) open()
          }}
        />
      ) : (
        <Stack gap="sm" align="flex-start">
          <Title order={1} size="h2">
            Văn bản số đến {head.arrivalNumber}/{head.arrivalYear}
          </Title>
          <Text>
            {head.stateName}. Văn bản này hạn chế người xem: mỗi lần mở, phần mềm ghi lại ai đã xem và lúc
            nào.
          </Text>
          <Button onClick={open} loading={opening.state !== 'idle'}>
            Mở xem (có ghi nhật ký)
          </Button>
          {opening.data?.ok === false ? <ProblemAlert problem={opening.data.problem} /> : null}
        </Stack>
      )}
      <Outlet />
    </Stack>
  )
}
