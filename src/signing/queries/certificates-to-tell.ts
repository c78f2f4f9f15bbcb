import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { daysLeft, warningDays } from '../model/certificate-ends.ts'
import { leadersWithout } from './certificates.ts'

/** Something to tell of a certificate, once. */
export interface CertificateNews {
  /** Names it: what was told under this name is not told again. */
  source: string
  event: 'certificate_expiring' | 'certificate_expired' | 'certificate_missing'
  holderId: string | null
  subjectId: string
  words: string
  until: string
}

/** Certificates that near their end, those that have run out, and leaders without one, as far as nobody was told yet. */
export async function certificatesToTell(
  db: Kysely<DB>,
  officeId: string,
  now: Date,
): Promise<CertificateNews[]> {
  const [ending, missing] = await Promise.all([
    endingCertificates(db, officeId, now),
    leadersWithout(db, officeId, now),
  ])
  const all = [...ending, ...missing.map(newsOfMissing)]
  if (all.length === 0) return []
  const told = await db
    .selectFrom('certificate_alerts')
    .select('source')
    .where('office_id', '=', officeId)
    .where(
      'source',
      'in',
      all.map(({ source }) => source),
    )
    .execute()
  const known = new Set(told.map(({ source }) => source))
  return all.filter(({ source }) => !known.has(source))
}

const newsOfMissing = ({ id, name, post, since }: Awaited<ReturnType<typeof leadersWithout>>[number]) => ({
  // Of each time that somebody takes up the post.
  source: `certificate.missing.${id}.${since}`,
  event: 'certificate_missing' as const,
  holderId: id,
  subjectId: id,
  words: `chứng thư số của ${name}, ${post}`,
  until: 'ngay hôm nay',
})

async function endingCertificates(db: Kysely<DB>, officeId: string, now: Date): Promise<CertificateNews[]> {
  const found = await db
    .selectFrom('certificates')
    .select(['id', 'member_id', 'subject', 'valid_to'])
    .where('office_id', '=', officeId)
    .where('ended_at', 'is', null)
    .where('valid_to', '<', sql<Date>`${now}::timestamptz + make_interval(days => ${warningDays[0]})`)
    .execute()
  return found.map(({ id, member_id, subject, valid_to }) => {
    const left = daysLeft(valid_to, now)
    // The nearest of the days that it has reached: who looks late tells once, not three times.
    const reached = left < 0 ? 0 : (warningDays.findLast((days) => left <= days) ?? warningDays[0])
    return {
      source: `certificate.${reached}.${id}`,
      event: left < 0 ? ('certificate_expired' as const) : ('certificate_expiring' as const),
      holderId: member_id,
      subjectId: id,
      words: `chứng thư số của ${subject}`,
      until: formatDate(localDate(valid_to)),
    }
  })
}

/** Whether anything is to be told of certificates. By the program alone. */
export const anyCertificateToTell = defineQuery({
  name: 'signing.anyCertificateToTell',
  title: 'Tìm chứng thư số sắp hết hạn, lãnh đạo chưa có chứng thư',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  run: async ({ db, now }, { officeId }) => ({
    any: (await certificatesToTell(db, officeId, now)).length > 0,
  }),
})
