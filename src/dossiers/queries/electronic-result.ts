import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { requireReader } from '../policy.ts'
import { trackingCode } from './track-dossier.ts'
import { lastDigits, locateTracked, readDeclaredNumbers, trackedWith } from './track-full.ts'

/** File of the result that the citizen gets: the signed one where there is one, else the one kept at issue. */
export async function electronicResultOf(db: Kysely<DB>, officeId: string, dossierId: string) {
  return db
    .selectFrom('dossier_results as r')
    .innerJoin('files as f', (on) =>
      on
        .onRef('f.office_id', '=', 'r.office_id')
        .on((file) => file('f.id', '=', file.fn.coalesce('r.signed_file_id', 'r.electronic_file_id'))),
    )
    .select(['f.id', 'f.sha256', 'f.name', 'f.size', 'f.media_type as mediaType'])
    .where('r.office_id', '=', officeId)
    .where('r.dossier_id', '=', dossierId)
    .where('r.state', '=', 'issued')
    .executeTakeFirst()
}

/**
 * The electronic result of a dossier for whoever knows its code and the last four digits declared with it. Tries are
 * counted with those of the full view. Fails with not_found while there is no result.
 */
export const electronicResult = defineQuery({
  name: 'dossiers.electronicResult',
  title: 'Tải kết quả điện tử của mình theo mã và 4 số cuối đã khai',
  audience: 'public',
  limit: { kind: 'secret', subject: (input) => input.code },
  input: z.strictObject({ code: trackingCode, digits: lastDigits }),
  output: z.object({
    officeId: z.uuid(),
    dossierId: z.uuid(),
    sha256: z.string(),
    name: z.string(),
    size: z.number(),
    mediaType: z.string(),
  }),
  locate: locateTracked,
  async run({ db }, { officeId }, { code, digits }) {
    const numbers = await readDeclaredNumbers(db, officeId, code)
    const { id: dossierId } = trackedWith(numbers, digits)
    const file = await electronicResultOf(db, officeId, dossierId)
    if (!file) {
      throw new AppError('not_found', {
        detail:
          'Hồ sơ này chưa có kết quả điện tử. Kết quả vừa phát hành có sau khoảng một phút; hãy thử lại.',
      })
    }
    const { id: _, ...content } = file
    return { officeId, dossierId, ...content }
  },
})

/** The kept file of an issued result, for those who work on dossiers of the field; null while none is kept. */
export const keptResult = defineQuery({
  name: 'dossiers.keptResult',
  title: 'Mở kết quả điện tử đã lưu',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  input: z.strictObject({ code: z.string() }),
  output: z.object({
    content: z
      .object({ sha256: z.string(), name: z.string(), size: z.number(), mediaType: z.string() })
      .nullable(),
  }),
  async run({ db }, actor, { code }) {
    const dossier = await db
      .selectFrom('dossiers')
      .select(['id', 'field_code'])
      .where('office_id', '=', actor.officeId)
      .where('code', '=', code)
      .executeTakeFirst()
    if (!dossier) throw new AppError('not_found')
    requireReader(actor, dossier.field_code)
    const file = await electronicResultOf(db, actor.officeId, dossier.id)
    if (!file) return { content: null }
    const { id: _, ...content } = file
    return { content }
  },
})
