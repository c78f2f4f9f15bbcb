import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoAgencyCode } from '../examples.ts'
import { differencesInWords } from '../model/posted-parts.ts'
import {
  type PostedProcedure,
  postedColumns,
  postedProcedureSchema,
  postedTables,
} from './posted-versions.ts'
import { findPostingOffice, officeParameter, postingOfficeSchema, shownOffice } from './posting-office.ts'

/** `2.000815.000.00.00.H55` and `2.000815.000.00.00.H55.02` are local forms of 2.000815; keys stay as they are. */
export function postedKey(typed: string): string {
  const folded = typed.trim().toLowerCase()
  return /^([1-9]\.\d{6})(\.\d{2,3}|\.[a-z]\d{2})+$/.exec(folded)?.[1] ?? folded
}

const differenceSchema = z.object({
  title: z.string(),
  removed: z.array(z.string()),
  added: z.array(z.string()),
})

/** A change from one version to the next, from a day on. */
const changeSchema = z.object({
  version: z.int(),
  validFrom: z.string(),
  decision: z.string().nullable(),
  differences: z.array(differenceSchema),
})

const flagSchema = z.object({
  reason: z.enum(['not_checked', 'basis_expired', 'source_changed']),
  legalText: z.string(),
  since: z.string(),
})

/**
 * One posted procedure by its code or key, whole: as it stands today, when it was last checked, what changed over its
 * versions, and what changed since the version of the sheet that a visitor holds. A procedure that no longer holds is
 * shown as it last was, with the day it ended. Fails with not_found. Runs as the anonymous database role.
 */
export const getPosted = defineQuery({
  name: 'procedures.getPosted',
  title: 'Xem thủ tục đã niêm yết',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({
    office: officeParameter,
    key: z.string().min(1).max(500),
    /** Version printed on a sheet. */
    sheetVersion: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  output: z.object({
    office: postingOfficeSchema,
    procedure: postedProcedureSchema,
    /** Whether it can be asked for today. */
    state: z.enum(['in_force', 'planned', 'ended']),
    checkedOn: z.string().nullable(),
    flags: z.array(flagSchema),
    legalTexts: z.array(
      z.object({
        number: z.string(),
        title: z.string(),
        issuer: z.string(),
        issuedOn: z.string().nullable(),
        expiredOn: z.string().nullable(),
        replacedBy: z.string().nullable(),
      }),
    ),
    changes: z.array(changeSchema),
    sinceSheet: z
      .object({ version: z.int(), isKnown: z.boolean(), differences: z.array(differenceSchema) })
      .nullable(),
  }),
  door: { method: 'GET', path: '/posting/procedures/{key}' },
  example: { office: demoAgencyCode, key: '2.000815' },
  async run({ db, now }, _actor, { office: agencyCode, key, sheetVersion }) {
    const office = await findPostingOffice(db, agencyCode)
    const versions = await versionsOf(db, office.officeId, postedKey(key))
    const today = localDate(now)
    const { shown, state } = standing(versions, today)
    if (!shown) throw new AppError('not_found', { detail: unknownProcedure })
    const besides = await aboutProcedure(db, office.officeId, shown)
    return {
      office: shownOffice(office),
      procedure: shown,
      state,
      ...besides,
      changes: changesOf(versions, today),
      sinceSheet: sheetVersion === undefined ? null : sinceSheet(versions, sheetVersion, shown),
    }
  },
})

const unknownProcedure =
  'Không có thủ tục này trong danh mục niêm yết. Hãy tìm lại theo tên, hoặc hỏi tại nơi tiếp nhận hồ sơ.'

/** All versions that visitors may see, oldest first. One that held on no day was never posted. */
async function versionsOf(db: Kysely<DB>, officeId: string, key: string): Promise<PostedProcedure[]> {
  const found = await sql<PostedProcedure>`select ${postedColumns} ${postedTables}
    where v.office_id = ${officeId}::uuid and p.key = ${key}
      and (v.valid_to is null or v.valid_to >= v.valid_from)
    order by v.version`.execute(db)
  return found.rows
}

function standing(versions: readonly PostedProcedure[], today: string) {
  const closed = versions[0]?.closedOn ?? null
  const current = versions.find(
    ({ validFrom, validTo }) => validFrom <= today && (validTo === null || validTo >= today),
  )
  if (current && (closed === null || closed > today)) return { shown: current, state: 'in_force' as const }
  const past = versions.findLast(({ validFrom }) => validFrom <= today)
  if (past && closed !== null && closed <= today) return { shown: past, state: 'ended' as const }
  // What follows a version may be unconfirmed still: then nothing is shown rather than what no longer holds.
  const planned = past ? undefined : versions[0]
  return { shown: planned, state: 'planned' as const }
}

async function aboutProcedure(
  db: Kysely<DB>,
  officeId: string,
  { procedureId, legalBasis }: PostedProcedure,
) {
  const check = db
    .selectFrom('procedure_checks')
    .select('checked_at as at')
    .where('office_id', '=', officeId)
    .where('procedure_id', '=', procedureId)
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const flags = db
    .selectFrom('procedure_flags')
    .select(['reason', 'legal_text as legalText', 'since'])
    .where('office_id', '=', officeId)
    .where('procedure_id', '=', procedureId)
    .orderBy('reason')
    .orderBy('legal_text')
    .execute()
  const texts = db
    .selectFrom('legal_texts')
    .select(['number', 'title', 'issuer', 'issued_on as issuedOn', 'expired_on as expiredOn'])
    .select('replaced_by as replacedBy')
    .where('office_id', '=', officeId)
    .where('number', 'in', legalBasis.length > 0 ? [...legalBasis] : [''])
    .execute()
  const [checked, flagged, known] = await Promise.all([check, flags, texts])
  return {
    checkedOn: checked ? localDate(checked.at) : null,
    flags: flagged.map((flag) => ({ ...flag, reason: flag.reason as z.output<typeof flagSchema>['reason'] })),
    legalTexts: legalBasis.flatMap((number) => known.find((text) => text.number === number) ?? []),
  }
}

/** What changed from each version to the next, newest first, as far as it has begun; the internal process is no news. */
function changesOf(versions: readonly PostedProcedure[], today: string): z.output<typeof changeSchema>[] {
  const changes = versions.slice(1).map((version, index) => ({
    version: version.version,
    validFrom: version.validFrom,
    decision: version.decision,
    differences: differencesInWords(versions[index] ?? version, version),
  }))
  return changes.filter((each) => each.differences.length > 0 && each.validFrom <= today).toReversed()
}

function sinceSheet(versions: readonly PostedProcedure[], version: number, shown: PostedProcedure) {
  const sheet = versions.find((each) => each.version === version)
  return { version, isKnown: sheet !== undefined, differences: sheet ? differencesInWords(sheet, shown) : [] }
}
