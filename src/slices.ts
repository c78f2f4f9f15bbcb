import { calendarOperations } from './calendar/operations.ts'
import { citizenOperations } from './citizens/operations.ts'
import { queueRoutes } from './counters/api.ts'
import { counterOperations } from './counters/operations.ts'
import { signableResult } from './dossiers/api/give-result.ts'
import { resultSigningRoutes } from './dossiers/api/signing-routes.ts'
import { dossierRoutes } from './dossiers/api.ts'
import { dossierOperations } from './dossiers/operations.ts'
import { equipmentOperations } from './equipment/operations.ts'
import { fileRoutes } from './files/api.ts'
import { expectContents, settleForgotten, storeFiles } from './files/commands.ts'
import { getFile } from './files/queries.ts'
import { filingRoutes } from './filing/api.ts'
import { filingOperations } from './filing/operations.ts'
import { interchangeRoutes } from './interchange/api.ts'
import { interchangeOperations } from './interchange/operations.ts'
import { interlinkRoutes } from './interlink/api.ts'
import { interlinkOperations } from './interlink/operations.ts'
import { learningRoutes } from './learning/api.ts'
import { learningOperations } from './learning/operations.ts'
import { nationalPortalOperations } from './national-portal/operations.ts'
import { notificationOperations } from './notifications/operations.ts'
import { openOffice } from './office-opening.ts'
import type { SpecialRoute } from './platform/http/api.ts'
import type { AnyOperation } from './platform/operations.ts'
import { publicOffice } from './portal/queries.ts'
import { procedureRoutes } from './procedures/api.ts'
import { procedureOperations } from './procedures/operations.ts'
import { receiptRoutes } from './receipts/api.ts'
import { receiptOperations } from './receipts/operations.ts'
import { copySigningRoutes, signableCopy } from './records/api/give-copy.ts'
import { signableOutgoing } from './records/api/give-outgoing.ts'
import { internalRoutes } from './records/api/internal-routes.ts'
import { outgoingRoutes } from './records/api/outgoing-routes.ts'
import { outgoingRegisterRoutes } from './records/api/register-routes.ts'
import { outgoingSigningRoutes } from './records/api/signing-routes.ts'
import { recordRoutes } from './records/api.ts'
import { internalOperations } from './records/operations/internal-operations.ts'
import { outgoingOperations } from './records/operations/outgoing-operations.ts'
import { recordOperations } from './records/operations.ts'
import { searchRoutes } from './search/api.ts'
import { searchOperations } from './search/operations.ts'
import { pictureRoutes } from './signing/api/picture-routes.ts'
import { plugInRoutes } from './signing/api/plug-in-routes.ts'
import { remoteRoutes } from './signing/api/remote-routes.ts'
import { tokenRoutes } from './signing/api/token-routes.ts'
import { signingRoutes } from './signing/api.ts'
import { signingOperations } from './signing/operations.ts'
import { staffRoutes } from './staff/api.ts'
import { staffOperations } from './staff/operations.ts'
import { workFileRoutes } from './workfiles/api.ts'
import { workFileOperations } from './workfiles/operations.ts'

/** The slices in order; each may import only slices before it. */
export const sliceOrder = [
  'audit',
  'calendar',
  'staff',
  'notifications',
  'citizens',
  'files',
  'scanning',
  'signing',
  'procedures',
  'records',
  'interchange',
  'workfiles',
  'receipts',
  'dossiers',
  'equipment',
  'filing',
  'interlink',
  'national-portal',
  'counters',
  'steering',
  'inspection',
  'search',
  'learning',
  'portal',
] as const

/** Every operation of the program, from which come the REST routes, the API document, the permission page and tests. */
export const operations: readonly AnyOperation[] = [
  openOffice,
  ...calendarOperations,
  ...staffOperations,
  ...notificationOperations,
  ...citizenOperations,
  publicOffice,
  storeFiles,
  settleForgotten,
  expectContents,
  getFile,
  ...procedureOperations,
  ...recordOperations,
  ...outgoingOperations,
  ...internalOperations,
  ...signingOperations,
  ...interchangeOperations,
  ...workFileOperations,
  ...receiptOperations,
  ...dossierOperations,
  ...equipmentOperations,
  ...interlinkOperations,
  ...filingOperations,
  ...nationalPortalOperations,
  ...counterOperations,
  ...searchOperations,
  ...learningOperations,
]

/** What is signed, by whichever means. */
const signables = [signableOutgoing, signableResult, signableCopy]

/** Routes that carry files or papers. */
export const specialRoutes: readonly SpecialRoute[] = [
  ...staffRoutes,
  ...fileRoutes,
  ...signingRoutes,
  ...pictureRoutes,
  ...tokenRoutes(signables),
  ...remoteRoutes(signables),
  ...plugInRoutes(signables),
  ...procedureRoutes,
  ...recordRoutes,
  ...copySigningRoutes,
  ...outgoingRoutes,
  ...outgoingSigningRoutes,
  ...resultSigningRoutes,
  ...internalRoutes,
  ...outgoingRegisterRoutes,
  ...interchangeRoutes,
  ...workFileRoutes,
  ...receiptRoutes,
  ...dossierRoutes,
  ...interlinkRoutes,
  ...filingRoutes,
  ...queueRoutes,
  ...searchRoutes,
  ...learningRoutes,
]
