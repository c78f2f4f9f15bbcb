import { sql } from 'kysely'
import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { procedureRecordSchema } from '../model/record-schema.ts'
import { refreshFlags } from './refresh-flags.ts'
import { prepareLoad, storeFields, storeProcedures, storeVersions } from './store-catalogue.ts'

/**
 * Loads parsed catalogue records. What is new gets version 1 from `validFrom` on and the default process; what changed
 * gets a next version; what is the same is left alone, so that loading twice does nothing the second time.
 */
export const loadCatalogue = defineCommand({
  name: 'procedures.loadCatalogue',
  title: 'Nạp danh mục thủ tục hành chính',
  audience: ['admin'],
  input: z.strictObject({
    validFrom: localDateSchema,
    records: z.array(procedureRecordSchema).min(1).max(20_000),
  }),
  output: z.object({ procedures: z.int(), versionsAdded: z.int() }),
  async run(tx, actor, input) {
    const { officeId } = actor
    await sql`select pg_advisory_xact_lock(hashtext(${`catalogue ${officeId}`}))`.execute(tx.db)
    if (new Set(input.records.map((record) => record.key)).size < input.records.length) {
      throw new AppError('invalid_input', {
        fields: { records: 'Danh mục có hai thủ tục cùng khóa. Hãy bỏ bớt một.' },
      })
    }
    const load = prepareLoad(officeId, input.validFrom, input.records)
    await storeFields(tx, load)
    await storeProcedures(tx, load)
    const versionsAdded = await storeVersions(tx, load)
    await refreshFlags(tx, officeId)
    const output = { procedures: input.records.length, versionsAdded }
    const facts = { ...output, validFrom: input.validFrom }
    return { output, audit: [{ subjectType: 'catalogue', subjectId: input.validFrom, facts }] }
  },
})
