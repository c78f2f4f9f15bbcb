import { z } from 'zod'
import { type Actor, type AuditEntry, defineCommand, type News, type Tx } from '../../platform/operations.ts'
import { markRecalled, noteFromSender } from '../../records/commands/recall-incoming.ts'
import { demoArrivalRef } from '../examples.ts'
import { arrivalRef, changedArrival } from '../model/arrival-inputs.ts'
import { reasonOf } from '../model/read-message.ts'
import { receivers } from '../policy.ts'
import { decideArrival, type OpenArrival, openArrival, sentBy } from './open-arrival.ts'
import { queueStatus } from './queue-message.ts'
import { giveBack } from './settle-recall.ts'

/**
 * Trả lời yêu cầu lấy lại: yes (15) marks the incoming document as taken back, no (16) says why not; whether it was answered
 * already is for who decides to weigh.
 */
export const decideRecall = defineCommand({
  name: 'interchange.decideRecall',
  title: 'Trả lời yêu cầu lấy lại văn bản',
  audience: receivers,
  door: { method: 'POST', path: '/interchange/arrivals/{id}/recall-decision' },
  input: z
    .strictObject({ ...arrivalRef, agree: z.boolean(), words: z.string().trim().max(1000).default('') })
    .refine(({ agree, words }) => agree || words.length >= 10, {
      path: ['words'],
      message: 'Hãy ghi lý do không đồng ý (ít nhất 10 ký tự).',
    }),
  output: changedArrival,
  example: { ...demoArrivalRef('agreeRecall'), agree: true },
  async run(tx, actor, { id, revision, agree, words }) {
    const action = agree ? 'agreeRecall' : 'refuseRecall'
    const arrival = await openArrival(tx, actor, { id, revision, action })
    const state = agree ? 'applied' : 'refused'
    const incomingId = arrival.original?.incomingId ?? null
    await decideArrival(tx, actor, { id, state, words, incomingId })
    const done = await doneTo(tx, actor, { arrival, agree, words })
    const documentId = arrival.message?.kind === 'status' ? arrival.documentId : aboutDocument(arrival)
    await queueStatus(tx, actor, {
      arrival: { ...sentBy(arrival), documentId: documentId ?? '' },
      ...(arrival.original ? { thread: arrival.original.id } : {}),
      code: agree ? '15' : '16',
      words: words || 'Đồng ý cho lấy lại văn bản.',
    })
    const facts = { state, agree, words, incomingId }
    return {
      output: { id, state },
      audit: [{ subjectType: 'arrival', subjectId: id, facts }, ...done.audit],
      news: done.news,
    }
  },
})

function aboutDocument({ message }: OpenArrival): string | null {
  return message?.kind === 'document' ? message.business.documentId : null
}

async function doneTo(
  tx: Tx,
  actor: Actor,
  { arrival, agree, words }: { arrival: OpenArrival; agree: boolean; words: string },
): Promise<{ audit: AuditEntry[]; news: News[] }> {
  const { original, message } = arrival
  const reason = message ? reasonOf(message) : ''
  if (!original?.incomingId) {
    if (agree && original?.state === 'waiting') await giveBack(tx, actor, { id: original.id, reason })
    return { audit: [], news: [] }
  }
  const { incomingId } = original
  if (agree && original.state !== 'registered') {
    const told = `Đồng ý cho nơi gửi lấy lại bản cập nhật. Lý do của nơi gửi: ${reason}`
    return noteFromSender(tx, actor, { incomingId, kind: 'update_recalled', words: told })
  }
  if (agree) {
    const told = `Đồng ý cho nơi gửi lấy lại văn bản. Lý do của nơi gửi: ${reason}`
    return markRecalled(tx, actor, { incomingId, reason, words: told })
  }
  return noteFromSender(tx, actor, {
    incomingId,
    kind: 'recall_refused',
    words: `Không đồng ý cho nơi gửi lấy lại văn bản: ${words}`,
  })
}
