import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { quarterOf } from '../model/rating/survey.ts'

/** Days after which an invitation that nobody used is forgotten. */
const keepDays = 400

/**
 * Makes the invitation of a dossier whose result was returned: its code may rate once. Nothing of it tells which dossier
 * it was. Once for each dossier, since the delivery of the news is the key.
 */
export const inviteToRate = defineCommand({
  name: 'dossiers.inviteToRate',
  title: 'Mời đánh giá sau khi trả kết quả',
  audience: [],
  input: z.strictObject({ dossierId: z.uuid(), codeHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: z.object({}),
  async run(tx, { officeId }, { dossierId, codeHash }) {
    const dossier = await tx.db
      .selectFrom('dossiers')
      .select('field_code')
      .where('office_id', '=', officeId)
      .where('id', '=', dossierId)
      .where('status', '=', 10)
      .executeTakeFirst()
    if (!dossier) throw new AppError('not_found')
    const today = localDate(tx.now)
    const quarter = quarterOf(today)
    await tx.db
      .deleteFrom('rating_invitations')
      .where('office_id', '=', officeId)
      .where('quarter', '<', addDays(today, -keepDays))
      .execute()
    await tx.db
      .insertInto('rating_invitations')
      .values({ office_id: officeId, code_hash: codeHash, field_code: dossier.field_code, quarter })
      .execute()
    // Which dossier, stands in no log: only so does no code lead to a person.
    return { output: {}, audit: [{ subjectType: 'rating_invitation', subjectId: quarter, facts: {} }] }
  },
})
