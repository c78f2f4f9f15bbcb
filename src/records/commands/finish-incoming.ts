import { z } from 'zod'
import { AppError, isAppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type News, type Tx } from '../../platform/operations.ts'
import { demoIncomingRef } from '../examples.ts'
import { changedIncoming, finishManyInput, plainInput } from '../model/incoming-inputs.ts'
import { handlers, viewerOf } from '../policy.ts'
import type { ChangedIncoming } from './change-incoming.ts'
import { closeIncoming } from './close-incoming.ts'
import { namedIncoming, type OpenIncoming, openIncoming, openMany } from './open-incoming.ts'

/** Kết thúc văn bản, by its lead or a leader, if the rule of outcomes lets it. */
export const finishIncoming = defineCommand({
  name: 'records.finishIncoming',
  title: 'Kết thúc văn bản đến',
  audience: handlers,
  input: plainInput,
  output: changedIncoming,
  example: demoIncomingRef('finish'),
  run: async (tx, actor, input) => finishOne(tx, actor, await openIncoming(tx, actor, input)),
})

/** Kết thúc nhiều văn bản: each by the same rule; what may not be finished stays as it is, with the sentence that says why. */
export const finishManyIncoming = defineCommand({
  name: 'records.finishManyIncoming',
  title: 'Kết thúc nhiều văn bản đến',
  audience: handlers,
  input: finishManyInput,
  output: z.object({
    results: z.array(z.object({ id: z.uuid(), finished: z.boolean(), name: z.string(), words: z.string() })),
  }),
  example: { documents: [demoIncomingRef('finishMany')] },
  async run(tx, actor, { documents }) {
    const open = await openMany(
      tx,
      actor,
      documents.map(({ id }) => id),
    )
    const results = []
    const audit: AuditEntry[] = []
    const news: News[] = []
    for (const { id, revision } of documents) {
      const document = open.find((each) => each.id === id)
      const done = await attempt(tx, actor, { document, revision })
      if (done.ok) {
        audit.push(...done.changed.audit)
        news.push(...done.changed.news)
        // The same one named twice is finished once.
        if (document) document.state = 'finished'
      }
      results.push({
        id,
        finished: done.ok,
        name: document && done.named ? namedIncoming(document) : '',
        words: done.ok ? 'Đã kết thúc.' : done.words,
      })
    }
    const facts = { asked: documents.length, finished: audit.length }
    const summary = { subjectType: 'office', subjectId: actor.officeId, facts }
    return { output: { results }, audit: [summary, ...audit], news }
  },
})

type Done = { ok: true; named: true; changed: ChangedIncoming } | { ok: false; named: boolean; words: string }

async function attempt(
  tx: Tx,
  actor: Actor,
  { document, revision }: { document: OpenIncoming | undefined; revision: number },
): Promise<Done> {
  if (!document || !isConcerned(document, actor)) {
    return { ok: false, named: false, words: 'Không có văn bản này hoặc bạn không được xem.' }
  }
  if (document.state !== 'finished' && document.revision !== revision) {
    return { ok: false, named: true, words: 'Người khác vừa cập nhật văn bản này. Hãy mở ra xem lại.' }
  }
  try {
    return { ok: true, named: true, changed: await finishOne(tx, actor, document) }
  } catch (error) {
    // Thrown before anything is written.
    if (!isAppError(error)) throw error
    return { ok: false, named: true, words: error.facts.detail ?? 'Bạn không được phân công việc này.' }
  }
}

const isConcerned = (document: OpenIncoming, actor: Actor) => {
  const { isClerk, isLeader } = viewerOf(actor)
  return isClerk || isLeader || document.recipients.some(({ staffId }) => staffId === actor.id)
}

async function finishOne(tx: Tx, actor: Actor, document: OpenIncoming): Promise<ChangedIncoming> {
  const isLead = document.recipients.some(({ staffId, part }) => staffId === actor.id && part === 'lead')
  if (!isLead && !viewerOf(actor).isLeader) {
    throw new AppError('not_allowed', {
      detail: 'Chỉ người chủ trì hoặc lãnh đạo được kết thúc văn bản.',
    })
  }
  return closeIncoming(tx, actor, { document, event: { kind: 'finished', words: 'Kết thúc văn bản.' } })
}
