import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { roleName } from '../../staff/model.ts'
import { officersOnDuty } from '../../staff/queries.ts'
import { demoDossierId } from '../examples.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReader } from '../policy.ts'

const uuidPattern = /^[0-9a-f-]{36}$/

/** Who can take the next step of a dossier: officers on duty today with its post in that field; none after the last. */
export const officersFor = defineQuery({
  name: 'dossiers.officersFor',
  title: 'Xem người nhận bước tiếp theo',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  door: { method: 'GET', path: '/dossiers/{code}/next-officers' },
  input: z.strictObject({ code: dossierRef }),
  output: z.object({
    step: z.object({ name: z.string(), roleName: z.string() }).nullable(),
    officers: z.array(z.object({ id: z.uuid(), fullName: z.string(), postTitle: z.string() })),
  }),
  example: { code: demoDossierId('askWithdrawal') },
  async run({ db, now }, actor, { code }) {
    const row = await db
      .selectFrom('dossiers as d')
      .leftJoin('dossier_steps as s', (on) =>
        on
          .onRef('s.office_id', '=', 'd.office_id')
          .onRef('s.dossier_id', '=', 'd.id')
          .on((next) => next('s.ordinal', '=', next('d.step', '+', 1))),
      )
      .select(['d.field_code', 's.name', 's.role'])
      .where('d.office_id', '=', actor.officeId)
      .where(uuidPattern.test(code) ? 'd.id' : 'd.code', '=', code)
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
    requireReader(actor, row.field_code)
    if (!row.role) return { step: null, officers: [] }
    const wanted = {
      officeId: actor.officeId,
      role: row.role,
      fieldCode: row.field_code,
      today: localDate(now),
    }
    return {
      step: { name: row.name ?? '', roleName: roleName(row.role) },
      officers: await officersOnDuty(db, wanted),
    }
  },
})
