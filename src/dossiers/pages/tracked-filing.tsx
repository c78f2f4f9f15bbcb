import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { TrackedFiling } from '../queries/track-filing.ts'

/** How an online filing stands before it has a code of its own, in the citizen's words. */
export function TrackedFilingView({ filing }: { filing: TrackedFiling }) {
  const { office } = filing
  return (
    <>
      <h1>Hồ sơ trực tuyến {filing.reference}</h1>
      <section className="card" aria-labelledby="tinh-trang">
        <h2 id="tinh-trang">{headline(filing)}</h2>
        <p>{filing.procedureName}</p>
        <p>Nộp lúc {formatShortMoment(filing.filedAt)}.</p>
        <p>{explanation(filing)}</p>
        {filing.code ? (
          <p>
            <a href={`/tra-cuu/${filing.code}`}>Xem hồ sơ {filing.code}</a>
          </p>
        ) : null}
      </section>
      <section className="card" aria-labelledby="noi-nhan">
        <h2 id="noi-nhan">Nơi giải quyết</h2>
        <p>
          {office.receptionName}, {office.name}
          {office.phone ? `. Điện thoại ${office.phone}` : ''}
        </p>
      </section>
    </>
  )
}

function headline({ state, waitsFor }: TrackedFiling): string {
  if (waitsFor === 'withdrawal') return 'Đang chờ giải quyết yêu cầu rút hồ sơ'
  return {
    waiting: 'Đang chờ tiếp nhận',
    asked: 'Cần bổ sung giấy tờ',
    accepted: 'Đã được tiếp nhận',
    refused: 'Không được tiếp nhận',
    stopped: 'Đã dừng',
  }[state]
}

function explanation({ state, waitsFor, answerBy }: TrackedFiling): string {
  if (waitsFor !== null) return `Cơ quan trả lời chậm nhất ${formatShortMoment(answerBy)}.`
  return {
    waiting: '',
    asked:
      'Giấy tờ cần bổ sung ghi trong Phiếu yêu cầu bổ sung. Hãy bổ sung ở trang đã nộp hồ sơ, hoặc mang đến nơi giải quyết.',
    accepted: 'Hồ sơ có mã riêng và ngày hẹn trả kết quả.',
    refused: 'Lý do ghi trong Phiếu từ chối tiếp nhận giải quyết hồ sơ.',
    stopped: 'Hồ sơ đã được rút theo yêu cầu.',
  }[state]
}
