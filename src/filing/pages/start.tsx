import { randomUUID } from 'node:crypto'
import { data, redirect } from 'react-router'
import { citizenOf, requireCitizen } from '../../citizens/pages/citizen-context.ts'
import { COMPONENT_KIND_NAMES } from '../../procedures/model.ts'
import { pageRead, pageWrite } from '../../ui/page-context.ts'
import { beginDraft } from '../commands/begin-draft.ts'
import { filingStart } from '../queries/filing-start.ts'
import type { Route } from './+types/start.ts'
import { stepHref } from './addresses.ts'
import stylesheet from './filing.css?url'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Nộp hồ sơ: ${loaderData?.start.name ?? ''} — Một Cửa` },
]

export const headers = () => ({ 'cache-control': 'no-store' })

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const start = await pageRead(context, filingStart, { procedureId: params.procedureId })
  const citizen = await citizenOf(context, request)
  return { start, isKnown: citizen?.officeId === start.officeId, id: randomUUID() }
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { officeId } = await pageRead(context, filingStart, { procedureId: params.procedureId })
  const { accountId, level, name, personalId, email, phone } = await requireCitizen(
    context,
    request,
    officeId,
  )
  const posted = await request.formData().catch(() => new FormData())
  const input = {
    id: String(posted.get('id') ?? ''),
    procedureId: params.procedureId,
    caseCode: String(posted.get('truong-hop') ?? ''),
    accountId,
    filer: { level, name, personalId, email, phone },
  }
  const written = await pageWrite(context, beginDraft, { input })
  if (written.ok) throw redirect(stepHref(written.output.id, 1))
  return data({ detail: written.problem.detail }, { status: written.problem.status })
}

export default function Start({ loaderData, actionData }: Route.ComponentProps) {
  const { start } = loaderData
  const { office } = start
  return (
    <>
      <p>
        <a href="/nop-ho-so">← Chọn thủ tục khác</a>
      </p>
      <h1>{start.name}</h1>
      <p>
        {office.name} · {start.fieldName}
      </p>
      {actionData?.detail ? (
        <p className="wrong" role="alert">
          {actionData.detail}
        </p>
      ) : null}
      {start.obstacle ? <Obstacle start={start} /> : null}
      <section className="card" aria-labelledby="can-co">
        <h2 id="can-co">Cần chuẩn bị</h2>
        {start.cases.map((each) => (
          <div key={each.code}>
            {start.cases.length > 1 ? <h3>{each.name}</h3> : null}
            <ul>
              {each.components.map((component, index) => (
                <li key={`${component.name} ${String(index)}`}>
                  {component.name} ({COMPONENT_KIND_NAMES[component.kind].toLowerCase()}
                  {component.required ? '' : ', nếu có'}
                  {component.kind === 'form' && start.formTitle ? ', khai ngay trên trang' : ''})
                </li>
              ))}
            </ul>
          </div>
        ))}
        <dl className="facts">
          <dt>Thời hạn giải quyết</dt>
          <dd>{start.timeLimitText}</dd>
          <dt>Phí, lệ phí</dt>
          <dd>{start.feeSummary}</dd>
          <dt>Kết quả</dt>
          <dd>{start.result || 'Theo thủ tục'}</dd>
        </dl>
        <p>
          <a href={`/thu-tuc/${encodeURIComponent(start.key)}`}>Xem đầy đủ về thủ tục này</a>
        </p>
      </section>
      {start.obstacle ? null : <Begin loaderData={loaderData} />}
    </>
  )
}

function Begin({ loaderData }: Pick<Route.ComponentProps, 'loaderData'>) {
  const { start, isKnown, id } = loaderData
  return (
    <form method="post" className="card">
      {start.note ? <p>{start.note}</p> : null}
      <input type="hidden" name="id" value={id} />
      {start.cases.length > 1 ? (
        <>
          <label htmlFor="truong-hop">Trường hợp của bạn</label>
          <select id="truong-hop" name="truong-hop">
            {start.cases.map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
          </select>
        </>
      ) : null}
      {isKnown ? null : (
        <p>
          Bước tiếp theo: đăng nhập bằng tài khoản định danh
          {start.guests ? ', hoặc xác nhận thư điện tử hay số điện thoại' : ''}.
        </p>
      )}
      <button type="submit">Bắt đầu lập hồ sơ</button>
    </form>
  )
}

const why = {
  closed: 'Đơn vị hiện không nhận hồ sơ trên trang này.',
  not_offered: 'Thủ tục này chưa nhận trực tuyến tại đơn vị.',
  not_received: 'Thủ tục này không tiếp nhận tại đơn vị.',
} as const

function Obstacle({ start }: { start: Route.ComponentProps['loaderData']['start'] }) {
  const { obstacle, office, portalUrl } = start
  if (!obstacle) return null
  return (
    <p className="wrong">
      <b>{why[obstacle]}</b> Hãy nộp trên <a href={portalUrl}>Cổng Dịch vụ công quốc gia</a>, hoặc đến{' '}
      {office.receptionName}, {office.address}, điện thoại {office.phone}; cán bộ sẽ hỗ trợ nộp.
    </p>
  )
}
