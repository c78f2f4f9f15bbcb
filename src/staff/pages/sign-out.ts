import { redirect } from 'react-router'
import { pageContext } from '../../ui/page-context.ts'
import type { Route } from './+types/sign-out.ts'

export async function action({ context, request }: Route.ActionArgs) {
  const { services } = context.get(pageContext)
  const headers = new Headers()
  for (const cookie of await services.sessions.signOut(request.headers.get('cookie') ?? undefined)) {
    headers.append('set-cookie', cookie)
  }
  return redirect('/dang-nhap', { headers })
}

export function loader() {
  throw redirect('/')
}
