import type { z } from 'zod'
import type { findReady } from '../../queries/find-ready.ts'

export type ReadyResult = z.output<typeof findReady.output>['items'][number]
