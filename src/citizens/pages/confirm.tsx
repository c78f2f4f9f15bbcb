import { data, redirect } from 'react-router'
import { z } from 'zod'
import { confirmCode } from '../commands/confirm-code.ts'
import type { Route } from './+types/confirm.ts'
import {
  codeHashOf,
  codeMinutes,
  jarOf,
  newSession,
  openCookie,
  replacedHash,
  signInAddress,
  visitorWrite,
} from './citizen-context.ts'

export const meta = () => [{ title: 'Nhập mã xác nhận — Một Cửa' }, { name: 'robots', content: 'noindex' }]

/** What the browser that asked for a code carries, sealed: the code counts nowhere else. */
export const waitingSchema = z.object({
  officeId: z.uuid(),
  id: z.uuid(),
  /** The address as its owner recognises it. */
  shown: z.string(),
  practice: z.boolean(),
  returnTo: z.string(),
})

type Arrival = Pick<Route.LoaderArgs, 'context' | 'request'>

function waitingOf({ context, request }: Arrival) {
  const waiting = openCookie(context, request, { kind: 'cho-ma', schema: waitingSchema })
  if (!waiting) throw redirect('/cong-dan')
  return waiting
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const waiting = waitingOf({ context, request })
  return { shown: waiting.shown, practice: waiting.practice, again: signInAddress('/cong-dan', waiting) }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { officeId, id, returnTo } = waitingOf({ context, request })
  const form = await request.formData().catch(() => new FormData())
  const code = String(form.get('ma') ?? '').replaceAll(/\D/g, '')
  if (!/^\d{6}$/.test(code)) return refusal('Mã xác nhận có 6 chữ số. Hãy xem lại tin vừa nhận.')
  const { tokenHash, setCookie } = newSession(context, officeId)
  const confirmed = await visitorWrite(context, confirmCode, {
    officeId,
    id,
    codeHash: codeHashOf(context, id, code),
    tokenHash,
    replacedHash: replacedHash(context, request, officeId),
  })
  if (!confirmed.ok) return refusal(confirmed.problem.detail, confirmed.problem.status)
  const { result, triesLeft } = confirmed.output
  if (result === 'over') return refusal('Mã này không còn dùng được. Hãy xin mã mới.')
  if (result === 'wrong') return refusal(`Mã chưa đúng. Bạn còn ${triesLeft} lần nhập.`)
  const answered = new Headers()
  for (const line of [jarOf(context).drop('cho-ma'), setCookie]) answered.append('set-cookie', line)
  return redirect(returnTo, { headers: answered })
}

const refusal = (sentence: string, status = 422) => data({ sentence }, { status })

export default function Confirm({ loaderData, actionData }: Route.ComponentProps) {
  const sentence = actionData?.sentence
  return (
    <>
      <h1>Nhập mã xác nhận</h1>
      <form method="post" className="card" autoComplete="off" noValidate>
        <p>
          Mã 6 chữ số được gửi đến {loaderData.shown}, thường đến trong một phút và dùng được trong{' '}
          {codeMinutes} phút.
        </p>
        {loaderData.practice ? (
          <p className="hint">Đây là đơn vị mẫu: tin không được gửi ra ngoài, nên mã sẽ không đến.</p>
        ) : null}
        {sentence ? (
          <p className="wrong" role="alert" id="ma-loi">
            {sentence}
          </p>
        ) : null}
        <label htmlFor="ma">Mã xác nhận</label>
        <input
          id="ma"
          name="ma"
          className="digits large"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
          aria-invalid={sentence ? true : undefined}
          aria-describedby={sentence ? 'ma-loi' : undefined}
        />
        <button type="submit">Xác nhận</button>
      </form>
      <p>
        Chưa nhận được mã? Hãy xem cả mục thư rác. Mã không được gửi đến địa chỉ đã đề nghị ngừng nhận tin.{' '}
        <a href={loaderData.again}>Xin mã khác hoặc sửa địa chỉ</a>
      </p>
    </>
  )
}
