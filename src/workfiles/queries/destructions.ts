import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { OfficialDocument } from '../../platform/official-document.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { inFull } from '../../records/model/outgoing/compose-outgoing.ts'
import { registerPaper, registerSheet } from '../../records/model/register-table.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoWorkFile } from '../examples.ts'
import { destructionMinutes } from '../model/minutes.ts'
import { destructionForm } from '../model/papers.ts'
import { removedFileSchema } from '../model/removed-files.ts'
import { overseers } from '../policy.ts'
import { fileCells, filesOnList, spanOf } from './listed-files.ts'
import { printedRegister } from './print-contents.ts'
import { rulesOn } from './rules-on.ts'

const head = z.object({
  id: z.uuid(),
  number: z.int(),
  year: z.int(),
  state: z.enum(['proposed', 'approved', 'refused', 'done']),
  reason: z.string(),
  proposedAt: z.iso.datetime(),
  proposedById: z.uuid(),
  proposedByName: z.string(),
  decidedByName: z.string(),
  decision: z.string(),
  doneAt: z.iso.datetime().nullable(),
  doneByName: z.string(),
  method: z.string(),
  witnesses: z.string(),
  files: z.int(),
})
export type DestructionHead = z.output<typeof head>

async function selectHeads(db: Kysely<DB>, officeId: string, id: string | null): Promise<DestructionHead[]> {
  type Row = Omit<DestructionHead, 'proposedAt' | 'doneAt'> & { proposedAt: Date; doneAt: Date | null }
  const name = (column: string) =>
    sql`coalesce((select full_name from staff_members where office_id = d.office_id and id = ${sql.ref(column)}), '')`
  const found =
    await sql<Row>`select d.id, d.number, d.year, d.state, d.reason, d.proposed_at as "proposedAt",
      d.proposed_by as "proposedById", ${name('d.proposed_by')} as "proposedByName", ${name('d.decided_by')} as "decidedByName",
      d.decision, d.done_at as "doneAt", ${name('d.done_by')} as "doneByName", d.method, d.witnesses,
      (select count(*)::int from work_file_destruction_items i where i.office_id = d.office_id
        and i.destruction_id = d.id) as files
    from work_file_destructions d
    where d.office_id = ${officeId}::uuid ${id === null ? sql`` : sql`and d.id = ${id}::uuid`}
    order by d.proposed_at desc, d.id desc limit 100`.execute(db)
  return found.rows.map(({ proposedAt, doneAt, ...row }) => ({
    ...row,
    proposedAt: proposedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  }))
}

/** Các danh mục tài liệu hết giá trị, latest first. */
export const listDestructions = defineQuery({
  name: 'workfiles.listDestructions',
  title: 'Xem các danh mục hồ sơ hết giá trị',
  audience: overseers,
  door: { method: 'GET', path: '/work-file-destructions' },
  input: z.strictObject({}),
  output: z.object({ rows: z.array(head) }),
  example: {},
  run: async ({ db }, { officeId }) => ({ rows: await selectHeads(db, officeId, null) }),
})

async function readDestruction({ db, now }: Reader, actor: Actor, id: string) {
  const [heads, { rules }, office] = await Promise.all([
    selectHeads(db, actor.officeId, id),
    rulesOn(db, actor.officeId, localDate(now)),
    officeFacts(db, actor.officeId),
  ])
  const [found] = heads
  if (!found) throw new AppError('not_found', { detail: 'Không có danh mục này.' })
  const items = sql`select work_file_id, ordinal from work_file_destruction_items where office_id = ${actor.officeId}::uuid
    and destruction_id = ${id}::uuid`
  return { head: found, files: await filesOnList(db, actor, items), rules, office }
}

/** Một danh mục with its files and, once they are destroyed, what lay in them. */
export const getDestruction = defineQuery({
  name: 'workfiles.getDestruction',
  title: 'Xem một danh mục hồ sơ hết giá trị',
  audience: overseers,
  door: { method: 'GET', path: '/work-file-destructions/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    head,
    files: z.array(
      z.object({
        id: z.uuid(),
        cells: z.array(z.string()),
        contents: z.array(z.array(z.string())).nullable(),
        /** Uploads that were deleted with it. */
        removed: z.array(removedFileSchema),
      }),
    ),
  }),
  example: { id: demoWorkFile.destructionId(0) },
  async run(reader, actor, { id }) {
    const [{ head: found, files, rules }, kept] = await Promise.all([
      readDestruction(reader, actor, id),
      keptOfFiles(reader.db, actor.officeId, id),
    ])
    return {
      head: found,
      files: files.map((file, index) => ({
        id: file.id,
        cells: fileCells(file, { index, rules, withEnd: true }),
        contents: kept.get(file.id)?.contents ?? null,
        removed: kept.get(file.id)?.removed ?? [],
      })),
    }
  },
})

/** What the minutes keep of each file: what lay in it, and which uploads were deleted. */
async function keptOfFiles(db: Kysely<DB>, officeId: string, id: string) {
  const rows = await db
    .selectFrom('work_file_destruction_items')
    .select(['work_file_id', 'contents', 'removed_files'])
    .where('office_id', '=', officeId)
    .where('destruction_id', '=', id)
    .execute()
  return new Map(
    rows.map(({ work_file_id, contents, removed_files }) => [
      work_file_id,
      {
        contents: contents as string[][] | null,
        removed: z.array(removedFileSchema).parse(removed_files ?? []),
      },
    ]),
  )
}

/** Danh mục tài liệu hết giá trị as a paper and as a sheet. */
export const printDestructionList = defineQuery({
  name: 'workfiles.printDestructionList',
  title: 'In danh mục tài liệu hết giá trị',
  audience: overseers,
  input: z.strictObject({ id: z.uuid() }),
  output: printedRegister,
  async run(reader, actor, { id }) {
    const { head: found, files, rules, office } = await readDestruction(reader, actor, id)
    const table = {
      ...destructionForm,
      subject: found.decision === '' ? '' : `Theo ${found.decision}`,
      rows: files.map((file, index) => fileCells(file, { index, rules, withEnd: true })),
      ...spanOf(files, localDate(reader.now)),
      agency: inFull(office.name),
    }
    return {
      fileName: `tai-lieu-het-gia-tri-${found.year}-${found.number}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Tài liệu hết giá trị'),
    }
  },
})

/** Biên bản tiêu hủy tài liệu hết giá trị. */
export const printDestructionMinutes = defineQuery({
  name: 'workfiles.printDestructionMinutes',
  title: 'In biên bản tiêu hủy tài liệu hết giá trị',
  audience: overseers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ fileName: z.string(), paper: z.custom<OfficialDocument>() }),
  async run(reader, actor, { id }) {
    const [{ head: found, files, office }, kept] = await Promise.all([
      readDestruction(reader, actor, id),
      keptOfFiles(reader.db, actor.officeId, id),
    ])
    return {
      fileName: `bien-ban-tieu-huy-${found.year}-${found.number}`,
      paper: destructionMinutes({
        office: { ...office, name: inFull(office.name) },
        destruction: found,
        files,
        removed: [...kept.values()].flatMap(({ removed }) => removed),
        day: found.doneAt ? localDate(new Date(found.doneAt)) : null,
      }),
    }
  },
})
