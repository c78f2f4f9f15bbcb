import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { readTypedWords, stillTyping } from '../../platform/typed-words.ts'
import { wordsMatch } from '../../platform/word-conditions.ts'
import { registeredWords } from '../../records/queries/incoming-filter.ts'
import { outgoingWords } from '../../records/queries/outgoing/readable-outgoing.ts'
import { keepers } from '../policy.ts'
import { readableIncoming, readableOut, readableSubmission, readableVote } from './file-access.ts'
import { outgoingCode } from './linked-documents.ts'

const found = z.object({
  kind: z.enum(['incoming', 'outgoing', 'submission', 'meeting', 'vote']),
  documentId: z.uuid(),
  label: z.string(),
  subject: z.string(),
  datedOn: z.string(),
})
export type DocumentToFile = z.output<typeof found>

/** Documents that the reader may see and may put into a file, the latest first: by words or by number. */
export const documentsToFile = defineQuery({
  name: 'workfiles.documentsToFile',
  title: 'Tìm văn bản để đưa vào hồ sơ công việc',
  audience: keepers,
  door: { method: 'GET', path: '/documents-to-file' },
  input: z.strictObject({ q: z.string().trim().max(100).default('') }),
  output: z.object({ rows: z.array(found) }),
  example: { q: 'ke hoach' },
  async run({ db }, actor, { q }) {
    const words = stillTyping(readTypedWords(q))
    const number = /^\d{1,6}/.exec(q)?.[0]
    const byNumber = (column: string) => (number ? sql`or ${sql.ref(column)} = ${Number(number)}` : sql``)
    const plain = (column: string) =>
      q === '' ? sql`true` : sql`${sql.ref(column)} ilike ${`%${q.replaceAll(/[%_\\]/g, '\\$&')}%`}`
    const office = sql`${actor.officeId}::uuid`
    const rows = await sql<DocumentToFile>`
      (select 'incoming' as kind, d.id as "documentId", 'Số đến ' || d.arrival_number || ': ' || d.type_name || ' ' || d.symbol as label,
        d.subject, d.issued_on as "datedOn" from incoming_documents d
        where d.office_id = ${office} and d.state <> 'void' and ${readableIncoming(actor)}
          and (${wordsMatch(registeredWords, words)} ${byNumber('d.arrival_number')})
        order by d.arrival_year desc, d.arrival_number desc limit 20)
      union all (select 'outgoing', d.id, 'Số ' || ${outgoingCode}, d.subject, d.dated_on from outgoing_documents d
        where d.office_id = ${office} and d.number is not null and d.state <> 'cancelled' and ${readableOut(actor)}
          and (${outgoingWords(words)} ${byNumber('d.number')})
        order by d.dated_on desc, d.number desc limit 20)
      union all (select 'submission', i.id, 'Phiếu trình', i.subject, (i.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date
        from internal_submissions i where i.office_id = ${office} and ${readableSubmission(actor)} and ${plain('i.subject')}
        order by i.submitted_at desc limit 10)
      union all (select 'meeting', m.id, 'Cuộc họp', m.subject, (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
        from internal_meetings m where m.office_id = ${office} and m.state = 'called' and ${plain('m.subject')}
        order by m.starts_at desc limit 10)
      union all (select 'vote', v.id, 'Phiếu lấy ý kiến', v.question, (v.opened_at at time zone 'Asia/Ho_Chi_Minh')::date
        from internal_votes v where v.office_id = ${office} and ${readableVote(actor)} and ${plain('v.question')}
        order by v.opened_at desc limit 10)
      order by "datedOn" desc limit 40`.execute(db)
    return { rows: rows.rows }
  },
})
