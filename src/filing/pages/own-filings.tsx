import { requireCitizen } from '../../citizens/pages/citizen-context.ts'
import { statusName } from '../../dossiers/model/status.ts'
import { dateText } from '../../ui/date-text.ts'
import { momentText } from '../../ui/moment-text.ts'
import { pageTry } from '../../ui/page-context.ts'
import { type OwnFiling, ownFilings } from '../queries/own-filings.ts'
import type { Route } from './+types/own-filings.ts'
import { filedHref } from './addresses.ts'
import stylesheet from './filing.css?url'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = () => [{ title: 'Hồ sơ của tôi — Một Cửa' }, { name: 'robots', content: 'noindex' }]

export const headers = () => ({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })

export async function loader({ context, request }: Route.LoaderArgs) {
  const { accountId } = await requireCitizen(context, request)
  const found = await pageTry(context, ownFilings, { accountId })
  return { filings: found.ok ? found.output.filings : [] }
}

export default function OwnFilings({ loaderData }: Route.ComponentProps) {
  const open = loaderData.filings.filter(({ state }) => state === 'open')
  const filed = loaderData.filings.filter(({ state }) => state === 'filed')
  return (
    <>
      <h1>Hồ sơ của tôi</h1>
      <p>
        <a className="button" href="/nop-ho-so">
          Lập hồ sơ mới
        </a>
      </p>
      <section className="card" aria-labelledby="dang-lap">
        <h2 id="dang-lap">Đang lập</h2>
        {open.length === 0 ? <p>Không có hồ sơ nào đang lập.</p> : null}
        <ul className="procedures">
          {open.map((each) => (
            <li key={each.id}>
              <a href={`/nop-ho-so/ban/${each.id}`}>{each.procedureName}</a>
              <p>
                {each.applicantName ? `${each.applicantName} · ` : ''}Giữ đến hết ngày{' '}
                {dateText(each.expiresOn)}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="da-nop">
        <h2 id="da-nop">Đã nộp</h2>
        {filed.length === 0 ? <p>Chưa có hồ sơ nào đã nộp.</p> : null}
        <ul className="procedures">
          {filed.map((each) => (
            <FiledLine key={each.id} filing={each} />
          ))}
        </ul>
      </section>
    </>
  )
}

function FiledLine({ filing }: { filing: OwnFiling }) {
  return (
    <li>
      <a href={filedHref(filing.id)}>{filing.procedureName}</a>
      <p>
        {filing.code ?? filing.reference} · {filing.applicantName} ·{' '}
        {filing.filedAt ? `nộp ${momentText(filing.filedAt)}` : ''} ·{' '}
        {filing.status === null ? '' : statusName(filing.status)}
      </p>
    </li>
  )
}
