import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoProcedureId } from '../examples.ts'
import { describeChanges } from '../model/describe-changes.ts'
import type { VersionContent } from '../model/version-content.ts'
import type { Confidence } from '../model.ts'
import { holdsEver, holdsOn, type VersionRow, versionRows } from './version-rows.ts'

/** How a version stands to today. */
export type VersionState = 'current' | 'planned' | 'ended' | 'void'

const viewSchema = z.object({
  procedureId: z.uuid(),
  code: z.string().nullable(),
  fieldCode: z.string(),
  fieldName: z.string(),
  closedOn: z.string().nullable(),
  closingNote: z.string(),
  today: z.string(),
  version: z.int(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  state: z.enum(['current', 'planned', 'ended', 'void']),
  content: z.custom<VersionContent>(),
  confidence: z.custom<Confidence>(),
  verifiedFields: z.array(z.string()),
  confirmedAgainst: z.string(),
  confirmedAt: z.date().nullable(),
  /** Another version and what differs in this one, in words. */
  comparison: z
    .object({
      version: z.int(),
      changes: z.array(
        z.object({
          part: z.string(),
          name: z.string(),
          lines: z.array(
            z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
          ),
        }),
      ),
    })
    .nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      state: z.enum(['current', 'planned', 'ended', 'void']),
      confidence: z.custom<Confidence>(),
      changeNote: z.string(),
      createdBy: z.string().nullable(),
    }),
  ),
})
export type VersionView = z.output<typeof viewSchema>

/**
 * One version of a procedure, whole, with all its versions: the one asked for, else the one in force today, else the
 * next planned one, else the last. Also of procedures that are closed. Fails with not_found.
 */
export const getVersion = defineQuery({
  name: 'procedures.getVersion',
  title: 'Xem một phiên bản của thủ tục',
  audience: ['admin'],
  door: { method: 'GET', path: '/procedures/{procedureId}/version' },
  input: z.strictObject({
    procedureId: z.uuid(),
    version: z.coerce.number().int().min(1).max(1_000_000).optional(),
    /** Version to compare with. */
    compareWith: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  output: viewSchema,
  example: { procedureId: demoProcedureId },
  async run({ db, now }, actor, { procedureId, version, compareWith }) {
    const versions = await versionRows(db, actor.officeId, procedureId)
    const today = localDate(now)
    const row = version ? versions.find((each) => each.version === version) : presentOne(versions, today)
    if (!row) throw new AppError('not_found')
    const other = versions.find((each) => each.version === compareWith)
    if (compareWith && !other) throw new AppError('not_found')
    const { changeNote: _, createdAt: __, createdBy: ___, ...shown } = row
    return {
      ...shown,
      verifiedFields: [...row.verifiedFields],
      today,
      state: stateOn(row, today),
      comparison: other
        ? { version: other.version, changes: describeChanges(other.content, row.content) }
        : null,
      versions: versions.map((each) => ({
        version: each.version,
        validFrom: each.validFrom,
        validTo: each.validTo,
        state: stateOn(each, today),
        confidence: each.confidence,
        changeNote: each.changeNote,
        createdBy: each.createdBy,
      })),
    }
  },
})

function stateOn(row: VersionRow, today: string): VersionState {
  if (!holdsEver(row)) return 'void'
  if (holdsOn(row, today)) return 'current'
  return row.validFrom > today ? 'planned' : 'ended'
}

function presentOne(versions: readonly VersionRow[], today: string): VersionRow | undefined {
  const live = versions.filter(holdsEver)
  const planned = live
    .filter(({ validFrom }) => validFrom > today)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  return live.find((each) => holdsOn(each, today)) ?? planned[0] ?? live[0] ?? versions[0]
}
