import { randomUUID } from 'node:crypto'
import { data, redirect } from 'react-router'
import { readDeclaration } from '../../../procedures/model/declaration-answers.ts'
import { declarationFields } from '../../../procedures/model/declaration-fields.ts'
import { publicForm } from '../../../procedures/queries/print-form.ts'
import { pageRead, pageWrite } from '../../../ui/page-context.ts'
import { saveDeclaration } from '../../commands/save-declaration.ts'
import { ownDeclaration } from '../../queries/own-declaration.ts'
import type { Route } from './+types/fill-in.ts'
import { fieldId, PublicFields } from './fields.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.shown.form.title ?? 'Tờ khai'} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
]

export const headers = () => ({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })

/** The form, empty or with what was saved before under the id in the address. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { procedureId } = params
  const id = new URL(request.url).searchParams.get('sua')
  const [shown, saved] = await Promise.all([
    pageRead(context, publicForm, { procedureId }),
    id ? pageRead(context, ownDeclaration, { procedureId, id }) : null,
  ])
  return {
    shown,
    id: id ?? randomUUID(),
    answers: saved?.answers ?? {},
    caseCode: saved?.caseCode ?? '',
  }
}

/** Saves, or shows one more row of a table; what was typed stays in either case. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { procedureId } = params
  const posted = await request.formData().catch(() => new FormData())
  const { form } = await pageRead(context, publicForm, { procedureId })
  const answers = readDeclaration(form, posted.entries())
  const typed = {
    answers,
    caseCode: String(posted.get('truong-hop') ?? ''),
    id: String(posted.get('id') ?? ''),
  }
  const added = posted.get('them-dong')
  if (typeof added === 'string') {
    const [name = '', count = ''] = added.split('=')
    return data({ ...typed, rows: { [name]: Number(count) || 1 }, problem: null })
  }
  const written = await pageWrite(context, saveDeclaration, { input: { procedureId, ...typed } })
  if (written.ok) throw redirect(`/to-khai/${procedureId}/${written.output.id}`)
  return data({ ...typed, rows: {}, problem: written.problem }, { status: written.problem.status })
}

export default function FillIn({ loaderData, actionData }: Route.ComponentProps) {
  const { shown } = loaderData
  const { form } = shown
  const { answers, caseCode, id } = actionData ?? loaderData
  const problems = problemsOf(actionData?.problem?.fields)
  return (
    <>
      <h1>{form.title}</h1>
      <p>
        {shown.procedureName}. Kính gửi: {form.addressee || shown.officeName}.
      </p>
      <p>
        Khai xong, bạn được cấp một mã. Mang mã này cùng giấy tờ đến {shown.receptionName}; cán bộ lấy tờ khai
        theo mã, bạn không phải viết lại. Tờ khai chưa mang đến sẽ tự xóa sau 30 ngày.
      </p>
      {actionData?.problem ? (
        <Problems detail={actionData.problem.detail} problems={problems} fields={declarationFields(form)} />
      ) : null}
      <form method="post" className="card declaration" autoComplete="off" noValidate>
        <input type="hidden" name="id" value={id} />
        {form.opening ? <p>{form.opening}</p> : null}
        {shown.cases.length > 1 ? (
          <>
            <label htmlFor="truong-hop">Trường hợp</label>
            <select id="truong-hop" name="truong-hop" defaultValue={caseCode}>
              {shown.cases.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.name}
                </option>
              ))}
            </select>
          </>
        ) : null}
        <PublicFields
          fields={declarationFields(form)}
          answers={answers}
          problems={problems}
          rows={actionData?.rows ?? {}}
        />
        {form.pledge ? <p>{form.pledge}</p> : null}
        <button type="submit">Lưu tờ khai, nhận mã</button>
      </form>
    </>
  )
}

/** Messages by the dotted names of the fields. */
function problemsOf(fields: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const named = Object.entries(fields ?? {}).map(([path, message]) => [
    path.replace(/^answers\./, ''),
    message,
  ])
  return Object.fromEntries(named)
}

interface ProblemsProps {
  detail: string
  problems: Readonly<Record<string, string>>
  fields: ReturnType<typeof declarationFields>
}

function Problems({ detail, problems, fields }: ProblemsProps) {
  const wrong = Object.entries(problems)
  return (
    <div className="wrong" role="alert">
      <h2>Chưa lưu được</h2>
      <p>{detail}</p>
      <ul>
        {wrong.map(([name, message]) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`}>
              {fields.find((field) => field.name === name)?.label ?? 'Mục khai'}
            </a>
            : {message}
          </li>
        ))}
      </ul>
    </div>
  )
}
