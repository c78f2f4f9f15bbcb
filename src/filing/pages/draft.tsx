import { data, redirect } from 'react-router'
import { pageContext, pageRead, pageWrite } from '../../ui/page-context.ts'
import { discardDraft } from '../commands/drop-drafts.ts'
import { fileDraft } from '../commands/file-draft.ts'
import { saveDraft } from '../commands/save-draft.ts'
import { askQuestion, isAnswered } from '../model/challenge.ts'
import { questionBefore } from '../queries/filing-draft.ts'
import type { Route } from './+types/draft.ts'
import { filedHref, stepHref } from './addresses.ts'
import { DraftFrame, Onward, StepProblems } from './draft-frame.tsx'
import { fieldId } from './field.tsx'
import stylesheet from './filing.css?url'
import { draftHeaders, filedFrom, openDraftPage } from './open-draft.ts'
import { readStep } from './read-step.ts'
import { DeclarationStep } from './steps/declaration-step.tsx'
import { PeopleStep } from './steps/people-step.tsx'
import { ReturnStep } from './steps/return-step.tsx'
import { ReviewStep } from './steps/review-step.tsx'

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Nộp hồ sơ: ${loaderData?.view.procedure.name ?? ''} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
]

export const headers = draftHeaders

const formSteps = [1, 2, 4, 5]

/** The step that the address names; without one, the furthest that was saved. */
function stepOf(request: Request, reached: number): number {
  const asked = Number(new URL(request.url).searchParams.get('buoc'))
  return formSteps.includes(asked) ? asked : reached
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { view, accountId } = await openDraftPage(context, request, params.id)
  const { searchParams } = new URL(request.url)
  const step = stepOf(request, view.draft.reached)
  if (step === 3) throw redirect(stepHref(params.id, 3))
  const { services } = context.get(pageContext)
  const own = { id: params.id, accountId }
  const asked =
    step === 5 ? await pageRead(context, questionBefore, { ...own, from: filedFrom(context) }) : null
  const asking = { draftId: params.id, round: asked?.round ?? 0 }
  return {
    view,
    step,
    isChecked: searchParams.get('kiem') === 'co',
    savedAt: searchParams.has('da-luu') ? `${services.config.publicUrl}/nop-ho-so/ban/${params.id}` : null,
    question: asked?.isNeeded ? askQuestion(asking, services.clock(), services.keyedHash) : null,
  }
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { id } = params
  const { view, accountId } = await openDraftPage(context, request, id)
  const step = stepOf(request, view.draft.reached)
  const posted = await request.formData().catch(() => new FormData())
  const what = String(posted.get('viec') ?? '')
  if (what === 'xoa') return discard(context, { id, accountId })
  if (what === 'nop') return send(context, { id, accountId, posted, round: view.draft.questionsAsked })
  const typed = readStep(step, posted, view.procedure.form)
  const saved = await pageWrite(context, saveDraft, { input: { id, accountId, step, ...typed } })
  if (!saved.ok) return refused(saved.problem)
  const row = posted.get('them-dong')
  if (typeof row === 'string') {
    const [name = '', count = ''] = row.split('=')
    return data({ ...calm, rows: { [name]: Number(count) || 1 } })
  }
  if (what === 'luu') throw redirect(stepHref(id, step, { 'da-luu': 'co' }))
  if (what === 'lui') throw redirect(stepHref(id, step - 1))
  const { problems } = (await openDraftPage(context, request, id)).view
  const isRight = step === 5 || Object.keys(problems[step as 1 | 2 | 4]).length === 0
  if (isRight) throw redirect(stepHref(id, Math.min(step + 1, 5)))
  return data({ ...calm, isChecked: true }, { status: 422 })
}

/** What a page is told that came back: nothing wrong yet. */
const calm = { isChecked: false, detail: '', rows: {} as Record<string, number> }

function refused({ detail, status }: { detail: string; status: number }) {
  return data({ ...calm, detail }, { status })
}

type Context = Route.ActionArgs['context']

async function discard(context: Context, own: { id: string; accountId: string | null }) {
  const dropped = await pageWrite(context, discardDraft, { input: own })
  if (dropped.ok) throw redirect('/nop-ho-so')
  return refused(dropped.problem)
}

interface Sending {
  id: string
  accountId: string | null
  posted: FormData
  round: number
}

async function send(context: Context, { id, accountId, posted, round }: Sending) {
  const { services } = context.get(pageContext)
  const text = (name: string) => String(posted.get(name) ?? '').slice(0, 300)
  const token = text('cau-hoi')
  const given = { token, answer: text('tra-loi') }
  const at = { now: services.clock(), hash: services.keyedHash }
  const answered = token === '' ? null : isAnswered(given, { draftId: id, round }, at)
  const input = { id, accountId, from: filedFrom(context), answered, leftEmpty: text('trang-web') }
  const written = await pageWrite(context, fileDraft, { input })
  if (!written.ok) return refused(written.problem)
  if (written.output.outcome === 'filed') throw redirect(filedHref(id))
  const detail =
    answered === null
      ? 'Hãy trả lời câu hỏi ở cuối trang rồi bấm nộp.'
      : 'Câu trả lời chưa đúng hoặc đã quá 30 phút. Hãy trả lời câu hỏi mới ở cuối trang rồi bấm nộp.'
  return data({ ...calm, detail }, { status: 422 })
}

export default function DraftPage({ loaderData, actionData }: Route.ComponentProps) {
  const { view, step, question, savedAt } = loaderData
  const isChecked = actionData?.isChecked ?? loaderData.isChecked
  const problems = isChecked && step !== 5 ? view.problems[step as 1 | 2 | 4] : {}
  return (
    <DraftFrame view={view} step={step} savedAt={savedAt}>
      {actionData?.detail ? (
        <p className="wrong" role="alert">
          {actionData.detail}
        </p>
      ) : null}
      <StepProblems title="Còn chỗ chưa đúng" problems={problems} placeOf={placeOf} />
      <form method="post" className="card declaration" autoComplete="off" noValidate>
        {step === 1 ? <PeopleStep view={view} problems={problems} /> : null}
        {step === 2 ? (
          <DeclarationStep view={view} problems={problems} rows={actionData?.rows ?? {}} />
        ) : null}
        {step === 4 ? <ReturnStep view={view} problems={problems} /> : null}
        {step === 5 ? (
          <>
            <ReviewStep view={view} question={question} />
            <button type="submit" name="viec" value="nop">
              Nộp hồ sơ
            </button>
          </>
        ) : (
          <Onward step={step} />
        )}
      </form>
      {step === 5 ? <Discard /> : null}
    </DraftFrame>
  )
}

function Discard() {
  return (
    <details>
      <summary>Không nộp nữa</summary>
      <form method="post">
        <p>Xóa hồ sơ đang lập cùng mọi giấy tờ đã đính kèm. Xóa rồi thì không lấy lại được.</p>
        <button type="submit" name="viec" value="xoa" className="plain">
          Xóa hồ sơ đang lập
        </button>
      </form>
    </details>
  )
}

/** Where the field of a message stands on the page. */
const placed: Readonly<Record<string, string>> = {
  relation: 'quan-he',
  content: 'noi-dung',
  returnAddress: 'dia-chi-nhan',
  'submitter.name': 'nop.ten',
  'submitter.personalId': 'nop.so',
  'submitter.phone': 'nop.dien-thoai',
  'applicant.kind': 'nguoi.loai',
  'applicant.name': 'nguoi.ten',
  'applicant.personalId': 'nguoi.so',
  'applicant.birthDate': 'nguoi.ngay-sinh',
  'applicant.sex': 'nguoi.gioi-tinh',
  'applicant.address': 'nguoi.dia-chi',
  'applicant.phone': 'nguoi.dien-thoai',
  'applicant.email': 'nguoi.thu',
}

function placeOf(field: string): string {
  if (field.startsWith('answers.')) return `#tk-${field.slice('answers.'.length).replaceAll('.', '-')}`
  return `#${fieldId(placed[field] ?? field)}`
}
