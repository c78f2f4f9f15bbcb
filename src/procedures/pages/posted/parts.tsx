import type { z } from 'zod'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { type PostedPart, postedParts } from '../../model/posted-parts.ts'
import type { getPosted } from '../../queries/get-posted.ts'

type Posted = z.output<typeof getPosted.output>

/** Why the office looks at the procedure again, said openly. */
export function Review({ flags }: Pick<Posted, 'flags'>) {
  if (flags.length === 0) return null
  const expired = flags.filter(({ reason }) => reason === 'basis_expired')
  const why = expired.map(({ legalText, since }) => `${legalText} (từ ${formatDate(since)})`).join(', ')
  return (
    <p className="review">
      <strong>Đang rà soát.</strong>{' '}
      {expired.length > 0 ? `Văn bản làm căn cứ đã hết hiệu lực: ${why}. ` : ''}
      Nội dung có thể đã thay đổi; hãy hỏi tại nơi tiếp nhận trước khi chuẩn bị hồ sơ.
    </p>
  )
}

/** Every part that the law wants posted, in its order. */
export function Parts({
  procedure,
  office,
  legalTexts,
}: Pick<Posted, 'procedure' | 'office' | 'legalTexts'>) {
  return (
    <div className="card">
      {postedParts(procedure, office.name).map((part) =>
        part.code === 'can-cu' && !part.isMissing ? (
          <Basis key={part.code} title={part.title} numbers={procedure.legalBasis} texts={legalTexts} />
        ) : (
          <Part key={part.code} part={part} />
        ),
      )}
    </div>
  )
}

function Part({ part }: { part: PostedPart }) {
  return (
    <section className="part" aria-labelledby={part.code}>
      <h2 id={part.code}>{part.title}</h2>
      {part.isMissing ? <p className="unknown">Chưa có thông tin. Vui lòng hỏi tại nơi tiếp nhận.</p> : null}
      {part.groups.map(({ title, lines }) => (
        <div key={title ?? ''}>
          {title === null ? null : <h3>{title}</h3>}
          <Lines lines={lines} />
        </div>
      ))}
    </section>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  const [only] = lines
  if (lines.length === 1) return <p>{only}</p>
  return (
    <ul>
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function Basis(props: { title: string; numbers: readonly string[]; texts: Posted['legalTexts'] }) {
  const { title, numbers, texts } = props
  return (
    <section className="part" aria-labelledby="can-cu">
      <h2 id="can-cu">{title}</h2>
      <ul>
        {[...new Set(numbers)].map((number) => {
          const text = texts.find((each) => each.number === number)
          return (
            <li key={number}>
              {number}
              {text?.title ? `: ${text.title}` : ''}
              {text?.issuedOn ? `, ngày ${formatDate(text.issuedOn)}` : ''}
              {text?.expiredOn ? ` (hết hiệu lực từ ${formatDate(text.expiredOn)}${replacement(text)})` : ''}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function replacement({ replacedBy }: Posted['legalTexts'][number]): string {
  return replacedBy ? `, thay bằng ${replacedBy}` : ''
}

/** Where to hand it in, and where to say that a rule or a procedure is wrong (NĐ 20/2008/NĐ-CP). */
export function Place({ office }: Pick<Posted, 'office'>) {
  const { agency, address, phone, email, web } = office.feedback
  return (
    <section className="card" aria-labelledby="noi-nop">
      <h2 id="noi-nop">Địa chỉ tiếp nhận hồ sơ</h2>
      <p>
        <strong>{office.receptionName}</strong>
        <br />
        {office.address}
        <br />
        Điện thoại: <a href={`tel:${office.phone.replaceAll(/[^0-9+]/g, '')}`}>{office.phone}</a>
      </p>
      <h2>Phản ánh, kiến nghị về quy định và thủ tục hành chính</h2>
      <p>
        {agency}
        <br />
        {address}
      </p>
      <p>
        {phone ? `Điện thoại: ${phone}` : ''}
        {phone && email ? ' · ' : ''}
        {email ? `Thư điện tử: ${email}` : ''}
      </p>
      {web ? (
        <p>
          <a href={web}>{web}</a>
        </p>
      ) : null}
    </section>
  )
}
