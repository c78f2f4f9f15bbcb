import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { addSendings } from '../../records/commands/outgoing/issue-outgoing.ts'
import { queueMessages } from './queue-message.ts'
import { travellingId } from './travelling-id.ts'

const input = z.strictObject({
  outgoingId: z.uuid(),
  done: z.enum(['recalled', 'replaced', 'corrected']),
  /** The document that replaces or corrects it. */
  byId: z.uuid().nullable(),
  reason: z.string(),
  decidedBy: z.string(),
})

/**
 * After an issued document was recalled, replaced or corrected: whoever got it by interchange hears of it the same way. What
 * never set out does not set out; who refused it is not asked. By the program alone.
 */
export const followWithdrawal = defineCommand({
  name: 'interchange.followWithdrawal',
  title: 'Báo thu hồi, thay thế, đính chính cho nơi đã nhận liên thông',
  audience: [],
  input,
  output: z.object({ told: z.int() }),
  async run(tx, actor, withdrawal) {
    const { outgoingId, done, byId } = withdrawal
    if (done !== 'corrected') await dropUnsent(tx, actor, outgoingId)
    const holders = await holdersOf(tx, actor, outgoingId)
    const told =
      done === 'recalled' || byId === null
        ? await askBack(tx, actor, { ...withdrawal, agencies: holders })
        : await sendInstead(tx, actor, { ...withdrawal, byId, agencies: holders })
    return {
      output: { told },
      audit: [{ subjectType: 'outgoing_document', subjectId: outgoingId, facts: { done, byId, told } }],
    }
  },
})

interface Holder {
  id: string
  name: string
}

type Withdrawal = z.output<typeof input> & { agencies: Holder[] }

async function dropUnsent(tx: Tx, { officeId }: Actor, outgoingId: string): Promise<void> {
  await tx.db
    .updateTable('interchange_messages')
    .set({ state: 'dropped', ended_at: tx.now, trouble: 'Văn bản đã thu hồi hoặc thay thế trước khi gửi.' })
    .where('office_id', '=', officeId)
    .where('outgoing_id', '=', outgoingId)
    .where('kind', 'in', ['document', 'update', 'replace'])
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .execute()
}

async function holdersOf(tx: Tx, { officeId }: Actor, outgoingId: string): Promise<Holder[]> {
  const found = await sql<Holder>`select a.id, a.name from interchange_messages m
    join interchange_agencies a on a.office_id = m.office_id and a.id = m.agency_id
    where m.office_id = ${officeId}::uuid and m.outgoing_id = ${outgoingId}::uuid and m.kind in ('document', 'update', 'replace')
      and m.state <> 'dropped' and not exists (select 1 from interchange_statuses s
        where s.office_id = m.office_id and s.message_id = m.id and s.code = '02')
    order by a.id`.execute(tx.db)
  return found.rows
}

async function askBack(
  tx: Tx,
  actor: Actor,
  { outgoingId, reason, decidedBy, agencies }: Withdrawal,
): Promise<number> {
  const { documentId } = await travellingId(tx, actor, outgoingId)
  const asked = await queueMessages(tx, actor, {
    agencyIds: agencies.map(({ id }) => id),
    kind: 'recall',
    outgoingId,
    documentId,
    thread: outgoingId,
    words: reason,
    by: decidedBy,
  })
  return asked.length
}

/** The other document goes to them as what it is. Who has it already as a new one is asked for the replaced one back. */
async function sendInstead(
  tx: Tx,
  actor: Actor,
  { outgoingId, byId, done, reason, decidedBy, agencies }: Withdrawal & { byId: string },
): Promise<number> {
  const { documentId } = await travellingId(tx, actor, byId)
  const sent = await queueMessages(tx, actor, {
    agencyIds: agencies.map(({ id }) => id),
    kind: done === 'replaced' ? 'replace' : 'update',
    outgoingId: byId,
    aboutId: outgoingId,
    documentId,
    thread: outgoingId,
    words: reason,
    by: decidedBy,
  })
  const names = agencies.filter(({ id }) => sent.includes(id)).map(({ name }) => name)
  if (names.length > 0) {
    const book = {
      copies: 1,
      envelopes: 0,
      receivedBy: '',
      note: 'Gửi theo văn bản đã thu hồi, thay thế hoặc đính chính.',
    }
    const sentOn = localDate(tx.now)
    await addSendings(tx, actor, { ...book, documentId: byId, recipients: names, way: 'interchange', sentOn })
  }
  const others = agencies.filter(({ id }) => !sent.includes(id))
  if (done !== 'replaced' || others.length === 0) return sent.length
  const withdrawal = { outgoingId, byId: null, done, reason, decidedBy, agencies: others }
  return sent.length + (await askBack(tx, actor, withdrawal))
}
