import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'

/** Who signs a certification (người thực hiện chứng thực), as the register names them. */
export interface Signer {
  id: string
  name: string
  post: string
}

interface Wanted {
  officeId: string
  signerId: string
  procedureId: string
  /** Day on which the duty must hold. */
  today: string
}

/**
 * The leader who may sign certifications of this procedure on this day (NĐ 23/2015/NĐ-CP, Điều 5). Fails with
 * invalid_input when they hold no such duty, or none any more.
 */
export async function requireSigner(db: Kysely<DB>, wanted: Wanted): Promise<Signer> {
  const { officeId, signerId, procedureId, today } = wanted
  const found = await sql<Signer>`select s.id, s.full_name as name, s.post_title as post
    from staff_members s
    where s.office_id = ${officeId}::uuid and s.id = ${signerId}::uuid and s.active
      and exists (select 1 from duties d where d.office_id = s.office_id and d.staff_id = s.id and d.role = 'leader'
        and d.starts_on <= ${today}::date and (d.ends_on is null or d.ends_on >= ${today}::date)
        and (d.field_code is null or d.field_code = (
          select p.field_code from procedures p
          where p.office_id = s.office_id and p.id = ${procedureId}::uuid)))`.execute(db)
  const signer = found.rows[0]
  if (signer) return signer
  const message = 'Người ký này hôm nay không được phân công ký chứng thực. Hãy chọn người ký khác.'
  throw new AppError('invalid_input', { detail: message, fields: { signerId: message } })
}
