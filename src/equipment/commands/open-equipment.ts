import { sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Tx } from '../../platform/operations.ts'
import { type EquipmentDetails, equipmentStates } from '../model/equipment.ts'
import { detailsOf, stateOf } from '../queries/rows.ts'

/**
 * Locks a piece of equipment that is still in the register. Fails with not_found, with stale when it was changed
 * meanwhile, and with wrong_state once it is written off.
 */
export async function openEquipment(
  tx: Tx,
  officeId: string,
  { id, revision }: { id: string; revision: number },
) {
  const row = await tx.db
    .selectFrom('equipment')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', { detail: 'Không có thiết bị này trong sổ. Hãy tải lại trang.' })
  const state = stateOf(row)
  if (state === 'written_off')
    throw new AppError('wrong_state', {
      detail: `Thiết bị này ${equipmentStates[state].toLowerCase()}, không sửa được nữa.`,
    })
  if (row.revision !== revision) throw new AppError('stale')
  return { details: detailsOf(row), state, stateSince: row.state_since }
}

/** Fails with invalid_input when the desk or unit is not one of the office's that stands today. */
export async function requirePlace(
  tx: Tx,
  officeId: string,
  { deskId, unitId }: Pick<EquipmentDetails, 'deskId' | 'unitId'>,
): Promise<void> {
  const found = await sql`
    select 1 from desks where office_id = ${officeId}::uuid and id = ${deskId}::uuid and active
    union all
    select 1 from units where office_id = ${officeId}::uuid and id = ${unitId}::uuid
      and (retired_on is null or retired_on > ${localDate(tx.now)}::date)`.execute(tx.db)
  if (found.rows.length === 1) return
  throw new AppError('invalid_input', {
    fields: { place: 'Quầy hoặc phòng, ban này không còn dùng. Hãy chọn nơi khác.' },
  })
}

/** A sentence at the field; of two who come at the same time the unique index refuses the second. */
export async function requireFreeAssetNumber(
  tx: Tx,
  officeId: string,
  { assetNumber, id }: { assetNumber: string; id?: string },
): Promise<void> {
  if (assetNumber === '') return
  const taken = await tx.db
    .selectFrom('equipment')
    .select('name')
    .where('office_id', '=', officeId)
    .where((where) =>
      where(where.fn('lower', ['asset_number']), '=', where.fn('lower', [where.val(assetNumber)])),
    )
    .$if(id !== undefined, (query) => query.where('id', '<>', id ?? ''))
    .executeTakeFirst()
  if (!taken) return
  const detail = `Số tài sản “${assetNumber}” đã ghi cho “${taken.name}”. Hãy kiểm tra lại.`
  throw new AppError('conflict', { detail, fields: { assetNumber: detail } })
}
