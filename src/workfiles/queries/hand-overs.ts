import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { OfficialDocument } from '../../platform/official-document.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { inFull } from '../../records/model/outgoing/compose-outgoing.ts'
import { registerPaper, registerSheet } from '../../records/model/register-table.ts'
import { membersOf } from '../../records/queries/internal/internal-lists.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoWorkFile } from '../examples.ts'
import { handOverMinutes } from '../model/minutes.ts'
import { handOverForm } from '../model/papers.ts'
import { keepers, seesAllFiles } from '../policy.ts'
import { fileCells, filesOnList, spanOf } from './listed-files.ts'
import { printedRegister } from './print-contents.ts'
import { rulesOn } from './rules-on.ts'

const head = z.object({
  id: z.uuid(),
  number: z.int(),
  year: z.int(),
  title: z.string(),
  state: z.enum(['offered', 'received', 'returned']),
  fromId: z.uuid(),
  fromName: z.string(),
  fromPost: z.string(),
  fromUnit: z.string(),
  boxes: z.int(),
  metres: z.number(),
  offeredAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decidedByName: z.string(),
  decidedByPost: z.string(),
  condition: z.string(),
  files: z.int(),
})
export type HandOverHead = z.output<typeof head>

async function selectHeads(db: Kysely<DB>, actor: Actor, id: string | null): Promise<HandOverHead[]> {
  type Row = Omit<HandOverHead, 'offeredAt' | 'decidedAt' | 'metres'> & {
    offeredAt: Date
    decidedAt: Date | null
    metres: string
  }
  const own = seesAllFiles(actor) ? sql`true` : sql`h.from_id = ${actor.id}::uuid`
  const found =
    await sql<Row>`select h.id, h.number, h.year, h.title, h.state, h.from_id as "fromId", s.full_name as "fromName",
      s.post_title as "fromPost", h.from_unit as "fromUnit", h.boxes, h.metres, h.offered_at as "offeredAt",
      h.decided_at as "decidedAt", coalesce(d.full_name, '') as "decidedByName", coalesce(d.post_title, '') as "decidedByPost",
      h.condition, (select count(*)::int from work_file_handover_items i where i.office_id = h.office_id
        and i.handover_id = h.id) as files
    from work_file_handovers h
    join staff_members s on s.office_id = h.office_id and s.id = h.from_id
    left join staff_members d on d.office_id = h.office_id and d.id = h.decided_by
    where h.office_id = ${actor.officeId}::uuid and ${own} ${id === null ? sql`` : sql`and h.id = ${id}::uuid`}
    order by h.offered_at desc, h.id desc limit 100`.execute(db)
  return found.rows.map(({ offeredAt, decidedAt, metres, ...row }) => ({
    ...row,
    metres: Number(metres),
    offeredAt: offeredAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  }))
}

/** Các lần giao nộp: of the reader, of everybody for the archive and the leaders; latest first. */
export const listHandOvers = defineQuery({
  name: 'workfiles.listHandOvers',
  title: 'Xem các lần giao nộp hồ sơ vào lưu trữ',
  audience: keepers,
  door: { method: 'GET', path: '/work-file-handovers' },
  input: z.strictObject({}),
  output: z.object({
    rows: z.array(head),
    /** To whom files may be given when their keeper leaves. */
    members: z.array(z.object({ id: z.string(), name: z.string(), post: z.string() })),
  }),
  example: {},
  async run({ db }, actor) {
    const [rows, members] = await Promise.all([selectHeads(db, actor, null), membersOf(db, actor.officeId)])
    return { rows, members }
  },
})

async function readHandOver({ db, now }: Reader, actor: Actor, id: string) {
  const [heads, { rules }, office] = await Promise.all([
    selectHeads(db, actor, id),
    rulesOn(db, actor.officeId, localDate(now)),
    officeFacts(db, actor.officeId),
  ])
  const [found] = heads
  if (!found)
    throw new AppError('not_found', { detail: 'Không có lần giao nộp này hoặc bạn không được xem.' })
  const items = sql`select work_file_id, ordinal from work_file_handover_items where office_id = ${actor.officeId}::uuid
    and handover_id = ${id}::uuid`
  const [files, packages] = await Promise.all([filesOnList(db, actor, items), packagesOn(db, actor, id)])
  return { head: found, files, packages, rules, office }
}

/** Fingerprints of the packages that the archive has received with their files. */
async function packagesOn(db: Kysely<DB>, actor: Actor, id: string) {
  return db
    .selectFrom('work_file_handover_items as i')
    .innerJoin('work_files as f', (join) =>
      join.onRef('f.office_id', '=', 'i.office_id').onRef('f.id', '=', 'i.work_file_id'),
    )
    .select(['f.symbol', 'i.fingerprint'])
    .where('i.office_id', '=', actor.officeId)
    .where('i.handover_id', '=', id)
    .where('i.fingerprint', 'is not', null)
    .orderBy('i.ordinal')
    .$narrowType<{ fingerprint: string }>()
    .execute()
}

/** Một lần giao nộp with its files. */
export const getHandOver = defineQuery({
  name: 'workfiles.getHandOver',
  title: 'Xem một lần giao nộp hồ sơ',
  audience: keepers,
  door: { method: 'GET', path: '/work-file-handovers/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    head,
    files: z.array(z.object({ id: z.uuid(), cells: z.array(z.string()), visible: z.boolean() })),
  }),
  example: { id: demoWorkFile.handoverId(0) },
  async run(reader, actor, { id }) {
    const { head: found, files, rules } = await readHandOver(reader, actor, id)
    return {
      head: found,
      files: files.map((file, index) => ({
        id: file.id,
        visible: file.visible,
        cells: fileCells(file, { index, rules, withEnd: false }),
      })),
    }
  },
})

/** Mục lục hồ sơ, tài liệu nộp lưu, seven columns, as a paper and as a sheet. */
export const printHandOverList = defineQuery({
  name: 'workfiles.printHandOverList',
  title: 'In mục lục hồ sơ, tài liệu nộp lưu',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: printedRegister,
  async run(reader, actor, { id }) {
    const { head: found, files, rules, office } = await readHandOver(reader, actor, id)
    const table = {
      ...handOverForm,
      subject: `${found.title} (đơn vị giao: ${found.fromUnit || found.fromName})`,
      rows: files.map((file, index) => fileCells(file, { index, rules, withEnd: false })),
      ...spanOf(files, localDate(reader.now)),
      agency: inFull(office.name),
    }
    return {
      fileName: `muc-luc-nop-luu-${found.year}-${found.number}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Mục lục nộp lưu'),
    }
  },
})

/** Biên bản giao nhận hồ sơ, tài liệu, two copies; the place of the receiving side stays blank until they are received. */
export const printHandOverMinutes = defineQuery({
  name: 'workfiles.printHandOverMinutes',
  title: 'In biên bản giao nhận hồ sơ, tài liệu',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ fileName: z.string(), paper: z.custom<OfficialDocument>() }),
  async run(reader, actor, { id }) {
    const { head: found, files, packages, office } = await readHandOver(reader, actor, id)
    const { from, to } = spanOf(files, localDate(reader.now))
    const day = found.decidedAt ? localDate(new Date(found.decidedAt)) : null
    return {
      fileName: `bien-ban-giao-nhan-${found.year}-${found.number}`,
      paper: handOverMinutes({
        office: { ...office, name: inFull(office.name) },
        handOver: found,
        files,
        packages,
        from,
        to,
        day,
      }),
    }
  },
})
