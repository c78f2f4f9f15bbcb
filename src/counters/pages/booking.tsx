import { randomUUID } from 'node:crypto'
import { data, redirect } from 'react-router'
import { formatClock, formatDate, weekdayName } from '../../calendar/model/clock-time.ts'
import { pageRead, pageWrite } from '../../ui/page-context.ts'
import { bookAppointment } from '../commands/appointments.ts'
import { bookingChoices } from '../queries/free-slots.ts'
import type { Route } from './+types/booking.ts'

export const meta = () => [{ title: 'Đặt lịch hẹn — Một Cửa' }, { name: 'robots', content: 'noindex' }]

export const headers = () => ({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })

export async function loader({ context, params }: Route.LoaderArgs) {
  const choices = await pageRead(context, bookingChoices, { procedureId: params.procedureId })
  return { choices, id: randomUUID() }
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { procedureId } = params
  const form = await request.formData().catch(() => new FormData())
  const text = (name: string) => String(form.get(name) ?? '')
  const [date = '', start = ''] = text('gio').split(' ')
  const typed = { id: text('id'), slot: text('gio'), name: text('ten'), phone: text('dien-thoai') }
  const written = await pageWrite(context, bookAppointment, {
    input: {
      procedureId,
      id: typed.id,
      date,
      start: start === '' ? -1 : Number(start),
      name: typed.name,
      phone: typed.phone,
    },
    // The id is made with the form: a second sending is the same appointment.
    idempotencyKey: typed.id,
  })
  if (written.ok) throw redirect(`/hen/${procedureId}/${written.output.id}`)
  const { detail, fields = {}, status } = written.problem
  const chosen: Record<string, string> = start === '' ? { start: 'Hãy chọn giờ hẹn.' } : {}
  return data({ typed, problem: { detail, fields: { ...fields, ...chosen } } }, { status })
}

export default function Booking({ loaderData, actionData }: Route.ComponentProps) {
  const { choices } = loaderData
  const typed = actionData?.typed ?? { id: loaderData.id, slot: '', name: '', phone: '' }
  const problem = actionData?.problem
  const wrong: Readonly<Record<string, string>> = problem?.fields ?? {}
  return (
    <>
      <h1>Đặt lịch hẹn</h1>
      <p>
        {choices.procedureName}. Nơi đến: {choices.receptionName}, {choices.address}.
      </p>
      {choices.days.length === 0 ? (
        <p className="wrong">
          Thủ tục này hiện không còn giờ hẹn. Ông, bà có thể đến trực tiếp và lấy số tại máy lấy số.
        </p>
      ) : (
        <form method="post" className="card" autoComplete="off" noValidate>
          {problem ? (
            <p className="wrong" role="alert">
              {problem.detail}
            </p>
          ) : null}
          <input type="hidden" name="id" value={typed.id} />
          <label htmlFor="gio">Ngày, giờ hẹn</label>
          <select id="gio" name="gio" defaultValue={typed.slot} {...marks('gio', wrong.start ?? wrong.date)}>
            <option value="">Chọn…</option>
            {choices.days.map(({ date, starts }) => (
              <optgroup key={date} label={`${weekdayName(date)}, ${formatDate(date)}`}>
                {starts.map((start) => (
                  <option key={start} value={`${date} ${start}`}>
                    {formatClock(start)} {weekdayName(date)}, {formatDate(date)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <Wrong id="gio" message={wrong.start ?? wrong.date} />
          <label htmlFor="ten">Họ và tên</label>
          <input id="ten" name="ten" defaultValue={typed.name} {...marks('ten', wrong.name)} />
          <Wrong id="ten" message={wrong.name} />
          <label htmlFor="dien-thoai">Số điện thoại</label>
          <input
            id="dien-thoai"
            name="dien-thoai"
            type="tel"
            defaultValue={typed.phone}
            {...marks('dien-thoai', wrong.phone)}
          />
          <Wrong id="dien-thoai" message={wrong.phone} />
          <p className="hint">Họ tên và số điện thoại tự xóa 30 ngày sau ngày hẹn.</p>
          <button type="submit">Đặt lịch hẹn</button>
        </form>
      )}
    </>
  )
}

function marks(id: string, message: string | undefined) {
  return message ? { 'aria-invalid': true, 'aria-describedby': `${id}-loi` } : {}
}

function Wrong({ id, message }: { id: string; message: string | undefined }) {
  return message ? (
    <p className="wrong" id={`${id}-loi`}>
      {message}
    </p>
  ) : null
}
