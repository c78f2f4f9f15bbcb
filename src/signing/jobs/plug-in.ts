import type { ArrivedBlob } from '../../platform/blobs.ts'
import { AppError, isAppError, problemOf } from '../../platform/errors.ts'
import { stampedFor } from '../../platform/practice.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { type Call, write } from '../../platform/write.ts'
import { resolveActor } from '../../staff/queries.ts'
import { openPlugIn, refuseBrought, spendTicket } from '../commands/plug-in.ts'
import { makeTicket, readTicket } from '../model/vgca/ticket.ts'
import type { ThingToSign } from './sign-batch.ts'
import { type GivenToSign, requireOwnHand, type Signable } from './signable.ts'
import { takeSignedFile } from './take-signed-file.ts'

interface Asked {
  signables: readonly Signable[]
  requestId: string
}

/** Gives a thing out to the program on the member's PC: the words of its two one-time addresses. */
export async function openForPlugIn(
  services: Services,
  call: Call,
  { signables, thing }: { signables: readonly Signable[]; thing: ThingToSign },
): Promise<{ id: string; fetch: string; bring: string }> {
  const signable = signables.find(({ kind }) => kind === thing.kind)
  if (!signable) throw new AppError('not_found')
  const given = await signable.give(services, call, thing.id)
  requireOwnHand(given, call.actor)
  const { officeId } = call.actor
  const [fetch, bring] = [makeTicket(officeId), makeTicket(officeId)]
  const opened = { requestId: given.requestId, fetchHash: fetch.hash, bringHash: bring.hash }
  const { id } = await write(services, call, openPlugIn, opened)
  return { id, fetch: fetch.text, bring: bring.text }
}

/** What the program fetches: the bytes that were given out, once. */
export async function fetchForPlugIn(
  services: Services,
  asked: Asked,
  ticket: unknown,
): Promise<GivenToSign> {
  const spent = await spend(services, { ...asked, use: 'fetch' }, ticket)
  return (await givenFor(services, asked, spent)).given
}

/**
 * Takes what the program brings, as if the member had brought it by hand: every right and state is asked for anew. `arrive` reads the
 * file of the request and is not called before the ticket was found good. Answers with the id of the signing, or why it was refused.
 */
export async function bringByPlugIn(
  services: Services,
  asked: Asked,
  { ticket, arrive }: { ticket: unknown; arrive(): Promise<ArrivedBlob> },
): Promise<{ id: string } | { refusal: string }> {
  const log = (error: unknown) => {
    if (!isAppError(error))
      services.log.error({ err: error, requestId: asked.requestId }, 'a brought file failed')
    return problemOf(error).detail
  }
  try {
    const spent = await spend(services, { ...asked, use: 'bring' }, ticket)
    const refusal = await takeBrought(services, asked, { spent, arrive }).then(() => null, log)
    if (refusal === null) return { id: spent.id }
    const call = { actor: systemActor(spent.officeId), requestId: asked.requestId }
    await write(services, call, refuseBrought, { id: spent.id, refusal })
    return { refusal }
  } catch (error) {
    return { refusal: log(error) }
  }
}

type Spent = Awaited<ReturnType<typeof spend>>

async function spend(services: Services, asked: Asked & { use: 'fetch' | 'bring' }, ticket: unknown) {
  const read = readTicket(ticket)
  if (!read) throw new AppError('not_found')
  const { officeId, hash } = read
  const call = { actor: systemActor(officeId), requestId: asked.requestId }
  return { officeId, ...(await write(services, call, spendTicket, { use: asked.use, hash })) }
}

async function takeBrought(
  services: Services,
  asked: Asked,
  { spent, arrive }: { spent: Spent; arrive(): Promise<ArrivedBlob> },
): Promise<void> {
  const arrived = await arrive()
  try {
    const { call, signable, given } = await givenFor(services, asked, spent)
    await takeSignedFile(services, call, { signable, given, arrived })
  } finally {
    await services.blobs.discard(arrived)
  }
}

/** The file as this member may have it now; nobody who has left the office, and nothing that changed since it was given out. */
async function givenFor(services: Services, { signables, requestId }: Asked, spent: Spent) {
  const actor = await resolveActor(services, { officeId: spent.officeId, staffId: spent.memberId })
  const signable = signables.find(({ purposes }) => purposes.some((each) => each === spent.purpose))
  if (!actor || !signable) throw new AppError('not_allowed')
  const call = { actor, requestId }
  const pdf = stampedFor(services.pdf, actor.officeId)
  const given = await signable.give({ ...services, pdf }, call, spent.targetId)
  requireOwnHand(given, actor)
  if (given.requestId !== spent.requestId)
    throw new AppError('wrong_state', {
      detail: 'Nội dung vừa thay đổi sau khi bấm ký. Hãy tải lại trang rồi ký lại.',
    })
  return { call, signable, given }
}
