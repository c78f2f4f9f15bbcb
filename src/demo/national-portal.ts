import { z } from 'zod'
import { demoDossierId } from '../dossiers/examples.ts'
import { noteArrival } from '../national-portal/commands/note-arrival.ts'
import { recordComparison } from '../national-portal/commands/record-comparison.ts'
import { savePortalSettings } from '../national-portal/commands/save-settings.ts'
import { storeArrivals } from '../national-portal/commands/store-changes.ts'
import { demoDifferenceId, demoFailedArrival, demoPortalAccount } from '../national-portal/examples.ts'
import { dossierForPortal } from '../national-portal/queries/dossier-for-portal.ts'
import { defineCommand } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { demoOfficeId } from '../staff/examples.ts'

type Deps = Pick<Services, 'database' | 'clock' | 'secrets' | 'config'>

const keepFailedArrival = defineCommand({
  name: 'demo.keepArrival',
  title: 'Tin mẫu từ Cổng',
  audience: [],
  input: z.strictObject({}),
  output: z.object({}),
  async run(tx, { officeId }) {
    const portalCode = 'H56.22.17-20251103-5000001'
    const arrival = { item: demoFailedArrival, position: 0, kind: 'filing' as const, portalCode, body: {} }
    await storeArrivals(tx, officeId, [arrival])
    return { output: {}, audit: [{ subjectType: 'portal_arrival', subjectId: demoFailedArrival, facts: {} }] }
  },
})

/**
 * The connection with the stand-in of the portal, prepared and switched off unless the stand-in is named; and what a
 * reconciliation looks like when something is to be done.
 */
export async function loadDemoPortal(services: Deps): Promise<void> {
  const actor = systemActor(demoOfficeId)
  const call = { actor, requestId: 'demo-portal' }
  const { portalStandIn } = services.config
  await write(services, call, savePortalSettings, {
    revision: 0,
    active: portalStandIn !== null,
    baseUrl: portalStandIn ?? demoPortalAccount.baseUrl,
    account: demoPortalAccount.account,
    secretSealed: services.secrets.seal(demoPortalAccount.password),
    unitCode: demoPortalAccount.unitCode,
    takeCodes: false,
    codePool: 30,
  })
  // With the stand-in there, what is to be done comes from it.
  if (portalStandIn !== null) return
  await loadDifferences(services)
  await write(services, call, keepFailedArrival, {})
  const reason =
    'Đơn vị không có thủ tục mã 9.999999 đang áp dụng. Hãy nhập thủ tục ở trang Thủ tục rồi bấm Làm lại.'
  await write(services, call, noteArrival, { item: demoFailedArrival, outcome: 'failed', reason })
}

async function loadDifferences(services: Deps): Promise<void> {
  const actor = systemActor(demoOfficeId)
  const [asked, dated] = [demoDossierId('receiveSupplement'), demoDossierId('takeUp')]
  const codeOf = async (dossierId: string) =>
    (await read(services, actor, dossierForPortal, { dossierId })).ownCode ?? ''
  const [askedCode, datedCode] = [await codeOf(asked), await codeOf(dated)]
  await write(services, { actor, requestId: 'demo-portal' }, recordComparison, {
    startedAt: services.clock().toISOString(),
    compared: 40,
    problem: '',
    differences: [
      {
        id: demoDifferenceId,
        kind: 'status',
        portalCode: askedCode,
        dossierId: asked,
        ours: 'Yêu cầu bổ sung giấy tờ',
        theirs: 'Đang xử lý',
      },
      {
        kind: 'missing_there',
        portalCode: datedCode,
        dossierId: dated,
        ours: 'Đang xử lý',
        theirs: 'Không có',
      },
      {
        kind: 'missing_here',
        portalCode: 'H56.22.17-20251103-5000002',
        dossierId: null,
        ours: 'Không có',
        theirs: 'Mới đăng ký',
      },
    ],
  })
}
