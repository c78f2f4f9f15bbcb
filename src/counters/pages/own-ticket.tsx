import { data } from 'react-router'
import { momentText } from '../../ui/moment-text.ts'
import { pageTry } from '../../ui/page-context.ts'
import { ownTicket } from '../queries/own-ticket.ts'
import type { Route } from './+types/own-ticket.ts'
import { waitText } from './ticket-paper.tsx'

/** Seconds after which the page without script looks again. */
const lookAgain = '20'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.ticket ? `Số ${loaderData.ticket.code}` : 'Số thứ tự'} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
  ...(loaderData?.isOpen && loaderData.looksAgain ? [{ httpEquiv: 'refresh', content: lookAgain }] : []),
]

export const headers = () => ({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })

export async function loader({ context, params, request }: Route.LoaderArgs) {
  // The code on the paper asks for it; whoever reads slowly, or hears the page read, turns it off (WCAG 2.2.1).
  const looksAgain = new URL(request.url).searchParams.get('xem') === 'tu-dong'
  const found = await pageTry(context, ownTicket, { token: params.token })
  if (!found.ok)
    return data(
      { ticket: null, isOpen: false, looksAgain, refused: found.problem.detail },
      found.problem.status,
    )
  const isOpen = ['waiting', 'calling', 'serving', 'absent'].includes(found.output.state)
  return data({ ticket: found.output, isOpen, looksAgain, refused: '' })
}

export default function OwnTicket({ loaderData, params }: Route.ComponentProps) {
  const { token } = params
  const { ticket, isOpen, looksAgain, refused } = loaderData
  if (!ticket) {
    return (
      <>
        <h1>Chưa xem được số thứ tự</h1>
        <p className="wrong" role="alert">
          {refused}
        </p>
      </>
    )
  }
  return (
    <section className="card">
      <h1>Số {ticket.code}</h1>
      <p className="lead" role="status">
        <b>{stateText(ticket)}</b>
      </p>
      <dl className="facts">
        <dt>Lĩnh vực</dt>
        <dd>{ticket.fieldName}</dd>
        <dt>Lấy số lúc</dt>
        <dd>{momentText(ticket.takenAt)}</dd>
      </dl>
      {isOpen ? (
        <p className="hint">
          {looksAgain ? `Trang tự xem lại sau mỗi ${lookAgain} giây. ` : null}
          <a href={looksAgain ? `/so/${token}` : `/so/${token}?xem=tu-dong`}>
            {looksAgain ? 'Dừng tự xem lại' : 'Xem lại và tự xem lại từ nay'}
          </a>
        </p>
      ) : null}
    </section>
  )
}

type Ticket = NonNullable<Route.ComponentProps['loaderData']['ticket']>

function stateText(ticket: Ticket): string {
  const desk = ticket.desk ? [ticket.desk.name, ticket.desk.place].filter(Boolean).join(', ') : ''
  switch (ticket.state) {
    case 'waiting':
      return waitText(ticket)
    case 'calling':
      return `Đến lượt. Mời ông, bà đến ${desk}.`
    case 'serving':
      return `Đang được phục vụ tại ${desk}.`
    case 'absent':
      return `Đã gọi tại ${desk} nhưng chưa thấy ông, bà. Hãy đến quầy báo lại để được xếp lại hàng.`
    case 'done':
      return 'Đã phục vụ xong.'
    case 'cancelled':
      return 'Số này đã hủy.'
    case 'over':
      return 'Số này của ngày đã qua. Hãy lấy số mới.'
  }
}
