import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { demoCertifiedId } from '../examples.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReader } from '../policy.ts'
import { readEntries, registerEntry } from './certification-register.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** No request has more originals. */
const most = 200

/** What a dossier has in the certification registers, by number; nothing for most of them. */
export const certificationsOf = defineQuery({
  name: 'dossiers.certificationsOf',
  title: 'Xem số chứng thực của hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/dossiers/{code}/certifications' },
  input: z.strictObject({ code: dossierRef }),
  output: z.object({ items: z.array(registerEntry) }),
  example: { code: demoCertifiedId },
  async run({ db }, actor, { code }) {
    const byId = uuidPattern.test(code)
    const dossier = await db
      .selectFrom('dossiers')
      .select(['id', 'field_code'])
      .where('office_id', '=', actor.officeId)
      .where(byId ? 'id' : 'code', '=', byId ? code : normaliseDossierCode(code))
      .executeTakeFirst()
    if (!dossier)
      throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
    requireReader(actor, dossier.field_code)
    const where = sql`c.office_id = ${actor.officeId}::uuid and c.dossier_id = ${dossier.id}::uuid`
    return { items: await readEntries(db, { where, order: sql`asc`, limit: most }) }
  },
})
