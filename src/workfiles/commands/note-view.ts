import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { keepers } from '../policy.ts'
import { readFileRow } from '../queries/get-work-file.ts'
import { viewAction } from '../queries/views.ts'
import { auditOf } from './change-file.ts'

/**
 * Ghi nhận lượt truy cập: that somebody has looked at a file (Phụ lục VI: number of accesses, history of use). The journal alone
 * keeps it; the looks of one day count as one. The page calls it. Fails with not_found.
 */
export const noteView = defineCommand({
  name: 'workfiles.noteView',
  title: 'Ghi nhận lượt xem hồ sơ công việc',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id }) {
    const file = await readFileRow(tx.db, actor, id)
    return { output: { id }, audit: [{ ...auditOf(file, { purpose: 'look' }), action: viewAction }] }
  },
})
