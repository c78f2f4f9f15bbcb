import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { demoDossierId } from '../../dossiers/examples.ts'
import { dossierRef } from '../../dossiers/model/inputs.ts'
import { requireReader } from '../../dossiers/policy.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, holds, type Reader } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { dossierRoles } from '../../staff/model.ts'
import { maySendLeg, sendingRoles } from '../policy.ts'
import { legEvent, legView, readLegEvents, readLegs } from './leg-view.ts'

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const choice = z.object({ id: z.uuid(), name: z.string(), via: z.enum(['here', 'https', 'paper']) })

/**
 * Where a dossier is with partners: its legs and their history, and, for who may send it, what can be sent to whom. By code
 * or id. Fails with not_found or not_allowed.
 */
export const legsOfDossier = defineQuery({
  name: 'interlink.ofDossier',
  title: 'Xem phối hợp giải quyết của hồ sơ',
  audience: [...dossierRoles, 'admin'],
  door: { method: 'GET', path: '/dossiers/{code}/legs' },
  input: z.strictObject({ code: dossierRef }),
  output: z.object({
    dossier: z.object({ id: z.uuid(), code: z.string(), revision: z.int(), dueAt: z.date() }),
    legs: z.array(legView.extend({ events: z.array(legEvent) })),
    partners: z.array(choice),
    papers: z.array(z.object({ ordinal: z.int(), name: z.string(), files: z.int() })),
    hasDeclaration: z.boolean(),
    maySend: z.boolean(),
    /** In the practice office nothing is sent. */
    isPractice: z.boolean(),
    mayOpenFiles: z.boolean(),
  }),
  example: { code: demoDossierId('askWithdrawal') },
  async run(reader, actor, { code }) {
    const { db, now } = reader
    const { officeId } = actor
    const dossier = await db
      .selectFrom('dossiers')
      .select(['id', 'code', 'revision', 'status', 'field_code as fieldCode', 'due_at as dueAt'])
      .select(sql<boolean>`declaration is not null`.as('hasDeclaration'))
      .where('office_id', '=', officeId)
      .where(
        uuidPattern.test(code) ? 'id' : 'code',
        '=',
        uuidPattern.test(code) ? code : normaliseDossierCode(code),
      )
      .executeTakeFirst()
    if (!dossier) throw new AppError('not_found')
    requireReader(actor, dossier.fieldCode)
    const which = sql`l.dossier_id = ${dossier.id}::uuid order by l.sent_at desc, l.id`
    const legs = await readLegs(db, { officeId, which, now })
    const events = await readLegEvents(db, { officeId, legIds: legs.map(({ id }) => id) })
    const mayAct = holds(actor, sendingRoles, dossier.fieldCode)
    const maySend = maySendLeg(actor, dossier)
    const choices = maySend ? await choicesFor(reader, { officeId, dossierId: dossier.id }) : noChoices
    return {
      dossier: { id: dossier.id, code: dossier.code ?? '', revision: dossier.revision, dueAt: dossier.dueAt },
      legs: legs.map((leg) => ({
        ...leg,
        actions: mayAct ? leg.actions : [],
        isStuck: mayAct && leg.isStuck,
        events: events.filter(({ legId }) => legId === leg.id),
      })),
      ...choices,
      hasDeclaration: dossier.hasDeclaration,
      maySend,
      isPractice: isPractice(officeId),
      mayOpenFiles: holds(actor, dossierRoles),
    }
  },
})

const noChoices = { partners: [], papers: [] }

/** Partners of today, and the papers handed in with their number of files. */
async function choicesFor(
  { db, now }: Reader,
  { officeId, dossierId }: { officeId: string; dossierId: string },
) {
  const today = localDate(now)
  const [partners, papers] = await Promise.all([
    db
      .selectFrom('interlink_partners')
      .select(['id', 'name'])
      .select((each) => each.ref('via').$castTo<z.output<typeof choice>['via']>().as('via'))
      .where('office_id', '=', officeId)
      .where('valid_from', '<=', today)
      .where((each) => each.or([each('valid_to', 'is', null), each('valid_to', '>=', today)]))
      .orderBy('name')
      .execute(),
    sql<{ ordinal: number; name: string; files: number }>`
      select c.ordinal, c.name, (select count(*)::int from dossier_files f where f.office_id = c.office_id
        and f.dossier_id = c.dossier_id and f.component = c.ordinal and f.purpose = 'component') as files
      from dossier_components c where c.office_id = ${officeId}::uuid and c.dossier_id = ${dossierId}::uuid and c.provided
      order by c.ordinal`.execute(db),
  ])
  return { partners, papers: papers.rows }
}
