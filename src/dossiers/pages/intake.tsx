import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useSubmit } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { getPending } from '../queries/get-pending.ts'
import { receptionChoices } from '../queries/reception-choices.ts'
import type { Route } from './+types/intake.ts'
import { IntakeForm } from './intake/intake-form.tsx'
import { useFreshPage } from './intake/use-fresh-page.ts'

export const meta = () => [{ title: 'Tiếp nhận hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, receptionChoices.audience)
  const { searchParams } = new URL(request.url)
  const pendingId = searchParams.get('tiep-tuc')
  const fieldCode = searchParams.get('linh-vuc') ?? undefined
  const [choices, pending] = await Promise.all([
    pageRead(context, receptionChoices, { fieldCode }),
    pendingId ? pageRead(context, getPending, { id: pendingId }) : null,
  ])
  const wanted = choices.items.find(({ id }) => id === searchParams.get('thu-tuc'))?.id ?? ''
  return {
    choices: choices.items,
    pending,
    wanted,
    ticket: { id: searchParams.get('phieu'), code: searchParams.get('so') ?? '' },
    today: localDate(context.get(pageContext).services.clock()),
  }
}

/**
 * Tiếp nhận hồ sơ. Each citizen gets a form mounted anew, with a key of its own, so that nothing of the person before
 * can appear. A page that the browser kept in memory, or that came with a person's data, is loaded anew as a whole.
 */
export default function IntakePage({ loaderData }: Route.ComponentProps) {
  const { choices, pending, wanted, ticket, today } = loaderData
  const [round, setRound] = useState(0)
  const submit = useSubmit()
  useFreshPage()
  function next(code = '') {
    // The desk ends the ticket with which this citizen came.
    const back = { viec: 'xong-ho-so', ticketId: ticket.id ?? '', dossierCode: code }
    if (ticket.id) return submit(back, { method: 'post', action: '/quay' })
    if (pending) return window.location.replace('/ho-so/moi')
    setRound((before) => before + 1)
    window.scrollTo(0, 0)
  }
  return (
    <Stack gap="sm" maw={1100}>
      <Title order={1} size="h2">
        Tiếp nhận hồ sơ
      </Title>
      {pending ? (
        <Text size="sm" role="status">
          Đang tiếp nhận {pending.online ? 'hồ sơ trực tuyến' : 'hồ sơ chờ bổ sung'} của{' '}
          {pending.applicant.name}.
        </Text>
      ) : null}
      {ticket.id ? (
        <Text size="sm" role="status">
          Đang phục vụ số {ticket.code}. Lưu hồ sơ xong thì số này kết thúc. <Link to="/quay">Về quầy</Link>
        </Text>
      ) : null}
      <IntakeForm
        key={`${round}.${pending?.id ?? ''}.${ticket.id ?? ''}.${wanted}`}
        ticketId={ticket.id}
        choices={choices}
        pending={pending}
        wanted={round === 0 ? wanted : ''}
        today={today}
        onNext={next}
      />
    </Stack>
  )
}
