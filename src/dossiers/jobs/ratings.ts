import type { WriteDeps } from '../../platform/deps.ts'
import type { Delivery } from '../../platform/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { inviteToRate } from '../commands/invite-to-rate.ts'
import { ratingCode, ratingCodeHash } from '../model/rating/rating-code.ts'

/** The rating code of a dossier, which only the holder of the program's key can make. */
export function codeOfDossier({ keyedHash }: Pick<Services, 'keyedHash'>, dossierId: string): string {
  return ratingCode(keyedHash(`danh-gia ${dossierId}`))
}

/** News that a result was returned: from now on the code on its slip may rate, once. */
export async function inviteAfterReturn(
  services: WriteDeps & Pick<Services, 'keyedHash'>,
  { officeId, id, payload }: Delivery,
): Promise<void> {
  const dossierId = String(payload.dossierId)
  const codeHash = ratingCodeHash(codeOfDossier(services, dossierId))
  const call = { actor: systemActor(officeId), requestId: id, idempotencyKey: `${id}.rating` }
  await write(services, call, inviteToRate, { dossierId, codeHash })
}
