import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoProcedureId, demoSlowProcedureId } from '../examples.ts'
import { postedOn } from '../queries/posted-versions.ts'

/**
 * Notes that the sheets of procedures, as they stand today, were printed or hang at a place. A sheet that is hung takes the
 * place of those of other versions there. Fails with wrong_state when one of them is not posted today.
 */
export const postSheets = defineCommand({
  name: 'procedures.postSheets',
  title: 'Ghi nhận phiếu niêm yết đã in, đã treo',
  audience: ['admin', 'counter'],
  input: z.strictObject({
    procedureIds: z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một thủ tục.').max(1000),
    place: z.string().trim().min(1, 'Hãy ghi nơi niêm yết.').max(200),
    state: z.enum(['printed', 'hung'], { error: 'Hãy chọn đã in hay đã treo.' }),
  }),
  output: z.object({ sheets: z.int() }),
  door: { method: 'POST', path: '/posting/sheets' },
  example: {
    procedureIds: [demoProcedureId, demoSlowProcedureId],
    place: 'Bảng niêm yết tại nơi tiếp nhận',
    state: 'hung',
  },
  async run(tx, actor, { procedureIds, place, state }) {
    const wanted = [...new Set(procedureIds)]
    const versions = await postedOn(tx.db, actor.officeId, { day: localDate(tx.now), procedureIds: wanted })
    if (versions.length < wanted.length) {
      throw new AppError('wrong_state', {
        detail:
          'Có thủ tục hiện không được niêm yết (đã bãi bỏ hoặc chưa xác nhận). Hãy tải lại trang rồi chọn lại.',
      })
    }
    const sheets = versions.map(({ procedureId, version }) => ({ id: uuid(), procedureId, version }))
    await storeSheets(tx, actor, { sheets, place, isHung: state === 'hung' })
    const [first, ...others] = sheets.map(({ procedureId, version }) => ({
      subjectType: 'procedure',
      subjectId: procedureId,
      facts: { version, place, state },
    }))
    if (!first) throw new AppError('invalid_input')
    return { output: { sheets: sheets.length }, audit: [first, ...others] }
  },
})

interface NewSheets {
  sheets: readonly { id: string; procedureId: string; version: number }[]
  place: string
  isHung: boolean
}

async function storeSheets(tx: Tx, actor: Actor, { sheets, place, isHung }: NewSheets): Promise<void> {
  const { officeId } = actor
  const [hungAt, hungBy] = isHung ? [tx.now, actor.id] : [null, null]
  await sql`with incoming as (
      select * from jsonb_to_recordset(${JSON.stringify(sheets)}::jsonb) as r (id uuid, "procedureId" uuid, version integer)
    ), replaced as (
      update posted_sheets s set removed_at = ${tx.now}, removed_by = ${actor.id}::uuid from incoming i
      where ${isHung} and s.office_id = ${officeId}::uuid and s.procedure_id = i."procedureId" and s.place = ${place}
        and s.version <> i.version and s.removed_at is null
    )
    insert into posted_sheets as s (office_id, id, procedure_id, version, place, printed_at, printed_by, hung_at, hung_by)
    select ${officeId}::uuid, id, "procedureId", version, ${place}, ${tx.now}, ${actor.id}::uuid, ${hungAt}, ${hungBy}::uuid
    from incoming
    on conflict (office_id, procedure_id, place, version) where removed_at is null do update set
      printed_at = case when excluded.hung_at is null then excluded.printed_at else s.printed_at end,
      printed_by = case when excluded.hung_at is null then excluded.printed_by else s.printed_by end,
      hung_at = coalesce(s.hung_at, excluded.hung_at), hung_by = coalesce(s.hung_by, excluded.hung_by)`.execute(
    tx.db,
  )
}

/** Notes that sheets were taken down. One that no longer hangs is left as it is. Fails with not_found. */
export const takeDownSheets = defineCommand({
  name: 'procedures.takeDownSheets',
  title: 'Ghi nhận phiếu niêm yết đã gỡ',
  audience: ['admin', 'counter'],
  input: z.strictObject({ sheetIds: z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một phiếu.').max(1000) }),
  output: z.object({ removed: z.int() }),
  async run(tx, actor, { sheetIds }) {
    const wanted = [...new Set(sheetIds)]
    const found = await tx.db
      .selectFrom('posted_sheets')
      .select(['id', 'procedure_id as procedureId', 'version', 'place', 'removed_at as removedAt'])
      .where('office_id', '=', actor.officeId)
      .where('id', 'in', wanted)
      .orderBy('id')
      .forUpdate()
      .execute()
    if (found.length < wanted.length) throw new AppError('not_found')
    const hanging = found.filter(({ removedAt }) => removedAt === null)
    await tx.db
      .updateTable('posted_sheets')
      .set({ removed_at: tx.now, removed_by: actor.id })
      .where('office_id', '=', actor.officeId)
      .where('id', 'in', wanted)
      .where('removed_at', 'is', null)
      .execute()
    const [first, ...others] = found.map(({ procedureId, version, place }) => ({
      subjectType: 'procedure',
      subjectId: procedureId,
      facts: { version, place },
    }))
    if (!first) throw new AppError('not_found')
    return { output: { removed: hanging.length }, audit: [first, ...others] }
  },
})
