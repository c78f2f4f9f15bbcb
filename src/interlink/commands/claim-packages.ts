import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { isDue } from '../queries/due-packages.ts'

/** Minutes after which a package taken and not reported on is taken again: its program has died. */
const leaseMinutes = 10

const claimed = z.object({
  id: z.uuid(),
  /** Which try this is, from 1. */
  attempt: z.int(),
  manifest: z.string(),
  partner: z.object({
    id: z.uuid(),
    via: z.enum(['here', 'https', 'paper']),
    officeId: z.uuid().nullable(),
    url: z.string(),
    signsWith: z.string().nullable(),
  }),
})
export type ClaimedPackage = z.output<typeof claimed>

/**
 * Takes packages that may go now, longest waiting first; of a leg only the first that is not done, so that the other side
 * gets them in their order.
 */
export const claimPackages = defineCommand({
  name: 'interlink.claim',
  title: 'Lấy gói tin liên thông đến lượt gửi',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(200) }),
  output: z.object({ packages: z.array(claimed) }),
  async run(tx, { officeId }, { limit }) {
    const lease = new Date(tx.now.getTime() + leaseMinutes * 60_000)
    const taken = await sql<ClaimedPackage>`
      with due as (
        select k.id from interlink_packages k
        where ${isDue({ officeId, now: tx.now })}
        order by k.next_at, k.id limit ${limit} for update of k skip locked),
      claimed as (
        update interlink_packages k set state = 'sending', attempts = k.attempts + 1, next_at = ${lease}::timestamptz
        from due where k.office_id = ${officeId}::uuid and k.id = due.id
        returning k.office_id, k.id, k.attempts, k.manifest, k.partner_id, k.created_at)
      select c.id, c.attempts as attempt, c.manifest, jsonb_build_object('id', p.id, 'via', p.via,
        'officeId', p.partner_office_id, 'url', p.url, 'signsWith', p.signs_with) as partner
      from claimed c join interlink_partners p on p.office_id = c.office_id and p.id = c.partner_id
      order by c.created_at, c.id`.execute(tx.db)
    return {
      output: { packages: taken.rows },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { taken: taken.rows.length } }],
    }
  },
})
