import { sql } from 'kysely'
import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { compareRecords, withKept } from '../model/catalogue-difference.ts'
import { type CatalogueRecord, procedureRecordSchema } from '../model/record-schema.ts'
import { keptSchema, type StoredRecord, storedRecords } from '../queries/stored-catalogue.ts'
import { storeChecks } from './record-checks.ts'
import { refreshFlags } from './refresh-flags.ts'
import { prepareLoad, storeFields, storeProcedures, storeVersions } from './store-catalogue.ts'

/**
 * Takes the chosen records of a checked catalogue file into the office's catalogue from a day on, by a decision; closes the
 * chosen procedures that the file no longer has. All in one transaction. It has no door of its own: the page reads the
 * records from the stored file and names it with its digest, so that what was shown is what is taken. Everything that was
 * compared counts as checked. Fails with stale when the file is not the one that was shown.
 */
export const importCatalogue = defineCommand({
  name: 'procedures.importCatalogue',
  title: 'Nhập danh mục thủ tục từ tệp',
  audience: ['admin'],
  input: z.strictObject({
    file: z.strictObject({ id: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    /** Every record of the file. */
    records: z.array(procedureRecordSchema).min(1).max(20_000),
    kept: keptSchema,
    /** Keys of the new and changed records to be taken. */
    take: z.array(z.string().max(500)).max(20_000),
    /** Keys of procedures that are to be closed. */
    close: z.array(z.string().max(500)).max(20_000),
    decision: z.string().trim().min(3, 'Hãy nhập số quyết định công bố.').max(100),
    validFrom: localDateSchema,
  }),
  output: z.object({ added: z.int(), changed: z.int(), closed: z.int(), unchanged: z.int() }),
  async run(tx, actor, input) {
    const { officeId } = actor
    await sql`select pg_advisory_xact_lock(hashtext(${`catalogue ${officeId}`}))`.execute(tx.db)
    await requireFile(tx, officeId, input.file)
    const stored = await storedRecords(tx.db, officeId, localDate(tx.now))
    const known = new Map(stored.map((record) => [record.key, record]))
    const records = input.records.map((record) => withKept(record, known.get(record.key), input.kept))
    const plan = planImport(known, { ...input, records })
    await storeTaken(tx, actor, { ...input, taken: plan.taken })
    await closeProcedures(tx, officeId, { ids: plan.closing, on: input.validFrom })
    await noteChecks(tx, actor, { ...input, keys: [...plan.unchanged, ...plan.taken].map(({ key }) => key) })
    await refreshFlags(tx, officeId)
    const output = {
      added: plan.added,
      changed: plan.taken.length - plan.added,
      closed: plan.closing.length,
      unchanged: plan.unchanged.length,
    }
    const { file, decision, validFrom } = input
    const facts = {
      ...output,
      file,
      decision,
      validFrom,
      taken: plan.taken.map(({ key }) => key),
      close: input.close,
    }
    return { output, audit: [{ subjectType: 'catalogue', subjectId: file.id, facts }] }
  },
})

async function requireFile(tx: Tx, officeId: string, file: { id: string; sha256: string }): Promise<void> {
  const found = await tx.db
    .selectFrom('files')
    .select('id')
    .where('office_id', '=', officeId)
    .where('id', '=', file.id)
    .where('sha256', '=', file.sha256)
    .executeTakeFirst()
  if (!found) {
    throw new AppError('stale', {
      detail: 'Tệp đã khác với tệp bạn xem trước khi xác nhận. Hãy tải tệp lên lại.',
    })
  }
}

interface Wanted {
  records: readonly CatalogueRecord[]
  take: readonly string[]
  close: readonly string[]
  validFrom: string
}

function planImport(known: ReadonlyMap<string, StoredRecord>, { records, take, close, validFrom }: Wanted) {
  const chosen = new Set(take)
  const isNew = ({ key }: CatalogueRecord) => known.get(key)?.isClosed !== false
  const isSame = (record: CatalogueRecord) => {
    const before = known.get(record.key)
    return before !== undefined && !before.isClosed && compareRecords(before, record).length === 0
  }
  const taken = records.filter((record) => chosen.has(record.key) && !isSame(record))
  const inFile = new Set(records.map(({ key }) => key))
  const closing = close.flatMap((key) => {
    const record = known.get(key)
    return record && !record.isClosed && !inFile.has(key) ? [record.procedureId] : []
  })
  if (taken.length === 0 && closing.length === 0) {
    throw new AppError('invalid_input', { fields: { take: 'Hãy chọn ít nhất một thay đổi để áp dụng.' } })
  }
  const late = taken.map(({ key }) => known.get(key)).find((record) => record && record.validFrom > validFrom)
  if (late) {
    const message = `“${late.name}” đã có phiên bản áp dụng từ ngày muộn hơn. Hãy chọn ngày không sớm hơn.`
    throw new AppError('invalid_input', { fields: { validFrom: message } })
  }
  return { taken, added: taken.filter(isNew).length, closing, unchanged: records.filter(isSame) }
}

interface Taken {
  taken: readonly CatalogueRecord[]
  decision: string
  validFrom: string
}

async function storeTaken(tx: Tx, actor: Actor, { taken, decision, validFrom }: Taken): Promise<void> {
  if (taken.length === 0) return
  const records = taken.map((record) => ({ ...record, decision }))
  const by = { note: `Nhập từ tệp danh mục theo ${decision}.`, createdBy: staffId(actor) }
  const load = { ...prepareLoad(actor.officeId, validFrom, records), ...by }
  await storeFields(tx, load)
  await storeProcedures(tx, load)
  await storeVersions(tx, load)
  // What had been closed and is in the catalogue again applies again.
  await tx.db
    .updateTable('procedures')
    .set({ closed_on: null })
    .where('office_id', '=', actor.officeId)
    .where(
      'key',
      'in',
      taken.map(({ key }) => key),
    )
    .where('closed_on', 'is not', null)
    .execute()
}

async function closeProcedures(
  tx: Tx,
  officeId: string,
  { ids, on }: { ids: readonly string[]; on: string },
): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .updateTable('procedures')
    .set({ closed_on: on })
    .where('office_id', '=', officeId)
    .where('id', 'in', [...ids])
    .execute()
}

/** What was compared with the file is checked: as the office has it, or as it is brought up to date just now. */
async function noteChecks(
  tx: Tx,
  actor: Actor,
  { keys, decision }: { keys: readonly string[]; decision: string },
): Promise<void> {
  const newest = await sql<{ procedureId: string; version: number }>`
    select p.id as "procedureId", max(v.version) as version
    from procedures p join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
    where p.office_id = ${actor.officeId}::uuid and p.key = any (${keys}::text[])
    group by p.id`.execute(tx.db)
  await storeChecks(
    tx,
    { officeId: actor.officeId, by: staffId(actor) },
    { versions: newest.rows, source: `Tệp danh mục, ${decision}`, result: 'unchanged', note: '' },
  )
}

function staffId(actor: Actor): string | null {
  return actor.kind === 'staff' ? actor.id : null
}
