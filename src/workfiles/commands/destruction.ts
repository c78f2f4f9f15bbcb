import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import { line, lines, reason } from '../model/inputs.ts'
import type { RemovedFile } from '../model/removed-files.ts'
import { mayBeDestroyed } from '../model/time-limits.ts'
import { clerks, leaders } from '../policy.ts'
import { contentsOf } from '../queries/contents-rows.ts'
import { destroyUploads } from './destroy-uploads.ts'
import { moveFiles, openChosen } from './hand-over.ts'
import { dropBuilt } from './kept-packages.ts'

const changed = z.object({ id: z.uuid(), state: z.string() })

/** Trình danh mục tài liệu hết giá trị, after review: files whose retention is over, on one list. */
export const proposeDestruction = defineCommand({
  name: 'workfiles.proposeDestruction',
  title: 'Trình danh mục hồ sơ hết thời hạn bảo quản',
  audience: clerks,
  door: { method: 'POST', path: '/work-file-destructions', status: 201 },
  input: z.strictObject({
    id: z.uuid().optional(),
    workFileIds: z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một hồ sơ.').max(500),
    reason,
  }),
  output: changed,
  example: {
    workFileIds: [demoWorkFile.id('expired')],
    reason: 'Hết thời hạn bảo quản, không còn giá trị sử dụng.',
  },
  async run(tx, actor, { id = uuid(), workFileIds, reason: words }) {
    const files = await openChosen(tx, actor, workFileIds)
    const today = localDate(tx.now)
    const kept = files.find(
      (file) => !mayBeDestroyed({ ...file.timed, state: file.state, frozen: file.frozen }, today),
    )
    if (kept) {
      throw new AppError('wrong_state', {
        detail: `Hồ sơ ${kept.symbol} chưa hết thời hạn bảo quản, đang khóa hoặc chưa kết thúc. Hãy bỏ khỏi danh mục.`,
      })
    }
    await requireUnlisted(tx, actor, workFileIds)
    const year = Number(today.slice(0, 4))
    const number = await takeNumber(tx.db, actor.officeId, {
      name: 'work-file-destruction',
      period: String(year),
    })
    await tx.db
      .insertInto('work_file_destructions')
      .values({
        office_id: actor.officeId,
        id,
        year,
        number,
        state: 'proposed',
        reason: words,
        proposed_at: tx.now,
        proposed_by: actor.id,
      })
      .execute()
    const items = files.map((file, index) => ({
      office_id: actor.officeId,
      destruction_id: id,
      work_file_id: file.id,
      ordinal: index + 1,
    }))
    await tx.db.insertInto('work_file_destruction_items').values(items).execute()
    const facts = { number, year, reason: words, files: workFileIds }
    return { output: { id, state: 'proposed' }, audit: [auditOf(id, facts)] }
  },
})

const auditOf = (id: string, facts: Record<string, unknown>): AuditEntry => ({
  subjectType: 'work_file_destruction',
  subjectId: id,
  facts,
})

/** A file stands on one list at a time. */
async function requireUnlisted(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  const found = await sql<{ symbol: string }>`select f.symbol from work_file_destruction_items i
    join work_file_destructions d on d.office_id = i.office_id and d.id = i.destruction_id and d.state in ('proposed', 'approved')
    join work_files f on f.office_id = i.office_id and f.id = i.work_file_id
    where i.office_id = ${actor.officeId}::uuid and i.work_file_id = any(${[...ids]}::uuid[]) limit 1`.execute(
    tx.db,
  )
  const [listed] = found.rows
  if (listed) {
    throw new AppError('conflict', {
      detail: `Hồ sơ ${listed.symbol} đã có trong một danh mục đang chờ tiêu hủy.`,
    })
  }
}

/** Locks a list in the state in which the next step may be taken. Fails with not_found or wrong_state. */
async function openDestruction(tx: Tx, actor: Actor, wanted: { id: string; state: string }) {
  const row = await tx.db
    .selectFrom('work_file_destructions')
    .select(['state', 'proposed_by'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', wanted.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', { detail: 'Không có danh mục tiêu hủy này.' })
  if (row.state !== wanted.state) {
    throw new AppError('wrong_state', { detail: 'Danh mục này không còn ở bước đó. Hãy tải lại trang.' })
  }
  return row
}

/** Quyết định tiêu hủy: by the head, who did not propose it. */
export const decideDestruction = defineCommand({
  name: 'workfiles.decideDestruction',
  title: 'Quyết định tiêu hủy hồ sơ hết giá trị',
  audience: leaders,
  door: { method: 'POST', path: '/work-file-destructions/{id}/decision' },
  input: z.strictObject({ id: z.uuid(), approve: z.boolean(), decision: lines(500).default('') }),
  output: changed,
  example: {
    id: demoWorkFile.destructionId(0),
    approve: true,
    decision: 'Quyết định về việc tiêu hủy tài liệu hết giá trị',
  },
  async run(tx, actor, { id, approve, decision }) {
    const row = await openDestruction(tx, actor, { id, state: 'proposed' })
    if (row.proposed_by === actor.id) {
      throw new AppError('not_allowed', {
        detail: 'Danh mục do chính bạn trình. Phải do lãnh đạo khác quyết định.',
      })
    }
    if (decision.length < 10) {
      const words = approve
        ? 'Hãy ghi số, ngày quyết định tiêu hủy.'
        : 'Hãy ghi lý do không đồng ý (ít nhất 10 ký tự).'
      throw new AppError('invalid_input', { fields: { decision: words } })
    }
    const state = approve ? 'approved' : 'refused'
    await tx.db
      .updateTable('work_file_destructions')
      .set({ state, decision, decided_at: tx.now, decided_by: actor.id })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    return { output: { id, state }, audit: [auditOf(id, { state, decision })] }
  },
})

/**
 * Lập biên bản tiêu hủy: the files' links end, with what lay in them kept on the list; their metadata stays. What was uploaded
 * into them alone is deleted. The documents themselves belong to the records, whose registers keep them.
 */
export const carryOutDestruction = defineCommand({
  name: 'workfiles.carryOutDestruction',
  title: 'Ghi đã tiêu hủy hồ sơ, lập biên bản',
  audience: clerks,
  door: { method: 'POST', path: '/work-file-destructions/{id}/minutes' },
  input: z.strictObject({
    id: z.uuid(),
    method: line(300).min(5, 'Hãy ghi cách tiêu hủy.'),
    witnesses: line(300).min(5, 'Hãy ghi những người chứng kiến.'),
  }),
  output: changed,
  example: {
    id: demoWorkFile.destructionId(1),
    method: 'Xóa dữ liệu, hủy giấy bằng máy',
    witnesses: 'Công chức Văn phòng, công chức Tài chính',
  },
  async run(tx, actor, { id, method, witnesses }) {
    await openDestruction(tx, actor, { id, state: 'approved' })
    const items = await tx.db
      .selectFrom('work_file_destruction_items')
      .select('work_file_id')
      .where('office_id', '=', actor.officeId)
      .where('destruction_id', '=', id)
      .execute()
    const ids = items.map(({ work_file_id }) => work_file_id)
    const files = await openChosen(tx, actor, ids)
    const locked = files.find(({ frozen }) => frozen)
    if (locked) {
      throw new AppError('wrong_state', {
        detail: `Hồ sơ ${locked.symbol} đang khóa nên chưa tiêu hủy được. Hãy mở khóa trước.`,
      })
    }
    await keepContents(tx, actor, { id, workFileIds: ids })
    await dropBuilt(tx, actor, ids)
    const removed = await destroyUploads(tx, actor, ids)
    await keepRemoved(tx, actor, { id, removed })
    const event = { kind: 'destroyed', words: `Đã tiêu hủy theo biên bản. Cách tiêu hủy: ${method}` }
    const audit = await moveFiles(tx, actor, {
      files,
      set: { state: 'destroyed', destroyed_at: tx.now },
      event,
    })
    await tx.db
      .updateTable('work_file_destructions')
      .set({ state: 'done', method, witnesses, done_at: tx.now, done_by: actor.id })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    return {
      output: { id, state: 'done' },
      audit: [
        auditOf(id, { state: 'done', method, witnesses, files: ids, removed: Object.fromEntries(removed) }),
        ...audit,
      ],
    }
  },
})

/** Writes down what lay in each file, then ends the links. */
async function keepContents(
  tx: Tx,
  actor: Actor,
  of: { id: string; workFileIds: readonly string[] },
): Promise<void> {
  for (const workFileId of of.workFileIds) {
    const contents = await contentsOf(tx.db, { officeId: actor.officeId, workFileId, reader: actor })
    await tx.db
      .updateTable('work_file_destruction_items')
      .set({ contents: JSON.stringify(contents) })
      .where('office_id', '=', actor.officeId)
      .where('destruction_id', '=', of.id)
      .where('work_file_id', '=', workFileId)
      .execute()
  }
  await tx.db
    .updateTable('work_file_documents')
    .set({ removed_at: tx.now, removed_by: actor.id, removed_reason: 'Hồ sơ đã tiêu hủy.' })
    .where('office_id', '=', actor.officeId)
    .where('work_file_id', 'in', [...of.workFileIds])
    .where('removed_at', 'is', null)
    .execute()
}

/** Writes down which uploads were deleted with each file. */
async function keepRemoved(
  tx: Tx,
  actor: Actor,
  { id, removed }: { id: string; removed: ReadonlyMap<string, readonly RemovedFile[]> },
): Promise<void> {
  const rows = [...removed].map(([workFileId, files]) => ({ id: workFileId, files }))
  await sql`update work_file_destruction_items i set removed_files = r.files
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, files jsonb)
    where i.office_id = ${actor.officeId}::uuid and i.destruction_id = ${id}::uuid and i.work_file_id = r.id`.execute(
    tx.db,
  )
}
