import { data, redirect } from 'react-router'
import { statusName } from '../../dossiers/model/status.ts'
import { momentText } from '../../ui/moment-text.ts'
import { pageContext, pageTry, pageWrite } from '../../ui/page-context.ts'
import { uploadKey } from '../api/upload-key.ts'
import { sendSupplement, withdrawFiled } from '../commands/after-filing.ts'
import { removePaper } from '../commands/attach-paper.ts'
import { type FiledView, filedDraft } from '../queries/filing-draft.ts'
import type { Route } from './+types/filed.ts'
import { filedHref } from './addresses.ts'
import { TextField } from './field.tsx'
import { accountHere, refuseDraft } from './filer.ts'
import stylesheet from './filing.css?url'
import { draftHeaders, toldSentence } from './open-draft.ts'
import { PaperForm, PiecesScript } from './paper-form.tsx'

export const handle = { fileScript: true }

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Hồ sơ ${loaderData?.view.draft.reference ?? ''} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
]

export const headers = draftHeaders

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const accountId = await accountHere(context, request)
  const found = await pageTry(context, filedDraft, { id: params.id, accountId })
  if (!found.ok) return refuseDraft(context, request, { id: params.id, problem: found.problem })
  const { services } = context.get(pageContext)
  return {
    view: found.output,
    uploads: `/api/v1/filing/drafts/${params.id}/${uploadKey(services, params.id)}`,
    told: toldSentence(context, request),
  }
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { id } = params
  const accountId = await accountHere(context, request)
  const posted = await request.formData().catch(() => new FormData())
  const text = (name: string) => String(posted.get(name) ?? '')
  const own = { id, accountId }
  const written =
    text('viec') === 'rut'
      ? await pageWrite(context, withdrawFiled, { input: { ...own, reason: text('ly-do') } })
      : text('viec') === 'bo'
        ? await pageWrite(context, removePaper, { input: { ...own, fileId: text('tep') } })
        : await pageWrite(context, sendSupplement, { input: { ...own, note: text('loi-nhan') } })
  if (written.ok) throw redirect(filedHref(id))
  const { detail, fields = {}, status } = written.problem
  const typed = { reason: text('ly-do'), note: text('loi-nhan') }
  return data({ detail: Object.values(fields)[0] ?? detail, typed }, { status })
}

export default function Filed({ loaderData, actionData }: Route.ComponentProps) {
  const { view, uploads } = loaderData
  const { draft, dossier, asked } = view
  const detail = actionData?.detail ?? loaderData.told
  return (
    <>
      <h1>{titleOf(view)}</h1>
      {detail ? (
        <p className="wrong" role="alert">
          {detail}
        </p>
      ) : null}
      <Codes view={view} />
      {asked ? <Supplement view={view} uploads={uploads} note={actionData?.typed.note ?? ''} /> : null}
      <section className="card" aria-labelledby="tiep-theo">
        <h2 id="tiep-theo">Việc tiếp theo</h2>
        <p>{nextWords(view)}</p>
        <p>
          <a href={`/tra-cuu/${dossier.code ?? draft.reference}`}>Theo dõi hồ sơ</a>
          {draft.source === 'assisted' ? (
            <>
              {' · '}
              <a href="/ho-tro-nop">Về trang hỗ trợ nộp</a>
            </>
          ) : null}
        </p>
        <ol className="events">
          {dossier.events.map(({ at, text }) => (
            <li key={`${at} ${text}`}>
              <time dateTime={at}>{momentText(at)}</time>
              {text}
            </li>
          ))}
        </ol>
      </section>
      {[1, 2, 4, 5, 6].includes(dossier.status) ? <Withdraw reason={actionData?.typed.reason ?? ''} /> : null}
      {asked ? <PiecesScript /> : null}
    </>
  )
}

function titleOf({ dossier }: FiledView): string {
  return dossier.status === 1 ? 'Đã nộp hồ sơ' : `Hồ sơ trực tuyến: ${statusName(dossier.status)}`
}

function Codes({ view: { draft, dossier } }: { view: FiledView }) {
  return (
    <section className="card" aria-labelledby="ma">
      <h2 id="ma">{dossier.code ? 'Mã hồ sơ' : 'Mã theo dõi của bạn'}</h2>
      <p className="big-code code">{dossier.code ?? draft.reference}</p>
      {dossier.code ? (
        <p>Mã theo dõi khi nộp: {draft.reference}.</p>
      ) : (
        <p>
          Ghi lại hoặc chụp màn hình mã này. Mã hồ sơ chính thức được cấp khi cơ quan tiếp nhận và báo đến thư
          điện tử, điện thoại đã khai.
        </p>
      )}
      <dl className="facts">
        <dt>Thủ tục</dt>
        <dd>{dossier.procedureName}</dd>
        <dt>Người có hồ sơ</dt>
        <dd>{dossier.applicantName}</dd>
        <dt>Nộp lúc</dt>
        <dd>{draft.filedAt ? momentText(draft.filedAt) : ''}</dd>
        {dossier.dueAt ? (
          <>
            <dt>Hẹn trả kết quả</dt>
            <dd>{momentText(dossier.dueAt)}</dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}

function nextWords({ dossier, asked, office, draft }: FiledView): string {
  const contact = `${office.receptionName}, điện thoại ${office.phone}`
  switch (dossier.status) {
    case 1:
      return `Cán bộ kiểm tra và trả lời trong 8 giờ làm việc: tiếp nhận, đề nghị bổ sung hoặc từ chối kèm lý do. Cần hỏi, hãy liên hệ ${contact}.`
    case 3:
      return `Cơ quan không tiếp nhận hồ sơ. Lý do: ${dossier.refusal || 'xem thông báo đã gửi'}. Cần hỏi, hãy liên hệ ${contact}.`
    case 5:
      return asked && draft.papers.some(({ place, sentAt }) => place === 'supplement' && sentAt !== null)
        ? 'Giấy tờ bổ sung đã gửi đang được kiểm tra. Bạn vẫn gửi thêm được.'
        : 'Hãy gửi giấy tờ được yêu cầu ở phần trên.'
    case 7:
      return 'Cơ quan đang xem xét yêu cầu rút hồ sơ của bạn.'
    case 8:
      return `Hồ sơ đã dừng giải quyết. Cần hỏi, hãy liên hệ ${contact}.`
    case 9:
    case 10:
      return `Đã có kết quả. Nhận theo cách bạn đã chọn; cần hỏi, hãy liên hệ ${contact}.`
    default:
      return 'Hồ sơ đang được giải quyết. Bạn được báo tin khi có thay đổi.'
  }
}

function Supplement({ view, uploads, note }: { view: FiledView; uploads: string; note: string }) {
  const { asked, unsent, fileMegabytes } = view
  if (!asked) return null
  const items = asked.items.length > 0 ? asked.items : ['Giấy tờ bổ sung']
  return (
    <section className="card" aria-labelledby="bo-sung">
      <h2 id="bo-sung">Cơ quan đề nghị bổ sung</h2>
      <p>Lý do: {asked.reason}</p>
      {items.map((name, ordinal) => (
        <PaperForm
          key={`${name} ${String(ordinal)}`}
          line={{
            place: 'supplement',
            ordinal,
            name,
            hint: '',
            papers: unsent.filter((paper) => paper.ordinal === ordinal),
          }}
          uploads={uploads}
          fileMegabytes={fileMegabytes}
        />
      ))}
      <form method="post">
        <TextField
          name="loi-nhan"
          label="Lời nhắn cho cán bộ"
          value={note}
          optional
          rows={3}
          maxLength={1000}
        />
        <button type="submit" name="viec" value="bo-sung">
          Gửi bổ sung
        </button>
      </form>
    </section>
  )
}

function Withdraw({ reason }: { reason: string }) {
  return (
    <details open={reason !== ''}>
      <summary>Rút hồ sơ</summary>
      <form method="post" className="card">
        <TextField name="ly-do" label="Lý do rút hồ sơ" value={reason} rows={3} maxLength={1000} />
        <button type="submit" name="viec" value="rut" className="plain">
          Xin rút hồ sơ
        </button>
      </form>
    </details>
  )
}
