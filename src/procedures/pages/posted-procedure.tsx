import { data, redirect } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { pageTry } from '../../ui/page-context.ts'
import { getPosted, postedKey } from '../queries/get-posted.ts'
import type { Route } from './+types/posted-procedure.ts'
import { Changes, SinceSheet } from './posted/changes.tsx'
import { OfficeChoice } from './posted/office-choice.tsx'
import { Parts, Place, Review } from './posted/parts.tsx'
import { postedHref } from './posted/posted-href.ts'
import { readOffice } from './posted/read-office.ts'
import stylesheet from './posting.css?url'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.found?.ok ? loaderData.found.output.procedure.name : 'Thủ tục'} — Một Cửa` },
]

export const headers = () => ({ 'cache-control': 'public, max-age=60' })

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const url = new URL(request.url)
  const key = postedKey(params.code.slice(0, 500))
  if (key !== params.code) throw redirect(`/thu-tuc/${encodeURIComponent(key)}${url.search}`)
  const { office, offices } = await readOffice(context, request)
  if (office === null) return data({ found: null, offices, named: undefined }, { status: 200 })
  // The version that stands on a printed sheet; what is none is as if nothing was said.
  const sheet = Number(/^\d{1,6}$/.exec(url.searchParams.get('ban') ?? '')?.[0] ?? 0)
  const sheetVersion = sheet > 0 ? sheet : undefined
  const found = await pageTry(context, getPosted, { office, key, sheetVersion })
  const named = url.searchParams.get('don-vi') ?? undefined
  return data({ found, offices, named }, { status: found.ok ? 200 : found.problem.status })
}

export default function PostedProcedure({ loaderData, params }: Route.ComponentProps) {
  const { found, offices, named } = loaderData
  if (!found) return <OfficeChoice offices={offices} path={`/thu-tuc/${encodeURIComponent(params.code)}`} />
  if (!found.ok) return <NotPosted detail={found.problem.detail} named={named} />
  const posted = found.output
  const { procedure, office, state } = posted
  return (
    <>
      <p>
        <a href={postedHref('/thu-tuc', { 'don-vi': named })}>← Tất cả thủ tục</a>
      </p>
      <h1>{procedure.name}</h1>
      <p>
        {procedure.code ? (
          <>
            Mã thủ tục <span className="code">{procedure.code}</span> ·{' '}
          </>
        ) : null}
        {procedure.fieldName}
      </p>
      {state === 'ended' && procedure.closedOn ? (
        <p className="wrong">
          Thủ tục này không còn áp dụng từ ngày {formatDate(procedure.closedOn)}. Nội dung dưới đây chỉ để
          tham khảo.
        </p>
      ) : null}
      {state === 'planned' ? (
        <p className="review">Thủ tục này áp dụng từ ngày {formatDate(procedure.validFrom)}.</p>
      ) : null}
      {posted.sinceSheet ? <SinceSheet since={posted.sinceSheet} current={procedure.version} /> : null}
      <Review flags={posted.flags} />
      <dl className="facts">
        <dt>Kiểm tra lần cuối</dt>
        <dd>{posted.checkedOn ? formatDate(posted.checkedOn) : 'Chưa ghi nhận'}</dd>
        <dt>Áp dụng từ</dt>
        <dd>
          {formatDate(procedure.validFrom)} (bản số {procedure.version})
        </dd>
      </dl>
      {state === 'in_force' ? <Papers posted={procedure} named={named} /> : null}
      <Parts procedure={procedure} office={office} legalTexts={posted.legalTexts} />
      <Place office={office} />
      <Changes changes={posted.changes} />
    </>
  )
}

function Papers(props: {
  posted: { key: string; procedureId: string; form: { title: string } | null }
  named: string | undefined
}) {
  const { posted, named } = props
  const sheet = `/api/v1/posting/procedures/${encodeURIComponent(posted.key)}/sheet.pdf`
  return (
    <ul className="links">
      <li>
        <a href={postedHref(sheet, { 'don-vi': named })}>In phiếu thủ tục này</a>
      </li>
      {posted.form ? (
        <li>
          <a href={`/api/v1/procedures/${posted.procedureId}/form.pdf`}>
            Tải mẫu tờ khai: {posted.form.title}
          </a>
          , hoặc <a href={`/to-khai/${posted.procedureId}`}>khai trước tại nhà</a> rồi mang mã đến nộp.
        </li>
      ) : null}
      <li>
        <a href={`/nop-ho-so/${posted.procedureId}`}>Nộp hồ sơ trực tuyến</a>, nếu đơn vị nhận thủ tục này.
      </li>
      <li>
        <a href={`/hen/${posted.procedureId}`}>Đặt lịch hẹn đến quầy</a>, nếu lĩnh vực này nhận đặt lịch.
      </li>
    </ul>
  )
}

function NotPosted({ detail, named }: { detail: string; named: string | undefined }) {
  return (
    <>
      <h1>Chưa tìm thấy thủ tục</h1>
      <div className="card">
        <p>{detail}</p>
        <p>
          <a href={postedHref('/thu-tuc', { 'don-vi': named })}>Tìm trong danh sách thủ tục</a>
        </p>
      </div>
    </>
  )
}
