import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { defineCommand } from '../../platform/operations.ts'
import { tellCitizen } from './tell-citizen.ts'
import { tellHolder } from './tell-staff.ts'

interface Late {
  id: string
  dossier_id: string | null
  partner_name: string
  due_at: Date
}

/** Notes once, for each due time, that a partner has not answered by it; its dossier's clock is looked at again. */
export const noteLateLegs = defineCommand({
  name: 'interlink.noteLate',
  title: 'Ghi nhận cơ quan phối hợp trả lời quá hạn',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(500) }),
  output: z.object({ noted: z.int() }),
  async run(tx, actor, { limit }) {
    const late = await sql<Late>`
      with late as (
        select l.id from interlink_legs l
        where l.office_id = ${actor.officeId}::uuid and l.ended_at is null and l.direction = 'out' and l.paused_since is null
          and l.due_at < ${tx.now}::timestamptz and (l.late_noted_at is null or l.late_noted_at < l.due_at)
        order by l.due_at, l.id limit ${limit} for update of l skip locked)
      update interlink_legs l set late_noted_at = ${tx.now}::timestamptz from late
      where l.office_id = ${actor.officeId}::uuid and l.id = late.id
      returning l.id, l.dossier_id, l.partner_name, l.due_at`.execute(tx.db)
    for (const leg of late.rows) {
      await tellCitizen(tx, actor, {
        dossierId: leg.dossier_id,
        kind: 'partner_late',
        publicText: `${leg.partner_name} chưa trả lời đúng hẹn ${formatShortMoment(leg.due_at)}.`,
      })
      if (!leg.dossier_id) continue
      await tellHolder(tx, actor, { source: uuid(), event: 'partner_late', dossierId: leg.dossier_id })
    }
    return {
      output: { noted: late.rows.length },
      audit: [
        {
          subjectType: 'office',
          subjectId: actor.officeId,
          facts: { late: late.rows.map(({ id }) => id) },
        },
      ],
      news: late.rows.map(({ id, dossier_id }) => ({
        topic: 'interlink.late',
        payload: { legId: id, dossierId: dossier_id },
      })),
    }
  },
})
