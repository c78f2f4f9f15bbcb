import type { z } from 'zod'
import { subscribersOf } from '../jobs.ts'
import { deliverNews } from '../platform/outbox.ts'
import type { TestApp } from '../testing/app.ts'
import { type PortalStandIn, startPortalStandIn } from '../testing/portal-stand-in/server.ts'
import { savePortalSettings } from './commands/save-settings.ts'
import { exchangeWithPortal } from './jobs/exchange.ts'
import type { ExchangeDeps } from './jobs/open-account.ts'
import type { portalSettingsSchema } from './model/settings.ts'
import { getPortalSettings } from './queries/get-settings.ts'

/** What the stand-in of the tests lets in. */
export const standInAccount = { account: 'xa-mau', password: 'mat-khau-cua-xa-mau', unitCode: 'H56.22.17' }

/** A stand-in of the portal by the test's own clock, and the office connected to it. */
export async function connectedPortal(
  app: TestApp,
  settings: Partial<z.input<typeof portalSettingsSchema>> = {},
): Promise<PortalStandIn> {
  const portal = await startPortalStandIn({ ...standInAccount, clock: app.services.clock })
  await connect(app, { baseUrl: portal.url, ...settings })
  return portal
}

/** Saves settings as the administrator would, on what is in force. */
export async function connect(
  app: TestApp,
  settings: Partial<z.input<typeof portalSettingsSchema>>,
): Promise<void> {
  const admin = await app.as('quantri')
  const { revision } = await app.read(admin, getPortalSettings, {})
  await app.write(admin, savePortalSettings, {
    active: true,
    baseUrl: '',
    account: standInAccount.account,
    secretSealed: app.services.secrets.seal(standInAccount.password),
    unitCode: standInAccount.unitCode,
    takeCodes: false,
    codePool: 30,
    ...settings,
    revision,
  })
}

/** What the jobs stand on, impatient as tests are. */
export function exchangeDeps(app: TestApp, limitSeconds = 2): ExchangeDeps {
  return { ...app.services, sessions: new Map(), limitSeconds }
}

/** One minute of the jobs: news is delivered, then both sides talk. */
export async function oneMinute(app: TestApp, deps: ExchangeDeps): Promise<void> {
  app.time.advanceMinutes(1)
  await deliverNews(app.services, app.officeId, subscribersOf(app.services))
  await exchangeWithPortal(deps, app.officeId)
}

/** Messages of a dossier in order. */
export async function messagesOf(
  app: TestApp,
  dossierId: string,
): Promise<{ kind: string; status: number; state: string; reason: string }[]> {
  const found = await app.owner.query(
    'select kind, status, state, reason from portal_messages where dossier_id = $1 order by sequence',
    [dossierId],
  )
  return found.rows
}
