import { Readable } from 'node:stream'
import { isAppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'
import type { Delivery, Subscriber } from '../../platform/outbox.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { flagUncollected } from '../commands/flag-uncollected.ts'
import { keepElectronicResult } from '../commands/keep-electronic-result.ts'
import { anyReminderDue } from '../queries/collection.ts'
import { resultsNotKept, resultToKeep } from '../queries/result-to-keep.ts'

type Deps = Pick<Services, 'database' | 'clock' | 'pdf' | 'blobs' | 'log'>

/**
 * Makes and keeps the electronic result of one dossier. The PDF bears the moment of issue, so the same letter gives the
 * same bytes whenever it is made; what is kept already is left alone. `key` makes the write the only one.
 */
export async function keepResult(
  deps: Deps,
  of: { officeId: string; dossierId: string; key: string },
): Promise<void> {
  const actor = systemActor(of.officeId)
  const { isKept, letter, issuedAt, code } = await read(deps, actor, resultToKeep, {
    dossierId: of.dossierId,
  })
  if (isKept) return
  const content =
    letter === null
      ? null
      : await store(deps, await deps.pdf.render('reply', letter, { createdAt: issuedAt }), code)
  const call = { actor, requestId: of.key, idempotencyKey: of.key }
  await write(deps, call, keepElectronicResult, { dossierId: of.dossierId, content })
}

async function store(deps: Deps, pdf: Uint8Array, code: string | null) {
  const kept = await deps.blobs.put(Readable.from([Buffer.from(pdf)]), fileLimit)
  return { ...kept, name: `ket-qua-${code ?? ''}.pdf`, mediaType: 'application/pdf' }
}

/** Hears that a result was issued. A lost delivery is made good by `keepWaitingResults`, a repeated one does nothing. */
export function resultKeeper(deps: Deps): Subscriber {
  return {
    topic: 'dossier.finished',
    async handle({ officeId, payload, id }: Delivery) {
      const of = { officeId, dossierId: String(payload.dossierId), key: `${id}.result` }
      await keepResult(deps, of).catch((error: unknown) => {
        // A copy certified on the spot is its own result: there is nothing to keep, and the news is nobody's to hold up.
        if (!isAppError(error) || error.code !== 'not_found') throw error
      })
    },
  }
}

/**
 * Keeps what was issued without an electronic result, whatever became of the news: it looks at the results, not at the
 * news. One that cannot be made is told in the journal and holds up no other.
 */
export async function keepWaitingResults(deps: Deps, officeId: string): Promise<void> {
  const { dossierIds } = await read(deps, systemActor(officeId), resultsNotKept, {})
  for (const dossierId of dossierIds) {
    try {
      await keepResult(deps, { officeId, dossierId, key: `ket-qua-${dossierId}` })
    } catch (error) {
      deps.log.warn({ dossierId, err: String(error) }, 'Chưa lập được kết quả điện tử')
    }
  }
}

/** Announces results whose reminder day has come; each day once, however often and in how many programs it runs. */
export async function announceUncollected(
  deps: Pick<Deps, 'database' | 'clock'>,
  officeId: string,
): Promise<void> {
  const call = { actor: systemActor(officeId), requestId: 'uncollected' }
  for (;;) {
    const { any } = await read(deps, call.actor, anyReminderDue, {})
    if (!any) return
    await write(deps, call, flagUncollected, {})
  }
}
