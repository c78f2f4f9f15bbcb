import { momentText } from '../../ui/moment-text.ts'

interface Props {
  ticket: { code: string; ahead: number; minutes: number; takenAt: string; qr: string }
  field: { name: string; deskNames: readonly string[] } | undefined
  receptionName: string
  officeName: string
}

/** The ticket on the screen and, on a printer for 80 mm paper, on paper. */
export function TicketPaper({ ticket, field, receptionName, officeName }: Props) {
  return (
    <section className="ticket" aria-labelledby="so-cua-ban">
      <p className="office">{officeName}</p>
      <p>{receptionName}</p>
      <h1 id="so-cua-ban">
        <span>Số thứ tự của ông, bà</span> <b data-testid="ticket-code">{ticket.code}</b>
      </h1>
      <p className="field">{field?.name}</p>
      <p>{field?.deskNames.join(' hoặc ')}</p>
      <p>{waitText(ticket)}</p>
      <p>Lấy số lúc {momentText(ticket.takenAt)}</p>
      <img src={ticket.qr} alt="Mã QR mở trang xem lượt của số này" width="150" height="150" />
      <p>Quét mã để xem lượt trên điện thoại. Số bị gọi mà vắng mặt thì đến quầy báo lại.</p>
      <p className="screen-only">
        <a href="/kiosk" className="big">
          Xong
        </a>
      </p>
    </section>
  )
}

/** In words: how many come before, and about how long it takes. */
export function waitText({ ahead, minutes }: { ahead: number; minutes: number }): string {
  if (ahead === 0) return 'Ông, bà là người tiếp theo.'
  return `Trước ông, bà còn ${ahead} người, khoảng ${Math.max(5, minutes)} phút.`
}
