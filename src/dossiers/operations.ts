import type { AnyOperation } from '../platform/operations.ts'
import { acceptFiling } from './commands/accept-filing.ts'
import { answerFiling } from './commands/answer-filing.ts'
import { certifyAtCounter } from './commands/certify-at-counter.ts'
import { certifyWaiting, promiseCertification } from './commands/certify-later.ts'
import { chargeDossier } from './commands/charge-dossier.ts'
import { confirmPapers } from './commands/confirm-papers.ts'
import { decideExtension, reappoint } from './commands/decide-extension.ts'
import { digitiseComponent } from './commands/digitise-component.ts'
import { dropOldDeclarations } from './commands/drop-old-declarations.ts'
import { flagFilings } from './commands/flag-filings.ts'
import { flagUncollected } from './commands/flag-uncollected.ts'
import { forwardDossier } from './commands/forward-dossier.ts'
import { issueResult, returnResult } from './commands/hand-out-result.ts'
import { handleComment, setRatingMinimum } from './commands/handle-comment.ts'
import { inviteToRate } from './commands/invite-to-rate.ts'
import { keepElectronicResult } from './commands/keep-electronic-result.ts'
import { noteDownload } from './commands/note-download.ts'
import { notePrinted } from './commands/note-printed.ts'
import { noteReminder, setCollectionSettings } from './commands/note-reminder.ts'
import { offerPapers } from './commands/offer-papers.ts'
import { changePaperState, openStore } from './commands/open-store.ts'
import { makeParcelList, sendParcel, takeBackParcel } from './commands/parcels.ts'
import { approveResult, draftResult } from './commands/prepare-result.ts'
import { proposeExtension } from './commands/propose-extension.ts'
import { rateService } from './commands/rate-service.ts'
import { receiveDossier } from './commands/receive-dossier.ts'
import { receiveSupplement } from './commands/receive-supplement.ts'
import { recountDueTimes } from './commands/recount-due-times.ts'
import { requestSupplement } from './commands/request-supplement.ts'
import { reserveCodes } from './commands/reserved-codes.ts'
import { returnResults } from './commands/return-many.ts'
import { saveDeclaration } from './commands/save-declaration.ts'
import { sendBackDossier } from './commands/send-back-dossier.ts'
import { sendPapers } from './commands/send-papers.ts'
import { setClockRules } from './commands/set-clock-rules.ts'
import { giveResultToSign, takeSignedResult } from './commands/sign-result.ts'
import { stopDossier } from './commands/stop-dossier.ts'
import { stopMessages } from './commands/stop-messages.ts'
import { strikeCertification } from './commands/strike-certification.ts'
import { takeUpDossier } from './commands/take-up-dossier.ts'
import { tellNews } from './commands/tell-by-message.ts'
import { turnAway } from './commands/turn-away.ts'
import { watchAgain } from './commands/watch-again.ts'
import { watchDeadlines } from './commands/watch-deadlines.ts'
import { answerWithdrawal, askWithdrawal } from './commands/withdraw-dossier.ts'
import { board } from './queries/board.ts'
import { certificationDesk } from './queries/certification-desk.ts'
import { certificationRegister } from './queries/certification-register.ts'
import { certificationsOf } from './queries/certifications-of.ts'
import { getClockRules } from './queries/clock-rules.ts'
import { anyReminderDue } from './queries/collection.ts'
import { dossierCharge } from './queries/dossier-charge.ts'
import { electronicResult, keptResult } from './queries/electronic-result.ts'
import { printRegister, saveRegister } from './queries/export-register.ts'
import { filterChoices } from './queries/filter-choices.ts'
import { findApplicants } from './queries/find-applicants.ts'
import { findReady } from './queries/find-ready.ts'
import { getDeclaration } from './queries/get-declaration.ts'
import { getDossier } from './queries/get-dossier.ts'
import { getFiling } from './queries/get-filing.ts'
import { getPending } from './queries/get-pending.ts'
import { getSlip, printSlip } from './queries/get-slip.ts'
import { listApologies } from './queries/list-apologies.ts'
import { listDossiers } from './queries/list-dossiers.ts'
import { listFilings } from './queries/list-filings.ts'
import { listInbox } from './queries/list-inbox.ts'
import { listRegister } from './queries/list-register.ts'
import { listSlips } from './queries/list-slips.ts'
import { listUncollected } from './queries/list-uncollected.ts'
import { messagesOf } from './queries/messages-of.ts'
import { officersFor } from './queries/officers-for.ts'
import { ownDeclaration } from './queries/own-declaration.ts'
import { papersToPass } from './queries/papers-to-pass.ts'
import { parcelDesk, printParcelLabels, printParcelList } from './queries/parcel-desk.ts'
import { previewReception } from './queries/preview-reception.ts'
import { printCertificationRegister, printStatements } from './queries/print-certification.ts'
import { printDeclaration } from './queries/print-declaration.ts'
import { printOwnDeclaration } from './queries/print-own-declaration.ts'
import { printControlSheet, printLetter, printPaper, printReceipt } from './queries/print-paper.ts'
import { printReminder } from './queries/print-reminder.ts'
import { ratingComments } from './queries/rating-comments.ts'
import { printRatingSlip, ratingInvitation } from './queries/rating-invitation.ts'
import { ratingResults } from './queries/rating-results.ts'
import { receptionChoices } from './queries/reception-choices.ts'
import { resultsNotKept, resultToKeep } from './queries/result-to-keep.ts'
import { resultsForToken, resultToSign } from './queries/result-to-sign.ts'
import { trackDossier } from './queries/track-dossier.ts'
import { trackFiling } from './queries/track-filing.ts'
import { trackFull } from './queries/track-full.ts'

/** Every operation of this slice, in the order of a dossier's life. */
export const dossierOperations: readonly AnyOperation[] = [
  receptionChoices,
  previewReception,
  findApplicants,
  getPending,
  saveDeclaration,
  ownDeclaration,
  printOwnDeclaration,
  getDeclaration,
  dropOldDeclarations,
  receiveDossier,
  turnAway,
  listFilings,
  getFiling,
  acceptFiling,
  answerFiling,
  flagFilings,
  reserveCodes,
  takeUpDossier,
  forwardDossier,
  sendBackDossier,
  requestSupplement,
  receiveSupplement,
  askWithdrawal,
  answerWithdrawal,
  stopDossier,
  proposeExtension,
  decideExtension,
  reappoint,
  draftResult,
  approveResult,
  issueResult,
  returnResult,
  certificationDesk,
  certifyAtCounter,
  chargeDossier,
  dossierCharge,
  promiseCertification,
  certifyWaiting,
  strikeCertification,
  certificationRegister,
  certificationsOf,
  printStatements,
  printRegister,
  returnResults,
  findReady,
  makeParcelList,
  sendParcel,
  takeBackParcel,
  parcelDesk,
  printParcelLabels,
  printParcelList,
  listUncollected,
  noteReminder,
  printReminder,
  setCollectionSettings,
  flagUncollected,
  anyReminderDue,
  digitiseComponent,
  offerPapers,
  openStore,
  changePaperState,
  keepElectronicResult,
  giveResultToSign,
  takeSignedResult,
  resultToSign,
  resultsForToken,
  resultToKeep,
  resultsNotKept,
  electronicResult,
  keptResult,
  noteDownload,
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
  trackFiling,
  trackFull,
  listApologies,
  getClockRules,
  setClockRules,
  watchDeadlines,
  watchAgain,
  recountDueTimes,
  tellNews,
  stopMessages,
  messagesOf,
  printRatingSlip,
  inviteToRate,
  ratingInvitation,
  rateService,
  ratingResults,
  ratingComments,
  handleComment,
  setRatingMinimum,
]
