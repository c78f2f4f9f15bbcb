import { openProvider, type Provider } from '../../platform/open-id.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { getProvider, type StoredProvider } from '../queries/get-provider.ts'

/** Where the identity provider sends citizens back to; the office registers this very address there. */
export function returnAddress({ config }: Pick<Services, 'config'>): string {
  return `${config.publicUrl}/cong-dan/tro-ve`
}

/** The office's provider as it was set up; null where it has none or it is switched off. */
export async function providerInUse(services: Services, officeId: string): Promise<StoredProvider | null> {
  const stored = await read(services, systemActor(officeId), getProvider, {})
  return stored?.on ? stored : null
}

/** Asks the provider for its description. Fails with what `providerFault` can tell. */
export function open(services: Services, stored: StoredProvider): Promise<Provider> {
  const { clientSecretSealed: sealed, ...settings } = stored
  const clientSecret = sealed === '' ? '' : (services.secrets.open(sealed) ?? '')
  return openProvider({ ...settings, clientSecret }, services)
}
