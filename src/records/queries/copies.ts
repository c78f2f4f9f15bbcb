import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { fingerprintsOf } from '../../signing/queries/certificates.ts'
import { findOpenRequest } from '../../signing/queries/open-request.ts'
import { numberWords } from '../model/outgoing/symbols.ts'
import { clerks } from '../policy.ts'
import { colleague, colleaguesToday, leadersToday } from './staff-today.ts'

/** What the office signs of a copy. It never changes: what was given out stays the same. */
export const copyTarget = (id: string) => ({ purpose: 'copy_seal' as const, id, revision: 1 })

/** Number and symbol as written: 05/SY-UBND. */
export const copyCode = ({ number, symbol }: { number: number; symbol: string }) =>
  `${numberWords(number)}/${symbol}`

/** Leaders at work today: one of them decides that a copy is made. */
export const copyDeciders = defineQuery({
  name: 'records.copyDeciders',
  title: 'Xem người cho phép sao văn bản',
  audience: clerks,
  door: { method: 'GET', path: '/copy-deciders' },
  input: z.strictObject({}),
  output: z.object({ people: z.array(colleague) }),
  async run({ db, now }, actor) {
    const today = localDate(now)
    const [people, leaders] = await Promise.all([
      colleaguesToday(db, actor.officeId, { today }),
      leadersToday(db, actor.officeId, today),
    ])
    return { people: people.filter(({ id }) => leaders.includes(id)) }
  },
})

/** A copy that waits for the office's signature. Fails with not_allowed where it does not. */
export const copyToSign = defineQuery({
  name: 'records.copyToSign',
  title: 'Xem bản sao y chờ ký số',
  audience: clerks,
  input: z.strictObject({ copyId: z.uuid() }),
  output: z.object({
    office: z.string(),
    inUse: z.array(z.string()),
    ended: z.array(z.string()),
    title: z.string(),
    sha256: z.string(),
    given: z.object({ id: z.uuid(), sha256: z.string() }).nullable(),
  }),
  async run({ db }, actor, { copyId }) {
    const row = await db
      .selectFrom('document_copies as c')
      .innerJoin('files as f', (join) =>
        join.onRef('f.office_id', '=', 'c.office_id').onRef('f.id', '=', 'c.source_file_id'),
      )
      .innerJoin('incoming_documents as d', (join) =>
        join.onRef('d.office_id', '=', 'c.office_id').onRef('d.id', '=', 'c.incoming_id'),
      )
      .innerJoin('offices as o', 'o.office_id', 'c.office_id')
      .select(['f.sha256', 'd.symbol', 'd.subject', 'o.name as office'])
      .where('c.office_id', '=', actor.officeId)
      .where('c.id', '=', copyId)
      .where('c.signed_at', 'is', null)
      .where('c.dropped_at', 'is', null)
      .executeTakeFirst()
    if (!row) {
      throw new AppError('not_allowed', {
        detail: 'Bản sao y này không chờ ký số: đã ký hoặc đã bỏ. Hãy tải lại trang.',
      })
    }
    const [given, registered] = await Promise.all([
      findOpenRequest(db, actor.officeId, copyTarget(copyId)),
      fingerprintsOf(db, actor.officeId, null),
    ])
    const { sha256, symbol, subject, office } = row
    return { office, ...registered, title: `Sao y ${symbol}, ${subject}`, sha256, given }
  },
})

/** Bản sao y chờ ký số của cơ quan. */
export const copiesForToken = defineQuery({
  name: 'records.copiesForToken',
  title: 'Xem các bản sao y chờ ký số',
  audience: clerks,
  door: { method: 'GET', path: '/document-copies-to-sign' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        incomingId: z.uuid(),
        symbol: z.string(),
        subject: z.string(),
        askedAt: z.date(),
      }),
    ),
  }),
  async run({ db }, actor) {
    const found = await sql<{
      id: string
      incomingId: string
      symbol: string
      subject: string
      askedAt: Date
    }>`
      select c.id, c.incoming_id as "incomingId", d.symbol, case when d.restricted then '' else d.subject end as subject,
        c.asked_at as "askedAt"
      from document_copies c
      join incoming_documents d on d.office_id = c.office_id and d.id = c.incoming_id
      where c.office_id = ${actor.officeId}::uuid and c.signed_at is null and c.dropped_at is null
      order by c.asked_at, c.id limit 100`.execute(db)
    return { items: found.rows }
  },
})
