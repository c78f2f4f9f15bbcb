import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { isSealed } from '../../platform/secret-box.ts'

/** Whether a bank or provider may tell of movements; its secret comes sealed by the page, null leaves the one that is kept. */
export const saveBankConnection = defineCommand({
  name: 'receipts.saveBankConnection',
  title: 'Đặt kết nối báo biến động số dư',
  audience: ['admin'],
  input: z.strictObject({
    revision: z.int().min(0),
    active: z.boolean(),
    secretSealed: z.string().max(2000).refine(isSealed).nullable(),
  }),
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId, id }, { revision, active, secretSealed }) {
    const before = await tx.db
      .selectFrom('bank_connections')
      .selectAll()
      .where('office_id', '=', officeId)
      .executeTakeFirst()
    if ((before?.revision ?? 0) !== revision) throw new AppError('stale')
    const secret = secretSealed ?? before?.secret_sealed ?? ''
    if (active && secret === '')
      throw new AppError('invalid_input', { fields: { secret: 'Hãy nhập hoặc tạo mã bí mật.' } })
    const row = {
      revision: revision + 1,
      active,
      secret_sealed: secret,
      changed_at: tx.now,
      changed_by: id,
    }
    const saved = await tx.db
      .insertInto('bank_connections')
      .values({ office_id: officeId, ...row })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet(row).where('bank_connections.revision', '=', revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (saved?.revision !== revision + 1) throw new AppError('stale')
    const facts = {
      before: before ? { active: before.active } : null,
      after: { active, hasSecret: secret !== '', isNewSecret: secretSealed !== null },
    }
    return { output: saved, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})
