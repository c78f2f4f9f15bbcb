import { redirect } from 'react-router'
import { z } from 'zod'
import { endAtProvider } from '../../platform/open-id.ts'
import { pageContext } from '../../ui/page-context.ts'
import type { Route } from './+types/signed-out.ts'
import { signInAddress } from './citizen-context.ts'
import { open, providerInUse } from './provider.ts'

export const meta = () => [{ title: 'Đã đăng xuất — Một Cửa' }, { name: 'robots', content: 'noindex' }]

/**
 * After signing out here. On a shared computer the sign-in at the provider would let the next person in without a question,
 * so a link ends it too: a link, because the policy of public pages lets no form lead to another host.
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { services } = context.get(pageContext)
  const asked = new URL(request.url).searchParams
  const officeId = z.uuid().safeParse(asked.get('don-vi')).data ?? null
  const stored = officeId ? await providerInUse(services, officeId) : null
  const shown = { again: signInAddress('/cong-dan', { officeId }), atProvider: '', hasNoEnd: false }
  if (!stored || !officeId) return shown
  if (asked.get('noi-cap') === null) {
    return { ...shown, atProvider: `/cong-dan/da-dang-xuat?don-vi=${officeId}&noi-cap` }
  }
  const provider = await open(services, stored).catch(() => null)
  const address = provider && endAtProvider(provider, `${services.config.publicUrl}/cong-dan`)
  if (address) throw redirect(address)
  return { ...shown, hasNoEnd: true }
}

export default function SignedOut({ loaderData }: Route.ComponentProps) {
  const { again, atProvider, hasNoEnd } = loaderData
  return (
    <>
      <h1>Bạn đã đăng xuất</h1>
      <div className="card">
        {hasNoEnd ? (
          <p role="status">
            Nơi cấp tài khoản không có trang đăng xuất, hoặc chưa trả lời. Trên máy chung, hãy đóng hết các
            cửa sổ của trình duyệt.
          </p>
        ) : null}
        {atProvider ? (
          <>
            <p>
              Trên máy chung, hãy đăng xuất cả ở nơi cấp tài khoản, để người sau không vào được bằng tên bạn.
            </p>
            <p>
              <a className="button" href={atProvider}>
                Đăng xuất ở nơi cấp tài khoản
              </a>
            </p>
          </>
        ) : null}
        <p>
          <a href={again}>Đăng nhập lại</a>
          {' · '}
          <a href="/tra-cuu">Tra cứu hồ sơ</a>
        </p>
      </div>
    </>
  )
}
