import type { AnyOperation } from '../platform/operations.ts'
import { claimMessages } from './commands/claim-messages.ts'
import { noteUpdate, refuseArrival, retryArrival, skipArrival } from './commands/decide-arrival.ts'
import { decideRecall } from './commands/decide-recall.ts'
import { followWithdrawal } from './commands/follow-withdrawal.ts'
import { keepArrival } from './commands/keep-arrival.ts'
import { recordSent } from './commands/record-sent.ts'
import { registerArrival } from './commands/register-arrival.ts'
import { saveAgency } from './commands/save-agency.ts'
import { notePoll, saveCertificate, saveInterchangeSettings } from './commands/save-settings.ts'
import { sendDocument } from './commands/send-document.ts'
import { settleArrival } from './commands/settle-arrival.ts'
import { dropMessage, retryMessage } from './commands/settle-unsent.ts'
import { tellSender } from './commands/tell-sender.ts'
import { cameByInterchange } from './queries/came-by-interchange.ts'
import { incomingCard, outgoingCard } from './queries/cards.ts'
import { exchangeWork } from './queries/due-messages.ts'
import { arrivalFile, getArrival } from './queries/get-arrival.ts'
import { getInterchangeSetup, interchangeOffices } from './queries/get-setup.ts'
import { interchangeInbox } from './queries/inbox.ts'
import { messageFacts } from './queries/message-facts.ts'

/** Commands and queries of this slice, for the registry. */
export const interchangeOperations = [
  sendDocument,
  retryMessage,
  dropMessage,
  registerArrival,
  refuseArrival,
  noteUpdate,
  decideRecall,
  retryArrival,
  skipArrival,
  interchangeInbox,
  getArrival,
  arrivalFile,
  outgoingCard,
  incomingCard,
  getInterchangeSetup,
  interchangeOffices,
  saveInterchangeSettings,
  saveCertificate,
  saveAgency,
  keepArrival,
  settleArrival,
  claimMessages,
  recordSent,
  notePoll,
  cameByInterchange,
  tellSender,
  followWithdrawal,
  exchangeWork,
  messageFacts,
] as unknown as readonly AnyOperation[]
