import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { loadSettings } from '../queries/load-settings.ts'
import { openSession, rememberAccount } from './open-session.ts'

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Signs in a citizen whom the identity provider has vouched for; the page has checked its word. Fails with wrong_state when
 * the office has switched this provider off in the meantime.
 */
export const signInCitizen = defineCommand({
  name: 'citizens.signIn',
  title: 'Đăng nhập công dân theo nơi cấp tài khoản',
  audience: [],
  input: z.strictObject({
    issuer: z.string().min(1).max(500),
    subject: z.string().min(1).max(255),
    level: z.enum(['vneid', 'account']),
    name: z.string().max(200),
    personalId: z.string().max(12),
    birthDate: z.iso.date().nullable(),
    email: z.string().max(254),
    phone: z.string().max(20),
    tokenHash: hashSchema,
    /** Of the sign-in that this browser had before; it ends. */
    replacedHash: hashSchema.nullable(),
  }),
  output: z.object({ accountId: z.uuid() }),
  async run(tx, { officeId }, input) {
    const settings = await loadSettings(tx.db, officeId)
    if (!settings?.provider_on || settings.issuer !== input.issuer) throw new AppError('wrong_state')
    const { level, tokenHash, replacedHash, ...person } = input
    const { accountId, isNew } = await rememberAccount(tx, officeId, person)
    await openSession(tx, officeId, { accountId, level, tokenHash, replacedHash })
    return {
      output: { accountId },
      audit: [{ subjectType: 'citizen_account', subjectId: accountId, facts: { level, isNew } }],
    }
  },
})

/** Notes that somebody came back from the provider and was not let in. */
export const noteRefusal = defineCommand({
  name: 'citizens.noteRefusal',
  title: 'Ghi lượt đăng nhập công dân bị từ chối',
  audience: [],
  input: z.strictObject({ reason: z.string().min(1).max(40) }),
  output: z.object({}),
  async run(_tx, { officeId }, { reason }) {
    return { output: {}, audit: [{ subjectType: 'office', subjectId: officeId, facts: { reason } }] }
  },
})
