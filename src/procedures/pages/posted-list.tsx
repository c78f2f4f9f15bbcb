import { pageRead } from '../../ui/page-context.ts'
import { lifeEventName } from '../model/life-events.ts'
import { listPostedFields } from '../queries/list-posted-fields.ts'
import { searchPosted } from '../queries/search-posted.ts'
import type { Route } from './+types/posted-list.ts'
import { OfficeChoice } from './posted/office-choice.tsx'
import { postedHref } from './posted/posted-href.ts'
import { readOffice } from './posted/read-office.ts'
import { Results, SearchForm } from './posted/search-parts.tsx'
import stylesheet from './posting.css?url'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = () => [
  { title: 'Thủ tục hành chính — Một Cửa' },
  {
    name: 'description',
    content: 'Thủ tục hành chính của xã, phường: giấy tờ cần nộp, thời hạn, phí, nơi nộp và mẫu đơn.',
  },
]

export const headers = () => ({ 'cache-control': 'public, max-age=60' })

const pageSize = 30

export async function loader({ context, request }: Route.LoaderArgs) {
  const { office, offices } = await readOffice(context, request)
  if (office === null) return { chosen: null, offices }
  const asked = new URL(request.url).searchParams
  const text = (name: string) => (asked.get(name) ?? '').slice(0, 200)
  const filter = {
    q: text('q'),
    field: text('linh-vuc') || undefined,
    lifeEvent: text('su-kien').slice(0, 80) || undefined,
  }
  const after = asked.get('sau') ?? undefined
  const [found, choices] = await Promise.all([
    pageRead(context, searchPosted, { office, ...filter, limit: pageSize, after }),
    pageRead(context, listPostedFields, { office }),
  ])
  return {
    chosen: { found, choices, filter, named: asked.get('don-vi') ?? undefined, isFirst: !after },
    offices,
  }
}

export default function PostedList({ loaderData }: Route.ComponentProps) {
  const { chosen, offices } = loaderData
  if (!chosen) return <OfficeChoice offices={offices} path="/thu-tuc" />
  const { found, choices, filter, named, isFirst } = chosen
  const isFiltered = Boolean(filter.q || filter.field || filter.lifeEvent)
  const event = filter.lifeEvent ? lifeEventName(filter.lifeEvent) : undefined
  return (
    <>
      <h1>{event ? `Thủ tục: ${event.toLowerCase()}` : 'Thủ tục hành chính'}</h1>
      <p>{found.office.name}</p>
      <SearchForm fields={choices.fields} filter={filter} named={named} />
      {isFiltered || !isFirst ? null : (
        <section className="card" aria-labelledby="su-kien">
          <h2 id="su-kien">Bạn cần làm việc gì?</h2>
          <ul className="chips">
            {choices.lifeEvents.map(({ code, name, count }) => (
              <li key={code}>
                <a href={postedHref('/thu-tuc', { 'don-vi': named, 'su-kien': code })}>
                  {name} ({count})
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Results found={found} filter={filter} named={named} />
      <section className="card" aria-labelledby="tai-ve">
        <h2 id="tai-ve">In và tải về</h2>
        <ul className="links">
          <li>
            <a href={postedHref('/api/v1/posting/board.pdf', { 'don-vi': named })}>Bảng niêm yết (A4)</a>
          </li>
          <li>
            <a href={postedHref('/api/v1/posting/board.pdf', { 'don-vi': named, kho: 'a3' })}>
              Bảng niêm yết (A3)
            </a>
          </li>
          <li>
            <a href={postedHref('/thu-tuc.csv', { 'don-vi': named })}>Dữ liệu mở cho Excel (CSV)</a>
          </li>
          <li>
            <a href={postedHref('/thu-tuc.json', { 'don-vi': named })}>Dữ liệu mở cho phần mềm (JSON)</a>
          </li>
        </ul>
      </section>
    </>
  )
}
