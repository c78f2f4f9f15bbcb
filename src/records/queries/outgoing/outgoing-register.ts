import { z } from 'zod'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery, type Reader } from '../../../platform/operations.ts'
import type { Sheet } from '../../../platform/spreadsheet.ts'
import { officeFacts } from '../../../staff/queries/office.ts'
import { inFull } from '../../model/outgoing/compose-outgoing.ts'
import { outgoingContentSchema } from '../../model/outgoing/outgoing-content.ts'
import { outgoingRegister, postalBook, registerCells } from '../../model/outgoing/register-columns.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import { type RegisterTable, registerPaper, registerSheet } from '../../model/register-table.ts'

/** Rows of one register: several years of the largest commune. */
const mostRows = 20_000

const day = z.iso.date({ error: 'Hãy chọn ngày.' })

export const outgoingPeriod = z.strictObject({
  book: z.enum(['register', 'post']).default('register'),
  from: day,
  to: day,
})

/** Sổ đăng ký văn bản đi or Sổ gửi văn bản đi bưu điện of a period, as a paper to be bound and as a sheet. */
export const printOutgoingRegister = defineQuery({
  name: 'records.printOutgoingRegister',
  title: 'In sổ đăng ký văn bản đi, sổ gửi bưu điện',
  audience: ['clerk', 'leader'],
  input: outgoingPeriod,
  output: z.object({
    fileName: z.string(),
    paper: z.custom<ReturnType<typeof registerPaper>>(),
    sheet: z.custom<Sheet>(),
  }),
  async run(reader, actor, { book, from, to }) {
    if (to < from) throw new AppError('invalid_input', { fields: { to: 'Ngày cuối phải sau ngày đầu.' } })
    const form = book === 'register' ? outgoingRegister : postalBook
    const [office, rows] = await Promise.all([
      officeFacts(reader.db, actor.officeId),
      book === 'register'
        ? registerRows(reader, actor.officeId, { from, to })
        : postalRows(reader, actor.officeId, { from, to }),
    ])
    if (rows.length > mostRows) {
      throw new AppError('invalid_input', {
        fields: { to: 'Kỳ này có quá nhiều văn bản. Hãy chọn kỳ ngắn hơn.' },
      })
    }
    const table: RegisterTable = { ...form, rows, from, to, agency: inFull(office.name) }
    return {
      fileName: `${book === 'register' ? 'so-van-ban-di' : 'so-gui-buu-dien'}-${from}-${to}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, book === 'register' ? 'Đăng ký văn bản đi' : 'Gửi bưu điện'),
    }
  },
})

interface Period {
  from: string
  to: string
}

/** Every number of the period in its order, those given up among them. */
async function registerRows({ db }: Reader, officeId: string, { from, to }: Period): Promise<string[][]> {
  const numbers = await db
    .selectFrom('outgoing_numbers as n')
    .innerJoin('outgoing_documents as d', (join) =>
      join.onRef('d.office_id', '=', 'n.office_id').onRef('d.id', '=', 'n.document_id'),
    )
    .leftJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'd.office_id').onRef('s.id', '=', 'd.signer_id'),
    )
    .leftJoin('units as u', (join) =>
      join.onRef('u.office_id', '=', 'd.office_id').onRef('u.id', '=', 'd.unit_id'),
    )
    .select([
      'n.number',
      'n.symbol',
      'n.dated_on',
      'n.cancel_reason',
      'd.id',
      'd.state',
      'd.content',
      'd.closing_reason',
    ])
    .select(['s.full_name as signer', 'u.name as unit'])
    .where('n.office_id', '=', officeId)
    .where('n.dated_on', '>=', from)
    .where('n.dated_on', '<=', to)
    .orderBy('n.series')
    .orderBy('n.year')
    .orderBy('n.number')
    .limit(mostRows + 1)
    .execute()
  const sendings = await sendingsOf(
    db,
    officeId,
    numbers.map(({ id }) => id),
  )
  return numbers.map((row) => {
    const content = outgoingContentSchema.parse(row.content)
    const sent = sendings.filter(({ document_id }) => document_id === row.id)
    const isGivenUp = row.cancel_reason !== ''
    const closing = { recalled: 'Đã thu hồi', replaced: 'Đã được thay thế' }[row.state as 'recalled']
    return registerCells({
      number: row.number,
      symbol: row.symbol,
      datedOn: row.dated_on,
      givenUp: row.cancel_reason,
      sentOn: isGivenUp ? [] : sent.map(({ sent_on }) => sent_on),
      receivedBy: isGivenUp ? [] : sent.map(({ received_by }) => received_by),
      document: isGivenUp
        ? null
        : {
            typeCode: content.typeCode,
            subject: content.subject,
            signer: row.signer ?? '',
            recipients: [
              ...content.addressees,
              ...content.recipients.filter((each) => !/^như /iu.test(each)),
            ],
            unit: row.unit ?? '',
            copies: content.copies,
            note: closing ? `${closing}: ${row.closing_reason}` : '',
          },
    })
  })
}

async function sendingsOf(db: Reader['db'], officeId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('outgoing_sendings')
    .select(['document_id', 'sent_on', 'received_by'])
    .where('office_id', '=', officeId)
    .where('document_id', 'in', ids)
    .orderBy('sent_on')
    .execute()
}

async function postalRows({ db }: Reader, officeId: string, { from, to }: Period): Promise<string[][]> {
  const rows = await db
    .selectFrom('outgoing_sendings as s')
    .innerJoin('outgoing_documents as d', (join) =>
      join.onRef('d.office_id', '=', 's.office_id').onRef('d.id', '=', 's.document_id'),
    )
    .select(['s.sent_on', 's.recipient', 's.envelopes', 's.received_by', 's.note', 'd.number', 'd.symbol'])
    .where('s.office_id', '=', officeId)
    .where('s.way', '=', 'post')
    .where('s.sent_on', '>=', from)
    .where('s.sent_on', '<=', to)
    .orderBy('s.sent_on')
    .orderBy('s.id')
    .limit(mostRows + 1)
    .execute()
  return rows.map((row) => [
    formatDate(row.sent_on),
    `${numberWords(row.number ?? 0)}/${row.symbol}`,
    row.recipient,
    String(row.envelopes),
    row.received_by,
    row.note,
  ])
}
