import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineCommand } from '../../platform/operations.ts'

/**
 * Deletes declarations that nobody brought to the desk in time: what is not needed is not kept (Luật Bảo vệ dữ liệu cá
 * nhân 91/2025/QH15). The program alone runs it, every night.
 */
export const dropOldDeclarations = defineCommand({
  name: 'dossiers.dropOldDeclarations',
  title: 'Xóa tờ khai khai trước đã quá hạn',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ dropped: z.int() }),
  async run(tx, actor) {
    const deleted = await tx.db
      .deleteFrom('declarations')
      .where('office_id', '=', actor.officeId)
      .where('expires_on', '<', localDate(tx.now))
      .executeTakeFirst()
    const dropped = Number(deleted.numDeletedRows)
    return {
      output: { dropped },
      audit: [{ subjectType: 'declaration', subjectId: localDate(tx.now), facts: { dropped } }],
    }
  },
})
