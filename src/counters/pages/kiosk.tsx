import { toSVG } from 'bwip-js/node'
import { useEffect, useState } from 'react'
import { data, Form, useNavigation } from 'react-router'
import { newKey } from '../../ui/new-key.ts'
import { pageContext, pageTry, pageWrite } from '../../ui/page-context.ts'
import { arriveWithAppointment } from '../commands/admit-appointment.ts'
import { takeTicket } from '../commands/take-ticket.ts'
import { kioskChoices } from '../queries/kiosk.ts'
import type { Route } from './+types/kiosk.ts'
import { NotTied } from './not-tied.tsx'
import { deviceToken } from './open-device.ts'
import { TicketPaper } from './ticket-paper.tsx'

export const meta = () => [{ title: 'Lấy số thứ tự — Một Cửa' }, { name: 'robots', content: 'noindex' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const token = deviceToken(request, 'kiosk', context.get(pageContext))
  const found = await pageTry(context, kioskChoices, { deviceToken: token })
  const shown = { choices: found.ok ? found.output : null, key: newKey() }
  return found.ok ? shown : data(shown, { status: found.problem.status })
}

/** One press, one ticket: a second press of the same button brings the same ticket. */
export async function action({ context, request }: Route.ActionArgs) {
  const place = context.get(pageContext)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const token = deviceToken(request, 'kiosk', place)
  const idempotencyKey = text('idempotencyKey')
  const chosen = { deviceToken: token, fieldCode: text('fieldCode'), priority: text('priority') }
  const written = form.has('hen')
    ? await pageWrite(context, arriveWithAppointment, {
        input: { deviceToken: token, code: text('hen') },
        idempotencyKey,
      })
    : await pageWrite(context, takeTicket, { input: chosen, idempotencyKey })
  if (!written.ok)
    return data({ ticket: null, problem: written.problem.detail }, { status: written.problem.status })
  const ticket = { fieldCode: chosen.fieldCode, ...written.output }
  const url = `${place.services.config.publicUrl}/so/${ticket.token}?xem=tu-dong`
  const svg = toSVG({ bcid: 'qrcode', text: url, scale: 4 })
  const qr = `data:image/svg+xml,${encodeURIComponent(svg)}`
  return data({ ticket: { ...ticket, qr }, problem: null })
}

/** Seconds for which a ticket stays on the screen; then the kiosk is ready for the next person. */
const ticketSeconds = 20

export default function Kiosk({ loaderData, actionData }: Route.ComponentProps) {
  const { choices, key } = loaderData
  const busy = useNavigation().state !== 'idle'
  const ticket = actionData?.ticket
  useReturn(ticket?.id)
  if (!choices) return <NotTied what="Máy lấy số" />
  if (ticket) {
    const field = choices.fields.find(({ code }) => code === ticket.fieldCode)
    return (
      <TicketPaper
        ticket={ticket}
        field={field}
        receptionName={choices.receptionName}
        officeName={choices.officeName}
      />
    )
  }
  return (
    <div className="kiosk">
      <header>
        <p className="kiosk-office">{choices.receptionName}</p>
        <h1>Chọn việc cần làm để lấy số</h1>
      </header>
      {actionData?.problem ? (
        <p role="alert" className="refused">
          {actionData.problem}
        </p>
      ) : null}
      <Choices choices={choices} idempotencyKey={key} busy={busy} />
      <Form method="post" className="appointment">
        <input type="hidden" name="idempotencyKey" value={`${key}-hen`} />
        <label htmlFor="hen">Có lịch hẹn? Nhập mã 6 chữ số</label>
        <input id="hen" name="hen" inputMode="numeric" maxLength={6} autoComplete="off" />
        <button type="submit" disabled={busy}>
          Lấy số theo lịch hẹn
        </button>
      </Form>
    </div>
  )
}

interface ChoicesProps {
  choices: NonNullable<Route.ComponentProps['loaderData']['choices']>
  idempotencyKey: string
  busy: boolean
}

function Choices({ choices, idempotencyKey, busy }: ChoicesProps) {
  const [priority, setPriority] = useState('')
  return (
    <Form method="post">
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <fieldset className="priorities">
        <legend>Ông, bà thuộc diện ưu tiên? Chọn trước khi lấy số.</legend>
        {[{ code: '', name: 'Không' }, ...choices.priorities].map((kind) => (
          <label key={kind.code}>
            <input
              type="radio"
              name="priority"
              value={kind.code}
              checked={priority === kind.code}
              onChange={() => setPriority(kind.code)}
            />
            {kind.name}
          </label>
        ))}
      </fieldset>
      {choices.fields.length === 0 ? (
        <p role="alert" className="refused">
          Hôm nay chưa có quầy tiếp nhận. Hãy hỏi cán bộ tại quầy.
        </p>
      ) : null}
      <ul className="choices">
        {choices.fields.map((field) => (
          <li key={field.code}>
            <button type="submit" name="fieldCode" value={field.code} disabled={busy || !field.staffed}>
              <b>{field.name}</b>
              <span>{field.staffed ? field.deskNames.join(', ') : 'Hôm nay chưa có người tiếp nhận'}</span>
            </button>
          </li>
        ))}
      </ul>
    </Form>
  )
}

/** Prints a new ticket, and makes room for the next person after a while by loading the page anew, as a whole. */
function useReturn(ticketId: string | undefined): void {
  useEffect(() => {
    if (!ticketId) return
    window.print()
    const timer = setTimeout(() => window.location.assign('/kiosk'), ticketSeconds * 1000)
    return () => clearTimeout(timer)
  }, [ticketId])
}
