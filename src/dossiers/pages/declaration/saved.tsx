import { publicForm } from '../../../procedures/queries/print-form.ts'
import { dateText } from '../../../ui/date-text.ts'
import { pageRead } from '../../../ui/page-context.ts'
import { ownDeclaration } from '../../queries/own-declaration.ts'
import type { Route } from './+types/saved.ts'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Tờ khai ${loaderData?.saved.code ?? ''} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
]

/** The address holds the secret id: it is told to no other page. */
export const headers = () => ({
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'no-referrer',
})

export async function loader({ context, params }: Route.LoaderArgs) {
  const { procedureId, id } = params
  const [shown, saved] = await Promise.all([
    pageRead(context, publicForm, { procedureId }),
    pageRead(context, ownDeclaration, { procedureId, id }),
  ])
  return {
    shown: {
      title: shown.form.title,
      procedureName: shown.procedureName,
      receptionName: shown.receptionName,
    },
    saved,
  }
}

/** The code to bring to the desk, and what to do until then. */
export default function Saved({ loaderData, params }: Route.ComponentProps) {
  const { shown, saved } = loaderData
  if (saved.takenUp) {
    return (
      <>
        <h1>Tờ khai {saved.code}</h1>
        <p className="card">
          Tờ khai này đã được tiếp nhận thành hồ sơ. Theo dõi hồ sơ bằng mã in trên giấy tiếp nhận tại trang{' '}
          <a href="/tra-cuu">tra cứu hồ sơ</a>.
        </p>
      </>
    )
  }
  return (
    <>
      <h1>Đã lưu tờ khai</h1>
      <section className="card" aria-labelledby="ma">
        <h2 id="ma">Mã tờ khai của bạn</h2>
        <p className="big-code">{saved.code}</p>
        <p>
          {shown.title}, thủ tục {shown.procedureName}. Giữ đến hết ngày {dateText(saved.expiresOn)}.
        </p>
        <p>
          <a
            className="button"
            href={`/api/v1/procedures/${params.procedureId}/declarations/${params.id}/sheet.pdf`}
          >
            In hoặc lưu tờ khai (PDF)
          </a>
        </p>
      </section>
      <section className="card" aria-labelledby="tiep-theo">
        <h2 id="tiep-theo">Việc tiếp theo</h2>
        <ol>
          <li>Ghi lại mã, chụp màn hình hoặc in tờ khai.</li>
          <li>Mang mã, căn cước và các giấy tờ của thủ tục đến {shown.receptionName}.</li>
          <li>Đọc mã cho cán bộ tiếp nhận, xem lại và ký tờ khai.</li>
        </ol>
        <p>
          <a href={`/to-khai/${params.procedureId}?sua=${params.id}`}>Sửa tờ khai</a>
        </p>
      </section>
    </>
  )
}
