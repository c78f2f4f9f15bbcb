import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { catalogueParts } from '../model/catalogue-column.ts'
import { type CatalogueDifference, compareRecords, withKept } from '../model/catalogue-difference.ts'
import { type CatalogueRecord, procedureRecordSchema } from '../model/record-schema.ts'

/** A procedure as the office has it, as a catalogue file would say it. */
export type StoredRecord = CatalogueRecord & { procedureId: string; isClosed: boolean; validFrom: string }

/** The newest version of every procedure of the office, by key; what was closed comes with its mark. */
export async function storedRecords(
  db: Kysely<DB>,
  officeId: string,
  today: string,
): Promise<StoredRecord[]> {
  const found =
    await sql<StoredRecord>`select distinct on (p.key) p.id as "procedureId", p.key, p.code, v.name,
      f.name as field, p.field_code as "fieldCode", v.valid_from as "validFrom",
      coalesce(p.closed_on <= ${today}::date, false) as "isClosed",
      jsonb_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit) as "timeLimit", v.cases, v.form,
      v.agencies, v.posting, v.fees, v.result, v.legal_basis as "legalBasis", v.decision, v.confidence, v.notes,
      v.verified_fields as "verifiedFields"
    from procedures p
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
    where p.office_id = ${officeId}::uuid order by p.key, v.version desc`.execute(db)
  return found.rows
}

/** Parts that a file has no columns for. */
export const keptSchema = z.array(z.enum(catalogueParts)).default([])

const differenceSchema = z.object({
  title: z.string(),
  removed: z.array(z.string()),
  added: z.array(z.string()),
})

const comparisonSchema = z.object({
  added: z.array(z.object({ key: z.string(), code: z.string().nullable(), name: z.string() })),
  changed: z.array(
    z.object({
      key: z.string(),
      code: z.string().nullable(),
      name: z.string(),
      differences: z.array(differenceSchema),
    }),
  ),
  /** In force at the office, and not in the file. */
  gone: z.array(z.object({ key: z.string(), code: z.string().nullable(), name: z.string() })),
  unchanged: z.int(),
  /** Contradictions between the file and what the office has. */
  conflicts: z.array(z.object({ key: z.string(), message: z.string() })),
})
export type CatalogueComparison = z.output<typeof comparisonSchema>

/** What a catalogue would change here: new, changed part by part, gone from the file, and the same. Stores nothing. */
export const compareCatalogue = defineQuery({
  name: 'procedures.compareCatalogue',
  title: 'So sánh tệp danh mục với danh mục đang có',
  audience: ['admin'],
  input: z.strictObject({ records: z.array(procedureRecordSchema).max(20_000), kept: keptSchema }),
  output: comparisonSchema,
  async run({ db, now }, actor, { records, kept }) {
    const stored = await storedRecords(db, actor.officeId, localDate(now))
    const known = new Map(stored.map((record) => [record.key, record]))
    return compare(
      stored,
      records.map((record) => withKept(record, known.get(record.key), kept)),
    )
  },
})

function compare(stored: readonly StoredRecord[], records: readonly CatalogueRecord[]): CatalogueComparison {
  const open = new Map(stored.filter(({ isClosed }) => !isClosed).map((record) => [record.key, record]))
  const brief = ({ key, code, name }: CatalogueRecord) => ({ key, code, name })
  const result: CatalogueComparison = { added: [], changed: [], gone: [], unchanged: 0, conflicts: [] }
  for (const record of records) {
    const known = open.get(record.key)
    if (!known) {
      result.added.push(brief(record))
      const twin = record.code === null ? undefined : sameName(open, record)
      if (twin) result.conflicts.push({ key: record.key, message: conflictWords(record, twin) })
      continue
    }
    const differences: CatalogueDifference[] = compareRecords(known, record)
    if (differences.length > 0) result.changed.push({ ...brief(record), differences })
    else result.unchanged += 1
  }
  const inFile = new Set(records.map(({ key }) => key))
  result.gone = [...open.values()].filter(({ key }) => !inFile.has(key)).map(brief)
  return result
}

/** A procedure of the office with the same name under another code. */
function sameName(
  open: ReadonlyMap<string, StoredRecord>,
  record: CatalogueRecord,
): StoredRecord | undefined {
  return [...open.values()].find(({ name, code }) => name === record.name && code !== record.code)
}

function conflictWords(record: CatalogueRecord, twin: StoredRecord): string {
  const known = twin.code === null ? 'chưa có mã' : `mã ${twin.code}`
  return `“${record.name}” đã có trong danh mục (${known}) nhưng tệp ghi mã ${record.code}. Nếu là một thủ tục, hãy chọn cả bản trong mục “không còn trong tệp” để thôi áp dụng.`
}

/** Everything the office has in force or planned, as catalogue records, for writing it to a file. */
export const exportCatalogue = defineQuery({
  name: 'procedures.exportCatalogue',
  title: 'Xuất danh mục thủ tục',
  audience: ['admin'],
  input: z.strictObject({}),
  output: z.object({ records: z.array(procedureRecordSchema) }),
  async run({ db, now }, actor) {
    const stored = await storedRecords(db, actor.officeId, localDate(now))
    return {
      records: stored
        .filter(({ isClosed }) => !isClosed)
        .map(({ isClosed: _, procedureId: __, validFrom: ___, ...record }) => record),
    }
  },
})
