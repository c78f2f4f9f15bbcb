import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { parseInput } from '../../platform/parse.ts'
import type { Services } from '../../platform/services.ts'
import { paperPlaces } from '../model/draft.ts'
import { noDraft } from '../policy.ts'

/** Proof, given by the page of a draft to whoever may see it, that files may be attached to it. */
export function uploadKey({ secrets }: Pick<Services, 'secrets'>, draftId: string): string {
  return secrets.mark(`filing papers ${draftId.toLowerCase()}`)
}

const address = z.object({ id: z.uuid(), key: z.string().max(40) })
/** A paper of the draft: where it belongs, and at which line. */
export const placeInput = z.object({
  place: z.enum(paperPlaces),
  ordinal: z.coerce.number().int().min(0).max(199).default(0),
})

/** The draft that a request names. Fails with not_found when its key is not the draft's. */
export function draftAt(services: Pick<Services, 'secrets'>, params: unknown): string {
  const { id, key } = parseInput(address, params)
  const [given, due] = [Buffer.from(key), Buffer.from(uploadKey(services, id))]
  if (given.length !== due.length || !timingSafeEqual(given, due))
    throw new AppError('not_found', { detail: noDraft })
  return id
}
