import { v7 as uuid } from 'uuid'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { demoIncomingRef } from '../examples.ts'
import { changedIncoming, type DirectInput, directInput } from '../model/incoming-inputs.ts'
import type { Part } from '../model/states.ts'
import { leaders, requireStep } from '../policy.ts'
import { colleaguesToday, unitHeadsToday } from '../queries/staff-today.ts'
import { endAssignment } from './assign-incoming.ts'
import { changeIncoming } from './change-incoming.ts'
import { closeIncoming } from './close-incoming.ts'
import { momentOf, type OpenIncoming, openIncoming } from './open-incoming.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Cho ý kiến chỉ đạo (Điều 23): names exactly one lead, those who coordinate and those who should know, and the deadline;
 * or decides that the document is for information and so needs no action, which finishes it.
 */
export const directIncoming = defineCommand({
  name: 'records.directIncoming',
  title: 'Cho ý kiến, giao xử lý văn bản đến',
  audience: leaders,
  door: { method: 'POST', path: '/incoming/{id}/direct' },
  input: directInput,
  output: changedIncoming,
  example: {
    ...demoIncomingRef('direct'),
    kind: 'action',
    leadId: demoStaffId('chuyenmon'),
    informIds: [demoStaffId('vanthu')],
    words: 'Tham mưu văn bản trả lời.',
  },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('direct', document, actor)
    const today = localDate(tx.now)
    const given = await throughUnit(tx, actor, { input, today })
    const named = peopleOf(given)
    requireReasonToReplace(document, input)
    await requireAvailable(tx, actor, named)
    if (input.dueOn && input.dueOn < today) {
      throw new AppError('invalid_input', { fields: { dueOn: 'Hạn giải quyết không thể trước hôm nay.' } })
    }
    const directionId = await storeDirection(tx, actor, { document, input: given, named })
    await tellNamed(tx, actor, { document, input, named, directionId })
    const set = {
      lead_id: given.leadId,
      due_on: input.dueOn,
      for_information: input.kind === 'information',
      urgency: input.urgency ?? document.urgency,
      forwarded_at: tx.now,
      returned_words: '',
    }
    const event = { kind: 'directed', words: inWords(given, named), facts: { directionId } }
    if (input.kind === 'information') {
      return closeIncoming(tx, actor, { document: { ...document, forInformation: true }, also: set, event })
    }
    return changeIncoming(tx, actor, { document, set: { ...set, state: 'directed' }, event })
  },
})

interface Given extends DirectInput {
  /** Name of the unit that leads, where one does. */
  unitName: string
}

/** Fills in who leads for a unit: its head. */
async function throughUnit(
  tx: Tx,
  actor: Actor,
  { input, today }: { input: DirectInput; today: string },
): Promise<Given> {
  if (input.leadUnitId === null) return { ...input, unitName: '' }
  if (input.leadId !== null || input.kind === 'information') {
    throw new AppError('invalid_input', {
      fields: { leadId: 'Chỉ giao chủ trì cho một đơn vị hoặc một người, và chỉ khi yêu cầu xử lý.' },
    })
  }
  const units = await unitHeadsToday(tx.db, actor.officeId, today)
  const unit = units.find(({ unitId }) => unitId === input.leadUnitId)
  if (unit) return { ...input, leadId: unit.headId, unitName: unit.unitName }
  throw new AppError('invalid_input', {
    fields: {
      leadId: 'Đơn vị này chưa có người đứng đầu hoặc người đó đang nghỉ. Hãy giao trực tiếp cho một người.',
    },
  })
}

interface Named {
  staffId: string
  part: Part
  fullName?: string
}

/** Everybody named, each once: who leads does not coordinate too, and who acts need not be informed. */
function peopleOf(input: DirectInput): Named[] {
  if (input.kind === 'action' && !input.leadId) {
    throw new AppError('invalid_input', { fields: { leadId: 'Hãy chọn đúng một người chủ trì.' } })
  }
  if (input.kind === 'information' && (input.leadId || input.coordinateIds.length > 0 || input.dueOn)) {
    throw new AppError('invalid_input', {
      fields: { kind: 'Văn bản để biết không có người chủ trì, phối hợp và hạn giải quyết.' },
    })
  }
  const parts = new Map<string, Part>()
  for (const id of input.informIds) parts.set(id, 'inform')
  for (const id of input.coordinateIds) parts.set(id, 'coordinate')
  if (input.leadId) parts.set(input.leadId, 'lead')
  return [...parts].map(([staffId, part]) => ({ staffId, part }))
}

function requireReasonToReplace(document: OpenIncoming, input: DirectInput): void {
  if (document.state === 'registered' || input.words.length >= 10) return
  throw new AppError('invalid_input', {
    fields: { words: 'Văn bản đã giao cho người khác. Hãy ghi lý do giao lại (ít nhất 10 ký tự).' },
  })
}

const fieldOf: Record<Part, string> = {
  lead: 'leadId',
  head: 'leadId',
  coordinate: 'coordinateIds',
  inform: 'informIds',
}

/** Refuses work for who has left, is on leave, or holds no duty: nobody would do it. Fills in the names. */
async function requireAvailable(tx: Tx, actor: Actor, named: Named[]): Promise<void> {
  const available = await colleaguesToday(tx.db, actor.officeId, { today: localDate(tx.now) })
  const fields: Record<string, string> = {}
  for (const person of named) {
    const found = available.find(({ id }) => id === person.staffId)
    if (found) person.fullName = found.fullName
    else {
      fields[fieldOf[person.part]] =
        'Có người đã nghỉ việc, đang nghỉ phép hoặc không được phân công việc gì hôm nay. Hãy chọn người khác.'
    }
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
}

interface Direction {
  document: OpenIncoming
  input: DirectInput
  named: readonly Named[]
}

async function storeDirection(tx: Tx, actor: Actor, { document, input, named }: Direction): Promise<string> {
  const ofDocument = { office_id: actor.officeId, incoming_id: document.id }
  const id = uuid()
  await tx.db
    .updateTable('incoming_directions')
    .set({ ended_at: tx.now, ended_as: 'replaced', ended_words: input.words })
    .where('office_id', '=', actor.officeId)
    .where('incoming_id', '=', document.id)
    .where('ended_at', 'is', null)
    .execute()
  await endAssignment(tx, actor, { document, as: 'replaced', words: input.words })
  await tx.db
    .insertInto('incoming_directions')
    .values({
      ...ofDocument,
      id,
      kind: input.kind,
      lead_id: input.leadId,
      unit_id: input.leadUnitId,
      due_on: input.dueOn,
      words: input.words,
      directed_at: tx.now,
      directed_by: actor.id,
    })
    .execute()
  await tx.db
    .deleteFrom('incoming_recipients')
    .where('office_id', '=', actor.officeId)
    .where('incoming_id', '=', document.id)
    .execute()
  if (named.length > 0) {
    await tx.db
      .insertInto('incoming_recipients')
      .values(
        named.map(({ staffId, part }) => ({
          ...ofDocument,
          staff_id: staffId,
          part,
          since: tx.now,
          registered_at: momentOf(actor, document),
        })),
      )
      .execute()
  }
  return id
}

async function tellNamed(
  tx: Tx,
  actor: Actor,
  { document, input, named, directionId }: Direction & { directionId: string },
): Promise<void> {
  const others = named.filter(({ staffId }) => staffId !== actor.id)
  const shown = { ...document, dueOn: input.dueOn }
  const those = (informed: boolean) =>
    others.filter(({ part }) => (part === 'inform') === informed).map(({ staffId }) => staffId)
  await tellStaff(tx, actor.officeId, {
    source: `incoming.directed.${directionId}`,
    event: 'document_directed',
    staffIds: those(false),
    document: shown,
  })
  await tellStaff(tx, actor.officeId, {
    source: `incoming.inform.${directionId}`,
    event: 'document_inform',
    staffIds: those(true),
    document: shown,
  })
}

function inWords(input: Given, named: readonly Named[]): string {
  const names = (part: Part) =>
    named
      .filter((person) => person.part === part)
      .map(({ fullName }) => fullName ?? '')
      .join(', ')
  const sentences = [
    input.kind === 'information'
      ? 'Văn bản để biết, không yêu cầu xử lý'
      : `Chủ trì: ${input.unitName ? `${input.unitName} (${names('lead')})` : names('lead')}`,
    names('coordinate') && `Phối hợp: ${names('coordinate')}`,
    names('inform') && `Để biết: ${names('inform')}`,
    input.dueOn && `Hạn: ${formatDate(input.dueOn)}`,
  ].filter(Boolean)
  return [`${sentences.join('. ')}.`, input.words].filter(Boolean).join(' ')
}
