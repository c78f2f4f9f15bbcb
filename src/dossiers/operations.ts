import type { AnyOperation } from '../platform/operations.ts'
import { digitiseComponent } from './commands/digitise-component.ts'
import { flagUncollected } from './commands/flag-uncollected.ts'
import { forwardDossier } from './commands/forward-dossier.ts'
import { issueResult, returnResult } from './commands/hand-out-result.ts'
import { keepElectronicResult } from './commands/keep-electronic-result.ts'
import { noteDownload } from './commands/note-download.ts'
import { noteReminder, setCollectionSettings } from './commands/note-reminder.ts'
import { offerPapers } from './commands/offer-papers.ts'
import { changePaperState, openStore } from './commands/open-store.ts'
import { makeParcelList, sendParcel, takeBackParcel } from './commands/parcels.ts'
import { approveResult, draftResult } from './commands/prepare-result.ts'
import { receiveDossier } from './commands/receive-dossier.ts'
import { receiveSupplement } from './commands/receive-supplement.ts'
import { requestSupplement } from './commands/request-supplement.ts'
import { returnResults } from './commands/return-many.ts'
import { sendBackDossier } from './commands/send-back-dossier.ts'
import { stopDossier } from './commands/stop-dossier.ts'
import { takeUpDossier } from './commands/take-up-dossier.ts'
import { turnAway } from './commands/turn-away.ts'
import { answerWithdrawal, askWithdrawal } from './commands/withdraw-dossier.ts'
import { board } from './queries/board.ts'
import { anyReminderDue } from './queries/collection.ts'
import { electronicResult, keptResult } from './queries/electronic-result.ts'
import { filterChoices } from './queries/filter-choices.ts'
import { findApplicants } from './queries/find-applicants.ts'
import { findReady } from './queries/find-ready.ts'
import { getDossier } from './queries/get-dossier.ts'
import { getPending } from './queries/get-pending.ts'
import { listDossiers } from './queries/list-dossiers.ts'
import { listInbox } from './queries/list-inbox.ts'
import { listUncollected } from './queries/list-uncollected.ts'
import { officersFor } from './queries/officers-for.ts'
import { parcelDesk, printParcelLabels, printParcelList } from './queries/parcel-desk.ts'
import { previewReception } from './queries/preview-reception.ts'
import { printControlSheet, printLetter, printPaper, printReceipt } from './queries/print-paper.ts'
import { printReminder } from './queries/print-reminder.ts'
import { receptionChoices } from './queries/reception-choices.ts'
import { resultsNotKept, resultToKeep } from './queries/result-to-keep.ts'
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
  draftResult,
  approveResult,
  issueResult,
  returnResult,
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
  printPaper,
  printLetter,
  trackDossier,
  trackFull,
]
