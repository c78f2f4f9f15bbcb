import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import type { PdfReport } from '../../signing/model/report.ts'
import { dueOf } from '../model/due.ts'
import { type IncomingAction, incomingActions, nextSteps } from '../model/next-steps.ts'
import { finishing, outcomeKinds } from '../model/outcome.ts'
import { type IncomingState, incomingStates, parts, stateName } from '../model/states.ts'
import { textStates } from '../model/text-states.ts'
import { seesAll, viewerOf } from '../policy.ts'
import { dueDays } from './due-days.ts'
import { finishedOn, readableBy } from './incoming-filter.ts'
import { readableOutgoing } from './outgoing/readable-outgoing.ts'
import { directBy } from './urgent-time.ts'

const keysOf = <Keys extends string>(names: Readonly<Record<Keys, unknown>>) =>
  z.enum(Object.keys(names) as [Keys, ...Keys[]])

const moment = z.iso.datetime({ offset: true })

/** What is known of a document without opening it. */
export const incomingHead = z.object({
  id: z.uuid(),
  revision: z.int(),
  arrivalNumber: z.int(),
  arrivalYear: z.int(),
  restricted: z.boolean(),
  state: keysOf(incomingStates),
  stateName: z.string(),
})

const eventSchema = z.object({
  id: z.uuid(),
  at: moment,
  actorName: z.string(),
  actorPost: z.string(),
  words: z.string(),
})

/** Everything of a document that its page shows. Moments are ISO text, because a command answers with it too. */
export const incomingView = incomingHead.extend({
  arrivedOn: z.string(),
  channel: z.string(),
  issuer: z.string(),
  symbol: z.string(),
  issuedOn: z.string(),
  typeName: z.string(),
  subject: z.string(),
  language: z.string(),
  pageCount: z.int().nullable(),
  signerPost: z.string(),
  signerName: z.string(),
  urgency: z.int(),
  circulation: z.string(),
  fieldCode: z.string().nullable(),
  fieldName: z.string(),
  replyBy: z.string().nullable(),
  note: z.string(),
  duplicateOf: z.object({ id: z.uuid(), arrivalNumber: z.int(), reason: z.string() }).nullable(),
  registeredAt: moment,
  registeredByName: z.string(),
  forInformation: z.boolean().nullable(),
  dueOn: z.string().nullable(),
  dueUrgency: z.enum(['late', 'due_soon', 'on_time']).nullable(),
  dueWords: z.string(),
  returnedWords: z.string(),
  /** When the office agreed that its sender takes it back, and why; null where it did not. */
  recalledAt: moment.nullable(),
  recalledReason: z.string(),
  direction: z
    .object({
      words: z.string(),
      directedAt: moment,
      directedByName: z.string(),
      directedByPost: z.string(),
      /** The leader's own deadline. */
      dueOn: z.string().nullable(),
      /** The unit it was given to, and its head; null where it was given to a person. */
      unit: z.object({ name: z.string(), headName: z.string(), headPost: z.string() }).nullable(),
    })
    .nullable(),
  headId: z.uuid().nullable(),
  /** Whom the head of the unit named. */
  assignment: z
    .object({
      fullName: z.string(),
      postTitle: z.string(),
      dueOn: z.string().nullable(),
      words: z.string(),
      assignedAt: moment,
    })
    .nullable(),
  recipients: z.array(
    z.object({
      staffId: z.uuid(),
      fullName: z.string(),
      postTitle: z.string(),
      unitName: z.string(),
      part: keysOf(parts),
      seen: z.boolean(),
    }),
  ),
  outcomes: z.array(
    z.object({
      id: z.uuid(),
      kind: keysOf(outcomeKinds),
      state: z.enum(['proposed', 'accepted', 'returned', 'unlinked']),
      /** Whether what it is tied to is an outgoing document here that the reader may open. */
      mayOpen: z.boolean(),
      targetId: z.uuid().nullable(),
      label: z.string(),
      words: z.string(),
      issuedOn: z.string().nullable(),
      proposedBy: z.uuid(),
      proposedByName: z.string(),
      proposedAt: moment,
      approvedBy: z.uuid().nullable(),
      approvedByName: z.string().nullable(),
      decidedWords: z.string(),
    }),
  ),
  files: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      size: z.number(),
      mediaType: z.string(),
      kind: z.enum(['document', 'stamped', 'copy']),
      textState: keysOf(textStates),
      /** What was found of its signatures, the latest look; null where it has none, or was not looked at yet. */
      signed: z.object({ checkedAt: z.string(), report: z.custom<PdfReport>() }).nullable(),
    }),
  ),
  /** Electronic copies that were signed or wait for it; `number` and `fileId` come with the office's signature. */
  copies: z.array(
    z.object({
      id: z.uuid(),
      sourceFileId: z.uuid(),
      number: z.int().nullable(),
      symbol: z.string().nullable(),
      fileId: z.uuid().nullable(),
      signedAt: moment.nullable(),
      decidedByName: z.string(),
    }),
  ),
  events: z.array(eventSchema),
  /** Whether the actor may make an electronic copy of its files, also when it is finished. */
  mayCopy: z.boolean(),
  /** What the actor may do next. */
  actions: z.array(keysOf(incomingActions)),
  /** Why it cannot be finished yet; null where it can, or is. */
  missing: z.string().nullable(),
})
export type IncomingView = z.output<typeof incomingView>

type Row = Omit<IncomingView, 'stateName' | 'dueUrgency' | 'dueWords' | 'mayCopy' | 'actions' | 'missing'> & {
  finishedOn: string | null
  directBy: Date | null
}

/** Reads a document that the actor may see. Fails with not_found, also where it is there and not for them. */
export async function readIncoming(
  { db, now }: { db: Kysely<DB>; now: Date },
  actor: Actor,
  id: string,
): Promise<IncomingView> {
  const [found, days] = await Promise.all([select(actor, id).execute(db), dueDays(db, actor.officeId, now)])
  const row = found.rows[0]
  if (!row) throw new AppError('not_found', { detail: 'Không có văn bản này hoặc bạn không được xem.' })
  const { finishedOn: finished, directBy: by, ...shown } = row
  const due = dueOf({ dueOn: row.dueOn, finishedOn: finished, directBy: by }, days)
  const result = finishing(row)
  const viewer = viewerOf(actor)
  const actions: IncomingAction[] = nextSteps(row, viewer)
  return {
    ...shown,
    stateName: stateName(row.state),
    dueUrgency: due.urgency,
    dueWords: due.words,
    mayCopy: viewer.isClerk && row.state !== 'void',
    actions,
    missing: result.may || row.state === 'finished' || row.state === 'void' ? null : result.missing,
  }
}

export interface IncomingHead {
  id: string
  revision: number
  arrivalNumber: number
  arrivalYear: number
  restricted: boolean
  state: IncomingState
}

/** The number alone of a document that the actor may see. Fails with not_found. */
export async function readHead(db: Kysely<DB>, actor: Actor, id: string): Promise<IncomingHead> {
  const found = await sql<IncomingHead>`select d.id, d.revision, d.arrival_number as "arrivalNumber",
      d.arrival_year as "arrivalYear", d.restricted, d.state
    from incoming_documents d
    where d.office_id = ${actor.officeId}::uuid and d.id = ${id}::uuid and ${readableBy(actor)}`.execute(db)
  const head = found.rows[0]
  if (!head) throw new AppError('not_found', { detail: 'Không có văn bản này hoặc bạn không được xem.' })
  return head
}

function select(actor: Actor, id: string) {
  const iso = (column: string) =>
    sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const name = (column: string) =>
    sql`(select full_name from staff_members where office_id = d.office_id and id = ${sql.ref(column)})`
  return sql<Row>`select d.id, d.revision, d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
      d.restricted, d.state, d.arrived_on as "arrivedOn", d.channel, d.issuer, d.symbol, d.issued_on as "issuedOn",
      d.type_name as "typeName", d.subject, d.language, d.page_count as "pageCount", d.signer_post as "signerPost",
      d.signer_name as "signerName", d.urgency, d.circulation, d.field_code as "fieldCode", coalesce(f.name, '') as "fieldName",
      d.reply_by as "replyBy", d.note, ${iso('d.registered_at')} as "registeredAt", ${name('d.registered_by')} as "registeredByName",
      d.for_information as "forInformation", d.due_on as "dueOn", d.returned_words as "returnedWords",
      ${iso('d.recalled_at')} as "recalledAt", d.recalled_reason as "recalledReason", ${finishedOn} as "finishedOn", ${directBy} as "directBy",
      (select jsonb_build_object('id', o.id, 'arrivalNumber', o.arrival_number, 'reason', d.duplicate_reason)
        from incoming_documents o where o.office_id = d.office_id and o.id = d.duplicate_of) as "duplicateOf",
      (select jsonb_build_object('words', n.words, 'directedAt', ${iso('n.directed_at')}, 'directedByName', s.full_name,
          'directedByPost', s.post_title, 'dueOn', n.due_on, 'unit', case when u.id is null then null else
            jsonb_build_object('name', u.name, 'headName', h.full_name, 'headPost', h.post_title) end) from incoming_directions n
        join staff_members s on s.office_id = n.office_id and s.id = n.directed_by
        left join units u on u.office_id = n.office_id and u.id = n.unit_id
        left join staff_members h on h.office_id = n.office_id and h.id = n.lead_id
        where n.office_id = d.office_id and n.incoming_id = d.id and n.ended_at is null) as direction,
      (select n.lead_id from incoming_directions n where n.office_id = d.office_id and n.incoming_id = d.id
        and n.ended_at is null and n.unit_id is not null) as "headId",
      (select jsonb_build_object('fullName', s.full_name, 'postTitle', s.post_title, 'dueOn', a.due_on, 'words', a.words,
          'assignedAt', ${iso('a.assigned_at')}) from incoming_assignments a
        join staff_members s on s.office_id = a.office_id and s.id = a.staff_id
        where a.office_id = d.office_id and a.incoming_id = d.id and a.ended_at is null) as assignment,
      (select coalesce(jsonb_agg(jsonb_build_object('staffId', r.staff_id, 'fullName', s.full_name, 'postTitle', s.post_title,
          'unitName', coalesce(u.name, ''), 'part', r.part, 'seen', r.seen_at is not null)
          order by array_position(array['lead', 'head', 'coordinate', 'inform'], r.part), s.full_name), '[]')
        from incoming_recipients r join staff_members s on s.office_id = r.office_id and s.id = r.staff_id
        left join units u on u.office_id = s.office_id and u.id = s.unit_id
        where r.office_id = d.office_id and r.incoming_id = d.id) as recipients,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'state', o.state, 'targetId', o.target_id, 'mayOpen', o.kind = 'reply' and exists (select 1 from outgoing_documents d
            left join outgoing_units u on u.office_id = d.office_id and u.unit_id = d.unit_id
            where d.office_id = o.office_id and d.id = o.target_id and ${readableOutgoing(actor)}),
          'label', o.label, 'words', o.words, 'issuedOn', o.issued_on, 'proposedBy', o.proposed_by,
          'proposedByName', ${name('o.proposed_by')}, 'proposedAt', ${iso('o.proposed_at')}, 'approvedBy', o.approved_by,
          'approvedByName', ${name('o.approved_by')}, 'decidedWords', o.decided_words) order by o.proposed_at, o.id), '[]')
        from incoming_outcomes o where o.office_id = d.office_id and o.incoming_id = d.id) as outcomes,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.file_id, 'name', c.name, 'size', c.size, 'mediaType', c.media_type,
          'kind', i.kind, 'textState', i.text_state, 'signed', (select jsonb_build_object('checkedAt', ${iso('r.checked_at')},
            'report', r.report) from signature_reports r where r.office_id = i.office_id and r.file_id = i.file_id
            and r.verdict is not null order by r.checked_at desc limit 1)) order by i.kind desc, i.ordinal), '[]')
        from incoming_files i join files c on c.office_id = i.office_id and c.id = i.file_id
        where i.office_id = d.office_id and i.incoming_id = d.id
          and (d.recalled_at is null or ${seesAll(actor)}::boolean)) as files,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'sourceFileId', c.source_file_id, 'number', c.number, 'symbol', c.symbol,
          'fileId', c.signed_file_id, 'signedAt', ${iso('c.signed_at')}, 'decidedByName', ${name('c.decided_by')})
          order by c.asked_at, c.id), '[]') from document_copies c
        where c.office_id = d.office_id and c.incoming_id = d.id and c.dropped_at is null) as copies,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'at', ${iso('e.at')}, 'actorName', e.actor_name,
          'actorPost', e.actor_post, 'words', e.words) order by e.at, e.id), '[]')
        from incoming_events e where e.office_id = d.office_id and e.incoming_id = d.id) as events
    from incoming_documents d
    left join fields f on f.office_id = d.office_id and f.code = d.field_code
    where d.office_id = ${actor.officeId}::uuid and d.id = ${id}::uuid and ${readableBy(actor)}`
}
