import type { AnyOperation } from '../platform/operations.ts'
import { certifyAtCounter } from './commands/certify-at-counter.ts'
import { certifyWaiting, promiseCertification } from './commands/certify-later.ts'
import { confirmPapers } from './commands/confirm-papers.ts'
import { dropOldDeclarations } from './commands/drop-old-declarations.ts'
import { forwardDossier } from './commands/forward-dossier.ts'
import { issueResult, returnResult } from './commands/hand-out-result.ts'
import { handleComment, setRatingMinimum } from './commands/handle-comment.ts'
import { inviteToRate } from './commands/invite-to-rate.ts'
import { notePrinted } from './commands/note-printed.ts'
import { approveResult, draftResult } from './commands/prepare-result.ts'
import { rateService } from './commands/rate-service.ts'
import { receiveDossier } from './commands/receive-dossier.ts'
import { receiveSupplement } from './commands/receive-supplement.ts'
import { requestSupplement } from './commands/request-supplement.ts'
import { saveDeclaration } from './commands/save-declaration.ts'
import { sendBackDossier } from './commands/send-back-dossier.ts'
import { sendPapers } from './commands/send-papers.ts'
import { stopDossier } from './commands/stop-dossier.ts'
import { strikeCertification } from './commands/strike-certification.ts'
import { takeUpDossier } from './commands/take-up-dossier.ts'
import { turnAway } from './commands/turn-away.ts'
import { answerWithdrawal, askWithdrawal } from './commands/withdraw-dossier.ts'
import { board } from './queries/board.ts'
import { certificationDesk } from './queries/certification-desk.ts'
import { certificationRegister } from './queries/certification-register.ts'
import { certificationsOf } from './queries/certifications-of.ts'
import { printRegister, saveRegister } from './queries/export-register.ts'
import { filterChoices } from './queries/filter-choices.ts'
import { findApplicants } from './queries/find-applicants.ts'
import { getDeclaration } from './queries/get-declaration.ts'
import { getDossier } from './queries/get-dossier.ts'
import { getPending } from './queries/get-pending.ts'
import { getSlip, printSlip } from './queries/get-slip.ts'
import { listDossiers } from './queries/list-dossiers.ts'
import { listInbox } from './queries/list-inbox.ts'
import { listRegister } from './queries/list-register.ts'
import { listSlips } from './queries/list-slips.ts'
import { officersFor } from './queries/officers-for.ts'
import { ownDeclaration } from './queries/own-declaration.ts'
import { papersToPass } from './queries/papers-to-pass.ts'
import { previewReception } from './queries/preview-reception.ts'
import { printCertificationRegister, printStatements } from './queries/print-certification.ts'
import { printDeclaration } from './queries/print-declaration.ts'
import { printControlSheet, printLetter, printPaper, printReceipt } from './queries/print-paper.ts'
import { ratingComments } from './queries/rating-comments.ts'
import { printRatingSlip, ratingInvitation } from './queries/rating-invitation.ts'
import { ratingResults } from './queries/rating-results.ts'
import { receptionChoices } from './queries/reception-choices.ts'
import { trackDossier } from './queries/track-dossier.ts'
import { trackFull } from './queries/track-full.ts'

/** Every operation of this slice, in the order of a dossier's life. */
export const dossierOperations: readonly AnyOperation[] = [
  receptionChoices,
  previewReception,
  findApplicants,
  getPending,
  saveDeclaration,
  ownDeclaration,
  getDeclaration,
  dropOldDeclarations,
  receiveDossier,
  turnAway,
  takeUpDossier,
  forwardDossier,
  sendBackDossier,
  requestSupplement,
  receiveSupplement,
  askWithdrawal,
  answerWithdrawal,
  stopDossier,
  draftResult,
  approveResult,
  issueResult,
  returnResult,
  certificationDesk,
  certifyAtCounter,
  promiseCertification,
  certifyWaiting,
  strikeCertification,
  certificationRegister,
  certificationsOf,
  printStatements,
  printRegister,
  listInbox,
  listDossiers,
  getDossier,
  officersFor,
  filterChoices,
  board,
  printReceipt,
  printControlSheet,
  printDeclaration,
  printPaper,
  printLetter,
  notePrinted,
  listRegister,
  printCertificationRegister,
  saveRegister,
  papersToPass,
  sendPapers,
  confirmPapers,
  listSlips,
  getSlip,
  printSlip,
  trackDossier,
  trackFull,
  printRatingSlip,
  inviteToRate,
  ratingInvitation,
  rateService,
  ratingResults,
  ratingComments,
  handleComment,
  setRatingMinimum,
]
