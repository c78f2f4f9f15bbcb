import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dossierAt, receivedDossier } from '../../dossiers/factory.ts'
import { keepWaitingResults } from '../../dossiers/jobs/results.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import type { PortalStandIn } from '../../testing/portal-stand-in/server.ts'
import { connectedPortal, exchangeDeps, oneMinute } from '../factory.ts'
import type { ExchangeDeps } from './open-account.ts'

let app: TestApp
let portal: PortalStandIn
let deps: ExchangeDeps
beforeAll(async () => {
  app = await startTestApp()
  portal = await connectedPortal(app)
  deps = exchangeDeps(app)
})
afterAll(async () => {
  await portal?.close()
  await app?.close()
})

describe('a dossier received at the desk', () => {
  it('is on the portal with its papers, progress, states and result, each once and in order', async () => {
    const { code } = await dossierAt(app, 'returned')
    await keepWaitingResults(app.services, app.officeId)
    await oneMinute(app, deps)
    await oneMinute(app, deps)
    expect(portal.refusals).toEqual([])
    const there = portal.book.dossiers.get(code)
    const f = await app.owner.query(
      'select kind,status,state,reason,attempts from portal_messages order by sequence',
    )
    expect(there?.statuses.map(({ status }) => status)).toEqual(['2', '4', '9', '10'])
  })
})
