import type { SpecialRoute } from '../platform/http/api.ts'
import { packageRoute } from './api/package-route.ts'

/** Where the programs of partner agencies hand in their packages. */
export const interlinkRoutes: readonly SpecialRoute[] = [packageRoute]
