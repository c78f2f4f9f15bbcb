import { z } from 'zod'
import { dropOneTimeCode, endSessions } from '../../platform/accounts.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoStaffId } from '../examples.ts'
import { accountsOf, lockMember } from './members.ts'

/**
 * Takes the one-time code off an account whose owner has lost the telephone and the backup codes. Their open sign-ins
 * end; the password alone opens the account again. Does nothing to an account without one.
 */
export const removeOneTimeCode = defineCommand({
  name: 'staff.removeOneTimeCode',
  title: 'Gỡ mã xác thực của tài khoản',
  audience: ['admin'],
  input: z.strictObject({ staffId: z.uuid() }),
  output: z.object({ staffId: z.uuid() }),
  door: { method: 'DELETE', path: '/staff/{staffId}/one-time-code' },
  example: { staffId: demoStaffId('bientap') },
  async run(tx, actor, { staffId }) {
    const member = await lockMember(tx, actor.officeId, staffId)
    const accounts = await accountsOf(tx, actor.officeId, staffId)
    await tx.db
      .updateTable('auth.user')
      .set({ twoFactorEnabled: false, updatedAt: tx.now })
      .where('id', 'in', [...accounts, ''])
      .execute()
    await dropOneTimeCode(tx, accounts)
    await endSessions(tx, accounts)
    const facts = { username: member.username }
    return { output: { staffId }, audit: [{ subjectType: 'staff', subjectId: staffId, facts }] }
  },
})
