import { data, redirect } from 'react-router'
import type { Problem } from '../../../platform/errors.ts'
import { pageTry, pageWrite } from '../../../ui/page-context.ts'
import { rateService } from '../../commands/rate-service.ts'
import { ratingInvitation } from '../../queries/rating-invitation.ts'
import type { Route } from './+types/rate.ts'

export const meta = () => [{ title: 'Phiếu đánh giá — Một Cửa' }, { name: 'robots', content: 'noindex' }]

/** The address holds the code, so it is kept nowhere; no other host is told of it (the server says so of every page). */
export const headers = () => ({ 'cache-control': 'no-store' })

export async function loader({ context, params }: Route.LoaderArgs) {
  const found = await pageTry(context, ratingInvitation, { code: params.code })
  return data(found, { status: found.ok ? 200 : found.problem.status })
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData().catch(() => new FormData())
  const answers: Record<string, number> = {}
  for (const [name, value] of form) {
    if (name.startsWith('cau-')) answers[name.slice(4)] = Number(value)
  }
  const typed = form.get('hai-long')
  const liked = typed === null ? undefined : typed === 'co'
  const comment = String(form.get('gop-y') ?? '')
  // Without an idempotency key: the code itself counts once.
  const rated = await pageWrite(context, rateService, {
    input: { code: params.code, rating: { answers, liked, comment } },
  })
  if (rated.ok) throw redirect('/danh-gia?xong')
  return data({ problem: rated.problem, answers, liked, comment }, { status: rated.problem.status })
}

type Kept = { problem: Problem; answers: Record<string, number>; liked: boolean | undefined; comment: string }

export default function Rate({ loaderData, actionData }: Route.ComponentProps) {
  if (!loaderData.ok) {
    const { problem } = loaderData
    return (
      <>
        <h1>Chưa đánh giá được</h1>
        <p className="card" role="alert">
          {Object.values(problem.fields ?? {})[0] ?? problem.detail}
        </p>
        <p>
          <a href="/danh-gia">Nhập mã khác</a>
        </p>
      </>
    )
  }
  const { officeName, questions } = loaderData.output
  const kept: Kept | undefined = actionData
  const fields = kept?.problem.fields ?? {}
  return (
    <>
      <h1>Phiếu đánh giá</h1>
      <p>
        {officeName} mong ông/bà cho biết ý kiến. Phiếu không ghi tên và không cho cán bộ biết ai đã trả lời.
      </p>
      {kept ? (
        <p className="wrong" role="alert">
          {kept.problem.fields
            ? 'Còn câu chưa trả lời. Hãy xem chỗ có chữ đỏ rồi gửi lại.'
            : kept.problem.detail}
        </p>
      ) : null}
      <form method="post" autoComplete="off">
        <Choice
          name="hai-long"
          legend="Ông/bà có hài lòng với việc giải quyết hồ sơ này?"
          wrong={fields['rating.liked']}
          options={[
            { value: 'co', text: 'Hài lòng', checked: kept?.liked === true },
            { value: 'khong', text: 'Không hài lòng', checked: kept?.liked === false },
          ]}
        />
        {questions.map(({ key, text, answers }, index) => (
          <Choice
            key={key}
            name={`cau-${key}`}
            legend={`${index + 1}. ${text}`}
            wrong={fields[`rating.answers.${key}`]}
            options={answers.map((answer, value) => ({
              value: String(value),
              text: answer,
              checked: kept?.answers[key] === value,
            }))}
          />
        ))}
        <div className="card">
          <label htmlFor="gop-y">Góp ý thêm (không bắt buộc)</label>
          <p className="hint" id="gop-y-huong-dan">
            Lãnh đạo đọc góp ý. Đừng ghi tên, số điện thoại nếu không muốn bị nhận ra.
          </p>
          <textarea
            id="gop-y"
            name="gop-y"
            rows={4}
            maxLength={2000}
            defaultValue={kept?.comment}
            aria-describedby="gop-y-huong-dan"
          />
        </div>
        <button type="submit" className="large">
          Gửi đánh giá
        </button>
      </form>
    </>
  )
}

interface ChoiceProps {
  name: string
  legend: string
  wrong: string | undefined
  options: readonly { value: string; text: string; checked: boolean }[]
}

function Choice({ name, legend, wrong, options }: ChoiceProps) {
  return (
    <fieldset className="card choice" aria-describedby={wrong ? `${name}-sai` : undefined}>
      <legend>{legend}</legend>
      {wrong ? (
        <p className="wrong" id={`${name}-sai`}>
          {wrong}
        </p>
      ) : null}
      {options.map(({ value, text, checked }) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={checked} required />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  )
}
