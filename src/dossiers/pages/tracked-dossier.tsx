import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { Problem } from '../../platform/errors.ts'
import type { TrackingView } from '../queries/track-dossier.ts'
import type { FullView } from '../queries/track-full.ts'
import { FullDossier, FullForm } from './tracked-in-full.tsx'

interface TrackedDossierProps {
  dossier: TrackingView
  full: { ok: true; output: FullView } | { ok: false; problem: Problem } | undefined
  digits: string
  /** Why a download did not come, in a sentence. */
  notGiven: string
}

/** All that a code shows: where the dossier is, by when, what is missing; and the way to the rest. */
export function TrackedDossier({ dossier, full, digits, notGiven }: TrackedDossierProps) {
  return (
    <>
      <h1>
        Hồ sơ <span className="code">{dossier.code}</span>
      </h1>
      {notGiven ? (
        <p className="wrong" role="alert">
          {notGiven}
        </p>
      ) : null}
      <section className="card" aria-labelledby="tinh-trang">
        <h2 id="tinh-trang">{dossier.status.name}</h2>
        <p className="lead">{dossier.status.sentence}</p>
        {dossier.timing?.isLate ? <p className="wrong">{dossier.timing.words}</p> : null}
        {dossier.apology ? <p>{dossier.apology}</p> : null}
        <Facts dossier={dossier} />
      </section>
      {dossier.supplementAskedAt && !full?.ok ? (
        <section className="card" aria-labelledby="con-thieu">
          <h2 id="con-thieu">Còn thiếu giấy tờ</h2>
          <p>
            Cơ quan đã yêu cầu bổ sung lúc {formatShortMoment(dossier.supplementAskedAt)}. Giấy tờ cần nộp ghi
            trong Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ; bạn cũng xem được ở mục “Xem đầy đủ” dưới đây.
          </p>
        </section>
      ) : null}
      {full?.ok ? <FullDossier full={full.output} digits={digits} office={dossier.office} /> : null}
      <DueChanges changes={dossier.dueChanges} />
      <Progress steps={dossier.steps} />
      <Events events={dossier.events} />
      {full?.ok ? null : <FullForm code={dossier.code} problem={full?.problem} />}
      <Contact office={dossier.office} />
      <p className="again">
        <a href="/tra-cuu">Tra cứu hồ sơ khác</a>
      </p>
    </>
  )
}

function Facts({ dossier }: { dossier: TrackingView }) {
  const { current, timing } = dossier
  const hasNewDue = dossier.originalDueAt.getTime() !== dossier.dueAt.getTime()
  return (
    <dl className="facts">
      {current ? (
        <>
          <dt>Đang ở</dt>
          <dd>
            {current.step} ({current.desk})
          </dd>
        </>
      ) : null}
      {dossier.partners.length > 0 ? (
        <>
          <dt>Phối hợp giải quyết</dt>
          <dd className="long">{dossier.partners.join(' ')}</dd>
        </>
      ) : null}
      <dt>Hẹn trả kết quả</dt>
      <dd>
        {formatShortMoment(dossier.dueAt)}
        {hasNewDue ? ` (hẹn ban đầu: ${formatShortMoment(dossier.originalDueAt)})` : ''}
      </dd>
      {timing && !timing.isLate ? (
        <>
          <dt>Thời hạn</dt>
          <dd>{timing.words}</dd>
        </>
      ) : null}
      {dossier.returnedAt ? (
        <>
          <dt>Đã trả kết quả</dt>
          <dd>{formatShortMoment(dossier.returnedAt)}</dd>
        </>
      ) : null}
      <dt>Tiếp nhận</dt>
      <dd>{formatShortMoment(dossier.receivedAt)}</dd>
      <dt>Thủ tục</dt>
      <dd className="long">{dossier.procedureName}</dd>
    </dl>
  )
}

function DueChanges({ changes }: { changes: TrackingView['dueChanges'] }) {
  if (changes.length === 0) return null
  return (
    <section className="card" aria-labelledby="doi-ngay-hen">
      <h2 id="doi-ngay-hen">Ngày hẹn trả đã đổi</h2>
      <ul>
        {changes.map((change) => (
          <li key={`${change.at.getTime()} ${change.after.getTime()}`}>
            Từ {formatShortMoment(change.before)} sang <strong>{formatShortMoment(change.after)}</strong> vì{' '}
            {change.reason}.
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress({ steps }: Pick<TrackingView, 'steps'>) {
  return (
    <section className="card" aria-labelledby="cac-buoc">
      <h2 id="cac-buoc">Các bước giải quyết</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li
            key={step.ordinal}
            className={step.state}
            aria-current={step.state === 'current' || step.state === 'paused' ? 'step' : undefined}
          >
            <strong>{step.name}</strong>
            <span className="state">{step.stateWords}</span>
            <span className="desk">{step.desk}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Events({ events }: Pick<TrackingView, 'events'>) {
  return (
    <section className="card" aria-labelledby="dien-bien">
      <h2 id="dien-bien">Diễn biến</h2>
      <ol className="events">
        {events.map((event) => (
          <li key={`${event.at.getTime()} ${event.text}`}>
            <time dateTime={event.at.toISOString()}>{formatShortMoment(event.at)}</time>
            <span>{event.text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Contact({ office }: Pick<TrackingView, 'office'>) {
  const dialled = office.phone.replaceAll(/[^0-9+]/g, '')
  return (
    <section className="card" aria-labelledby="lien-he">
      <h2 id="lien-he">Nơi tiếp nhận và trả kết quả</h2>
      <p>
        <strong>{office.receptionName}</strong>
        <br />
        {office.name}
      </p>
      <p>Địa chỉ: {office.address}</p>
      {dialled ? (
        <p>
          Điện thoại: <a href={`tel:${dialled}`}>{office.phone}</a>
        </p>
      ) : null}
    </section>
  )
}
