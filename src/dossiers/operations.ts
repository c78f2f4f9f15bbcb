import type { AnyOperation } from '../platform/operations.ts'
import { decideExtension, reappoint } from './commands/decide-extension.ts'
import { forwardDossier } from './commands/forward-dossier.ts'
import { issueResult, returnResult } from './commands/hand-out-result.ts'
import { approveResult, draftResult } from './commands/prepare-result.ts'
import { proposeExtension } from './commands/propose-extension.ts'
import { receiveDossier } from './commands/receive-dossier.ts'
import { receiveSupplement } from './commands/receive-supplement.ts'
import { recountDueTimes } from './commands/recount-due-times.ts'
import { requestSupplement } from './commands/request-supplement.ts'
import { sendBackDossier } from './commands/send-back-dossier.ts'
import { setClockRules } from './commands/set-clock-rules.ts'
import { stopDossier } from './commands/stop-dossier.ts'
import { takeUpDossier } from './commands/take-up-dossier.ts'
import { turnAway } from './commands/turn-away.ts'
import { watchAgain } from './commands/watch-again.ts'
import { watchDeadlines } from './commands/watch-deadlines.ts'
import { answerWithdrawal, askWithdrawal } from './commands/withdraw-dossier.ts'
import { board } from './queries/board.ts'
import { getClockRules } from './queries/clock-rules.ts'
import { filterChoices } from './queries/filter-choices.ts'
import { findApplicants } from './queries/find-applicants.ts'
import { getDossier } from './queries/get-dossier.ts'
import { getPending } from './queries/get-pending.ts'
import { listApologies } from './queries/list-apologies.ts'
import { listDossiers } from './queries/list-dossiers.ts'
import { listInbox } from './queries/list-inbox.ts'
import { officersFor } from './queries/officers-for.ts'
import { previewReception } from './queries/preview-reception.ts'
import { printControlSheet, printLetter, printPaper, printReceipt } from './queries/print-paper.ts'
import { receptionChoices } from './queries/reception-choices.ts'
import { trackDossier } from './queries/track-dossier.ts'
import { trackFull } from './queries/track-full.ts'

/** Every operation of this slice, in the order of a dossier's life. */
export const dossierOperations: readonly AnyOperation[] = [
  receptionChoices,
  previewReception,
  findApplicants,
  getPending,
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
  proposeExtension,
  decideExtension,
  reappoint,
  draftResult,
  approveResult,
  issueResult,
  returnResult,
  listInbox,
  listDossiers,
  getDossier,
  officersFor,
  filterChoices,
  board,
  printReceipt,
  printControlSheet,
  printPaper,
  printLetter,
  trackDossier,
  trackFull,
  listApologies,
  getClockRules,
  setClockRules,
  watchDeadlines,
  watchAgain,
  recountDueTimes,
]
