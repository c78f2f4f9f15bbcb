import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { queueForStaff } from '../../notifications/commands/queue-messages.ts'
import { defineCommand } from '../../platform/operations.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { certificatesToTell } from '../queries/certificates-to-tell.ts'

/**
 * One look of the job: tells holder and clerks once at each of the days before a certificate runs out and once when it has,
 * and of a leader who took up the post without one.
 */
export const watchCertificates = defineCommand({
  name: 'signing.watchCertificates',
  title: 'Theo dõi hạn chứng thư số',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ told: z.int() }),
  async run(tx, { officeId }) {
    const today = localDate(tx.now)
    const [found, clerks, office] = await Promise.all([
      certificatesToTell(tx.db, officeId, tx.now),
      sql<{
        id: string
      }>`select distinct d.staff_id as id from ${dutiesHeld(officeId, today)} d where d.role = 'clerk'`.execute(
        tx.db,
      ),
      officeFacts(tx.db, officeId),
    ])
    const told: string[] = []
    for (const { source, event, holderId, subjectId, words, until } of found) {
      // Two programs at once: the one that notes it tells it.
      const noted = await tx.db
        .insertInto('certificate_alerts')
        .values({ office_id: officeId, source, raised_at: tx.now })
        .onConflict((on) => on.doNothing())
        .returning('source')
        .executeTakeFirst()
      if (!noted) continue
      const staffIds = [...clerks.rows.map(({ id }) => id), ...(holderId ? [holderId] : [])]
      await queueForStaff(tx, officeId, {
        source,
        event,
        staffIds: [...new Set(staffIds)],
        link: '/quan-tri/chung-thu-so',
        subject: { type: 'certificate', id: subjectId },
        values: { don_vi: office.name, van_ban: words, han_giai_quyet: until },
      })
      told.push(source)
    }
    return {
      output: { told: told.length },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { told } }],
    }
  },
})
