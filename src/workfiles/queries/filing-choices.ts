import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { demoIncomingId } from '../../records/examples.ts'
import { keepers } from '../policy.ts'
import { readableIncoming, readableOut, visibleFiles } from './file-access.ts'
import { rulesOn } from './rules-on.ts'

const named = z.object({ id: z.uuid(), symbol: z.string(), title: z.string() })
export type NamedFile = z.output<typeof named>

const output = z.object({
  /** Files in which it lies, as far as the reader sees them; others only counted. */
  lies: z.array(named),
  hidden: z.int(),
  /** The handler has said that there is no file for it yet. */
  unfiled: z.boolean(),
  /** The reader's open files; the likeliest first where `suggested` names one. */
  files: z.array(named),
  suggested: z.object({ id: z.uuid(), why: z.string() }).nullable(),
  /** Entries of the issued list of this year from which nothing was opened yet. */
  entries: z.array(named.extend({ mine: z.boolean() })),
  periods: z.array(z.object({ code: z.string(), name: z.string() })),
  today: z.string(),
})
export type FilingChoices = z.output<typeof output>

/** Into which file a document may go: what the dialog that finishes it asks. */
export const filingChoices = defineQuery({
  name: 'workfiles.filingChoices',
  title: 'Xem văn bản nằm ở hồ sơ nào, chọn hồ sơ cho văn bản',
  audience: keepers,
  door: { method: 'GET', path: '/filings/{kind}/{documentId}' },
  input: z.strictObject({ kind: z.enum(['incoming', 'outgoing']), documentId: z.uuid() }),
  output,
  example: { kind: 'incoming', documentId: demoIncomingId('noteSeen') },
  async run({ db, now }, actor, { kind, documentId }) {
    await requireSeen(db, actor, { kind, documentId })
    const today = localDate(now)
    const [lies, unfiled, files, suggested, entries, { rules }] = await Promise.all([
      whereItLies(db, actor, { kind, documentId }),
      db
        .selectFrom('work_file_unfiled')
        .select('said_at')
        .where('office_id', '=', actor.officeId)
        .where('kind', '=', kind)
        .where('document_id', '=', documentId)
        .executeTakeFirst(),
      openFilesOf(db, actor),
      suggestionFor(db, actor, { kind, documentId }),
      freeEntries(db, actor, today),
      rulesOn(db, actor.officeId, today),
    ])
    const first = suggested?.id
    return {
      lies: lies.filter(({ visible }) => visible).map(({ visible: _, ...file }) => file),
      hidden: lies.filter(({ visible }) => !visible).length,
      unfiled: unfiled !== undefined,
      files: files.toSorted((one, other) => Number(other.id === first) - Number(one.id === first)),
      suggested: files.some(({ id }) => id === first) ? suggested : null,
      entries,
      periods: rules.periods.map(({ code, name }) => ({ code, name })),
      today,
    }
  },
})

interface Asked {
  kind: 'incoming' | 'outgoing'
  documentId: string
}

/** Fails with not_found where the document is not there or not for the actor. */
async function requireSeen(db: Kysely<DB>, actor: Actor, { kind, documentId }: Asked): Promise<void> {
  const [table, readable] =
    kind === 'incoming'
      ? [sql`incoming_documents`, readableIncoming(actor)]
      : [sql`outgoing_documents`, readableOut(actor)]
  const found = await sql`select d.id from ${table} d where d.office_id = ${actor.officeId}::uuid
    and d.id = ${documentId}::uuid and ${readable}`.execute(db)
  if (found.rows.length === 0) {
    throw new AppError('not_found', { detail: 'Không có văn bản này hoặc bạn không được xem.' })
  }
}

async function whereItLies(db: Kysely<DB>, actor: Actor, { kind, documentId }: Asked) {
  const found = await sql<
    NamedFile & { visible: boolean }
  >`select f.id, f.symbol, f.title, ${visibleFiles(actor)} as visible
    from work_file_documents l join work_files f on f.office_id = l.office_id and f.id = l.work_file_id
    where l.office_id = ${actor.officeId}::uuid and l.kind = ${kind} and l.document_id = ${documentId}::uuid
      and l.removed_at is null order by l.added_at`.execute(db)
  return found.rows
}

/** Open files of the actor, latest opened first. */
async function openFilesOf(db: Kysely<DB>, actor: Actor): Promise<NamedFile[]> {
  return db
    .selectFrom('work_files')
    .select(['id', 'symbol', 'title'])
    .where('office_id', '=', actor.officeId)
    .where('keeper_id', '=', actor.id)
    .where('state', '=', 'open')
    .where('frozen_at', 'is', null)
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute()
}

/**
 * The actor's open file that holds what the document answers or what answers it; else the one into which they last put a
 * document of the same issuer or the same field.
 */
async function suggestionFor(db: Kysely<DB>, actor: Actor, { kind, documentId }: Asked) {
  const mine = sql`f.office_id = ${actor.officeId}::uuid and f.keeper_id = ${actor.id}::uuid and f.state = 'open'
    and f.frozen_at is null and l.removed_at is null`
  const links = sql`work_file_documents l join work_files f on f.office_id = l.office_id and f.id = l.work_file_id`
  const id = sql`${documentId}::uuid`
  const related =
    kind === 'outgoing'
      ? sql`l.kind = 'incoming' and l.document_id = any(select unnest(d.replies_to) from outgoing_documents d
          where d.office_id = f.office_id and d.id = ${id})`
      : sql`l.kind = 'outgoing' and l.document_id in (select o.target_id from incoming_outcomes o
          where o.office_id = f.office_id and o.incoming_id = ${id} and o.kind = 'reply' and o.state = 'accepted')`
  const found = await sql<{ id: string; why: string }>`
    (select f.id, ${kind === 'outgoing' ? 'đang giữ văn bản được trả lời' : 'đang giữ văn bản trả lời'} as why, 1 as rank, l.added_at
      from ${links} where ${mine} and ${related} order by l.added_at desc limit 1)
    union all
    (select f.id, 'dùng gần nhất cho văn bản cùng nơi gửi hoặc lĩnh vực', 2, l.added_at
      from ${links} join incoming_documents o on o.office_id = l.office_id and o.id = l.document_id and l.kind = 'incoming'
      join incoming_documents d on d.office_id = l.office_id and d.id = ${id} and ${kind === 'incoming'}::boolean
        and (d.issuer_key = o.issuer_key or d.field_code = o.field_code)
      where ${mine} order by l.added_at desc limit 1)
    order by rank limit 1`.execute(db)
  const [best] = found.rows
  return best ? { id: best.id, why: best.why } : null
}

async function freeEntries(db: Kysely<DB>, actor: Actor, today: string) {
  const year = Number(today.slice(0, 4))
  const found = await sql<NamedFile & { mine: boolean }>`
    select e.id, e.symbol, e.title, coalesce(e.keeper_id = ${actor.id}::uuid, false) as mine
    from work_file_entries e
    join work_file_lists y on y.office_id = e.office_id and y.year = e.year and y.state = 'approved'
      and y.valid_from <= ${today}::date
    where e.office_id = ${actor.officeId}::uuid and e.year = ${year}
      and not exists (select 1 from work_files f where f.office_id = e.office_id and f.year = e.year and f.symbol = e.symbol)
    order by 4 desc, e.symbol limit 500`.execute(db)
  return found.rows
}

/** Into which file several documents may go at once: what the list asks that finishes them. */
export const filingChoicesOfMany = defineQuery({
  name: 'workfiles.filingChoicesOfMany',
  title: 'Xem hồ sơ đang lập của mình và Danh mục để đưa nhiều văn bản vào',
  audience: keepers,
  input: z.strictObject({}),
  output: output.pick({ files: true, entries: true, periods: true }),
  async run({ db, now }, actor) {
    const today = localDate(now)
    const [files, entries, { rules }] = await Promise.all([
      openFilesOf(db, actor),
      freeEntries(db, actor, today),
      rulesOn(db, actor.officeId, today),
    ])
    return { files, entries, periods: rules.periods.map(({ code, name }) => ({ code, name })) }
  },
})

/** What opening a file asks: entries not used yet and the table of retention. */
export const openingChoices = defineQuery({
  name: 'workfiles.openingChoices',
  title: 'Xem Danh mục để mở hồ sơ',
  audience: keepers,
  input: z.strictObject({}),
  output: output.pick({ entries: true, periods: true, today: true }),
  async run({ db, now }, actor) {
    const today = localDate(now)
    const [entries, { rules }] = await Promise.all([
      freeEntries(db, actor, today),
      rulesOn(db, actor.officeId, today),
    ])
    return { entries, periods: rules.periods.map(({ code, name }) => ({ code, name })), today }
  },
})
