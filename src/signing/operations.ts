import type { AnyOperation } from '../platform/operations.ts'
import { endCertificate, registerCertificate } from './commands/certificates.ts'
import { keepAnswers } from './commands/keep-answers.ts'
import { addTrustRoots, removeTrustRoot } from './commands/trust-roots.ts'
import { watchCertificates } from './commands/watch-certificates.ts'
import { listCertificates } from './queries/certificates.ts'
import { anyCertificateToTell } from './queries/certificates-to-tell.ts'
import { knownAnswers } from './queries/known-answers.ts'
import { trustRoots } from './queries/trust-roots.ts'

/** Operations on what signatures are judged by, and on the certificates that the office signs with. */
export const signingOperations = [
  addTrustRoots,
  removeTrustRoot,
  trustRoots,
  keepAnswers,
  knownAnswers,
  registerCertificate,
  endCertificate,
  watchCertificates,
  listCertificates,
  anyCertificateToTell,
] as unknown as readonly AnyOperation[]
