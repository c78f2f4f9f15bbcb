import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { readPublic } from '../../platform/visitor.ts'
import { trustRoots } from '../queries/trust-roots.ts'

/** Offices looked at before it is said that none trusts anything yet. */
const mostOffices = 20

/**
 * The office by whose roots a visitor's file is judged: the first of the installation that has entered any. They are the
 * government's and the public ones, the same for all; null where nobody has entered one.
 */
export async function officeThatTrusts(services: Services): Promise<string | null> {
  const offices = await readPublic(services, ({ db }) =>
    db.selectFrom('offices').select('office_id').orderBy('office_id').limit(mostOffices).execute(),
  )
  for (const { office_id } of offices) {
    const { roots } = await read(services, systemActor(office_id), trustRoots, {})
    if (roots.length > 0) return office_id
  }
  return offices[0]?.office_id ?? null
}
