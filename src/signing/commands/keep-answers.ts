import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

/** For how long an answer that no report stands on is kept after it has run out. */
const keepDays = 7

const faults = ['forbidden', 'late', 'unreachable', 'too_large', 'refused', 'strange', 'stale'] as const
export type AnswerFault = (typeof faults)[number]

/**
 * Keeps what authorities answered, and that some did not, so that neither is asked again before its time; clears away what has
 * run out. Answers with the ids in the order given.
 */
export const keepAnswers = defineCommand({
  name: 'signing.keepAnswers',
  title: 'Lưu trả lời về thu hồi chứng thư',
  audience: [],
  input: z.strictObject({
    answers: z
      .array(
        z.strictObject({
          kind: z.enum(['crl', 'ocsp', 'issuer']),
          key: z.string().min(1).max(2_500),
          address: z.string().min(1).max(2_400),
          content: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
          fault: z.enum(['', ...faults]),
          until: z.iso.datetime(),
        }),
      )
      .min(1)
      .max(40),
  }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run(tx, actor, { answers }) {
    const rows = answers.map(({ content, until, ...answer }) => ({
      ...answer,
      office_id: actor.officeId,
      id: uuid(),
      content: content && Buffer.from(content),
      asked_at: tx.now,
      until: new Date(until),
    }))
    await tx.db
      .deleteFrom('revocation_answers')
      .where('office_id', '=', actor.officeId)
      .where('kept', '=', false)
      .where('until', '<', new Date(tx.now.getTime() - keepDays * 86_400_000))
      .execute()
    await tx.db.insertInto('revocation_answers').values(rows).execute()
    const asked = answers.map(({ kind, address, fault }) => ({ kind, address, fault }))
    return {
      output: { ids: rows.map(({ id }) => id) },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: { asked } }],
    }
  },
})
