import { useMemo } from 'react'
import { Outlet, useLocation } from 'react-router'
import { commonKeys, helpOf } from '../../help.ts'
import { menu } from '../../navigation.ts'
import { mayTry } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { pageContext, requireStaff } from '../../ui/page-context.ts'
import { StaffShell, shellLinks } from '../../ui/staff-shell.tsx'
import type { Route } from './+types/layout.ts'
import { PracticePanel } from './practice-panel.tsx'
import { createQuickFind } from './quick-find.ts'

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
    practice: isPractice(actor.officeId),
    nonce: context.get(pageContext).nonce,
  }
}

export default function StaffLayout({ loaderData }: Route.ComponentProps) {
  const { groups } = loaderData
  const { pathname } = useLocation()
  const search = useMemo(() => {
    const items = groups.flatMap((group) => group.items)
    const opens = (to: string) => items.some((item) => item.to === to)
    return createQuickFind({ pages: items, dossiers: opens('/ho-so'), reception: opens('/ho-so/moi') })
  }, [groups])
  return (
    <StaffShell {...loaderData} help={{ page: helpOf(pathname), commonKeys }} search={search}>
      {loaderData.practice ? <PracticePanel /> : null}
      <Outlet />
    </StaffShell>
  )
}
