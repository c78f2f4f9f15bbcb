import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

/** What a member of staff may do to their own sign-in; `ended_session` is one of several they had open. */
export const accountChangeSchema = z.enum([
  'password',
  'one_time_code_on',
  'one_time_code_off',
  'ended_session',
])

/**
 * Puts into the audit that the actor changed their own sign-in. The change itself is made by better-auth, outside our
 * transactions, so that this comes right after it; it holds no secret.
 */
export const noteAccountChange = defineCommand({
  name: 'staff.noteAccountChange',
  title: 'Ghi nhật ký thay đổi tài khoản của mình',
  audience: 'staff',
  input: z.strictObject({ change: accountChangeSchema }),
  output: z.object({ staffId: z.uuid() }),
  async run(_tx, actor, { change }) {
    return {
      output: { staffId: actor.id },
      audit: [{ subjectType: 'staff', subjectId: actor.id, facts: { change, username: actor.username } }],
    }
  },
})
