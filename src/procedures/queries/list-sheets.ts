import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { missingParts } from '../model/posted-parts.ts'
import { needsPrint, sheetState } from '../model/sheet-state.ts'
import { type PostedProcedure, postedColumns, postedOn, postedTables } from './posted-versions.ts'

const sheetSchema = z.object({
  id: z.uuid(),
  place: z.string(),
  version: z.int(),
  printedOn: z.string(),
  hungOn: z.string().nullable(),
  state: z.enum(['current', 'printed', 'outdated', 'review', 'remove']),
  reasons: z.array(z.string()),
})

const boardRowSchema = z.object({
  procedureId: z.uuid(),
  key: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  fieldName: z.string(),
  /** Whether it may hang; false for what was closed or is unconfirmed, of which sheets still hang. */
  isPosted: z.boolean(),
  sheets: z.array(sheetSchema),
  needsPrint: z.boolean(),
  /** Parts that have to be posted and are not known yet. */
  missing: z.array(z.string()),
})
export type BoardRow = z.output<typeof boardRowSchema>

/**
 * The notice board: every procedure that has to hang today with its sheets and whether they still say what holds, and
 * sheets of procedures that may hang no longer. By field and name.
 */
export const listSheets = defineQuery({
  name: 'procedures.listSheets',
  title: 'Xem bảng niêm yết và phiếu đã in',
  audience: ['admin', 'counter', 'leader'],
  input: z.strictObject({}),
  output: z.object({
    rows: z.array(boardRowSchema),
    places: z.array(z.string()),
    /** In force, but nobody has confirmed them yet: they are shown to no citizen. */
    unconfirmed: z.int(),
    /** By which public pages name the office. */
    agencyCode: z.string(),
  }),
  door: { method: 'GET', path: '/posting/sheets' },
  example: {},
  async run({ db, now }, actor) {
    const office = await db
      .selectFrom('offices')
      .select('agency_code as agencyCode')
      .where('office_id', '=', actor.officeId)
      .executeTakeFirst()
    const board = await boardOf(db, actor.officeId, localDate(now))
    return { ...board, agencyCode: office?.agencyCode ?? '' }
  },
})

/** The board on a day. */
export async function boardOf(db: Kysely<DB>, officeId: string, day: string) {
  const [posted, sheets, expired, unconfirmed] = await Promise.all([
    postedOn(db, officeId, { day }),
    sheetsOf(db, officeId),
    expiredTexts(db, officeId),
    countUnconfirmed(db, officeId, day),
  ])
  const rows = [
    ...posted.map((content) =>
      boardRow(content, sheets, { content, expired: expired.get(content.procedureId) ?? [] }),
    ),
    ...orphans(posted, sheets).map((content) => boardRow(content, sheets, null)),
  ]
  return { rows, places: [...new Set(sheets.map(({ place }) => place))].toSorted(), unconfirmed }
}

function boardRow(
  content: PostedProcedure,
  sheets: readonly StoredSheet[],
  now: Parameters<typeof sheetState>[1],
): BoardRow {
  const { procedureId, key, code, name, fieldName } = content
  const own = sheets
    .filter((sheet) => sheet.procedureId === procedureId)
    .map((sheet) => ({
      id: sheet.id,
      place: sheet.place,
      version: sheet.version,
      printedOn: localDate(sheet.printedAt),
      hungOn: sheet.hungAt ? localDate(sheet.hungAt) : null,
      ...sheetState({ ...sheet, isHung: sheet.hungAt !== null }, now),
    }))
  return {
    ...{ procedureId, key, code, name, fieldName },
    isPosted: now !== null,
    sheets: own,
    needsPrint: now !== null && needsPrint(own.map(({ state }) => state)),
    missing: now === null ? [] : missingParts(content),
  }
}

interface StoredSheet {
  id: string
  procedureId: string
  place: string
  version: number
  printedAt: Date
  hungAt: Date | null
  content: PostedProcedure
}

async function sheetsOf(db: Kysely<DB>, officeId: string): Promise<StoredSheet[]> {
  const found = await sql<
    PostedProcedure & { sheetId: string; place: string; printedAt: Date; hungAt: Date | null }
  >`select ${postedColumns}, s.id as "sheetId", s.place, s.printed_at as "printedAt", s.hung_at as "hungAt"
    ${postedTables}
    join posted_sheets s on s.office_id = v.office_id and s.procedure_id = v.procedure_id and s.version = v.version
    where v.office_id = ${officeId}::uuid and s.removed_at is null
    order by s.place, s.printed_at, s.id`.execute(db)
  return found.rows.map(({ sheetId, place, printedAt, hungAt, ...content }) => ({
    id: sheetId,
    procedureId: content.procedureId,
    version: content.version,
    ...{ place, printedAt, hungAt, content },
  }))
}

/** Of procedures that may hang no longer, one of the versions that still hang. */
function orphans(posted: readonly PostedProcedure[], sheets: readonly StoredSheet[]): PostedProcedure[] {
  const known = new Set(posted.map(({ procedureId }) => procedureId))
  const byId = new Map(
    sheets
      .filter(({ procedureId }) => !known.has(procedureId))
      .map((sheet) => [sheet.procedureId, sheet.content]),
  )
  return [...byId.values()]
}

async function expiredTexts(db: Kysely<DB>, officeId: string) {
  const flags = await db
    .selectFrom('procedure_flags')
    .select(['procedure_id as procedureId', 'legal_text as legalText', 'since'])
    .where('office_id', '=', officeId)
    .where('reason', '=', 'basis_expired')
    .orderBy('legal_text')
    .execute()
  return Map.groupBy(flags, ({ procedureId }) => procedureId)
}

async function countUnconfirmed(db: Kysely<DB>, officeId: string, day: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::integer as count
    from procedure_versions v join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
    where v.office_id = ${officeId}::uuid and v.confidence = 'check' and v.valid_from <= ${day}::date
      and (v.valid_to is null or v.valid_to >= ${day}::date)
      and (p.closed_on is null or p.closed_on > ${day}::date)`.execute(db)
  return found.rows[0]?.count ?? 0
}
