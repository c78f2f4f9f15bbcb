import { randomUUID } from 'node:crypto'
import { saveSignInSettings } from '../citizens/commands/save-settings.ts'
import { standInSettings } from '../citizens/examples.ts'
import { getSignInSettings } from '../citizens/queries/get-settings.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { read } from '../platform/read.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { demoOfficeId } from '../staff/examples.ts'

/** Lets made-up citizens sign in at the demonstration office through the stand-in at this address. */
export async function openDemoSignIn(services: WriteDeps, issuer: string): Promise<void> {
  const actor = systemActor(demoOfficeId)
  const { revision, ...shown } = await read(services, actor, getSignInSettings, {})
  // An installation without the demonstration office has no settings of it either.
  if (revision === 0 || (shown.providerOn && shown.issuer === issuer)) return
  const input = { ...standInSettings, guestsOn: shown.guestsOn, issuer, providerOn: true, revision }
  await write(services, { actor, requestId: randomUUID() }, saveSignInSettings, input)
}
