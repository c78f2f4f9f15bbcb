import { sql } from 'kysely'
import type { ProcedureVersions } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { refreshFlags } from './refresh-flags.ts'

/** What a next version says differently, by column; lists and objects as they are, not yet as JSON text. */
export type VersionChange = Partial<
  Record<
    Exclude<keyof ProcedureVersions, 'office_id' | 'procedure_id' | 'version' | 'valid_from' | 'valid_to'>,
    unknown
  >
>

export interface NextVersion {
  procedureId: string
  /** Version that the change was decided on; another one since makes it stale. */
  basedOn?: number
  /** First day of the next version (`YYYY-MM-DD`). */
  validFrom: string
  /** Why, in a sentence, for the history. */
  note: string
  change: VersionChange
}

/**
 * Adds a version from a day on: the one in force on that day with what changes, until that one would have ended. The one
 * before ends the day before; replaced on the day it began it holds on no day, but dossiers received under it keep it.
 * A later version that is already planned stays as it is. Fails with not_found, with stale when another version came
 * meanwhile, and with wrong_state when the procedure is not in force on that day.
 */
export async function addVersion(tx: Tx, actor: Actor, next: NextVersion): Promise<number> {
  const { base, newest } = await lockVersions(tx, actor.officeId, next)
  if (next.basedOn !== undefined && next.basedOn !== base.version) {
    throw new AppError('stale', {
      detail: `Thủ tục này vừa có phiên bản ${base.version}. Hãy tải lại trang, xem phần đã đổi rồi sửa tiếp.`,
    })
  }
  const version = newest + 1
  const columns = {
    ...next.change,
    version,
    valid_from: next.validFrom,
    valid_to: base.valid_to,
    created_at: tx.now,
    created_by: actor.kind === 'staff' ? actor.id : null,
    change_note: next.note,
  }
  // json, not jsonb: the form keeps the order of its fields.
  await sql`with base as (
      select v from procedure_versions v where v.office_id = ${actor.officeId}::uuid
        and v.procedure_id = ${next.procedureId}::uuid and v.version = ${base.version}
    ), ended as (
      update procedure_versions set valid_to = ${next.validFrom}::date - 1
      where office_id = ${actor.officeId}::uuid and procedure_id = ${next.procedureId}::uuid and version = ${base.version}
    )
    insert into procedure_versions
    select (json_populate_record(b.v, ${JSON.stringify(columns)}::json)).* from base b`.execute(tx.db)
  await refreshFlags(tx, actor.officeId)
  return version
}

/** Locks the procedure; the version in force on the day, and the number of the newest. */
async function lockVersions(tx: Tx, officeId: string, { procedureId, validFrom }: NextVersion) {
  const locked = await tx.db
    .selectFrom('procedures')
    .select('id')
    .where('office_id', '=', officeId)
    .where('id', '=', procedureId)
    .forUpdate()
    .executeTakeFirst()
  if (!locked) throw new AppError('not_found')
  const versions = await tx.db
    .selectFrom('procedure_versions')
    .select(['version', 'valid_from', 'valid_to'])
    .where('office_id', '=', officeId)
    .where('procedure_id', '=', procedureId)
    .orderBy('version', 'desc')
    .execute()
  const base = versions.find(
    ({ valid_from, valid_to }) => valid_from <= validFrom && (valid_to === null || valid_to >= validFrom),
  )
  if (!base) {
    throw new AppError('wrong_state', {
      detail: 'Thủ tục này không có hiệu lực vào ngày áp dụng đã chọn. Hãy chọn ngày khác.',
    })
  }
  return { base, newest: versions[0]?.version ?? 0 }
}
