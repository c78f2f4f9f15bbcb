import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoIncomingId } from '../examples.ts'
import { handlers } from '../policy.ts'
import { colleague, colleaguesToday } from './staff-today.ts'

/** Whom the head of a unit may name for a document given to it: who of the unit can be given work today. */
export const assignmentChoices = defineQuery({
  name: 'records.assignmentChoices',
  title: 'Xem người trong đơn vị nhận xử lý văn bản',
  audience: handlers,
  door: { method: 'GET', path: '/incoming/{id}/unit-choices' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ unitName: z.string(), dueOn: z.string().nullable(), people: z.array(colleague) }),
  example: { id: demoIncomingId('assign') },
  async run({ db, now }, actor, { id }) {
    const found = await sql<{ unitId: string; unitName: string; dueOn: string | null }>`
      select n.unit_id as "unitId", u.name as "unitName", n.due_on as "dueOn" from incoming_directions n
      join units u on u.office_id = n.office_id and u.id = n.unit_id
      where n.office_id = ${actor.officeId}::uuid and n.incoming_id = ${id}::uuid and n.ended_at is null
        and n.lead_id = ${actor.id}::uuid`.execute(db)
    const direction = found.rows[0]
    if (!direction) {
      throw new AppError('not_found', { detail: 'Văn bản này không giao cho đơn vị do bạn đứng đầu.' })
    }
    const { unitId, ...shown } = direction
    return { ...shown, people: await colleaguesToday(db, actor.officeId, { today: localDate(now), unitId }) }
  },
})
