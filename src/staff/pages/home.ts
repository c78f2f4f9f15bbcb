import { redirect } from 'react-router'
import { menu } from '../../navigation.ts'
import { holds, mayTry } from '../../platform/operations.ts'
import { pageContext, pageRead } from '../../ui/page-context.ts'
import { getSetup } from '../queries/get-setup.ts'
import { officeExists } from '../queries.ts'
import type { Route } from './+types/home.ts'

/**
 * The first page: staff land on their work, everybody else on tracking, or where an installation begins. An administrator
 * of an office without desks and without anybody at them is led to setting it up.
 */
export async function loader({ context }: Route.LoaderArgs) {
  const { actor, services } = context.get(pageContext)
  if (!actor) throw redirect((await officeExists(services.database)) ? '/tra-cuu' : '/thiet-lap')
  if (holds(actor, ['admin']) && (await deskIsBare(context))) throw redirect('/quan-tri/thiet-lap')
  const first = menu.flatMap(({ items }) => items).find((item) => mayTry(actor, item.audience))
  throw redirect(first?.to ?? '/tai-khoan')
}

async function deskIsBare(context: Route.LoaderArgs['context']): Promise<boolean> {
  const { steps } = await pageRead(context, getSetup, {})
  return steps.filter(({ name, done }) => (name === 'desks' || name === 'roster') && !done).length === 2
}
