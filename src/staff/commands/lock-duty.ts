import { sql } from 'kysely'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Tx } from '../../platform/operations.ts'
import { roleName } from '../model.ts'

interface LockedDuty {
  staffId: string
  role: string
  fieldCode: string | null
  startsOn: string
  endsOn: string | null
  deskId: string | null
  substituteId: string | null
  note: string
  revision: number
}

/**
 * The roster entry, locked. Fails with not_found, or with stale when the caller decided on an older revision: then it
 * says who changed it and how it stands now.
 */
export async function lockDuty(
  tx: Tx,
  officeId: string,
  { dutyId, revision }: { dutyId: string; revision: number | undefined },
): Promise<LockedDuty> {
  const duty = await tx.db
    .selectFrom('duties')
    .select(['staff_id as staffId', 'role', 'field_code as fieldCode', 'starts_on as startsOn'])
    .select(['ends_on as endsOn', 'desk_id as deskId', 'substitute_id as substituteId', 'note', 'revision'])
    .where('office_id', '=', officeId)
    .where('id', '=', dutyId)
    .forUpdate()
    .executeTakeFirst()
  if (!duty) throw new AppError('not_found', { detail: 'Không có phân công này. Hãy tải lại danh sách.' })
  if (revision === undefined || revision === duty.revision) return duty
  throw new AppError('stale', { detail: await whatHappened(tx, officeId, { dutyId, duty }) })
}

async function whatHappened(
  tx: Tx,
  officeId: string,
  { dutyId, duty }: { dutyId: string; duty: LockedDuty },
): Promise<string> {
  const found = await sql<{
    by: string | null
    at: Date | null
    desk: string | null
    substitute: string | null
  }>`select e.actor_name as by, e.at,
      (select name from desks where office_id = ${officeId}::uuid and id = ${duty.deskId}::uuid) as desk,
      (select full_name from staff_members where office_id = ${officeId}::uuid and id = ${duty.substituteId}::uuid) as substitute
    from (select 1) one left join lateral (select actor_name, at from audit_events
      where office_id = ${officeId}::uuid and subject_type = 'duty' and subject_id = ${dutyId} order by id desc limit 1) e on true`.execute(
    tx.db,
  )
  const [last] = found.rows
  const who =
    last?.by && last.at ? `${last.by} vừa sửa lúc ${formatShortMoment(last.at)}` : 'Người khác vừa sửa'
  const now = [
    roleName(duty.role),
    `từ ${formatDate(duty.startsOn)}${duty.endsOn ? ` đến hết ${formatDate(duty.endsOn)}` : ''}`,
    ...(last?.desk ? [last.desk] : []),
    ...(last?.substitute ? [`người thay thế ${last.substitute}`] : []),
    ...(duty.note ? [duty.note] : []),
  ]
  return `${who} phân công này; nay là: ${now.join(', ')}. Hãy xem lại rồi sửa tiếp nếu cần.`
}
