import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'

/** How many are shown; older ones are found by their codes. */
const mostShown = 50

const filings = z.array(
  z.object({
    id: z.uuid(),
    state: z.enum(['open', 'filed']),
    procedureName: z.string(),
    applicantName: z.string(),
    changedAt: z.date(),
    expiresOn: z.string(),
    reference: z.string().nullable(),
    filedAt: z.date().nullable(),
    code: z.string().nullable(),
    status: z.int().nullable(),
  }),
)
export type OwnFiling = z.output<typeof filings>[number]

/** The office in which an account has drafts. Fails with not_found where it has none. */
async function officeOfAccount({ db }: Reader, { accountId }: { accountId: string }): Promise<string> {
  const found = await db
    .selectFrom('filing_drafts')
    .select('office_id')
    .where('account_id', '=', accountId)
    .limit(1)
    .executeTakeFirst()
  if (!found) throw new AppError('not_found', { detail: 'Bạn chưa lập hồ sơ nào.' })
  return found.office_id
}

/** What the account that signed in on the page has begun and filed, the latest first. */
export const ownFilings = defineQuery({
  name: 'filing.own',
  title: 'Xem hồ sơ trực tuyến của mình',
  audience: 'public',
  limit: { kind: 'device', subject: ({ accountId }) => accountId },
  locate: officeOfAccount,
  input: z.strictObject({ accountId: z.uuid() }),
  output: z.object({ filings }),
  async run({ db }, { officeId }, { accountId }) {
    return { filings: await listFilings(db, officeId, { accountId, officerId: null }) }
  },
})

/** What the officer has begun and filed for citizens at the desk, the latest first. */
export const assistedFilings = defineQuery({
  name: 'filing.assisted',
  title: 'Xem hồ sơ trực tuyến mình đã hỗ trợ lập',
  audience: ['counter'],
  door: { method: 'GET', path: '/filing/assisted-drafts' },
  input: z.strictObject({}),
  output: z.object({ filings }),
  example: {},
  async run({ db }, { officeId, id }) {
    return { filings: await listFilings(db, officeId, { accountId: null, officerId: id }) }
  },
})

async function listFilings(
  db: Kysely<DB>,
  officeId: string,
  whose: { accountId: string | null; officerId: string | null },
): Promise<OwnFiling[]> {
  const found = await sql<OwnFiling>`
    select d.id, d.state, v.name as "procedureName",
      coalesce(o.applicant_name, d.applicant ->> 'name', '') as "applicantName",
      d.changed_at as "changedAt", d.expires_on as "expiresOn", d.reference, d.filed_at as "filedAt", o.code, o.status
    from filing_drafts d
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    left join dossiers o on o.office_id = d.office_id and o.id = d.dossier_id
    where d.office_id = ${officeId}::uuid
      and (${whose.accountId}::uuid is null or d.account_id = ${whose.accountId}::uuid)
      and (${whose.officerId}::uuid is null or d.officer_id = ${whose.officerId}::uuid)
    order by d.changed_at desc limit ${mostShown}`.execute(db)
  return found.rows
}
