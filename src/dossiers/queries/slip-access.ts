import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, holds } from '../../platform/operations.ts'
import { agencyOfSlip } from '../model/handover-slip.ts'
import { readableFields } from '../policy.ts'

/** Whether the actor answers for what a slip brings: somebody of that unit, or a leader; for another agency any desk. */
export async function mayConfirmSlip(
  db: Kysely<DB>,
  actor: Actor,
  slip: { toUnitId: string | null },
): Promise<boolean> {
  if (slip.toUnitId === null || holds(actor, ['leader'])) return true
  return (await unitOf(db, actor)) === slip.toUnitId
}

/** The unit the actor belongs to, or null. */
export async function unitOf(db: Kysely<DB>, actor: Actor): Promise<string | null> {
  const row = await db
    .selectFrom('staff_members')
    .select('unit_id')
    .where('office_id', '=', actor.officeId)
    .where('id', '=', actor.id)
    .executeTakeFirst()
  return row?.unit_id ?? null
}

/**
 * What must hold of `handover_slips s` for the actor to see it: they made it, it comes to their unit, or all its dossiers
 * are of their fields.
 */
export function visibleSlips(actor: Actor) {
  const fields = readableFields(actor)
  if (fields === null) return sql`s.office_id = ${actor.officeId}::uuid`
  return sql`s.office_id = ${actor.officeId}::uuid and (s.created_by = ${actor.id}::uuid
    or s.to_unit_id = (select m.unit_id from staff_members m where m.office_id = ${actor.officeId}::uuid and m.id = ${actor.id}::uuid)
    or not exists (select 1 from handover_slip_items x join dossiers f on f.office_id = x.office_id and f.id = x.dossier_id
      where x.office_id = s.office_id and x.slip_id = s.id and f.field_code <> all(${fields}::text[])))`
}

/** Says whose slip it is where the code tells that another agency made it. */
export async function unknownSlip(db: Kysely<DB>, officeId: string, code: string): Promise<AppError> {
  const agency = agencyOfSlip(code)
  const office = await db
    .selectFrom('offices')
    .select('agency_code')
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  const foreign = agency !== null && agency !== office?.agency_code
  return new AppError('not_found', {
    detail: foreign
      ? `Phiếu này của cơ quan khác (mã định danh ${agency}). Hãy báo cơ quan đó hoặc ký nhận trên bản giấy.`
      : 'Không có phiếu bàn giao này. Hãy quét lại mã vạch ở đầu phiếu.',
  })
}
