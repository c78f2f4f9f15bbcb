import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { waitingToTell } from '../queries/files-to-tell.ts'
import { tellOfFile } from './tell-of-file.ts'

interface Raised {
  id: string
  kind: 'due_soon' | 'late'
  dueOn: string
  symbol: string
  keeperId: string
}

/**
 * One look of the job: tells each keeper once, 30 days before a file has to be handed over, and once when that day has
 * passed (Phụ lục VI, phần bảo quản).
 */
export const watchFiles = defineCommand({
  name: 'workfiles.watch',
  title: 'Theo dõi hạn nộp lưu hồ sơ công việc',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(1000) }),
  output: z.object({ raised: z.int() }),
  async run(tx, { officeId }, { limit }) {
    // Noted in the same statement that finds them: two programs at once tell it once.
    const found = await sql<Raised>`with noted as (
        insert into work_file_alerts (office_id, work_file_id, kind, due_on, raised_at)
        select ${officeId}::uuid, w.id, w.kind, w.due_on, ${tx.now}::timestamptz
        from (${await waitingToTell(tx, officeId, limit)}) w
        on conflict do nothing returning work_file_id, kind, due_on)
      select f.id, noted.kind, noted.due_on as "dueOn", f.symbol, f.keeper_id as "keeperId"
      from noted join work_files f on f.office_id = ${officeId}::uuid and f.id = noted.work_file_id`.execute(
      tx.db,
    )
    for (const file of found.rows) {
      await tellOfFile(tx, officeId, {
        source: `workfile.${file.kind}.${file.id}.${file.dueOn}`,
        event: file.kind === 'late' ? 'workfile_late' : 'workfile_due_soon',
        staffIds: [file.keeperId],
        file,
      })
    }
    const raised = found.rows.map(({ id, kind, dueOn }) => ({ id, kind, dueOn }))
    return {
      output: { raised: raised.length },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { raised } }],
    }
  },
})
