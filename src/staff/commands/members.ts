import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { endSessions, unlockSignIn } from '../../platform/accounts.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { hashPassword } from '../../platform/password.ts'
import { isPractice } from '../../platform/practice.ts'
import { demoStaffId, demoUnitId } from '../examples.ts'
import { lineSchema, passwordSchema, phoneSchema, usernameSchema } from '../model.ts'
import { insertMembers } from './new-members.ts'
import { changeCover, lockRoster } from './roster-guard.ts'

/**
 * Adds a member of staff with the account to sign in with; rights come with duties. Fails with conflict on a username
 * taken anywhere in the installation. The hash is made before any row is touched, so that nobody waits for it.
 */
export const addStaffMember = defineCommand({
  name: 'staff.addMember',
  title: 'Thêm cán bộ, công chức và tài khoản',
  audience: ['admin'],
  input: z.strictObject({
    fullName: lineSchema,
    postTitle: lineSchema,
    unitId: z.uuid().nullable().default(null),
    phone: phoneSchema.default(''),
    username: usernameSchema,
    password: passwordSchema,
  }),
  output: z.object({ staffId: z.uuid() }),
  door: { method: 'POST', path: '/staff', status: 201 },
  example: {
    fullName: 'Cán bộ Mẫu Mười Ba',
    postTitle: 'Công chức Phòng Kinh tế',
    unitId: demoUnitId(1),
    phone: '',
    username: 'canbo13',
    password: 'lua-vang-tre-xanh-13',
  },
  async run(tx, actor, { password, ...input }) {
    if (isPractice(actor.officeId)) {
      throw new AppError('wrong_state', {
        detail: 'Phòng thực hành không cấp tài khoản thật. Hãy làm việc này ở đơn vị của mình.',
      })
    }
    const member = { ...input, id: uuid(), passwordHash: await hashPassword(password), duties: [] }
    await requireFreeUsername(tx, input.username)
    await insertMembers(tx, actor.officeId, [member])
    const facts = { ...input }
    return { output: { staffId: member.id }, audit: [{ subjectType: 'staff', subjectId: member.id, facts }] }
  },
})

/** A sentence that names the field; of two who come at the same time the unique index refuses the second. */
async function requireFreeUsername(tx: Tx, username: string): Promise<void> {
  const taken = await tx.db
    .selectFrom('auth.user')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst()
  if (!taken) return
  const detail = `Tên đăng nhập “${username}” đã có người dùng. Hãy chọn tên khác.`
  throw new AppError('conflict', { detail, fields: { username: detail } })
}

/**
 * Opens or closes a member's account; a closed one is signed out at once and keeps its duties for the record.
 * Nobody closes their own, so that an administrator always remains. Warns of fields left without anybody.
 */
export const setStaffActive = defineCommand({
  name: 'staff.setActive',
  title: 'Khóa hoặc mở lại tài khoản',
  audience: ['admin'],
  input: z.strictObject({ staffId: z.uuid(), active: z.boolean() }),
  output: z.object({ staffId: z.uuid(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/staff/{staffId}/active' },
  example: { staffId: demoStaffId('ketoan'), active: true },
  async run(tx, actor, { staffId, active }) {
    await lockRoster(tx, actor.officeId)
    const member = await lockMember(tx, actor.officeId, staffId)
    if (!active && staffId === actor.id) {
      throw new AppError('wrong_state', {
        detail: 'Không thể tự khóa tài khoản của mình. Hãy nhờ quản trị khác.',
      })
    }
    const warnings = await changeCover(tx, actor.officeId, {
      // An account is closed at once, whatever it leaves open: who must be out cannot stay until a roster is mended.
      accept: { acceptGap: true, gapReason: 'Khóa hoặc mở tài khoản' },
      change: () =>
        tx.db
          .updateTable('staff_members')
          .set({ active })
          .where('office_id', '=', actor.officeId)
          .where('id', '=', staffId)
          .execute(),
    })
    if (!active) await endSessions(tx, await accountsOf(tx, actor.officeId, staffId))
    const facts = { before: member.active, after: active }
    return { output: { staffId, warnings }, audit: [{ subjectType: 'staff', subjectId: staffId, facts }] }
  },
})

/** Gives a member a new password, ends their open sign-ins and lifts the lock after wrong tries. */
export const resetPassword = defineCommand({
  name: 'staff.resetPassword',
  title: 'Đặt lại mật khẩu',
  audience: ['admin'],
  input: z.strictObject({ staffId: z.uuid(), password: passwordSchema }),
  output: z.object({ staffId: z.uuid() }),
  door: { method: 'PUT', path: '/staff/{staffId}/password' },
  example: { staffId: demoStaffId('bientap'), password: 'Mat-khau-mau-1' },
  async run(tx, actor, { staffId, password }) {
    const passwordHash = await hashPassword(password)
    const member = await lockMember(tx, actor.officeId, staffId)
    const accounts = await accountsOf(tx, actor.officeId, staffId)
    await tx.db
      .updateTable('auth.account')
      .set({ password: passwordHash, updatedAt: tx.now })
      .where('userId', 'in', [...accounts, ''])
      .where('providerId', '=', 'credential')
      .execute()
    await endSessions(tx, accounts)
    await unlockSignIn(tx, member.username)
    const facts = { username: member.username }
    return { output: { staffId }, audit: [{ subjectType: 'staff', subjectId: staffId, facts }] }
  },
})

/** The member, locked. Accounts have no wall between offices, so every command comes to them through this row. */
export async function lockMember(tx: Tx, officeId: string, staffId: string) {
  const member = await tx.db
    .selectFrom('staff_members')
    .select(['username', 'full_name', 'active', 'post_title', 'unit_id'])
    .where('office_id', '=', officeId)
    .where('id', '=', staffId)
    .forUpdate()
    .executeTakeFirst()
  if (!member)
    throw new AppError('not_found', { detail: 'Không có cán bộ này trong đơn vị. Hãy tải lại danh sách.' })
  return member
}

/** Accounts that sign in as the member. */
export async function accountsOf(tx: Tx, officeId: string, staffId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('auth.user')
    .select('id')
    .where('officeId', '=', officeId)
    .where('staffId', '=', staffId)
    .execute()
  return rows.map((row) => row.id)
}
