import { formatDate } from '../../calendar/model/clock-time.ts'
import type { Problem } from '../../platform/errors.ts'
import type { TrackingView } from '../queries/track-dossier.ts'
import type { FullView } from '../queries/track-full.ts'

/** Asks for the last digits; the answer comes with the same page and is kept nowhere. */
export function FullForm({ code, problem }: { code: string; problem: Problem | undefined }) {
  const message = problem?.fields?.digits ?? problem?.detail
  return (
    <section className="card" aria-labelledby="xem-day-du">
      <h2 id="xem-day-du">Xem đầy đủ</h2>
      <p>Dành cho người nộp hồ sơ: giấy tờ đã nộp, giấy tờ còn thiếu và nơi nhận kết quả.</p>
      <form method="post" action={`/tra-cuu/${encodeURIComponent(code)}#xem-day-du`}>
        <label htmlFor="digits">4 số cuối của số điện thoại hoặc số định danh đã khai khi nộp</label>
        {message ? (
          <p className="wrong" id="digits-sai" role="alert">
            {message}
          </p>
        ) : null}
        <input
          id="digits"
          name="digits"
          className="digits"
          required
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          aria-invalid={message ? true : undefined}
          aria-describedby={message ? 'digits-sai' : undefined}
        />
        <button type="submit">Xem đầy đủ</button>
      </form>
    </section>
  )
}

interface FullDossierProps {
  full: FullView
  /** The digits that opened this page, to be proven again for the download. */
  digits: string
  office: TrackingView['office']
}

/** What the person who filed may see besides. */
export function FullDossier({ full, digits, office }: FullDossierProps) {
  return (
    <section className="card" aria-labelledby="xem-day-du">
      <h2 id="xem-day-du">Thông tin đầy đủ</h2>
      <dl className="facts">
        <dt>Người đề nghị</dt>
        <dd>{full.applicantName}</dd>
        {full.submitterName ? (
          <>
            <dt>Người nộp</dt>
            <dd>{full.submitterName}</dd>
          </>
        ) : null}
        {full.personalId ? (
          <>
            <dt>Số định danh</dt>
            <dd>{full.personalId}</dd>
          </>
        ) : null}
        {full.phone ? (
          <>
            <dt>Điện thoại</dt>
            <dd>{full.phone}</dd>
          </>
        ) : null}
        <dt>Cách nhận kết quả</dt>
        <dd>{full.returnMethod}</dd>
        <dt>Nhận kết quả tại</dt>
        <dd>
          {full.returnPlace === office.receptionName
            ? `${office.receptionName}, ${office.address}`
            : full.returnPlace}
        </dd>
      </dl>
      {full.result ? <Download code={full.code} digits={digits} result={full.result} /> : null}
      {full.missingPapers.length > 0 ? (
        <>
          <h3>Giấy tờ cần bổ sung</h3>
          <ul>
            {full.missingPapers.map((paper) => (
              <li key={paper}>{paper}</li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>Giấy tờ đã nộp</h3>
      <Papers components={full.components} />
    </section>
  )
}

interface DownloadProps {
  code: string
  digits: string
  result: NonNullable<FullView['result']>
}

/** A plain form: the digits travel in the body, and nothing runs on the page. */
function Download({ code, digits, result }: DownloadProps) {
  return (
    <>
      <h3>Kết quả điện tử</h3>
      <p>
        {result.title} số {result.number}
        {result.issuedOn ? `, ngày ${formatDate(result.issuedOn)}` : ''}
      </p>
      <form method="post" action={`/tra-cuu/${encodeURIComponent(code)}/ket-qua`}>
        <input type="hidden" name="digits" value={digits} />
        <button type="submit">Tải kết quả điện tử (PDF)</button>
      </form>
    </>
  )
}

function Papers({ components }: Pick<FullView, 'components'>) {
  const handedIn = components.filter((component) => component.provided)
  if (handedIn.length === 0) return <p>Chưa ghi nhận giấy tờ nào.</p>
  return (
    <ul>
      {handedIn.map((component) => (
        <li key={component.name}>
          {component.name} ({counted(component)})
        </li>
      ))}
    </ul>
  )
}

function counted({ originals, copies }: { originals: number; copies: number }): string {
  const parts = [originals > 0 ? `${originals} bản chính` : '', copies > 0 ? `${copies} bản sao` : ''].filter(
    (part) => part !== '',
  )
  return parts.length > 0 ? parts.join(', ') : 'đã nhận'
}
