import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import { mayPack } from '../model/archive/may-pack.ts'
import { lacksForClosing, linkedKinds } from '../model/closing.ts'
import { buildStates } from '../model/package-builds.ts'
import { retentionName } from '../model/rules.ts'
import { media, nextWorkFileSteps, workFileActions, workFileStateNames } from '../model/states.ts'
import { expiresOn, handOverDueOn, latestHoldOf, workFileKinds } from '../model/time-limits.ts'
import { keepers, viewerOf } from '../policy.ts'
import { latestBuild, madePackages } from './archive/made-packages.ts'
import { closingDocuments } from './closing-facts.ts'
import { visibleFiles } from './file-access.ts'
import { linkedDocuments, linkedName } from './linked-documents.ts'
import { rulesOn } from './rules-on.ts'
import { seenOn, viewsOf } from './views.ts'

const keysOf = <Keys extends string>(names: Readonly<Record<Keys, unknown>>) =>
  z.enum(Object.keys(names) as [Keys, ...Keys[]])

const linkSchema = z.object({
  linkId: z.uuid(),
  ordinal: z.int(),
  kind: keysOf(linkedKinds),
  documentId: z.uuid().nullable(),
  visible: z.boolean(),
  name: z.string(),
  symbol: z.string(),
  datedOn: z.string().nullable(),
  typeName: z.string(),
  subject: z.string(),
  author: z.string(),
  restricted: z.boolean(),
  recalled: z.boolean(),
  unfinished: z.string(),
  sheets: z.string(),
  note: z.string(),
  addedAt: z.iso.datetime(),
  addedByName: z.string(),
  file: z.object({ name: z.string(), mediaType: z.string(), size: z.number() }).nullable(),
})

const buildView = z.object({
  state: z.enum(buildStates),
  askedAt: z.iso.datetime(),
  askedByName: z.string(),
  rendered: z.int(),
  toRender: z.int(),
  problem: z.string(),
  /** Whether a reading copy is there to be fetched. */
  kept: z.boolean(),
})

const view = z.object({
  id: z.uuid(),
  revision: z.int(),
  year: z.int(),
  symbol: z.string(),
  title: z.string(),
  fromList: z.boolean(),
  kind: keysOf(workFileKinds),
  medium: keysOf(media),
  retentionCode: z.string().nullable(),
  retention: z.string(),
  restricted: z.boolean(),
  language: z.string(),
  note: z.string(),
  keeperId: z.uuid(),
  keeperName: z.string(),
  unitName: z.string(),
  startedOn: z.string(),
  endedOn: z.string().nullable(),
  sheets: z.int().nullable(),
  closingWords: z.string(),
  state: z.enum(workFileStateNames),
  dueOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  heldUntil: z.string().nullable(),
  latestHold: z.string().nullable(),
  frozenReason: z.string(),
  hold: z.object({ until: z.string(), reason: z.string(), askedByName: z.string() }).nullable(),
  documents: z.array(linkSchema),
  /** What keeps it from being closed, as things stand; the boxes of the closing itself aside. */
  lacks: z.array(
    z.object({ code: z.string(), words: z.string(), linkId: z.string().nullable(), at: z.string() }),
  ),
  events: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      actorName: z.string(),
      actorPost: z.string(),
      words: z.string(),
    }),
  ),
  handovers: z.array(z.object({ id: z.uuid(), number: z.int(), year: z.int(), state: z.string() })),
  /** Packages made of it for the archive, latest first. */
  packages: z.array(
    z.object({
      fingerprint: z.string(),
      madeAt: z.iso.datetime(),
      madeByName: z.string(),
      bytes: z.number(),
      /** Whether the ZIP file itself is there to be fetched. */
      kept: z.boolean(),
    }),
  ),
  /** The latest package, and the latest reading copy, that was asked for. */
  build: buildView.nullable(),
  reading: buildView.nullable(),
  /** How often it was looked at: a person's looks of one day count as one. */
  views: z.object({ times: z.int(), people: z.int(), lastAt: z.iso.datetime().nullable() }),
  /** Whether the reader's look of today is counted. */
  seenToday: z.boolean(),
  mayPack: z.boolean(),
  actions: z.array(keysOf(workFileActions)),
  today: z.string(),
})
export type WorkFileView = z.output<typeof view>

/** Một hồ sơ whole. Documents that the reader may not see keep their place and say nothing. */
export const getWorkFile = defineQuery({
  name: 'workfiles.get',
  title: 'Xem một hồ sơ công việc',
  audience: keepers,
  door: { method: 'GET', path: '/work-files/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: view,
  example: { id: demoWorkFile.id('file') },
  async run({ db, now }, actor, { id }) {
    const today = localDate(now)
    const [row, { rules }, documents, checked, more, views, seenToday] = await Promise.all([
      readFileRow(db, actor, id),
      rulesOn(db, actor.officeId, today),
      linkedDocuments(db, { officeId: actor.officeId, workFileId: id, reader: actor }),
      closingDocuments(db, actor, id),
      partsOf(db, actor.officeId, id),
      viewsOf(db, { officeId: actor.officeId, workFileId: id }),
      seenOn(db, { actor, workFileId: id, day: today }),
    ])
    const timed = { ...row, heldUntil: row.heldUntil }
    const situation = {
      state: row.state,
      keeperId: row.keeperId,
      frozen: row.frozenReason !== '',
      holdAskedBy: row.holdAskedBy,
    }
    const lacks =
      row.state === 'open'
        ? lacksForClosing(
            {
              ...row,
              endedOn: row.startedOn,
              today,
              documents: checked,
              sheets: 1,
              closingWords: 'x'.repeat(10),
            },
            rules,
          )
        : []
    const { holdAskedBy: _, unitHeadId, entrySymbol, retentionYears: __, ...shown } = row
    return {
      ...shown,
      fromList: entrySymbol !== null,
      retention: retentionName(rules, row.retentionCode),
      dueOn: handOverDueOn(timed, rules),
      expiresOn: expiresOn(timed),
      latestHold: latestHoldOf(timed, rules),
      documents: documents.map((each) => ({
        ...each,
        documentId: each.visible ? each.documentId : null,
        name: linkedName(each),
        addedAt: each.addedAt.toISOString(),
      })),
      lacks,
      ...more,
      views,
      seenToday,
      mayPack: mayPack(situation, viewerOf(actor, unitHeadId)),
      actions: nextWorkFileSteps(situation, viewerOf(actor, unitHeadId)),
      today,
    }
  },
})

type FileRow = Pick<
  WorkFileView,
  | 'id'
  | 'revision'
  | 'year'
  | 'symbol'
  | 'title'
  | 'kind'
  | 'medium'
  | 'retentionCode'
  | 'restricted'
  | 'language'
  | 'note'
  | 'keeperId'
  | 'keeperName'
  | 'unitName'
  | 'startedOn'
  | 'endedOn'
  | 'sheets'
  | 'closingWords'
  | 'state'
  | 'heldUntil'
  | 'frozenReason'
> & {
  retentionYears: number | null
  entrySymbol: string | null
  unitHeadId: string | null
  holdAskedBy: string | null
}

/** The row of a file that the actor sees, with the names beside it. Fails with not_found. */
export async function readFileRow(db: Kysely<DB>, actor: Actor, id: string): Promise<FileRow> {
  const found = await sql<FileRow>`select f.id, f.revision, f.year, f.symbol, f.title, f.kind, f.medium,
      f.retention_code as "retentionCode", f.retention_years as "retentionYears", f.restricted, f.language, f.note,
      f.keeper_id as "keeperId", s.full_name as "keeperName", coalesce(u.name, '') as "unitName", f.started_on as "startedOn",
      f.ended_on as "endedOn", f.sheets, f.closing_words as "closingWords", f.state, f.held_until as "heldUntil",
      f.frozen_reason as "frozenReason", e.symbol as "entrySymbol", h.head_id as "unitHeadId",
      (select w.asked_by from work_file_holds w where w.office_id = f.office_id and w.work_file_id = f.id
        and w.decided_at is null) as "holdAskedBy"
    from work_files f
    join staff_members s on s.office_id = f.office_id and s.id = f.keeper_id
    left join units u on u.office_id = f.office_id and u.id = f.unit_id
    left join outgoing_units h on h.office_id = f.office_id and h.unit_id = f.unit_id
    left join work_file_entries e on e.office_id = f.office_id and e.id = f.entry_id
    where f.office_id = ${actor.officeId}::uuid and f.id = ${id}::uuid and ${visibleFiles(actor)}`.execute(db)
  const [row] = found.rows
  if (!row) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
  return row
}

async function partsOf(db: Kysely<DB>, officeId: string, id: string) {
  const of = { officeId, workFileId: id }
  const [events, holds, handovers, packages, build, reading] = await Promise.all([
    db
      .selectFrom('work_file_events')
      .select(['id', 'at', 'actor_name as actorName', 'actor_post as actorPost', 'words'])
      .where('office_id', '=', officeId)
      .where('work_file_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute(),
    sql<
      NonNullable<WorkFileView['hold']>
    >`select h.until, h.reason, s.full_name as "askedByName" from work_file_holds h
      join staff_members s on s.office_id = h.office_id and s.id = h.asked_by
      where h.office_id = ${officeId}::uuid and h.work_file_id = ${id}::uuid and h.decided_at is null`.execute(
      db,
    ),
    sql<
      WorkFileView['handovers'][number]
    >`select h.id, h.number, h.year, h.state from work_file_handover_items i
      join work_file_handovers h on h.office_id = i.office_id and h.id = i.handover_id
      where i.office_id = ${officeId}::uuid and i.work_file_id = ${id}::uuid order by h.offered_at`.execute(
      db,
    ),
    madePackages(db, of),
    latestBuild(db, { ...of, form: 'package' }),
    latestBuild(db, { ...of, form: 'reading' }),
  ])
  return {
    events: events.map(({ at, ...each }) => ({ ...each, at: at.toISOString() })),
    hold: holds.rows[0] ?? null,
    handovers: handovers.rows,
    packages,
    build,
    reading,
  }
}
