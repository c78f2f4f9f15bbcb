import { lifeEventName } from '../../procedures/model/life-events.ts'
import { OfficeChoice } from '../../procedures/pages/posted/office-choice.tsx'
import { postedHref } from '../../procedures/pages/posted/posted-href.ts'
import { readOffice } from '../../procedures/pages/posted/read-office.ts'
import { listPostedFields } from '../../procedures/queries/list-posted-fields.ts'
import { searchPosted } from '../../procedures/queries/search-posted.ts'
import { dateText } from '../../ui/date-text.ts'
import { pageRead } from '../../ui/page-context.ts'
import { filingChannel } from '../queries/filing-settings.ts'
import type { Route } from './+types/choose.ts'
import stylesheet from './filing.css?url'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = () => [
  { title: 'Nộp hồ sơ trực tuyến — Một Cửa' },
  { name: 'description', content: 'Chọn việc cần làm hoặc tên thủ tục để nộp hồ sơ trực tuyến.' },
]

export const headers = () => ({ 'cache-control': 'no-store' })

const pageSize = 20

export async function loader({ context, request }: Route.LoaderArgs) {
  const { office, offices } = await readOffice(context, request)
  if (office === null) return { chosen: null, offices }
  const asked = new URL(request.url).searchParams
  const q = (asked.get('q') ?? '').slice(0, 200)
  const lifeEvent = asked.get('su-kien')?.slice(0, 80) || undefined
  const after = /^[0-9a-f-]{36}$/.exec(asked.get('sau') ?? '')?.[0]
  const isAsked = q !== '' || lifeEvent !== undefined || after !== undefined
  const [found, { lifeEvents }] = await Promise.all([
    pageRead(context, searchPosted, { office, q, lifeEvent, limit: isAsked ? pageSize : 1, after }),
    pageRead(context, listPostedFields, { office }),
  ])
  // Whoever asks for nothing yet is shown what may be filed here, and nothing else.
  const procedureIds = isAsked ? found.items.map(({ id }) => id) : undefined
  const channel = await pageRead(context, filingChannel, { office, procedureIds })
  const named = asked.get('don-vi') ?? undefined
  return { chosen: { found, isAsked, lifeEvents, channel, q, lifeEvent, named }, offices }
}

export default function Choose({ loaderData }: Route.ComponentProps) {
  const { chosen, offices } = loaderData
  if (!chosen) return <OfficeChoice offices={offices} path="/nop-ho-so" />
  const { found, isAsked, lifeEvents, channel, q, named } = chosen
  return (
    <>
      <h1>Nộp hồ sơ trực tuyến</h1>
      <p>{found.office.name}</p>
      <Channel channel={channel} office={found.office} />
      <form className="card" method="get" action="/nop-ho-so">
        {named ? <input type="hidden" name="don-vi" value={named} /> : null}
        <label htmlFor="q">Bạn cần làm gì? Gõ việc hoặc tên thủ tục</label>
        <input id="q" name="q" type="search" maxLength={200} defaultValue={q} autoComplete="off" />
        <button type="submit">Tìm thủ tục</button>
        {isAsked ? null : <LifeEvents lifeEvents={lifeEvents} named={named} />}
      </form>
      {isAsked ? <Found chosen={chosen} /> : <Offered offered={channel.offered} />}
    </>
  )
}

type Chosen = NonNullable<Route.ComponentProps['loaderData']['chosen']>

function LifeEvents({ lifeEvents, named }: Pick<Chosen, 'lifeEvents' | 'named'>) {
  return (
    <>
      <h2 id="su-kien">Hoặc chọn theo việc trong đời sống</h2>
      <ul className="chips" aria-labelledby="su-kien">
        {lifeEvents.map(({ code, name }) => (
          <li key={code}>
            <a href={postedHref('/nop-ho-so', { 'don-vi': named, 'su-kien': code })}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Offered({ offered }: { offered: Chosen['channel']['offered'] }) {
  if (offered.length === 0) return null
  return (
    <section aria-labelledby="thu-tuc">
      <h2 id="thu-tuc">Nộp được tại đây</h2>
      <ul className="procedures">
        {offered.map((item) => (
          <li key={item.id}>
            <a href={`/nop-ho-so/${item.id}`}>{item.name}</a>
            <p>
              {item.timeLimitText} · Phí, lệ phí: {item.feeSummary}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Found({ chosen }: { chosen: Chosen }) {
  const { found, channel, lifeEvent, named } = chosen
  const { receptionName, phone } = found.office
  const isOffered = (id: string) => channel.offered.some((each) => each.id === id)
  return (
    <section aria-labelledby="thu-tuc">
      <h2 id="thu-tuc">Thủ tục: {(lifeEvent && lifeEventName(lifeEvent)?.toLowerCase()) ?? 'tìm được'}</h2>
      {found.isGuess ? <p>Không có thủ tục khớp hẳn. Có phải bạn tìm một trong các thủ tục sau?</p> : null}
      {found.items.length === 0 ? (
        <p className="card">
          Không tìm thấy thủ tục nào. Hãy gõ ít chữ hơn, hoặc hỏi {receptionName}, {phone}.
        </p>
      ) : null}
      <ul className="procedures">
        {found.items.map((item) => (
          <li key={item.id}>
            <a href={`/nop-ho-so/${item.id}`}>{item.name}</a>
            <p>
              <b>{isOffered(item.id) ? 'Nộp được tại đây' : 'Nộp tại quầy hoặc trên Cổng'}</b> ·{' '}
              {item.timeLimitText} · Phí, lệ phí: {item.feeSummary}
            </p>
          </li>
        ))}
      </ul>
      <p className="again">
        {found.next ? (
          <a href={postedHref('/nop-ho-so', { 'don-vi': named, 'su-kien': lifeEvent, sau: found.next })}>
            Xem tiếp
          </a>
        ) : null}{' '}
        <a href={postedHref('/nop-ho-so', { 'don-vi': named })}>Chọn lại từ đầu</a>
      </p>
    </section>
  )
}

function Channel({ channel, office }: { channel: Chosen['channel']; office: Chosen['found']['office'] }) {
  if (channel.isOpen) {
    return (
      <div className="card">
        {channel.note ? <p>{channel.note}</p> : null}
        <p>
          Cần có: căn cước, ảnh chụp giấy tờ.
          {channel.closesOn ? ` Nhận đến hết ngày ${dateText(channel.closesOn)}.` : ''} Hồ sơ lập dở được giữ
          30 ngày: <a href="/cong-dan/ho-so">mở hồ sơ của tôi</a>.
        </p>
      </div>
    )
  }
  return (
    <div className="wrong">
      <p>
        <b>Đơn vị hiện không nhận hồ sơ trên trang này.</b> Hãy nộp trên{' '}
        <a href={channel.portalUrl}>Cổng Dịch vụ công quốc gia</a>, hoặc đến {office.receptionName},{' '}
        {office.address}; cán bộ sẽ hỗ trợ nộp.
      </p>
    </div>
  )
}
