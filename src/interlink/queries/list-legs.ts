import { sql } from 'kysely'
import { z } from 'zod'
import { readableFields } from '../../dossiers/policy.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { legView, readLegs } from './leg-view.ts'

const shown = 100

/**
 * Hộp liên thông: what partners ask of the office, and what it has asked of them in the fields of the reader; the most
 * urgent first. `ended`: those that are over instead, the latest first.
 */
export const listLegs = defineQuery({
  name: 'interlink.list',
  title: 'Xem hộp liên thông',
  audience: dossierRoles,
  door: { method: 'GET', path: '/legs' },
  input: z.strictObject({ ended: z.stringbool().default(false) }),
  output: z.object({
    incoming: z.array(legView),
    outgoing: z.array(legView),
    /** There are more of one or the other than are shown. */
    more: z.boolean(),
  }),
  example: {},
  async run({ db, now }, actor, { ended }) {
    const { officeId } = actor
    const fields = readableFields(actor)
    const when = ended ? sql`l.ended_at is not null` : sql`l.ended_at is null`
    const order = ended ? sql`l.ended_at desc, l.id` : sql`l.due_at, l.id`
    const ownFields = fields ? sql`and d.field_code = any(${fields}::text[])` : sql``
    const rows = (direction: 'in' | 'out') => {
      const whose = direction === 'out' ? ownFields : sql``
      const which = sql`l.direction = ${direction} and ${when} ${whose} order by ${order} limit ${shown + 1}`
      return readLegs(db, { officeId, which, now })
    }
    const [incoming, outgoing] = await Promise.all([rows('in'), rows('out')])
    return {
      incoming: incoming.slice(0, shown),
      outgoing: outgoing.slice(0, shown),
      more: incoming.length > shown || outgoing.length > shown,
    }
  },
})
