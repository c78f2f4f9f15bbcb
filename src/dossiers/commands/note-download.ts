import { z } from 'zod'
import { instantAt, localDate } from '../../calendar/model/local-time.ts'
import { defineCommand } from '../../platform/operations.ts'
import { requirePaid } from '../../receipts/commands/put-due.ts'
import { addEvent } from './change-dossier.ts'

/**
 * Notes that the citizen took the electronic result. The timeline says it once a day, so that taking it again and again
 * fills nothing; the journal says it each time. It changes no state: the officer confirms the handing over.
 */
export const noteDownload = defineCommand({
  name: 'dossiers.noteDownload',
  title: 'Ghi việc công dân tải kết quả điện tử',
  audience: [],
  input: z.strictObject({ dossierId: z.uuid() }),
  output: z.object({ noted: z.boolean() }),
  async run(tx, actor, { dossierId }) {
    // Two downloads at once: the second waits and then sees the first one's event.
    await tx.db
      .selectFrom('dossiers')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', dossierId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    await requirePaid(tx, actor, { dossierId, told: 'citizen' })
    const today = await tx.db
      .selectFrom('dossier_events')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossierId)
      .where('kind', '=', 'result_downloaded')
      .where('at', '>=', instantAt(localDate(tx.now), 0))
      .executeTakeFirst()
    if (!today) {
      const event = { kind: 'result_downloaded', publicText: 'Công dân đã tải kết quả điện tử.' }
      await addEvent(tx, actor, { dossierId, event })
    }
    return {
      output: { noted: today === undefined },
      audit: [{ subjectType: 'dossier', subjectId: dossierId, facts: { downloaded: true } }],
    }
  },
})
