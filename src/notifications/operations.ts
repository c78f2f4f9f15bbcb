import type { AnyOperation } from '../platform/operations.ts'
import { claimMessages } from './commands/claim-messages.ts'
import { markNoticesRead } from './commands/mark-read.ts'
import { recordAttempts } from './commands/record-attempts.ts'
import { saveNotificationSettings } from './commands/save-settings.ts'
import { saveWording } from './commands/save-wording.ts'
import { sendAgain } from './commands/send-again.ts'
import { sendTestMessage } from './commands/send-test.ts'
import { stopByLink } from './commands/stop-by-link.ts'
import { anyMessageDue } from './queries/any-due.ts'
import { getNotificationSettings } from './queries/get-settings.ts'
import { listMessages } from './queries/list-messages.ts'
import { listWordings } from './queries/list-wordings.ts'
import { optOutOfLink } from './queries/opt-out-link.ts'
import { countNotices, listNotices } from './queries/own-notices.ts'

/** Everything that can be done with messages, for the registry. */
export const notificationOperations: readonly AnyOperation[] = [
  saveNotificationSettings,
  getNotificationSettings,
  saveWording,
  listWordings,
  sendTestMessage,
  listMessages,
  sendAgain,
  claimMessages,
  recordAttempts,
  anyMessageDue,
  stopByLink,
  optOutOfLink,
  listNotices,
  countNotices,
  markNoticesRead,
]
