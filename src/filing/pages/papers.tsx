import { data, redirect } from 'react-router'
import { COMPONENT_KIND_NAMES } from '../../procedures/model.ts'
import { pageContext, pageWrite } from '../../ui/page-context.ts'
import { uploadKey } from '../api/upload-key.ts'
import { removePaper } from '../commands/attach-paper.ts'
import { saveDraft } from '../commands/save-draft.ts'
import { otherPapers, papersOf, placeNames } from '../model/draft.ts'
import type { DraftView } from '../queries/filing-draft.ts'
import type { Route } from './+types/papers.ts'
import { stepHref } from './addresses.ts'
import { DraftFrame, Onward, StepProblems } from './draft-frame.tsx'
import stylesheet from './filing.css?url'
import { draftHeaders, openDraftPage, toldSentence } from './open-draft.ts'
import { PaperForm, type PaperLine, PiecesScript } from './paper-form.tsx'

/** One small script of ours, which sends photographs in pieces; everything works without it. */
export const handle = { fileScript: true }

export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Giấy tờ: ${loaderData?.view.procedure.name ?? ''} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
]

export const headers = draftHeaders

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { view } = await openDraftPage(context, request, params.id)
  const { searchParams } = new URL(request.url)
  const { services } = context.get(pageContext)
  return {
    view,
    uploads: `/api/v1/filing/drafts/${params.id}/${uploadKey(services, params.id)}`,
    isChecked: searchParams.get('kiem') === 'co',
    told: toldSentence(context, request),
    savedAt: searchParams.has('da-luu') ? `${services.config.publicUrl}/nop-ho-so/ban/${params.id}` : null,
  }
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { id } = params
  const { view, accountId } = await openDraftPage(context, request, id)
  const posted = await request.formData().catch(() => new FormData())
  const what = String(posted.get('viec') ?? '')
  if (what === 'bo') {
    const removed = await pageWrite(context, removePaper, {
      input: { id, accountId, fileId: String(posted.get('tep') ?? '') },
    })
    if (removed.ok) throw redirect(stepHref(id, 3))
    return data({ isChecked: false, detail: removed.problem.detail }, { status: removed.problem.status })
  }
  const saved = await pageWrite(context, saveDraft, { input: { id, accountId, step: 3 } })
  if (!saved.ok)
    return data({ isChecked: false, detail: saved.problem.detail }, { status: saved.problem.status })
  if (what === 'luu') throw redirect(stepHref(id, 3, { 'da-luu': 'co' }))
  if (what === 'lui') throw redirect(stepHref(id, 2))
  if (Object.keys(view.problems[3]).length === 0) throw redirect(stepHref(id, 4))
  return data({ isChecked: true, detail: '' }, { status: 422 })
}

export default function Papers({ loaderData, actionData }: Route.ComponentProps) {
  const { view, uploads, savedAt } = loaderData
  const isChecked = actionData?.isChecked ?? loaderData.isChecked
  const problems = isChecked ? view.problems[3] : {}
  const detail = actionData?.detail || loaderData.told
  return (
    <DraftFrame view={view} step={3} savedAt={savedAt}>
      {detail ? (
        <p className="wrong" role="alert">
          {detail}
        </p>
      ) : null}
      <StepProblems
        title="Còn thiếu giấy tờ"
        problems={problems}
        placeOf={(field) => `#${field.replace('.', '-')}`}
      />
      <div className="card">
        <h2>Giấy tờ cần đính kèm</h2>
        <p>
          Chụp bằng điện thoại hoặc chọn tệp có sẵn, mỗi tệp tối đa {view.fileMegabytes} MB. Chụp đủ bốn góc,
          rõ chữ. Mất mạng giữa chừng thì mở lại trang này, chọn lại đúng tệp đó để gửi tiếp.
        </p>
        {linesOf(view, problems).map((line) => (
          <PaperForm
            key={`${line.place} ${String(line.ordinal)}`}
            line={line}
            uploads={uploads}
            fileMegabytes={view.fileMegabytes}
          />
        ))}
        <form method="post">
          <Onward step={3} />
        </form>
      </div>
      <PiecesScript />
    </DraftFrame>
  )
}

function linesOf(view: DraftView, problems: Readonly<Record<string, string>>): PaperLine[] {
  const { draft, procedure } = view
  const { components, form } = procedure
  const listed = components.map((component, ordinal): PaperLine => {
    const isDeclared = component.kind === 'form' && form !== null
    const words = [
      COMPONENT_KIND_NAMES[component.kind],
      component.required ? '' : 'nếu có',
      isDeclared ? 'khai ở bước Tờ khai, không phải đính kèm' : '',
      component.note ?? '',
    ]
    return {
      place: 'component',
      ordinal,
      name: component.name,
      hint: `${words.filter(Boolean).join('; ')}.`,
      problem: problems[`component.${ordinal}`],
      papers: papersOf(draft.papers, components, ordinal),
      isDeclared,
    }
  })
  const authorisation: PaperLine = {
    place: 'authorisation',
    ordinal: 0,
    name: placeNames.authorisation,
    hint: 'Bắt buộc khi nộp thay người khác.',
    problem: problems['authorisation.0'],
    papers: draft.papers.filter(({ place }) => place === 'authorisation'),
  }
  const other: PaperLine = {
    place: 'other',
    ordinal: 0,
    name: placeNames.other,
    hint: 'Nếu có.',
    papers: otherPapers(draft.papers, components),
  }
  return [...listed, ...(draft.forSelf ? [] : [authorisation]), other]
}
