import type { z } from 'zod'
import type { searchPosted } from '../../queries/search-posted.ts'
import { postedHref } from './posted-href.ts'

type Found = z.output<typeof searchPosted.output>

interface Filter {
  q: string
  field: string | undefined
  lifeEvent: string | undefined
}

interface SearchFormProps {
  fields: readonly { code: string; name: string; count: number }[]
  filter: Filter
  named: string | undefined
}

/** A plain GET, so that it needs no script and what was found can be kept as a bookmark. */
export function SearchForm({ fields, filter, named }: SearchFormProps) {
  return (
    <form className="card" method="get" action="/thu-tuc">
      {named ? <input type="hidden" name="don-vi" value={named} /> : null}
      <div className="search-row">
        <div>
          <label htmlFor="q">Tên hoặc mã thủ tục</label>
          <input
            id="q"
            name="q"
            type="search"
            maxLength={200}
            defaultValue={filter.q}
            autoComplete="off"
            aria-describedby="q-huong-dan"
          />
        </div>
        <div>
          <label htmlFor="linh-vuc">Lĩnh vực</label>
          <select id="linh-vuc" name="linh-vuc" defaultValue={filter.field ?? ''}>
            <option value="">Tất cả lĩnh vực</option>
            {fields.map(({ code, name, count }) => (
              <option key={code} value={code}>
                {name} ({count})
              </option>
            ))}
          </select>
        </div>
      </div>
      <p className="hint" id="q-huong-dan">
        Gõ không dấu hay viết tắt đều được, ví dụ: khai sinh, 1.001193.
      </p>
      <button type="submit">Tìm thủ tục</button>
    </form>
  )
}

interface ResultsProps {
  found: Found
  filter: Filter
  named: string | undefined
}

export function Results({ found, filter, named }: ResultsProps) {
  const { items, next, isGuess } = found
  const isFiltered = Boolean(filter.q || filter.field || filter.lifeEvent)
  const onward = {
    'don-vi': named,
    'linh-vuc': filter.field,
    'su-kien': filter.lifeEvent,
    sau: next ?? undefined,
  }
  return (
    <section aria-labelledby="danh-sach">
      <h2 id="danh-sach">{isFiltered ? 'Thủ tục tìm được' : 'Tất cả thủ tục'}</h2>
      {isGuess ? <p>Không có thủ tục khớp hẳn. Có phải bạn tìm một trong các thủ tục sau?</p> : null}
      {items.length === 0 ? (
        <p className="card">
          Không tìm thấy thủ tục nào. Hãy gõ ít chữ hơn, chọn tất cả lĩnh vực, hoặc hỏi tại nơi tiếp nhận:{' '}
          {found.office.receptionName}, {found.office.phone}.
        </p>
      ) : null}
      <ul className="procedures">
        {items.map((item) => (
          <li key={item.id}>
            <a href={postedHref(`/thu-tuc/${encodeURIComponent(item.key)}`, { 'don-vi': named })}>
              {item.name}
            </a>
            <p>
              {item.fieldName}
              {item.code ? ` · Mã ${item.code}` : ''} · {item.timeLimitText} · Phí, lệ phí: {item.feeSummary}
            </p>
            {item.isUnderReview ? <p className="review">Đang rà soát</p> : null}
          </li>
        ))}
      </ul>
      <p className="again">
        {next ? <a href={postedHref('/thu-tuc', onward)}>Xem tiếp</a> : null}{' '}
        {isFiltered ? <a href={postedHref('/thu-tuc', { 'don-vi': named })}>Xem tất cả thủ tục</a> : null}
      </p>
    </section>
  )
}
