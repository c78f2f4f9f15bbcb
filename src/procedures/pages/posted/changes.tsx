import type { z } from 'zod'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { PostedDifference } from '../../model/posted-parts.ts'
import type { getPosted } from '../../queries/get-posted.ts'

type Posted = z.output<typeof getPosted.output>

/** For whoever scanned a printed sheet: whether it still holds, and what is different now. */
export function SinceSheet(props: { since: NonNullable<Posted['sinceSheet']>; current: number }) {
  const { since, current } = props
  if (since.isKnown && since.differences.length === 0) {
    return <p className="good">Phiếu bạn đang xem (bản số {since.version}) vẫn đúng với nội dung hiện nay.</p>
  }
  return (
    <section className="wrong" aria-labelledby="phieu-cu">
      <h2 id="phieu-cu">Phiếu giấy bạn quét là bản cũ</h2>
      <p>
        Phiếu là bản số {since.version}; hiện nay áp dụng bản số {current} dưới đây.
        {since.isKnown ? ' Đã thay đổi:' : ''}
      </p>
      {since.isKnown ? <Differences differences={since.differences} /> : null}
    </section>
  )
}

/** The history of changes in words, newest first. */
export function Changes({ changes }: Pick<Posted, 'changes'>) {
  return (
    <section className="card" aria-labelledby="thay-doi">
      <h2 id="thay-doi">Lịch sử thay đổi</h2>
      {changes.length === 0 ? <p>Chưa có thay đổi nào kể từ khi niêm yết.</p> : null}
      {changes.map(({ version, validFrom, decision, differences }) => (
        <div key={version}>
          <h3>
            Từ ngày {formatDate(validFrom)}
            {decision ? `, theo ${decision}` : ''}
          </h3>
          <Differences differences={differences} />
        </div>
      ))}
    </section>
  )
}

function Differences({ differences }: { differences: readonly PostedDifference[] }) {
  return (
    <ul>
      {differences.map(({ title, removed, added }) => (
        <li key={title}>
          <strong>{title}</strong>
          {removed.length > 0 ? (
            <>
              <br />
              Trước: <del>{removed.join('; ')}</del>
            </>
          ) : null}
          {added.length > 0 ? (
            <>
              <br />
              Nay: <ins>{added.join('; ')}</ins>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
