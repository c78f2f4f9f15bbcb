import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { looksLikeDossierCode, normaliseDossierCode } from '../../staff/model/dossier-code.ts'

/**
 * Keeps dossier codes that the national portal issued beforehand for a day. At reception they are taken in order, so that
 * a citizen at the desk never waits for the portal; when they are used up the office's own numbers go on.
 */
export const reserveCodes = defineCommand({
  name: 'dossiers.reserveCodes',
  title: 'Lưu mã hồ sơ Cổng Dịch vụ công quốc gia cấp trước',
  audience: [],
  input: z.strictObject({
    day: z.iso.date(),
    codes: z.array(z.string().transform(normaliseDossierCode).refine(looksLikeDossierCode)).min(1).max(1000),
  }),
  output: z.object({ reserved: z.int() }),
  async run(tx, actor, { day, codes }) {
    const rows = await tx.db
      .insertInto('reserved_codes')
      .values(codes.map((code) => ({ office_id: actor.officeId, code, day })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('code')
      .execute()
    return {
      output: { reserved: rows.length },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: { day, reserved: rows.length } }],
    }
  },
})

/** The next code reserved for the day, taken for this dossier; null where there is none (any more). */
export async function takeReservedCode(
  tx: Tx,
  actor: Actor,
  { day, dossierId }: { day: string; dossierId: string },
): Promise<string | null> {
  const taken = await sql<{ code: string }>`update reserved_codes
    set dossier_id = ${dossierId}::uuid, taken_at = ${tx.now}::timestamptz
    where office_id = ${actor.officeId}::uuid and code = (
      select code from reserved_codes
      where office_id = ${actor.officeId}::uuid and day = ${day}::date and dossier_id is null
      order by code limit 1 for update skip locked)
    returning code`.execute(tx.db)
  return taken.rows[0]?.code ?? null
}
