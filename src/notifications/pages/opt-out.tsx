import { data } from 'react-router'
import { pageTry, pageWrite } from '../../ui/page-context.ts'
import { stopByLink } from '../commands/stop-by-link.ts'
import { channels } from '../model/events.ts'
import { optOutOfLink } from '../queries/opt-out-link.ts'
import type { Route } from './+types/opt-out.ts'

export const meta = () => [{ title: 'Ngừng nhận tin — Một Cửa' }, { name: 'robots', content: 'noindex' }]

/**
 * The address is the right to end the messages: it is kept nowhere and told to no other site. Not `no-referrer`, under which
 * a browser hides the origin of our own form too, and the post is refused as a foreign one.
 */
export const headers = () => ({
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'same-origin',
})

/** Looking changes nothing: mail programs open links before people do. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const found = await pageTry(context, optOutOfLink, { token: params.token })
  return data(found, { status: found.ok ? 200 : found.problem.status })
}

/** Also what a mail program posts by itself when its reader presses "unsubscribe" (RFC 8058). */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData().catch(() => new FormData())
  const input = { token: params.token, stopped: form.get('viec') !== 'nhan-lai' }
  const written = await pageWrite(context, stopByLink, { input })
  return data(written, { status: written.ok ? 200 : written.problem.status })
}

export default function OptOut({ loaderData, actionData }: Route.ComponentProps) {
  const problem = loaderData.ok ? (actionData?.ok === false ? actionData.problem : null) : loaderData.problem
  if (!loaderData.ok || problem) {
    return (
      <>
        <h1>Chưa thực hiện được</h1>
        <p className="card" role="alert">
          {problem?.detail}
        </p>
      </>
    )
  }
  const { channel, address, stopped, officeName } = loaderData.output
  return (
    <>
      <h1>{stopped ? 'Đã ngừng gửi tin' : 'Ngừng nhận tin'}</h1>
      <form method="post" className="card">
        {stopped ? (
          <p role="status">
            {officeName} không gửi tin về hồ sơ đến {address} nữa. Bạn vẫn tra cứu được hồ sơ bằng mã, và vẫn
            nhận được giấy tờ theo quy định.
          </p>
        ) : (
          <p>
            {officeName} đang báo tình trạng hồ sơ đến {address} ({channels[channel].toLocaleLowerCase('vi')}
            ). Ngừng nhận tin thì bạn tự tra cứu hồ sơ bằng mã.
          </p>
        )}
        <button type="submit" name="viec" value={stopped ? 'nhan-lai' : 'ngung'}>
          {stopped ? 'Nhận tin trở lại' : 'Ngừng nhận tin'}
        </button>
      </form>
      <p>
        <a href="/tra-cuu">Tra cứu hồ sơ</a>
      </p>
    </>
  )
}
