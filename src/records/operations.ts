import type { AnyOperation } from '../platform/operations.ts'
import { assignIncoming } from './commands/assign-incoming.ts'
import { dropCopy, giveCopyToSign, makeCopy, takeSignedCopy } from './commands/copies.ts'
import { attachToIncoming, correctIncoming } from './commands/correct-incoming.ts'
import { decideOutcome } from './commands/decide-outcome.ts'
import { directIncoming } from './commands/direct-incoming.ts'
import { finishIncoming, finishManyIncoming } from './commands/finish-incoming.ts'
import { noteIncomingProgress, noteIncomingSeen, takeUpIncoming } from './commands/handle-incoming.ts'
import { keepSignatureReport } from './commands/keep-signature-report.ts'
import { keepStamped } from './commands/keep-stamped.ts'
import { keepText } from './commands/keep-text.ts'
import { openRestricted, openRestrictedFile } from './commands/open-restricted.ts'
import { proposeOutcome } from './commands/propose-outcome.ts'
import { registerIncoming } from './commands/register-incoming.ts'
import { returnDirection } from './commands/return-direction.ts'
import { setIncomingSettings } from './commands/set-incoming-settings.ts'
import { reopenIncoming, unlinkOutcome, voidIncoming } from './commands/undo-incoming.ts'
import { watchIncoming } from './commands/watch-incoming.ts'
import { assignmentChoices } from './queries/assignment-choices.ts'
import { copiesForToken, copyDeciders, copyToSign } from './queries/copies.ts'
import { directionChoices } from './queries/direction-choices.ts'
import { getIncoming } from './queries/get-incoming.ts'
import { handlingReport, printHandlingReport } from './queries/handling-report.ts'
import { getIncomingFile } from './queries/incoming-file.ts'
import { incomingInbox } from './queries/incoming-inbox.ts'
import { listIncomingRegister, printIncomingRegister } from './queries/incoming-register.ts'
import { anyToTell } from './queries/incoming-to-tell.ts'
import { listIncoming } from './queries/list-incoming.ts'
import { incomingFilterChoices, registerChoices } from './queries/register-choices.ts'
import { sameFiles } from './queries/same-files.ts'
import { signatureToCheck, waitingSignatures } from './queries/signatures-to-check.ts'
import { stampSource } from './queries/stamp-source.ts'
import { getIncomingSettings } from './queries/urgent-time.ts'
import { waitingTexts } from './queries/waiting-texts.ts'

/** Operations on incoming documents, for the registry. */
export const recordOperations: readonly AnyOperation[] = [
  registerIncoming,
  correctIncoming,
  attachToIncoming,
  directIncoming,
  assignIncoming,
  returnDirection,
  takeUpIncoming,
  noteIncomingProgress,
  noteIncomingSeen,
  proposeOutcome,
  decideOutcome,
  finishIncoming,
  finishManyIncoming,
  keepSignatureReport,
  waitingSignatures,
  signatureToCheck,
  unlinkOutcome,
  reopenIncoming,
  voidIncoming,
  openRestricted,
  openRestrictedFile,
  listIncoming,
  getIncoming,
  getIncomingFile,
  directionChoices,
  assignmentChoices,
  incomingInbox,
  anyToTell,
  keepStamped,
  makeCopy,
  dropCopy,
  giveCopyToSign,
  takeSignedCopy,
  copyDeciders,
  copyToSign,
  copiesForToken,
  keepText,
  stampSource,
  sameFiles,
  registerChoices,
  incomingFilterChoices,
  listIncomingRegister,
  printIncomingRegister,
  handlingReport,
  printHandlingReport,
  waitingTexts,
  watchIncoming,
  setIncomingSettings,
  getIncomingSettings,
]
