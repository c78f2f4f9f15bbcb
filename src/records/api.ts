import type { SpecialRoute } from '../platform/http/api.ts'
import { incomingFileRoutes } from './api/file-routes.ts'
import { incomingMailRoutes } from './api/mail-route.ts'
import { incomingPaperRoutes } from './api/paper-routes.ts'

/** Routes of records that carry files or papers. */
export const recordRoutes: readonly SpecialRoute[] = [
  ...incomingFileRoutes,
  ...incomingMailRoutes,
  ...incomingPaperRoutes,
]
