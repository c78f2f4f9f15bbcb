import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../../platform/operations.ts'
import { demoOutgoingRef } from '../../model/outgoing/demo-outgoing.ts'
import { outgoingChanged, outgoingReason, outgoingRef } from '../../model/outgoing/outgoing-inputs.ts'
import { handlers } from '../../policy.ts'
import { noteReplyIssued } from '../note-outcome.ts'
import { changeOutgoing, codeOf } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'
import { giveUpNumber } from './outgoing-number.ts'
import { sendByLetter } from './send-by-letter.ts'
import { tellOutgoing } from './tell-outgoing.ts'

/**
 * Phát hành (Điều 17, 18): the clerk has put the seal on a document signed by who may sign it. From now on it answers the
 * incoming documents that it names.
 */
export const issueOutgoing = defineCommand({
  name: 'records.issueOutgoing',
  title: 'Đóng dấu và phát hành văn bản đi',
  audience: ['clerk'],
  door: { method: 'POST', path: '/outgoing-documents/{id}/issue' },
  input: z.strictObject({ ...outgoingRef }),
  output: outgoingChanged,
  example: demoOutgoingRef('issue'),
  async run(tx, actor, { id, revision }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'issue' })
    const { row } = document
    const symbol = codeOf(row.number, row.symbol) ?? ''
    for (const incomingId of row.replies_to.toSorted()) {
      await noteReplyIssued(tx, actor, { incomingId, outgoingId: id, symbol, issuedOn: row.dated_on ?? '' })
    }
    await tellOutgoing(tx, actor, { document, state: 'issued' })
    return changeOutgoing(tx, actor, {
      document,
      set: { state: 'issued', issued_at: tx.now, issued_by: actor.id },
      event: { kind: 'issued', words: 'Đóng dấu, phát hành.' },
    })
  },
})

const sendingInput = z.strictObject({
  ...outgoingRef,
  recipients: z
    .array(z.string().trim().normalize('NFC').min(1).max(300))
    .min(1, { error: 'Hãy ghi ít nhất một nơi nhận.' })
    .max(60),
  way: z.enum(['hand', 'post', 'email', 'interchange']),
  /** By e-mail: the address of each recipient, in their order, to which the program itself sends the signed file. */
  addresses: z.array(z.string().trim().max(254)).max(60).default([]),
  sentOn: z.iso.date({ error: 'Hãy chọn ngày gửi.' }),
  copies: z.int().min(1).max(999),
  envelopes: z.int().min(0).max(999),
  receivedBy: z.string().trim().max(200),
  note: z.string().trim().max(500),
})

/** Ghi gửi văn bản (Điều 18): to whom, how and when, for the register and the postal book. */
export const sendOutgoing = defineCommand({
  name: 'records.sendOutgoing',
  title: 'Ghi gửi văn bản đi',
  audience: ['clerk'],
  door: { method: 'POST', path: '/outgoing-documents/{id}/sendings' },
  input: sendingInput,
  output: outgoingChanged,
  example: {
    ...demoOutgoingRef('send'),
    recipients: ['Các thôn trong xã'],
    way: 'post',
    sentOn: '2026-03-24',
    copies: 1,
    envelopes: 1,
    receivedBy: '',
    note: '',
  },
  run: recordSending,
})

/** Records a sending inside another command too, as that which sends by interchange does. Fails as the command does. */
export async function recordSending(
  tx: Tx,
  actor: Actor,
  { id, revision, addresses, sentOn, ...sending }: z.output<typeof sendingInput>,
): Promise<Outcome<z.output<typeof outgoingChanged>>> {
  const document = await openOutgoing(tx, actor, { id, revision, action: 'send' })
  if (sentOn > localDate(tx.now) || sentOn < (document.row.dated_on ?? '')) {
    throw new AppError('invalid_input', {
      fields: { sentOn: 'Ngày gửi phải từ ngày văn bản đến hôm nay.' },
    })
  }
  const recipients = [...new Set(sending.recipients)]
  const byLetter = sending.way === 'email' && addresses.length > 0
  const letters = byLetter ? await sendByLetter(tx, actor, { document, recipients, addresses }) : []
  const day = byLetter ? localDate(tx.now) : sentOn
  await addSendings(tx, actor, { ...sending, documentId: id, recipients, letters, sentOn: day })
  return changeOutgoing(tx, actor, {
    document,
    set: {},
    event: { kind: 'sent', words: `Gửi: ${recipients.join('; ')}.` },
  })
}

type Sendings = Omit<z.output<typeof sendingInput>, 'id' | 'revision' | 'addresses'> & {
  documentId: string
  /** By e-mail: the letter to each, in their order. */
  letters?: readonly (string | null)[]
}

/** Adds lines to the book of sendings, one for each recipient, for what the program sends by itself after a decision too. */
export async function addSendings(tx: Tx, actor: Actor, sending: Sendings): Promise<void> {
  await tx.db
    .insertInto('outgoing_sendings')
    .values(
      sending.recipients.map((recipient, index) => ({
        office_id: actor.officeId,
        document_id: sending.documentId,
        id: uuid(),
        recipient,
        message_id: sending.letters?.[index] ?? null,
        way: sending.way,
        sent_on: sending.sentOn,
        copies: sending.copies,
        envelopes: sending.envelopes,
        received_by: sending.receivedBy,
        note: sending.note,
        sent_at: tx.now,
        sent_by: actor.id,
      })),
    )
    .execute()
}

/** Hủy: before issue only; a number already given stays with the reason. */
export const cancelOutgoing = defineCommand({
  name: 'records.cancelOutgoing',
  title: 'Hủy văn bản đi chưa phát hành',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/cancellation' },
  input: z.strictObject({ ...outgoingRef, reason: outgoingReason }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('ownCancel'), reason: 'Đã có văn bản khác cùng nội dung.' },
  async run(tx, actor, { id, revision, reason }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'cancel' })
    const cleared = document.row.number === null ? {} : await giveUpNumber(tx, actor, { document, reason })
    return changeOutgoing(tx, actor, {
      document,
      set: { state: 'cancelled', ...cleared, closing_reason: reason },
      event: { kind: 'cancelled', words: reason },
    })
  },
})

/**
 * Thu hồi, thay thế, đính chính (Điều 18): wrong content is replaced by a document of the same type, wrong form or procedure
 * corrected by a letter. The document stays as it was.
 */
export const withdrawOutgoing = defineCommand({
  name: 'records.withdrawOutgoing',
  title: 'Thu hồi, thay thế hoặc đính chính văn bản đã phát hành',
  audience: ['clerk'],
  door: { method: 'POST', path: '/outgoing-documents/{id}/withdrawal' },
  input: z.strictObject({
    ...outgoingRef,
    kind: z.enum(['recall', 'replace', 'correct']),
    /** The document that replaces or corrects it, issued. */
    byId: z.uuid({ error: 'Hãy chọn văn bản thay thế hoặc đính chính.' }).nullable(),
    reason: outgoingReason,
  }),
  output: outgoingChanged,
  example: {
    ...demoOutgoingRef('recall'),
    kind: 'recall',
    byId: null,
    reason: 'Ban hành không đúng thẩm quyền.',
  },
  async run(tx, actor, { id, revision, kind, byId, reason }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: kind })
    const words = { recall: 'Thu hồi', replace: 'Thay thế', correct: 'Đính chính' }[kind]
    const done = { recall: 'recalled', replace: 'replaced', correct: 'corrected' }[kind]
    const event = { kind: done, words: `${words}: ${reason}` }
    // Those who got it hear of it; who they are is known to slices on the right.
    const news = [
      { topic: `outgoing.${done}`, payload: { outgoingId: id, byId, reason, decidedBy: actor.name } },
    ]
    if (kind === 'recall') {
      const set = { state: 'recalled' as const, closing_reason: reason }
      return { ...(await changeOutgoing(tx, actor, { document, set, event })), news }
    }
    const other = byId === null || byId === id ? undefined : await issuedOther(byId)
    const wanted = kind === 'replace' ? document.content.typeCode : 'cong-van'
    if (!other || other.type_code !== wanted) {
      const need = kind === 'replace' ? 'cùng loại với văn bản sai' : 'một công văn'
      throw new AppError('invalid_input', {
        fields: {
          byId: `Văn bản ${words.toLowerCase()} phải là ${need} và đã phát hành. Hãy phát hành văn bản đó trước.`,
        },
      })
    }
    const set =
      kind === 'replace'
        ? { state: 'replaced' as const, replaced_by: byId, closing_reason: reason }
        : { corrected_by: byId }
    return { ...(await changeOutgoing(tx, actor, { document, set, event })), news }

    function issuedOther(otherId: string) {
      return tx.db
        .selectFrom('outgoing_documents')
        .select('type_code')
        .where('office_id', '=', actor.officeId)
        .where('id', '=', otherId)
        .where('state', '=', 'issued')
        .executeTakeFirst()
    }
  },
})
