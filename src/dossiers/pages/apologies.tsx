import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { pageRead } from '../../ui/page-context.ts'
import { listApologies } from '../queries/list-apologies.ts'
import type { Route } from './+types/apologies.ts'

export const meta = () => [
  { title: 'Công khai xin lỗi — Một Cửa' },
  { name: 'description', content: 'Hồ sơ thủ tục hành chính trả kết quả chậm, lý do và ngày hẹn lại.' },
]

export const headers = () => ({ 'cache-control': 'no-store' })

export async function loader({ context }: Route.LoaderArgs) {
  return pageRead(context, listApologies, {})
}

type Office = Route.ComponentProps['loaderData']['offices'][number]
type Apology = Office['apologies'][number]

export default function Apologies({ loaderData }: Route.ComponentProps) {
  const { offices } = loaderData
  return (
    <>
      <h1>Công khai xin lỗi</h1>
      <p>
        Cơ quan xin lỗi người dân, tổ chức vì những hồ sơ dưới đây trả kết quả chậm hoặc phải hẹn lại. Trang
        này không hiện thông tin cá nhân.
      </p>
      {offices.map((office) => (
        <OfficeSection key={office.officeName} office={office} isOnly={offices.length === 1} />
      ))}
      <p className="again">
        <a href="/tra-cuu">Tra cứu hồ sơ của bạn</a>
      </p>
    </>
  )
}

function OfficeSection({ office, isOnly }: { office: Office; isOnly: boolean }) {
  const { apologies, days } = office
  return (
    <section aria-label={`Hồ sơ chậm, ${office.officeName}`}>
      {isOnly ? null : <h2>{office.officeName}</h2>}
      <p className="hint">Hồ sơ đang chậm, đã hẹn lại, hoặc có kết quả chậm trong {days} ngày qua.</p>
      {apologies.length === 0 ? (
        <p className="good">Hiện không có hồ sơ nào trả kết quả chậm.</p>
      ) : (
        apologies.map((apology) => <ApologyCard key={apology.code} apology={apology} isOnly={isOnly} />)
      )}
    </section>
  )
}

function ApologyCard({ apology, isOnly }: { apology: Apology; isOnly: boolean }) {
  const Heading = isOnly ? 'h2' : 'h3'
  return (
    <article className="card">
      <Heading className="code">
        <a href={`/tra-cuu/${encodeURIComponent(apology.code)}`}>Hồ sơ {apology.code}</a>
      </Heading>
      <p>{apology.procedureName}</p>
      <dl className="facts">
        <dt>Lĩnh vực</dt>
        <dd>{apology.fieldName}</dd>
        <dt>Hẹn trả ban đầu</dt>
        <dd>{formatShortMoment(apology.promisedAt)}</dd>
        <dt>Hẹn lại</dt>
        <dd>
          {apology.newDueAt ? formatShortMoment(apology.newDueAt) : 'Cơ quan đang xem xét ngày hẹn lại'}
        </dd>
        <dt>Lý do</dt>
        <dd>{apology.reason ? sentence(apology.reason) : 'Cơ quan đang làm rõ'}</dd>
        <dt>Tình trạng</dt>
        <dd>
          {apology.finishedAt
            ? `Có kết quả lúc ${formatShortMoment(apology.finishedAt)}`
            : apology.statusName}
        </dd>
      </dl>
    </article>
  )
}

/** The reasons are kept as they go on in a sentence. */
function sentence(reason: string): string {
  return reason.slice(0, 1).toLocaleUpperCase('vi') + reason.slice(1)
}
