import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

/** Days for which an answer that is out of date is kept. */
const keepDays = 30

/** Keeps what an authority said of revocations until it says it anew. By the program alone, which has fetched it. */
export const keepAnswer = defineCommand({
  name: 'signing.keepAnswer',
  title: 'Lưu danh sách thu hồi, trả lời OCSP vừa tải',
  audience: [],
  input: z.strictObject({
    source: z.string().regex(/^[0-9a-f]{64}$/),
    kind: z.enum(['crl', 'ocsp']),
    address: z.string().max(2000),
    body: z.custom<Buffer>(),
    until: z.date(),
  }),
  output: z.object({}),
  async run(tx, actor, { source, kind, address, body, until }) {
    const row = { kind, address, body, fetched_at: tx.now, until }
    await tx.db
      .insertInto('revocation_answers')
      .values({ office_id: actor.officeId, source, ...row })
      .onConflict((conflict) => conflict.columns(['office_id', 'source']).doUpdateSet(row))
      .execute()
    await tx.db
      .deleteFrom('revocation_answers')
      .where('office_id', '=', actor.officeId)
      .where('until', '<', new Date(tx.now.getTime() - keepDays * 86_400_000))
      .execute()
    const facts = { kind, address, bytes: body.length, until: until.toISOString() }
    return { output: {}, audit: [{ subjectType: 'revocation_answer', subjectId: actor.officeId, facts }] }
  },
})
