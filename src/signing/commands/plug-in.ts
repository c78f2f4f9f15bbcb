import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { plugInMinutes } from '../model/vgca/protocol.ts'
import { loadMeans } from '../queries/means.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Opens a signing by the desktop program of VGCA over a file that was given out; the member's earlier ones over the same file count no
 * more. Fails with wrong_state where the office does not sign in this way.
 */
export const openPlugIn = defineCommand({
  name: 'signing.openPlugIn',
  title: 'Ký số bằng phần mềm ký của Ban Cơ yếu Chính phủ (VGCA)',
  audience: 'staff',
  input: z.strictObject({ requestId: z.uuid(), fetchHash: hash, bringHash: hash }),
  output: z.object({ id: z.uuid() }),
  async run(tx, { officeId, id: memberId }, { requestId, fetchHash, bringHash }) {
    if (!(await loadMeans(tx.db, officeId))?.plug_in)
      throw new AppError('wrong_state', {
        detail: 'Đơn vị không dùng phần mềm ký của Ban Cơ yếu Chính phủ. Hãy ký bằng cách khác.',
      })
    await dropClosed(tx, { officeId, requestId, memberId })
    const id = uuid()
    await tx.db
      .insertInto('plug_in_signings')
      .values({
        office_id: officeId,
        id,
        request_id: requestId,
        member_id: memberId,
        fetch_hash: fetchHash,
        bring_hash: bringHash,
        opened_at: tx.now,
        expires_at: new Date(tx.now.getTime() + plugInMinutes * 60_000),
      })
      .execute()
    const facts = { event: 'plug_in_opened', signing: id }
    return { output: { id }, audit: [{ subjectType: 'signing_request', subjectId: requestId, facts }] }
  },
})

/** Those of a member over the same file, and all that ran out a day ago: until then a page may still ask what came of them. */
async function dropClosed(tx: Tx, of: { officeId: string; requestId: string; memberId: string }) {
  await tx.db
    .deleteFrom('plug_in_signings')
    .where('office_id', '=', of.officeId)
    .where((where) =>
      where.or([
        where.and([where('request_id', '=', of.requestId), where('member_id', '=', of.memberId)]),
        where('expires_at', '<=', new Date(tx.now.getTime() - 86_400_000)),
      ]),
    )
    .execute()
}

const uses = { fetch: 'fetched_at', bring: 'brought_at' } as const

/**
 * Spends a ticket: each counts once and for its own use, and a file is brought only after it was fetched. Says whose it is and for what.
 * Fails with not_found for whatever is no ticket any more, without saying why.
 */
export const spendTicket = defineCommand({
  name: 'signing.spendTicket',
  title: 'Giao và nhận tệp của phần mềm ký VGCA',
  audience: [],
  input: z.strictObject({ use: z.enum(['fetch', 'bring']), hash }),
  output: z.object({
    id: z.uuid(),
    memberId: z.uuid(),
    requestId: z.uuid(),
    purpose: z.string(),
    targetId: z.uuid(),
  }),
  async run(tx, { officeId }, { use, hash: wanted }) {
    const column = uses[use]
    const found = await tx.db
      .updateTable('plug_in_signings as p')
      .from('signing_requests as r')
      .set({ [column]: tx.now })
      .whereRef('r.office_id', '=', 'p.office_id')
      .whereRef('r.id', '=', 'p.request_id')
      .where('p.office_id', '=', officeId)
      .where(use === 'fetch' ? 'p.fetch_hash' : 'p.bring_hash', '=', wanted)
      .where(`p.${column}`, 'is', null)
      .where('p.expires_at', '>', tx.now)
      .$if(use === 'bring', (update) => update.where('p.fetched_at', 'is not', null))
      .returning(['p.id', 'p.member_id', 'p.request_id', 'r.purpose', 'r.target_id'])
      .executeTakeFirst()
    if (!found)
      throw new AppError('not_found', {
        detail: 'Lượt ký này đã xong, đã hết hạn hoặc không có. Hãy bấm ký lại trên trang.',
      })
    const { id, member_id: memberId, request_id: requestId, purpose, target_id: targetId } = found
    const facts = { event: column, signing: id, memberId }
    return {
      output: { id, memberId, requestId, purpose, targetId },
      audit: [{ subjectType: 'signing_request', subjectId: requestId, facts }],
    }
  },
})

/** Keeps why the file that the program brought was not taken, for the page that waits. */
export const refuseBrought = defineCommand({
  name: 'signing.refuseBrought',
  title: 'Ghi lý do chưa nhận tệp của phần mềm ký VGCA',
  audience: [],
  input: z.strictObject({ id: z.uuid(), refusal: z.string().min(1).max(1000) }),
  output: z.object({ requestId: z.uuid() }),
  async run(tx, { officeId }, { id, refusal }) {
    const found = await tx.db
      .updateTable('plug_in_signings')
      .set({ refusal })
      .where('office_id', '=', officeId)
      .where('id', '=', id)
      .where('brought_at', 'is not', null)
      .returning('request_id')
      .executeTakeFirst()
    if (!found) throw new AppError('not_found')
    const facts = { event: 'plug_in_refused', signing: id, refusal }
    return {
      output: { requestId: found.request_id },
      audit: [{ subjectType: 'signing_request', subjectId: found.request_id, facts }],
    }
  },
})
