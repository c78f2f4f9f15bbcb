import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import type { ArrivalState } from '../model/arrival.ts'
import { arrivalStates } from '../model/arrival.ts'
import { aboutOf, type KeptMessage, kindOf, reasonOf } from '../model/read-message.ts'
import { type MessageKind, messageKinds, sendingStates } from '../model/sending.ts'
import { receivers } from '../policy.ts'

const keysOf = <Key extends string>(names: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(names) as [Key, ...Key[]])

const arrivalLine = z.object({
  id: z.uuid(),
  state: keysOf(arrivalStates),
  kind: z.enum(['document', 'recall', 'update', 'replace', 'status']).nullable(),
  receivedAt: z.date(),
  from: z.string(),
  /** Number and symbol, or what can be said of a message that could not be read. */
  title: z.string(),
  words: z.string(),
  urgency: z.int(),
  trouble: z.string(),
  troubleCode: z.string(),
  decidedBy: z.string(),
  decidedWords: z.string(),
  repeats: z.int(),
})
export type ArrivalLine = z.output<typeof arrivalLine>

const unsentLine = z.object({
  id: z.uuid(),
  kind: keysOf(messageKinds),
  state: keysOf(sendingStates),
  agency: z.string(),
  title: z.string(),
  outgoingId: z.uuid().nullable(),
  attempts: z.int(),
  trouble: z.string(),
  madeAt: z.date(),
})
export type UnsentLine = z.output<typeof unsentLine>

const most = 100

/** What came by interchange and waits for somebody, what is in the tray, what did not go out; or, `done`, what was dealt with. */
export const interchangeInbox = defineQuery({
  name: 'interchange.inbox',
  title: 'Xem văn bản liên thông chờ xử lý',
  audience: receivers,
  door: { method: 'GET', path: '/interchange/arrivals' },
  input: z.strictObject({ done: z.enum(['true', 'false']).default('false') }),
  output: z.object({ arrivals: z.array(arrivalLine), unsent: z.array(unsentLine), more: z.boolean() }),
  example: {},
  async run({ db }, { officeId }, { done }) {
    const states = done === 'true' ? doneStates : ['stored', 'trouble', 'waiting']
    const [arrivals, unsent] = await Promise.all([
      sql<Row>`select a.id, a.state, a.received_at as "receivedAt", a.message, a.trouble, a.trouble_code as "troubleCode",
          a.decided_by as "decidedBy", a.decided_words as "decidedWords", a.repeats, g.name as agency
        from interchange_arrivals a
        left join interchange_agencies g on g.office_id = a.office_id and g.id = a.agency_id
        where a.office_id = ${officeId}::uuid and a.state = any(${states}::text[])
          and not (a.state = 'applied' and a.kind = 'status')
        order by a.received_at desc, a.id desc limit ${most + 1}`.execute(db),
      done === 'true'
        ? { rows: [] }
        : sql<UnsentLine>`select m.id, m.kind, m.state, g.name as agency, m.document_id as title, m.outgoing_id as "outgoingId",
            m.attempts::int, m.trouble, m.made_at as "madeAt"
          from interchange_messages m join interchange_agencies g on g.office_id = m.office_id and g.id = m.agency_id
          where m.office_id = ${officeId}::uuid and (m.state = 'failed' or (m.state = 'waiting' and m.attempts >= 3))
          order by m.id limit ${most + 1}`.execute(db),
    ])
    return {
      arrivals: arrivals.rows.slice(0, most).map(lineOf),
      unsent: unsent.rows.slice(0, most).map((line) => ({ ...line, kind: line.kind as MessageKind })),
      more: arrivals.rows.length > most || unsent.rows.length > most,
    }
  },
})

const doneStates = ['registered', 'refused', 'withdrawn', 'applied', 'skipped']

interface Row {
  id: string
  state: ArrivalState
  receivedAt: Date
  message: KeptMessage | null
  trouble: string
  troubleCode: string
  decidedBy: string
  decidedWords: string
  repeats: number
  agency: string | null
}

function lineOf({ message, agency, ...row }: Row): ArrivalLine {
  return {
    ...row,
    kind: message ? kindOf(message) : null,
    from: agency ?? message?.from.organName ?? 'Không rõ',
    title: message ? titleOf(message) : 'Thông điệp không đọc được',
    words: message ? wordsOf(message) : '',
    urgency: message?.kind === 'document' ? message.priority : 0,
  }
}

export function titleOf(message: KeptMessage): string {
  if (message.kind === 'status') return message.responseFor.code
  return `${message.codeNumber}/${message.codeNotation}`
}

function wordsOf(message: KeptMessage): string {
  if (message.kind === 'status') return reasonOf(message)
  const { business } = message
  if (business.type === 'new') return message.subject
  const about = aboutOf(message)
  return `${message.subject} (${reasonOf(message)}${about ? `; về ${about}` : ''})`
}
