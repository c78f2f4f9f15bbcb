import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { hashSchema } from './sign-in.ts'

/** Signs a citizen out, in this browser or in all; a sign-in that has ended already is left alone. */
export const endSessions = defineCommand({
  name: 'citizens.signOut',
  title: 'Đăng xuất công dân',
  audience: [],
  input: z.strictObject({ tokenHash: hashSchema, everywhere: z.boolean() }),
  output: z.object({ ended: z.int() }),
  async run(tx, { officeId }, { tokenHash, everywhere }) {
    const accountId = await accountOf(tx, officeId, tokenHash)
    const ended = await tx.db
      .deleteFrom('citizen_sessions')
      .where('office_id', '=', officeId)
      .where(everywhere ? 'account_id' : 'token_hash', '=', everywhere ? accountId : tokenHash)
      .returning('id')
      .execute()
    return {
      output: { ended: ended.length },
      audit: [
        {
          subjectType: 'citizen_account',
          subjectId: accountId ?? '',
          facts: { everywhere, ended: ended.length },
        },
      ],
    }
  },
})

async function accountOf(tx: Tx, officeId: string, tokenHash: string): Promise<string | null> {
  const found = await tx.db
    .selectFrom('citizen_sessions')
    .select('account_id')
    .where('office_id', '=', officeId)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return found?.account_id ?? null
}

/**
 * Deletes an account at its owner's wish: name, number, address and sign-ins go, the id alone stays for what was filed under
 * it. The news lets others delete what they keep for it, such as filings begun and not sent.
 */
export const deleteAccount = defineCommand({
  name: 'citizens.deleteAccount',
  title: 'Xóa tài khoản công dân theo yêu cầu của họ',
  audience: [],
  input: z.strictObject({ accountId: z.uuid() }),
  output: z.object({}),
  async run(tx, { officeId }, { accountId }) {
    await tx.db
      .deleteFrom('citizen_sessions')
      .where('office_id', '=', officeId)
      .where('account_id', '=', accountId)
      .execute()
    const account = await tx.db
      .updateTable('citizen_accounts as a')
      .from('citizen_accounts as before')
      .set({
        issuer: 'deleted',
        subject: accountId,
        name: '',
        personal_id: '',
        birth_date: null,
        email: '',
        phone: '',
        deleted_at: tx.now,
      })
      .whereRef('before.office_id', '=', 'a.office_id')
      .whereRef('before.id', '=', 'a.id')
      .where('a.office_id', '=', officeId)
      .where('a.id', '=', accountId)
      .returning(['before.issuer', 'before.subject'])
      .executeTakeFirst()
    if (account && ['email', 'sms'].includes(account.issuer)) {
      await tx.db
        .deleteFrom('citizen_codes')
        .where('office_id', '=', officeId)
        .where('address', '=', account.subject)
        .execute()
    }
    return {
      output: {},
      audit: [{ subjectType: 'citizen_account', subjectId: accountId, facts: {} }],
      news: [{ topic: 'citizen.account_deleted', payload: { accountId } }],
    }
  },
})
