import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { meansSchema } from '../model/means.ts'
import { requireOwner, signingOwners } from '../policy.ts'
import { loadMeans } from '../queries/means.ts'

/**
 * Đặt cách ký số and the way to the remote signing service. The secret comes sealed by the page; one left out stays, but never
 * follows to another address or name: whoever may type an address must not get it so.
 */
export const saveMeans = defineCommand({
  name: 'signing.saveMeans',
  title: 'Đặt cách ký số và dịch vụ ký số từ xa',
  audience: ['admin'],
  input: meansSchema,
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId, id }, input) {
    const before = await loadMeans(tx.db, officeId)
    if ((before?.revision ?? 0) !== input.revision) throw new AppError('stale')
    const isSamePlace =
      before?.base_url === input.baseUrl &&
      before.token_url === input.tokenUrl &&
      before.client_id === input.clientId
    const secret = input.secretSealed ?? (isSamePlace ? before.secret_sealed : '')
    if (input.remote && secret === '')
      throw new AppError('invalid_input', {
        fields: { secret: 'Hãy nhập khóa kết nối do nhà cung cấp cấp.' },
      })
    const { agent, plugIn, remote, upload, baseUrl, tokenUrl, clientId } = input
    const row = {
      agent,
      plug_in: plugIn,
      remote,
      upload,
      base_url: baseUrl,
      token_url: tokenUrl,
      client_id: clientId,
      secret_sealed: secret,
      changed_at: tx.now,
      changed_by: id,
      revision: input.revision + 1,
    }
    const saved = await tx.db
      .insertInto('signing_means')
      .values({ office_id: officeId, ...row })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet(row).where('signing_means.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (saved?.revision !== input.revision + 1) throw new AppError('stale')
    const facts = { agent, plugIn, remote, upload, baseUrl, tokenUrl, clientId, hasSecret: secret !== '' }
    return { output: saved, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})

/** Ghi tài khoản ký số từ xa of oneself or (văn thư) of the office; empty takes it away. */
export const saveRemoteAccount = defineCommand({
  name: 'signing.saveRemoteAccount',
  title: 'Ghi tài khoản ký số từ xa của mình hoặc của cơ quan',
  audience: 'staff',
  door: { method: 'POST', path: '/remote-signing-accounts/{owner}' },
  input: z.strictObject({
    owner: z.enum(signingOwners),
    account: z
      .string()
      .trim()
      .max(200, 'Tối đa 200 ký tự.')
      .regex(/^[^\p{Cc}]*$/u, 'Tài khoản có ký tự không nhập được.'),
  }),
  output: z.object({ account: z.string() }),
  example: { owner: 'own', account: 'tai-khoan-vi-du' },
  async run(tx, actor, { owner, account }) {
    requireOwner(actor, owner)
    const memberId = owner === 'own' ? actor.id : null
    await tx.db
      .deleteFrom('remote_signing_accounts')
      .where('office_id', '=', actor.officeId)
      .where('member_id', memberId === null ? 'is' : '=', memberId)
      .execute()
    if (account !== '')
      await tx.db
        .insertInto('remote_signing_accounts')
        .values({
          office_id: actor.officeId,
          id: uuid(),
          member_id: memberId,
          account,
          set_at: tx.now,
          set_by: actor.id,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['office_id', 'member_id'])
            .doUpdateSet({ account, set_at: tx.now, set_by: actor.id }),
        )
        .execute()
    const facts = { owner, account }
    const [subjectType, subjectId] = memberId ? ['staff_member', memberId] : ['office', actor.officeId]
    return { output: { account }, audit: [{ subjectType, subjectId, facts }] }
  },
})
