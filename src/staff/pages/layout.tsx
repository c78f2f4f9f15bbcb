import { Outlet } from 'react-router'
import { menu } from '../../navigation.ts'
import { mayTry } from '../../platform/operations.ts'
import { pageContext, requireStaff } from '../../ui/page-context.ts'
import { StaffShell, shellLinks } from '../../ui/staff-shell.tsx'
import type { Route } from './+types/layout.ts'

export const handle = { script: true }
export const links = shellLinks

export function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request)
  return {
    name: actor.name,
    username: actor.username ?? '',
    post: actor.post,
    groups: menu
      .map(({ title, items }) => ({
        title,
        items: items.filter((item) => mayTry(actor, item.audience)).map(({ label, to }) => ({ label, to })),
      }))
      .filter(({ items }) => items.length > 0),
    nonce: context.get(pageContext).nonce,
  }
}

export default function StaffLayout({ loaderData }: Route.ComponentProps) {
  return (
    <StaffShell {...loaderData}>
      <Outlet />
    </StaffShell>
  )
}
