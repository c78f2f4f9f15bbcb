import { data } from 'react-router'
import { formatClock, formatDate, weekdayName } from '../../calendar/model/clock-time.ts'
import { pageRead, pageWrite } from '../../ui/page-context.ts'
import { cancelAppointment } from '../commands/appointments.ts'
import { admittedFrom, slotMinutes } from '../model/slots.ts'
import { ownAppointment } from '../queries/free-slots.ts'
import type { Route } from './+types/booked.ts'

export const meta = () => [{ title: 'Lịch hẹn của bạn — Một Cửa' }, { name: 'robots', content: 'noindex' }]

export const headers = () => ({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })

export async function loader({ context, params }: Route.LoaderArgs) {
  return pageRead(context, ownAppointment, params)
}

export async function action({ context, params }: Route.ActionArgs) {
  const { procedureId, id } = params
  const written = await pageWrite(context, cancelAppointment, { input: { procedureId, id } })
  return written.ok
    ? { refused: '' }
    : data({ refused: written.problem.detail }, { status: written.problem.status })
}

const states = {
  booked: 'Đã đặt lịch hẹn',
  arrived: 'Đã đến và lấy số',
  cancelled: 'Lịch hẹn đã hủy',
} as const

export default function Booked({ loaderData, actionData, params }: Route.ComponentProps) {
  const { code, date, start, state, name, receptionName, address } = loaderData
  return (
    <>
      <h1>{states[state]}</h1>
      {actionData?.refused ? (
        <p className="wrong" role="alert">
          {actionData.refused}
        </p>
      ) : null}
      <section className="card">
        <dl className="facts">
          <dt>Mã lịch hẹn</dt>
          <dd className="code">{code}</dd>
          <dt>Thời gian</dt>
          <dd>
            {formatClock(start)} {weekdayName(date)}, {formatDate(date)}
          </dd>
          <dt>Họ và tên</dt>
          <dd>{name}</dd>
          <dt>Nơi đến</dt>
          <dd>
            {receptionName}, {address}
          </dd>
        </dl>
        {state === 'booked' ? (
          <>
            <p>
              Đến từ {formatClock(admittedFrom(start))} đến trước {formatClock(start + slotMinutes)}, nhập mã
              này tại máy lấy số hoặc báo cán bộ tại quầy để được gọi trước. Đến muộn hơn thì mã vẫn lấy được
              số, nhưng chờ như số thường.
            </p>
            <form method="post">
              <button type="submit" className="plain">
                Hủy lịch hẹn
              </button>
            </form>
          </>
        ) : (
          <p>
            <a href={`/hen/${params.procedureId}`}>Đặt lịch hẹn khác</a>
          </p>
        )}
      </section>
    </>
  )
}
