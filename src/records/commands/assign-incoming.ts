import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { demoIncomingRef } from '../examples.ts'
import { type AssignInput, assignInput, changedIncoming } from '../model/incoming-inputs.ts'
import { handlers, requireStep } from '../policy.ts'
import { type Colleague, colleaguesToday } from '../queries/staff-today.ts'
import { changeIncoming } from './change-incoming.ts'
import { momentOf, type OpenIncoming, openIncoming } from './open-incoming.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Ý kiến của lãnh đạo đơn vị (Phụ lục IV, phiếu giải quyết văn bản đến): the head of the unit that a leader gave the document to
 * names who of it leads, until when, or takes it back. There is one lead all the while.
 */
export const assignIncoming = defineCommand({
  name: 'records.assignIncoming',
  title: 'Giao người trong đơn vị xử lý văn bản đến',
  audience: handlers,
  door: { method: 'POST', path: '/incoming/{id}/assign' },
  input: assignInput,
  output: changedIncoming,
  example: { ...demoIncomingRef('assign'), staffId: demoStaffId('tiepnhan2'), words: 'Soạn báo cáo.' },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('assign', document, actor)
    const direction = await directionInForce(tx, actor, document.id)
    const person = await requireMate(tx, actor, { input, unitId: direction.unitId })
    requireSoundAssignment(tx, actor, { document, input, dueOn: direction.dueOn })
    await endAssignment(tx, actor, { document, as: 'replaced', words: input.words })
    const isBack = input.staffId === actor.id
    const id = uuid()
    if (!isBack) {
      await tx.db
        .insertInto('incoming_assignments')
        .values({
          office_id: actor.officeId,
          incoming_id: document.id,
          id,
          direction_id: direction.id,
          staff_id: input.staffId,
          due_on: input.dueOn,
          words: input.words,
          assigned_at: tx.now,
          assigned_by: actor.id,
        })
        .execute()
    }
    await passLead(tx, actor, { document, to: input.staffId, isBack })
    if (!isBack) {
      await tellStaff(tx, actor.officeId, {
        source: `incoming.assigned.${id}`,
        event: 'document_directed',
        staffIds: [input.staffId],
        document: { ...document, dueOn: input.dueOn ?? direction.dueOn },
      })
    }
    return changeIncoming(tx, actor, {
      document,
      set: {
        state: 'directed',
        lead_id: input.staffId,
        due_on: direction.dueOn ?? input.dueOn,
        returned_words: '',
      },
      event: { kind: 'assigned', words: inWords(input, person), facts: { assignmentId: isBack ? null : id } },
    })
  },
})

interface InForce {
  id: string
  unitId: string | null
  /** The leader's own deadline. */
  dueOn: string | null
}

export async function directionInForce(tx: Tx, actor: Actor, incomingId: string): Promise<InForce> {
  return tx.db
    .selectFrom('incoming_directions')
    .select(['id', 'unit_id as unitId', 'due_on as dueOn'])
    .where('office_id', '=', actor.officeId)
    .where('incoming_id', '=', incomingId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
}

/** Somebody of the unit who can be given work today, the head included. */
async function requireMate(
  tx: Tx,
  actor: Actor,
  { input, unitId }: { input: AssignInput; unitId: string | null },
): Promise<Colleague> {
  const mates = await colleaguesToday(tx.db, actor.officeId, { today: localDate(tx.now), unitId })
  const person = mates.find(({ id }) => id === input.staffId)
  if (person) return person
  throw new AppError('invalid_input', {
    fields: {
      staffId:
        'Người này không thuộc đơn vị, đã nghỉ việc, đang nghỉ phép hoặc không được phân công việc gì hôm nay. Hãy chọn người khác.',
    },
  })
}

function requireSoundAssignment(
  tx: Tx,
  actor: Actor,
  { document, input, dueOn }: { document: OpenIncoming; input: AssignInput; dueOn: string | null },
): void {
  const fields: Record<string, string> = {}
  if (input.staffId === document.leadId) {
    fields.staffId =
      input.staffId === actor.id
        ? 'Anh, chị đang chủ trì văn bản này. Hãy bấm “Nhận xử lý” hoặc chọn người khác.'
        : 'Người này đang chủ trì. Hãy chọn người khác.'
  }
  if (document.leadId !== actor.id && input.words.length < 10) {
    fields.words = 'Văn bản đã giao cho người khác. Hãy ghi lý do giao lại (ít nhất 10 ký tự).'
  }
  if (input.dueOn && input.dueOn < localDate(tx.now)) fields.dueOn = 'Thời hạn không thể trước hôm nay.'
  if (input.dueOn && dueOn && input.dueOn > dueOn) {
    fields.dueOn = `Lãnh đạo cơ quan giao hạn ${formatDate(dueOn)}. Hãy chọn ngày không muộn hơn.`
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
}

/** Ends what the head had said before, where there is anything. */
export async function endAssignment(
  tx: Tx,
  actor: Actor,
  { document, as, words }: { document: OpenIncoming; as: 'replaced' | 'returned'; words: string },
): Promise<void> {
  await tx.db
    .updateTable('incoming_assignments')
    .set({ ended_at: tx.now, ended_as: as, ended_words: words })
    .where('office_id', '=', actor.officeId)
    .where('incoming_id', '=', document.id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Makes another the lead; the head stays named, whoever led in their stead does not. `isBack`: the head leads again. */
export async function passLead(
  tx: Tx,
  actor: Actor,
  { document, to, isBack }: { document: OpenIncoming; to: string; isBack: boolean },
): Promise<void> {
  const ofDocument = sql`office_id = ${actor.officeId}::uuid and incoming_id = ${document.id}::uuid`
  if (document.headId === document.leadId) {
    await sql`update incoming_recipients set part = 'head', seen_at = coalesce(seen_at, ${tx.now})
      where ${ofDocument} and part = 'lead'`.execute(tx.db)
  } else await sql`delete from incoming_recipients where ${ofDocument} and part = 'lead'`.execute(tx.db)
  await tx.db
    .insertInto('incoming_recipients')
    .values({
      office_id: actor.officeId,
      incoming_id: document.id,
      staff_id: to,
      part: 'lead',
      since: tx.now,
      registered_at: momentOf(actor, document),
    })
    .onConflict((on) =>
      on
        .columns(['office_id', 'incoming_id', 'staff_id'])
        .doUpdateSet({ part: 'lead', since: tx.now, seen_at: isBack ? tx.now : null }),
    )
    .execute()
}

function inWords({ dueOn, words }: AssignInput, person: Colleague): string {
  const sentences = [`Lãnh đạo đơn vị giao: ${person.fullName}`, dueOn && `Hạn: ${formatDate(dueOn)}`].filter(
    Boolean,
  )
  return [`${sentences.join('. ')}.`, words].filter(Boolean).join(' ')
}
