import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'

const isServer = (text: string) => {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password
}

/** Sửa thiết lập ký số. Fails with stale where somebody else changed them since `revision`. */
export const setSigningSettings = defineCommand({
  name: 'signing.setSigningSettings',
  title: 'Sửa thiết lập ký số',
  audience: ['admin'],
  door: { method: 'POST', path: '/signing-settings' },
  input: z.strictObject({
    revision: z.coerce.number().int().min(0),
    timestampAddress: z
      .string()
      .trim()
      .max(300)
      .refine((text) => text === '' || isServer(text), {
        error: 'Hãy ghi địa chỉ bắt đầu bằng http:// hoặc https://, hoặc để trống.',
      }),
    timestampSeconds: z.coerce
      .number({ error: 'Hãy ghi số giây.' })
      .int({ error: 'Hãy ghi số giây.' })
      .min(1, { error: 'Ít nhất 1 giây.' })
      .max(60, { error: 'Nhiều nhất 60 giây: người ký đang chờ.' }),
  }),
  output: z.object({ revision: z.int() }),
  example: { revision: 0, timestampAddress: 'http://tsa.example.vn/', timestampSeconds: 15 },
  async run(tx, actor, { revision, timestampAddress, timestampSeconds }) {
    const values = {
      timestamp_address: timestampAddress,
      timestamp_seconds: timestampSeconds,
      changed_at: tx.now,
      changed_by: actor.id,
      revision: revision + 1,
    }
    const row = await tx.db
      .insertInto('signing_settings')
      .values({ office_id: actor.officeId, ...values })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet(values).where('signing_settings.revision', '=', revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (row?.revision !== revision + 1) throw new AppError('stale')
    const facts = { timestampAddress, timestampSeconds }
    return { output: row, audit: [{ subjectType: 'signing_settings', subjectId: actor.officeId, facts }] }
  },
})
