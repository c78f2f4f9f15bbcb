import type { AnyOperation } from '../platform/operations.ts'
import { addTrustRoots, removeTrustRoot } from './commands/trust-roots.ts'
import { trustRoots } from './queries/trust-roots.ts'

/** Operations on what signatures are judged by. */
export const signingOperations = [
  addTrustRoots,
  removeTrustRoot,
  trustRoots,
] as unknown as readonly AnyOperation[]
