import type { AnyOperation } from '../platform/operations.ts'
import { keepAnswers } from './commands/keep-answers.ts'
import { addTrustRoots, removeTrustRoot } from './commands/trust-roots.ts'
import { knownAnswers } from './queries/known-answers.ts'
import { trustRoots } from './queries/trust-roots.ts'

/** Operations on what signatures are judged by. */
export const signingOperations = [
  addTrustRoots,
  removeTrustRoot,
  trustRoots,
  keepAnswers,
  knownAnswers,
] as unknown as readonly AnyOperation[]
