import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'

/** The dossier that the portal knows by this code. Fails with invalid_input in words for the list of failures. */
export async function dossierOfCode(db: Kysely<DB>, officeId: string, portalCode: string): Promise<string> {
  const found = await db
    .selectFrom('portal_dossiers')
    .select('dossier_id')
    .where('office_id', '=', officeId)
    .where('portal_code', '=', portalCode)
    .executeTakeFirst()
  if (found) return found.dossier_id
  throw new AppError('invalid_input', {
    detail: `Đơn vị chưa có hồ sơ ${portalCode}. Hãy bấm Đối soát, lấy hồ sơ về, rồi bấm Làm lại.`,
  })
}
