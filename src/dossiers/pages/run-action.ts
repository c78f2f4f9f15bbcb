import { z } from 'zod'
import type { Command } from '../../platform/operations.ts'
import { decideExtension, reappoint } from '../commands/decide-extension.ts'
import { forwardDossier } from '../commands/forward-dossier.ts'
import { issueResult, returnResult } from '../commands/hand-out-result.ts'
import { approveResult, draftResult } from '../commands/prepare-result.ts'
import { proposeExtension } from '../commands/propose-extension.ts'
import { receiveSupplement } from '../commands/receive-supplement.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { sendBackDossier } from '../commands/send-back-dossier.ts'
import { stopDossier } from '../commands/stop-dossier.ts'
import { takeUpDossier } from '../commands/take-up-dossier.ts'
import { answerWithdrawal, askWithdrawal } from '../commands/withdraw-dossier.ts'
import { type Action, actions } from '../model/next-steps.ts'

/** The command behind each next step. */
export const commandOf: Readonly<Record<Action, Command>> = {
  takeUp: takeUpDossier,
  forward: forwardDossier,
  draftResult,
  approve: approveResult,
  issue: issueResult,
  returnResult,
  sendBack: sendBackDossier,
  requestSupplement,
  receiveSupplement,
  askWithdrawal,
  answerWithdrawal,
  stop: stopDossier,
  proposeExtension,
  decideExtension,
  reappoint,
}

/** What a dialog sends: which step, its fields, and a key made once per dialog so that sending twice acts once. */
export const submittedAction = z.strictObject({
  action: z.enum(Object.keys(actions) as [Action, ...Action[]]),
  input: z.record(z.string(), z.unknown()),
  idempotencyKey: z.string(),
})
