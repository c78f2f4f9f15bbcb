import { z } from 'zod'
import { defineQuery } from '../../../platform/operations.ts'
import { overseers } from '../../policy.ts'

/** Which package of this office has a fingerprint; null where none has. */
export const knownPackage = defineQuery({
  name: 'workfiles.knownPackage',
  title: 'Kiểm tra gói hồ sơ lưu trữ',
  audience: overseers,
  input: z.strictObject({ fingerprint: z.string() }),
  output: z
    .object({
      workFileId: z.uuid(),
      symbol: z.string(),
      year: z.int(),
      title: z.string(),
      /** SHA-256 of its ZIP file; null where it was made before that was noted. */
      sha256: z.string().nullable(),
      madeAt: z.iso.datetime(),
      madeByName: z.string(),
    })
    .nullable(),
  async run({ db }, actor, { fingerprint }) {
    const row = await db
      .selectFrom('work_file_packages as p')
      .innerJoin('work_files as f', (join) =>
        join.onRef('f.office_id', '=', 'p.office_id').onRef('f.id', '=', 'p.work_file_id'),
      )
      .innerJoin('staff_members as s', (join) =>
        join.onRef('s.office_id', '=', 'p.office_id').onRef('s.id', '=', 'p.made_by'),
      )
      .select([
        'f.id as workFileId',
        'f.symbol',
        'f.year',
        'f.title',
        'p.sha256',
        'p.made_at as madeAt',
        's.full_name as madeByName',
      ])
      .where('p.office_id', '=', actor.officeId)
      .where('p.fingerprint', '=', fingerprint)
      .executeTakeFirst()
    return row ? { ...row, madeAt: row.madeAt.toISOString() } : null
  },
})
