import type { AnyOperation } from '../platform/operations.ts'
import { askComparison } from './commands/ask-comparison.ts'
import { claimPortalMessages } from './commands/claim-messages.ts'
import { keepIssuedCodes, keepNumbersApart } from './commands/keep-issued-codes.ts'
import { noteArrival } from './commands/note-arrival.ts'
import { noteConnectionTest, notePortalContact } from './commands/note-contact.ts'
import { notePortalCode, notePortalFile } from './commands/note-sent.ts'
import { pauseExchange } from './commands/pause-exchange.ts'
import { queueForPortal } from './commands/queue-messages.ts'
import { recordComparison } from './commands/record-comparison.ts'
import { recordOutcomes } from './commands/record-outcomes.ts'
import { savePortalSettings } from './commands/save-settings.ts'
import { settleDifference, settleDifferences } from './commands/settle-difference.ts'
import { settleFailure } from './commands/settle-failure.ts'
import { storeChanges } from './commands/store-changes.ts'
import { takeInArrival } from './commands/take-in.ts'
import { arrivalsDue } from './queries/arrivals-due.ts'
import { dossierForPortal } from './queries/dossier-for-portal.ts'
import { freeCodes, numbersApart } from './queries/free-codes.ts'
import { getPortalSettings } from './queries/get-settings.ts'
import { listedHere } from './queries/listed-here.ts'
import { portalConnected, portalConnection } from './queries/load-settings.ts'
import { anyPortalMessageDue } from './queries/message-is-due.ts'
import { reconciliation } from './queries/reconciliation.ts'

/** Everything that can be done with the national portal, for the registry. */
export const nationalPortalOperations: readonly AnyOperation[] = [
  savePortalSettings,
  getPortalSettings,
  pauseExchange,
  noteConnectionTest,
  notePortalContact,
  portalConnected,
  portalConnection,
  queueForPortal,
  anyPortalMessageDue,
  claimPortalMessages,
  dossierForPortal,
  notePortalCode,
  notePortalFile,
  recordOutcomes,
  storeChanges,
  arrivalsDue,
  takeInArrival,
  noteArrival,
  freeCodes,
  keepIssuedCodes,
  keepNumbersApart,
  numbersApart,
  listedHere,
  recordComparison,
  reconciliation,
  askComparison,
  settleDifference,
  settleDifferences,
  settleFailure,
]
