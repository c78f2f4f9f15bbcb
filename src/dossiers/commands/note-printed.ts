import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { requireReader } from '../policy.ts'

/**
 * Ghi nhận in giấy tờ: an issued paper was opened for printing. The first time it is printed, every later one reprints
 * it; both leave a trace, since a second original in somebody's hands must be explained.
 */
export const notePrinted = defineCommand({
  name: 'dossiers.notePrinted',
  title: 'Ghi nhận lần in giấy tờ của hồ sơ',
  audience: dossierRoles,
  input: z.strictObject({ paperId: z.uuid() }),
  output: z.object({ count: z.int() }),
  async run(tx, actor, { paperId }) {
    const paper = await tx.db
      .selectFrom('dossier_papers as p')
      .innerJoin('dossiers as d', (on) =>
        on.onRef('d.office_id', '=', 'p.office_id').onRef('d.id', '=', 'p.dossier_id'),
      )
      .select(['p.form', 'p.number', 'd.code', 'd.field_code'])
      .where('p.office_id', '=', actor.officeId)
      .where('p.id', '=', paperId)
      .executeTakeFirst()
    if (!paper) throw new AppError('not_found')
    requireReader(actor, paper.field_code)
    const printed = await tx.db
      .updateTable('dossier_papers')
      .set({ printed_count: sql`printed_count + 1`, printed_at: tx.now, printed_by: actor.name })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', paperId)
      .returning('printed_count as count')
      .executeTakeFirstOrThrow()
    const { form, number, code } = paper
    return {
      output: printed,
      audit: [
        {
          subjectType: 'dossier_paper',
          subjectId: paperId,
          facts: { form, number, code, time: printed.count },
        },
      ],
    }
  },
})
