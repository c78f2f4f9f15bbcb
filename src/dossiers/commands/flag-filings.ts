import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

const batch = 200

/**
 * Flags online filings that the office has not answered in time (08 working hours), once for each time they waited. It looks
 * at how things stand, so that hours without the program are made up for.
 */
export const flagFilings = defineCommand({
  name: 'dossiers.flagFilings',
  title: 'Cảnh báo hồ sơ trực tuyến quá giờ trả lời',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ flagged: z.int() }),
  async run(tx, { officeId }) {
    const found = await sql<{ dossierId: string; reference: string }>`with due as (
        select dossier_id from online_filings
        where office_id = ${officeId}::uuid and waits_for is not null and late_at is null and answer_by < ${tx.now}::timestamptz
        order by answer_by, dossier_id limit ${batch} for update skip locked)
      update online_filings o set late_at = ${tx.now}::timestamptz from due
      where o.office_id = ${officeId}::uuid and o.dossier_id = due.dossier_id
      returning o.dossier_id as "dossierId", o.reference`.execute(tx.db)
    return {
      output: { flagged: found.rows.length },
      audit: [
        {
          subjectType: 'office',
          subjectId: officeId,
          facts: { flagged: found.rows.map(({ reference }) => reference) },
        },
      ],
      news: found.rows.map(({ dossierId }) => ({ topic: 'dossier.filing_late', payload: { dossierId } })),
    }
  },
})
