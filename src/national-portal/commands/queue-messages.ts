import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import type { ProgressLine } from '../model/compose-dossier.ts'
import { type PlannedMessage, planMessages, toldToPortal } from '../model/told-to-portal.ts'
import { isConnected } from '../queries/load-settings.ts'

/** What is kept with a message: the line of progress it speaks of, and from which event of the dossier that came. */
export interface MessageBody extends ProgressLine {
  eventId: string | null
}

/** Where a dossier stands with the portal. */
interface Standing {
  code: string | null
  status: number
  due_at: Date
  portal_code: string | null
  status_there: number | null
  last_sequence: number | null
  last_status: number | null
  last_at: string | null
  heard: boolean
}

/**
 * Turns one piece of news of a dossier into messages for the portal, in order. The news a second time adds nothing. What has
 * no code (turned away at the counter) is nothing the portal knows, and stays so.
 */
export const queueForPortal = defineCommand({
  name: 'nationalPortal.queue',
  title: 'Xếp việc báo Cổng Dịch vụ công quốc gia',
  audience: [],
  input: z.strictObject({
    source: z.string().max(100),
    topic: z.string().max(60),
    dossierId: z.uuid(),
    /** The state that the news speaks of; null where it says none. */
    status: z.int().min(1).max(10).nullable(),
  }),
  output: z.object({ queued: z.int() }),
  async run(tx, { officeId }, input) {
    const standing = await standingOf(tx, officeId, input)
    const concerns =
      standing &&
      !standing.heard &&
      (standing.code ?? standing.portal_code) &&
      (await isConnected(tx.db, officeId))
    const planned = concerns ? plan(input, standing) : []
    if (standing && planned.length > 0) {
      const body = await bodyOf(tx, officeId, { ...input, standing })
      await addMessages(tx, officeId, { source: input.source, dossierId: input.dossierId, planned, body })
    }
    const facts = { topic: input.topic, queued: planned.length }
    return {
      output: { queued: planned.length },
      audit: [{ subjectType: 'dossier', subjectId: input.dossierId, facts }],
    }
  },
})

interface Heard {
  source: string
  topic: string
  dossierId: string
  status: number | null
}

function plan({ topic, status }: Heard, standing: Standing): PlannedMessage[] {
  const before = standing.last_status ?? standing.status_there
  const said = toldToPortal[topic]?.status
  return planMessages({ topic, status: status ?? said ?? before ?? standing.status, before })
}

async function standingOf(tx: Tx, officeId: string, { dossierId, source }: Heard): Promise<Standing | null> {
  const found = await sql<Standing>`
    select d.code, d.status, d.due_at, p.portal_code, p.status_there, m.sequence as last_sequence, m.status as last_status,
      m.body ->> 'at' as last_at,
      exists (select from portal_messages h where h.office_id = d.office_id and h.source = ${source}) as heard
    from dossiers d
    left join portal_dossiers p on p.office_id = d.office_id and p.dossier_id = d.id
    left join lateral (select sequence, status, body from portal_messages l
      where l.office_id = d.office_id and l.dossier_id = d.id order by sequence desc limit 1) m on true
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(tx.db)
  return found.rows[0] ?? null
}

/**
 * The event on the dossier's timeline that the news is about: the first of its kind that no message speaks of yet. Its moment
 * is never before that of the message ahead, also where a clock was turned back: the portal takes lines in order only.
 */
async function bodyOf(
  tx: Tx,
  officeId: string,
  { topic, dossierId, standing }: Heard & { standing: Standing },
): Promise<MessageBody> {
  const found = await sql<{ id: string; at: Date; words: string; actorName: string; actorPost: string }>`
    select e.id, e.at, e.public_text as words, e.actor_name as "actorName", e.actor_post as "actorPost" from dossier_events e
    where e.office_id = ${officeId}::uuid and e.dossier_id = ${dossierId}::uuid and e.kind = ${topic.replace('dossier.', '')}
      and not exists (select from portal_messages m where m.office_id = e.office_id and m.dossier_id = e.dossier_id
        and m.body ->> 'eventId' = e.id::text)
    order by e.at, e.id limit 1`.execute(tx.db)
  const event = found.rows[0]
  return {
    eventId: event?.id ?? null,
    at: notBefore(event?.at ?? tx.now, standing.last_at),
    actorName: event?.actorName ?? '',
    actorPost: event?.actorPost ?? '',
    words: event?.words ?? 'Cập nhật hồ sơ.',
    dueAt: standing.code === null ? null : standing.due_at.toISOString(),
  }
}

const notBefore = (at: Date, last: string | null) =>
  last !== null && new Date(last) > at ? last : at.toISOString()

/** Adds messages behind all others of the dossier. Two programs at once: one of them starts again (unique sequence). */
export async function addMessages(
  tx: Tx,
  officeId: string,
  wanted: { source: string; dossierId: string; planned: readonly PlannedMessage[]; body: MessageBody },
): Promise<void> {
  const rows = wanted.planned.map((each, index) => ({ id: uuid(), offset: index + 1, ...each }))
  await sql`insert into portal_messages (office_id, id, source, dossier_id, sequence, kind, status, body, state, queued_at, next_at)
    select ${officeId}::uuid, r.id, ${wanted.source}, ${wanted.dossierId}::uuid,
      r."offset" + coalesce((select max(sequence) from portal_messages where office_id = ${officeId}::uuid and dossier_id = ${wanted.dossierId}::uuid), 0),
      r.kind, r.status, ${JSON.stringify(wanted.body)}::jsonb, 'waiting', ${tx.now}::timestamptz, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "offset" int, kind text, status smallint)`.execute(
    tx.db,
  )
}
