import type { AnyOperation } from '../platform/operations.ts'
import { confirmCode } from './commands/confirm-code.ts'
import { dropEnded } from './commands/drop-ended.ts'
import { deleteAccount, endSessions } from './commands/end-sessions.ts'
import { requestCode } from './commands/request-code.ts'
import { saveSignInSettings } from './commands/save-settings.ts'
import { noteRefusal, signInCitizen } from './commands/sign-in.ts'
import { anyEnded } from './queries/any-ended.ts'
import { getProvider } from './queries/get-provider.ts'
import { getSignInSettings } from './queries/get-settings.ts'
import { openOffices, signInWays } from './queries/sign-in-ways.ts'

/** Everything that can be done about citizens' sign-ins, for the registry. */
export const citizenOperations: readonly AnyOperation[] = [
  getSignInSettings,
  saveSignInSettings,
  getProvider,
  openOffices,
  signInWays,
  signInCitizen,
  noteRefusal,
  requestCode,
  confirmCode,
  endSessions,
  deleteAccount,
  anyEnded,
  dropEnded,
]
