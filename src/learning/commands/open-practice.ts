import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { clearPractice, isPractice } from '../../platform/practice.ts'
import { loadCatalogue } from '../../procedures/commands/load-catalogue.ts'
import { createOffice } from '../../staff/commands/create-office.ts'
import { seatTwin, type twinSchema } from '../../staff/commands/seat-twin.ts'
import { colleaguePrefix, colleagues, practiceSettings } from '../model/practice-office.ts'
import type { PreparedStage } from '../model/tasks.ts'
import { prepareDossier } from './prepare-dossier.ts'

/** Dossiers a fresh practice office begins with, so that no list in it is empty. */
const firstDossiers: readonly PreparedStage[] = [
  'reception',
  'appraisal',
  'appraisal',
  'supplement',
  'approval',
  'issue',
  'finished',
]

type Twin = z.output<typeof twinSchema>

/**
 * Opens the practice office whole: office, catalogue, made-up colleagues and dossiers, in one transaction. One that is
 * there stays as it is, or (`renew`) is cleared and made afresh; who practises there keeps their place. The program
 * alone may: when somebody steps in, at night, and when a member who may has asked for it.
 */
export const openPractice = defineCommand({
  name: 'learning.openPractice',
  title: 'Mở hoặc làm mới phòng thực hành',
  audience: [],
  input: z.strictObject({ records: loadCatalogue.input.shape.records, renew: z.boolean() }),
  output: z.object({ opened: z.boolean() }),
  async run(tx, actor, { records, renew }) {
    if (!isPractice(actor.officeId)) throw new AppError('not_allowed')
    await sql`select pg_advisory_xact_lock(hashtext(${`practice ${actor.officeId}`}))`.execute(tx.db)
    const there = await practiceIsOpen(tx, actor.officeId)
    if (!there || renew) await openAfresh(tx, actor, { records, there })
    const facts = { renewed: there && renew }
    return {
      output: { opened: !there || renew },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts }],
    }
  },
})

async function openAfresh(
  tx: Tx,
  actor: Actor,
  from: { records: z.output<typeof loadCatalogue.input>['records']; there: boolean },
): Promise<void> {
  const twins = from.there ? await seatedTwins(tx, actor.officeId) : []
  if (from.there) await clearPractice(tx, actor)
  const members = colleagues.map(({ role, ...colleague }) => ({
    ...colleague,
    passwordHash: null,
    duties: [{ role }],
  }))
  const office = createOffice.input.parse({ ...practiceSettings, members })
  await createOffice.run(tx, actor, office)
  await loadCatalogue.run(tx, actor, { validFrom: localDate(tx.now), records: from.records })
  for (const twin of twins) await seatTwin.run(tx, actor, twin)
  for (const [index, stage] of firstDossiers.entries()) {
    await prepareDossier(tx, actor.officeId, { stage, fieldCodes: null, person: index + 1 })
  }
}

async function practiceIsOpen(tx: Tx, officeId: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('offices')
    .select('office_id')
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return found !== undefined
}

/** Who practises there: everybody but the made-up colleagues and whom they invented. */
async function seatedTwins(tx: Tx, officeId: string): Promise<Twin[]> {
  const found =
    await sql<Twin>`select s.id, s.username, s.full_name as "fullName", s.post_title as "postTitle",
      (select coalesce(jsonb_agg(jsonb_build_object('role', d.role, 'fieldCode', d.field_code)), '[]'::jsonb)
        from duties d where d.office_id = s.office_id and d.staff_id = s.id) as duties
    from staff_members s where s.office_id = ${officeId}::uuid and s.active
      and s.username not like ${`${colleaguePrefix}%`}`.execute(tx.db)
  return found.rows
}
