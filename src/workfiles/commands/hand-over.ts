import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { demoWorkFile } from '../examples.ts'
import { line, lines, reason, titleSchema } from '../model/inputs.ts'
import type { WorkFileState } from '../model/states.ts'
import { clerks, keepers, overseers, requireStep } from '../policy.ts'
import { addFileEvents, auditOf, type FileEvent } from './change-file.ts'
import { type OpenedFile, openFiles } from './open-for-change.ts'

const changedHandOver = z.object({ id: z.uuid(), state: z.string() })
const chosen = z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một hồ sơ.').max(500, 'Mỗi lần tối đa 500 hồ sơ.')

/** Locks the chosen files, all of them or none. Fails with invalid_input where one is not there or not for the actor. */
export async function openChosen(tx: Tx, actor: Actor, ids: readonly string[]): Promise<OpenedFile[]> {
  const once = [...new Set(ids)]
  const files = await openFiles(tx, actor, once)
  if (files.length < once.length) {
    throw new AppError('invalid_input', {
      fields: { workFileIds: 'Có hồ sơ không còn hoặc bạn không được xem. Hãy chọn lại.' },
    })
  }
  return once.flatMap((id) => files.find((file) => file.id === id) ?? [])
}

/** Moves files together to a state, each with its line of history. */
export async function moveFiles(
  tx: Tx,
  actor: Actor,
  move: { files: readonly { id: string; symbol: string }[]; set: Record<string, unknown>; event: FileEvent },
): Promise<AuditEntry[]> {
  const { files, set, event } = move
  await tx.db
    .updateTable('work_files')
    .set((column) => ({ ...set, revision: column('revision', '+', 1) }))
    .where('office_id', '=', actor.officeId)
    .where(
      'id',
      'in',
      files.map(({ id }) => id),
    )
    .execute()
  await addFileEvents(
    tx,
    actor,
    files.map(({ id }) => ({ workFileId: id, event })),
  )
  return files.map((file) => auditOf(file, { event: event.kind, change: set }))
}

/** Giao nộp hồ sơ (Điều 30): closed files of the actor, or of those whose files they oversee, on one list. */
export const offerHandOver = defineCommand({
  name: 'workfiles.offerHandOver',
  title: 'Giao nộp hồ sơ vào Lưu trữ cơ quan',
  audience: keepers,
  door: { method: 'POST', path: '/work-file-handovers', status: 201 },
  input: z.strictObject({
    id: z.uuid().optional(),
    title: titleSchema,
    workFileIds: chosen,
    boxes: z.int().min(0).max(100_000).default(0),
    metres: z.number().min(0).max(9999).default(0),
  }),
  output: changedHandOver,
  example: { title: 'Hồ sơ công việc năm 2025', workFileIds: [demoWorkFile.id('offer')] },
  async run(tx, actor, { id = uuid(), title, workFileIds, boxes, metres }) {
    const files = await openChosen(tx, actor, workFileIds)
    for (const file of files) requireStep('offer', file, file.viewer)
    const unit = await tx.db
      .selectFrom('staff_members as s')
      .leftJoin('units as u', (join) =>
        join.onRef('u.office_id', '=', 's.office_id').onRef('u.id', '=', 's.unit_id'),
      )
      .select('u.name')
      .where('s.office_id', '=', actor.officeId)
      .where('s.id', '=', actor.id)
      .executeTakeFirst()
    const year = Number(localDate(tx.now).slice(0, 4))
    const event = { kind: 'offered', words: `Giao nộp lưu trữ: ${title}.` }
    const audit = await moveFiles(tx, actor, { files, set: { state: 'offered' }, event })
    const number = await takeNumber(tx.db, actor.officeId, {
      name: 'work-file-handover',
      period: String(year),
    })
    await tx.db
      .insertInto('work_file_handovers')
      .values({
        office_id: actor.officeId,
        id,
        year,
        number,
        title,
        state: 'offered',
        from_id: actor.id,
        from_unit: unit?.name ?? '',
        boxes,
        metres,
        offered_at: tx.now,
      })
      .execute()
    const items = files.map((file, index) => ({
      office_id: actor.officeId,
      handover_id: id,
      work_file_id: file.id,
      ordinal: index + 1,
    }))
    await tx.db.insertInto('work_file_handover_items').values(items).execute()
    const summary = {
      subjectType: 'work_file_handover',
      subjectId: id,
      facts: { number, year, title, files: workFileIds },
    }
    return { output: { id, state: 'offered' }, audit: [summary, ...audit] }
  },
})

const decided = { id: z.uuid() }

/** Nhận hồ sơ: the archive of the office has looked at every file and says in what condition they are. */
export const receiveHandOver = defineCommand({
  name: 'workfiles.receiveHandOver',
  title: 'Nhận hồ sơ giao nộp vào Lưu trữ cơ quan',
  audience: clerks,
  door: { method: 'POST', path: '/work-file-handovers/{id}/receipt' },
  input: z.strictObject({ ...decided, condition: lines(1000).min(5, 'Hãy ghi tình trạng hồ sơ khi nhận.') }),
  output: changedHandOver,
  example: { id: demoWorkFile.handoverId(0), condition: 'Đủ, nguyên vẹn, đúng mục lục.' },
  async run(tx, actor, { id, condition }) {
    const files = await openHandOver(tx, actor, id)
    const event = { kind: 'handed_over', words: `Đã nộp lưu. Tình trạng: ${condition}` }
    const set = { state: 'handed_over' satisfies WorkFileState, handed_over_at: tx.now, held_until: null }
    const audit = await moveFiles(tx, actor, { files, set, event })
    await keepFingerprints(tx, actor, id)
    return decideHandOver(tx, actor, { id, state: 'received', condition, audit })
  },
})

/** Trả lại hồ sơ giao nộp: what is wrong with them; their keepers mend it and offer them again. */
export const returnHandOver = defineCommand({
  name: 'workfiles.returnHandOver',
  title: 'Trả lại hồ sơ giao nộp chưa đạt',
  audience: clerks,
  door: { method: 'POST', path: '/work-file-handovers/{id}/return' },
  input: z.strictObject({ ...decided, reason }),
  output: changedHandOver,
  example: { id: demoWorkFile.handoverId(1), reason: 'Thiếu mục lục văn bản của hồ sơ giấy.' },
  async run(tx, actor, { id, reason: words }) {
    const files = await openHandOver(tx, actor, id)
    const event = { kind: 'returned', words: `Lưu trữ trả lại: ${words}` }
    const audit = await moveFiles(tx, actor, { files, set: { state: 'closed' }, event })
    return decideHandOver(tx, actor, { id, state: 'returned', condition: words, audit })
  },
})

/** Locks a hand-over that waits, with its files. Fails with not_found or wrong_state; not_allowed for who offered it. */
async function openHandOver(tx: Tx, actor: Actor, id: string) {
  const row = await tx.db
    .selectFrom('work_file_handovers')
    .select(['state', 'from_id'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', { detail: 'Không có lần giao nộp này.' })
  if (row.state !== 'offered') {
    throw new AppError('wrong_state', { detail: 'Lần giao nộp này đã được nhận hoặc trả lại rồi.' })
  }
  const items = await tx.db
    .selectFrom('work_file_handover_items')
    .select('work_file_id')
    .where('office_id', '=', actor.officeId)
    .where('handover_id', '=', id)
    .orderBy('ordinal')
    .execute()
  const files = await openFiles(
    tx,
    actor,
    items.map(({ work_file_id }) => work_file_id),
  )
  const locked = files.find(({ frozen }) => frozen)
  if (locked) requireStep('offer', locked, locked.viewer)
  return files
}

/** The latest package of each file is the one that the archive looked at: its fingerprint goes into the minutes. */
async function keepFingerprints(tx: Tx, actor: Actor, handOverId: string): Promise<void> {
  await sql`update work_file_handover_items i set fingerprint = (select p.fingerprint from work_file_packages p
      where p.office_id = i.office_id and p.work_file_id = i.work_file_id order by p.made_at desc limit 1)
    where i.office_id = ${actor.officeId}::uuid and i.handover_id = ${handOverId}::uuid`.execute(tx.db)
}

async function decideHandOver(
  tx: Tx,
  actor: Actor,
  done: { id: string; state: 'received' | 'returned'; condition: string; audit: AuditEntry[] },
) {
  const { id, state, condition, audit } = done
  await tx.db
    .updateTable('work_file_handovers')
    .set({ state, condition, decided_at: tx.now, decided_by: actor.id })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .execute()
  const summary: AuditEntry = {
    subjectType: 'work_file_handover',
    subjectId: id,
    facts: { state, condition },
  }
  const told: [AuditEntry, ...AuditEntry[]] = [summary, ...audit]
  return { output: { id, state }, audit: told }
}

/** Bàn giao hồ sơ cho người khác, as when somebody leaves: open and closed files get another keeper. */
export const transferFiles = defineCommand({
  name: 'workfiles.transfer',
  title: 'Bàn giao hồ sơ công việc cho người khác',
  audience: overseers,
  door: { method: 'POST', path: '/work-file-transfers' },
  input: z.strictObject({
    workFileIds: chosen,
    toId: z.uuid('Hãy chọn người nhận.'),
    reason: line(500).min(10, 'Hãy ghi lý do bàn giao (ít nhất 10 ký tự).'),
  }),
  output: z.object({ moved: z.int() }),
  example: {
    workFileIds: [demoWorkFile.id('late')],
    toId: demoStaffId('tuphap'),
    reason: 'Công chức chuyển công tác, bàn giao theo phân công.',
  },
  async run(tx, actor, { workFileIds, toId, reason: words }) {
    const files = await openChosen(tx, actor, workFileIds)
    const fixed = files.find(({ state, frozen }) => frozen || (state !== 'open' && state !== 'closed'))
    if (fixed) {
      throw new AppError('wrong_state', {
        detail: `Hồ sơ ${fixed.symbol} đang khóa, đang giao nộp hoặc đã nộp lưu nên không bàn giao được.`,
      })
    }
    const to = await tx.db
      .selectFrom('staff_members')
      .select(['full_name', 'unit_id'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', toId)
      .where('active', '=', true)
      .executeTakeFirst()
    if (!to)
      throw new AppError('invalid_input', { fields: { toId: 'Hãy chọn người đang làm việc tại đơn vị.' } })
    const event = { kind: 'transferred', words: `Bàn giao cho ${to.full_name}: ${words}` }
    const [first, ...others] = await moveFiles(tx, actor, {
      files,
      set: { keeper_id: toId, unit_id: to.unit_id },
      event,
    })
    if (!first) throw new AppError('invalid_input')
    return { output: { moved: files.length }, audit: [first, ...others] }
  },
})
