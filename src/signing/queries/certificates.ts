import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'
import { daysLeft } from '../model/certificate-ends.ts'

const row = z.object({
  id: z.uuid(),
  /** Null: the office's own. */
  memberId: z.uuid().nullable(),
  holder: z.string(),
  post: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  fingerprint: z.string(),
  device: z.string(),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  daysLeft: z.int(),
  endedAt: z.iso.datetime().nullable(),
  endedAs: z.enum(['revoked', 'replaced', 'lost', 'unused']).nullable(),
  endedReason: z.string(),
})
export type RegisteredCertificate = z.output<typeof row>

/** Sổ chứng thư số: those in use first, what runs out soonest before the others, and who should have one and has none. */
export const listCertificates = defineQuery({
  name: 'signing.listCertificates',
  title: 'Xem sổ chứng thư số',
  audience: ['clerk', 'admin', 'leader'],
  door: { method: 'GET', path: '/certificates' },
  input: z.strictObject({}),
  output: z.object({
    certificates: z.array(row),
    /** Leaders without a certificate that holds today. */
    missing: z.array(z.object({ id: z.uuid(), name: z.string(), post: z.string() })),
    officeHasNone: z.boolean(),
    people: z.array(z.object({ id: z.uuid(), name: z.string(), post: z.string() })),
  }),
  async run({ db, now }, { officeId }) {
    const [found, people, missing] = await Promise.all([
      db
        .selectFrom('certificates as c')
        .leftJoin('staff_members as s', (join) =>
          join.onRef('s.office_id', '=', 'c.office_id').onRef('s.id', '=', 'c.member_id'),
        )
        .innerJoin('offices as o', 'o.office_id', 'c.office_id')
        .selectAll('c')
        .select(['s.full_name', 's.post_title', 'o.name as office'])
        .where('c.office_id', '=', officeId)
        .orderBy(sql`c.ended_at is not null`)
        .orderBy('c.valid_to')
        .orderBy('c.id')
        .execute(),
      db
        .selectFrom('staff_members')
        .select(['id', 'full_name as name', 'post_title as post'])
        .where('office_id', '=', officeId)
        .where('active', '=', true)
        .orderBy('full_name')
        .execute(),
      leadersWithout(db, officeId, now),
    ])
    const certificates = found.map((each) => ({
      id: each.id,
      memberId: each.member_id,
      holder: each.full_name ?? each.office,
      post: each.post_title ?? 'Cơ quan',
      subject: each.subject,
      issuer: each.issuer,
      serial: each.serial,
      fingerprint: each.fingerprint,
      device: each.device,
      validFrom: each.valid_from.toISOString(),
      validTo: each.valid_to.toISOString(),
      daysLeft: daysLeft(each.valid_to, now),
      endedAt: each.ended_at?.toISOString() ?? null,
      endedAs: each.ended_as as RegisteredCertificate['endedAs'],
      endedReason: each.ended_reason,
    }))
    const officeHasNone = !certificates.some(
      (each) => each.memberId === null && each.endedAt === null && each.daysLeft >= 0,
    )
    return {
      certificates,
      missing: missing.map(({ since: _, ...each }) => each),
      officeHasNone,
      people,
    }
  },
})

/** Members who lead the office today and have no certificate in use that holds: to be asked for the same day. */
export async function leadersWithout(db: Kysely<DB>, officeId: string, now: Date) {
  const found = await sql<{ id: string; name: string; post: string; since: string }>`
    select s.id, s.full_name as name, s.post_title as post, (select max(d.starts_on)::text from duties d
      where d.office_id = s.office_id and d.staff_id = s.id and d.role = 'leader'
        and d.starts_on <= ${localDate(now)}::date) as since
    from staff_members s
    where s.office_id = ${officeId}::uuid and s.active
      and s.id in (select d.staff_id from ${dutiesHeld(officeId, localDate(now))} d where d.role = 'leader')
      and not exists (select 1 from certificates c where c.office_id = s.office_id and c.member_id = s.id
        and c.ended_at is null and c.valid_to > ${now}::timestamptz)
    order by s.full_name`.execute(db)
  return found.rows
}

/** Fingerprints of a holder's certificates: those in use, and those that nothing may be signed with any more. */
export async function fingerprintsOf(
  db: Kysely<DB>,
  officeId: string,
  memberId: string | null,
): Promise<{ inUse: string[]; ended: string[] }> {
  const found = await db
    .selectFrom('certificates')
    .select(['fingerprint', 'ended_at'])
    .where('office_id', '=', officeId)
    .where('member_id', memberId === null ? 'is' : '=', memberId)
    .execute()
  const those = (isEnded: boolean) =>
    found.filter(({ ended_at }) => (ended_at !== null) === isEnded).map(({ fingerprint }) => fingerprint)
  return { inUse: those(false), ended: those(true) }
}
