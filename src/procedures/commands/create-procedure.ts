import { sql } from 'kysely'
import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { checkContent } from '../model/content-rules.ts'
import { startingSteps } from '../model/default-process.ts'
import { contentColumns } from '../model/prepare-change.ts'
import { procedureId } from '../model/record-schema.ts'
import {
  contentParts,
  tidyContent,
  type VersionContent,
  versionContentSchema,
} from '../model/version-content.ts'
import { commonCase, fieldCode, procedureCodeSchema, procedureKey } from '../model.ts'
import { requireForm } from '../queries/settle-change.ts'
import { noteSchema } from './change-procedure.ts'

const startingContent = versionContentSchema.partial().required({ name: true, timeLimit: true })

/**
 * A new procedure from a day on. What is not told starts empty, the process as the time limit suggests. It begins as
 * unconfirmed: citizens see it after somebody compared it with the decision that published it.
 */
export const createProcedure = defineCommand({
  name: 'procedures.create',
  title: 'Thêm thủ tục hành chính',
  audience: ['admin'],
  door: { method: 'POST', path: '/procedures', status: 201 },
  input: z.strictObject({
    code: procedureCodeSchema.nullable().default(null),
    /** Field (lĩnh vực) by its name; one that the office does not have yet is added. */
    field: z
      .string()
      .trim()
      .min(1, 'Hãy chọn hoặc đặt tên lĩnh vực.')
      .max(200, 'Tối đa 200 ký tự.')
      .normalize(),
    validFrom: localDateSchema.optional(),
    note: noteSchema,
    content: startingContent,
    formText: z.string().max(500_000, 'Mã nguồn tờ khai quá dài.').optional(),
  }),
  output: z.object({ procedureId: z.uuid(), version: z.int(), warnings: z.array(z.string()) }),
  example: {
    field: 'Chứng thực',
    note: 'Thủ tục nội bộ theo Quyết định số 20/QĐ-UBND (mẫu).',
    content: {
      name: 'Xác nhận bản sao tài liệu lưu tại UBND xã (mẫu)',
      timeLimit: { amount: 2, unit: 'working_day' },
      result: 'Bản sao có xác nhận',
    },
  },
  async run(tx, actor, { code, field, note, validFrom = localDate(tx.now), content: given, formText }) {
    const content = wholeContent(given, formText)
    const fields: Record<string, string> = validFrom < localDate(tx.now) ? { validFrom: pastDay } : {}
    const { problems, warnings } = checkContent(content, contentParts)
    for (const [name, message] of Object.entries(problems)) fields[`content.${name}`] = message
    if (fieldCode(field) === '') fields.field = 'Tên lĩnh vực phải có chữ.'
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
    const key = procedureKey({ code, name: content.name })
    const id = procedureId(actor.officeId, key)
    await requireNew(tx, actor, { id, code })
    await insertProcedure(tx, actor, { id, key, code, field })
    await insertVersion(tx, actor, { id, validFrom, note, columns: contentColumns(content, code) })
    const facts = { code, field, name: content.name, validFrom, note }
    return {
      output: { procedureId: id, version: 1, warnings },
      audit: [{ subjectType: 'procedure', subjectId: id, facts }],
    }
  },
})

const pastDay = 'Hãy chọn ngày áp dụng từ hôm nay trở đi.'

function wholeContent(given: z.output<typeof startingContent>, formText: string | undefined): VersionContent {
  const { timeLimit } = given
  const content: VersionContent = {
    fees: [],
    result: '',
    legalBasis: [],
    decision: null,
    notes: null,
    agencies: {},
    posting: {},
    form: null,
    cases: [commonCase([])],
    steps: startingSteps(timeLimit).map(({ name, role, minutes }) => ({ name, role, minutes })),
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as typeof given),
  } as VersionContent
  return tidyContent(formText === undefined ? content : { ...content, form: requireForm(formText) })
}

async function requireNew(tx: Tx, actor: Actor, wanted: { id: string; code: string | null }): Promise<void> {
  const found = await sql<{ name: string; sameCode: boolean }>`
    select v.name, (p.code is not distinct from ${wanted.code}::text and p.code is not null) as "sameCode"
    from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
    where p.office_id = ${actor.officeId}::uuid and (p.id = ${wanted.id}::uuid or p.code = ${wanted.code}::text)
    order by v.version desc limit 1`.execute(tx.db)
  const [other] = found.rows
  if (!other) return
  throw new AppError('invalid_input', {
    fields: other.sameCode
      ? { code: `Mã này đã dùng cho thủ tục “${other.name}”. Hãy thêm trường hợp vào thủ tục đó.` }
      : { 'content.name': 'Đã có thủ tục cùng tên. Hãy tìm trong danh mục và sửa thủ tục đó.' },
  })
}

async function insertProcedure(
  tx: Tx,
  actor: Actor,
  row: { id: string; key: string; code: string | null; field: string },
): Promise<void> {
  await sql`insert into fields (office_id, code, name)
    values (${actor.officeId}::uuid, ${fieldCode(row.field)}, ${row.field}) on conflict do nothing`.execute(
    tx.db,
  )
  const inserted = await sql<{ id: string }>`insert into procedures (office_id, id, key, code, field_code)
    values (${actor.officeId}::uuid, ${row.id}::uuid, ${row.key}, ${row.code}, ${fieldCode(row.field)})
    on conflict do nothing returning id`.execute(tx.db)
  if (inserted.rows.length > 0) return
  throw new AppError('conflict', { detail: 'Thủ tục này vừa được người khác thêm. Hãy tìm trong danh mục.' })
}

interface FirstVersion {
  id: string
  validFrom: string
  note: string
  columns: Record<string, unknown>
}

async function insertVersion(tx: Tx, actor: Actor, first: FirstVersion): Promise<void> {
  const row = {
    ...first.columns,
    office_id: actor.officeId,
    procedure_id: first.id,
    version: 1,
    valid_from: first.validFrom,
    confidence: 'check',
    verified_fields: [],
    confirmed_against: '',
    change_note: first.note,
    created_at: tx.now,
    created_by: actor.kind === 'staff' ? actor.id : null,
  }
  // json, not jsonb: the form keeps the order of its fields.
  const columns = sql.join(Object.keys(row).map((name) => sql.id(name)))
  await sql`insert into procedure_versions (${columns}) select ${columns}
    from json_populate_record(null::procedure_versions, ${JSON.stringify(row)}::json)`.execute(tx.db)
}
