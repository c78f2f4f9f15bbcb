import type { AnyOperation } from '../platform/operations.ts'
import { keepAnswer } from './commands/keep-answer.ts'
import { addTrustRoots, removeTrustRoot } from './commands/trust-roots.ts'
import { knownAnswer } from './queries/known-answer.ts'
import { trustRoots } from './queries/trust-roots.ts'

/** Operations on what signatures are judged by. */
export const signingOperations = [
  addTrustRoots,
  removeTrustRoot,
  trustRoots,
  keepAnswer,
  knownAnswer,
] as unknown as readonly AnyOperation[]
