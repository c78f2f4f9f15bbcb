import { z } from 'zod'
import { defineQuery, holds } from '../../../platform/operations.ts'
import { typeName } from '../../model/outgoing/document-types.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import { handlers } from '../../policy.ts'

const most = 100

/** Văn bản đi chờ ký số: those of which the reader is the signer, and for văn thư those that wait for the office's signature. */
export const outgoingForToken = defineQuery({
  name: 'records.outgoingForToken',
  title: 'Xem văn bản đi chờ mình ký số',
  audience: handlers,
  door: { method: 'GET', path: '/outgoing-documents-to-sign' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        holder: z.enum(['own', 'office']),
        code: z.string(),
        typeName: z.string(),
        subject: z.string(),
        datedOn: z.string().nullable(),
        drafter: z.string(),
      }),
    ),
  }),
  async run({ db }, actor) {
    const isClerk = holds(actor, ['clerk'])
    const rows = await db
      .selectFrom('outgoing_documents as d')
      .innerJoin('staff_members as p', (join) =>
        join.onRef('p.office_id', '=', 'd.office_id').onRef('p.id', '=', 'd.drafter_id'),
      )
      .select(['d.id', 'd.state', 'd.number', 'd.symbol', 'd.type_code', 'd.subject', 'd.dated_on'])
      .select('p.full_name as drafter')
      .where('d.office_id', '=', actor.officeId)
      .where((where) => {
        const own = where.and([where('d.state', '=', 'approved'), where('d.signer_id', '=', actor.id)])
        const sealed = where.and([
          where('d.state', '=', 'signed'),
          where('d.signed_as', '=', 'digital'),
          where('d.sealed_at', 'is', null),
        ])
        return isClerk ? where.or([own, sealed]) : own
      })
      .orderBy('d.changed_at')
      .orderBy('d.id')
      .limit(most)
      .execute()
    return {
      items: rows.map(({ id, state, number, symbol, type_code, subject, dated_on, drafter }) => ({
        id,
        holder: state === 'approved' ? ('own' as const) : ('office' as const),
        code: `${numberWords(number ?? 0)}/${symbol}`,
        typeName: typeName(type_code),
        subject,
        datedOn: dated_on,
        drafter,
      })),
    }
  },
})
