import { Outlet } from 'react-router'
import { pageContext, pageRead } from '../../ui/page-context.ts'
import { PublicFrame, publicLinks } from '../../ui/public-frame.tsx'
import { publicOffice } from '../queries.ts'
import type { Route } from './+types/layout.ts'

export const links = publicLinks

export async function loader({ context }: Route.LoaderArgs) {
  const office = await pageRead(context, publicOffice, {})
  return { owner: office?.name ?? null, sourceUrl: context.get(pageContext).services.config.sourceUrl }
}

export default function PublicLayout({ loaderData }: Route.ComponentProps) {
  return (
    <PublicFrame owner={loaderData.owner} sourceUrl={loaderData.sourceUrl}>
      <Outlet />
    </PublicFrame>
  )
}
