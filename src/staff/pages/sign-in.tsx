import { redirect } from 'react-router'
import { isAppError, type Problem, problemOf } from '../../platform/errors.ts'
import { signInSchema } from '../../platform/http/session-routes.ts'
import { parseInput } from '../../platform/parse.ts'
import { ownPath } from '../../ui/own-path.ts'
import { pageContext } from '../../ui/page-context.ts'
import { officeExists } from '../queries.ts'
import type { Route } from './+types/sign-in.ts'

export const meta = () => [{ title: 'Đăng nhập — Một Cửa' }]

const safeTarget = (url: string) => ownPath(new URL(url).searchParams.get('tiep'), '/')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { actor, services } = context.get(pageContext)
  if (actor) throw redirect(safeTarget(request.url))
  if (!(await officeExists(services.database))) throw redirect('/thiet-lap')
  return null
}

export async function action({ context, request }: Route.ActionArgs) {
  const { services, ip } = context.get(pageContext)
  const form = Object.fromEntries(await request.formData())
  try {
    const input = parseInput(signInSchema, { ...form, oneTimeCode: form.oneTimeCode || undefined })
    const client = { ip, userAgent: request.headers.get('user-agent') ?? '' }
    const { setCookies } = await services.sessions.signIn(input, client)
    const headers = new Headers()
    for (const cookie of setCookies) headers.append('set-cookie', cookie)
    return redirect(safeTarget(request.url), { headers })
  } catch (error) {
    if (!isAppError(error)) throw error
    const asksCode = error.code === 'one_time_code_needed' || Boolean(form.oneTimeCode)
    return { problem: problemOf(error), username: String(form.username ?? ''), asksCode }
  }
}

function Wrong({ problem, withCode }: { problem: Problem; withCode: boolean }) {
  const wrongCode = withCode && problem.code === 'wrong_password'
  const said = wrongCode ? 'Mật khẩu hoặc mã xác thực chưa đúng. Hãy nhập lại cả hai.' : problem.detail
  return (
    <p className="wrong" role="alert">
      {problem.fields ? Object.values(problem.fields).join(' ') : said}
    </p>
  )
}

export default function SignIn({ actionData }: Route.ComponentProps) {
  const problem = actionData?.problem
  return (
    <div className="card">
      <h1>Đăng nhập dành cho cán bộ, công chức</h1>
      {problem ? <Wrong problem={problem} withCode={actionData.asksCode} /> : null}
      <form method="post">
        <label htmlFor="username">Tên đăng nhập</label>
        <input
          id="username"
          name="username"
          autoComplete="username"
          required
          autoFocus={!actionData?.username}
          defaultValue={actionData?.username}
        />
        <label htmlFor="password">Mật khẩu</label>
        <input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={Boolean(actionData?.username)}
        />
        {actionData?.asksCode ? (
          <>
            <label htmlFor="oneTimeCode">Mã xác thực (6 số)</label>
            <p className="hint" id="oneTimeCode-huong-dan">
              Trong ứng dụng xác thực trên điện thoại. Mất điện thoại? Hãy nhập một mã dự phòng. Nhập lại cả
              mật khẩu ở trên.
            </p>
            <input
              id="oneTimeCode"
              name="oneTimeCode"
              autoComplete="one-time-code"
              maxLength={11}
              aria-describedby="oneTimeCode-huong-dan"
            />
          </>
        ) : null}
        <button type="submit">Đăng nhập</button>
      </form>
      <p className="hint">Quên mật khẩu? Hãy liên hệ người quản trị phần mềm của đơn vị.</p>
    </div>
  )
}
