import { redirect } from 'react-router'
import { menu } from '../../navigation.ts'
import { mayTry } from '../../platform/operations.ts'
import { pageContext } from '../../ui/page-context.ts'
import { officeExists } from '../queries.ts'
import type { Route } from './+types/home.ts'

/** The first page: staff land on their work, everybody else on tracking, or where an installation begins. */
export async function loader({ context }: Route.LoaderArgs) {
  const { actor, services } = context.get(pageContext)
  if (!actor) throw redirect((await officeExists(services.database)) ? '/tra-cuu' : '/thiet-lap')
  const first = menu.find((item) => mayTry(actor, item.audience))
  throw redirect(first?.to ?? '/tai-khoan')
}
