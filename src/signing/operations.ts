import type { AnyOperation } from '../platform/operations.ts'
import { endCertificate, registerCertificate } from './commands/certificates.ts'
import { keepAnswers } from './commands/keep-answers.ts'
import { saveMeans, saveRemoteAccount } from './commands/means.ts'
import { dropPicture, putPicture } from './commands/pictures.ts'
import { openPlugIn, refuseBrought, spendTicket } from './commands/plug-in.ts'
import { keepPrepared } from './commands/prepared.ts'
import { setSigningSettings } from './commands/signing-settings.ts'
import { addTrustRoots, removeTrustRoot } from './commands/trust-roots.ts'
import { watchCertificates } from './commands/watch-certificates.ts'
import { listCertificates } from './queries/certificates.ts'
import { anyCertificateToTell } from './queries/certificates-to-tell.ts'
import { draftCertificateRequest } from './queries/draft-request.ts'
import { knownAnswers } from './queries/known-answers.ts'
import { getMeansSetup, remoteAccount, remoteService, signingMeans } from './queries/means.ts'
import { ownCertificates } from './queries/own-certificates.ts'
import { myPictures, pictureToShow } from './queries/pictures.ts'
import { plugInOffered, plugInOutcome } from './queries/plug-in.ts'
import { preparedSignature } from './queries/prepared.ts'
import { signingSettings } from './queries/signing-settings.ts'
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
  draftCertificateRequest,
  anyCertificateToTell,
  putPicture,
  dropPicture,
  myPictures,
  pictureToShow,
  keepPrepared,
  preparedSignature,
  openPlugIn,
  spendTicket,
  refuseBrought,
  plugInOutcome,
  plugInOffered,
  saveMeans,
  saveRemoteAccount,
  signingMeans,
  getMeansSetup,
  remoteService,
  remoteAccount,
  setSigningSettings,
  signingSettings,
  ownCertificates,
] as unknown as readonly AnyOperation[]
