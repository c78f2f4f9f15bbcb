import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { clerks, handlers } from '../policy.ts'
import { colleaguesToday } from './staff-today.ts'

/** What the form of registration offers: issuers and signers written before, so that each is typed once, and fields. */
export const registerChoices = defineQuery({
  name: 'records.registerChoices',
  title: 'Xem gợi ý khi đăng ký văn bản đến',
  audience: clerks,
  door: { method: 'GET', path: '/incoming-choices' },
  input: z.strictObject({}),
  output: z.object({
    issuers: z.array(z.string()),
    signers: z.array(z.object({ name: z.string(), post: z.string() })),
    fields: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  example: {},
  async run({ db }, actor) {
    const office = sql`${actor.officeId}::uuid`
    // Among the latest, so that the answer takes the same time in ten years.
    const latest = sql`(select issuer, signer_name, signer_post, registered_at from incoming_documents
      where office_id = ${office} order by arrival_year desc, arrival_number desc limit 2000)`
    const [issuers, signers, fields] = await Promise.all([
      sql<{
        issuer: string
      }>`select issuer from ${latest} l group by issuer order by max(registered_at) desc limit 200`.execute(
        db,
      ),
      sql<{ name: string; post: string }>`select signer_name as name, signer_post as post from ${latest} l
        where signer_name <> '' group by 1, 2 order by max(registered_at) desc limit 200`.execute(db),
      db
        .selectFrom('fields')
        .select(['code', 'name'])
        .where('office_id', '=', actor.officeId)
        .orderBy('name')
        .execute(),
    ])
    return { issuers: issuers.rows.map(({ issuer }) => issuer), signers: signers.rows, fields }
  },
})

/** What the filters of the list offer. */
export const incomingFilterChoices = defineQuery({
  name: 'records.incomingFilterChoices',
  title: 'Xem lựa chọn để lọc văn bản đến',
  audience: handlers,
  input: z.strictObject({}),
  output: z.object({
    fields: z.array(z.object({ code: z.string(), name: z.string() })),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  async run({ db, now }, actor) {
    const [people, fields] = await Promise.all([
      colleaguesToday(db, actor.officeId, { today: localDate(now) }),
      db
        .selectFrom('fields')
        .select(['code', 'name'])
        .where('office_id', '=', actor.officeId)
        .orderBy('name')
        .execute(),
    ])
    return { fields, people: people.map(({ id, fullName }) => ({ id, name: fullName })) }
  },
})
