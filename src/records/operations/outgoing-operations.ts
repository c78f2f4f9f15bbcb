import type { AnyOperation } from '../../platform/operations.ts'
import { approveOutgoing } from '../commands/outgoing/approve-outgoing.ts'
import { commentOutgoing, noteOutgoingSeen } from '../commands/outgoing/comment-outgoing.ts'
import { createOutgoing, saveOutgoing } from '../commands/outgoing/draft-outgoing.ts'
import {
  cancelOutgoing,
  issueOutgoing,
  sendOutgoing,
  withdrawOutgoing,
} from '../commands/outgoing/issue-outgoing.ts'
import { keepWordText } from '../commands/outgoing/keep-word-text.ts'
import {
  grantAuthority,
  revokeAuthority,
  setOutgoingSettings,
  setOutgoingUnit,
} from '../commands/outgoing/outgoing-setup.ts'
import { giveOutgoingToSign, takeSignedOutgoing } from '../commands/outgoing/sign-digitally.ts'
import { markOutgoingSigned } from '../commands/outgoing/sign-outgoing.ts'
import {
  passOutgoingForm,
  reviewOutgoing,
  sendBackOutgoing,
  submitOutgoing,
} from '../commands/outgoing/step-outgoing.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'
import { listOutgoing } from '../queries/outgoing/list-outgoing.ts'
import { getOutgoingSetup } from '../queries/outgoing/outgoing-choices.ts'
import { outgoingInbox } from '../queries/outgoing/outgoing-inbox.ts'
import { printOutgoingRegister } from '../queries/outgoing/outgoing-register.ts'
import { outgoingReport } from '../queries/outgoing/outgoing-report.ts'
import { previewOutgoing, printOutgoing } from '../queries/outgoing/print-outgoing.ts'
import { replyTarget } from '../queries/outgoing/reply-target.ts'
import { outgoingToSign } from '../queries/outgoing/to-sign.ts'
import { outgoingForToken } from '../queries/outgoing/waiting-for-token.ts'
import { waitingWordTexts } from '../queries/outgoing/word-text.ts'

/** Operations on outgoing documents and on who signs them. */
export const outgoingOperations = [
  createOutgoing,
  saveOutgoing,
  submitOutgoing,
  reviewOutgoing,
  passOutgoingForm,
  sendBackOutgoing,
  approveOutgoing,
  markOutgoingSigned,
  giveOutgoingToSign,
  takeSignedOutgoing,
  issueOutgoing,
  sendOutgoing,
  cancelOutgoing,
  withdrawOutgoing,
  commentOutgoing,
  noteOutgoingSeen,
  keepWordText,
  setOutgoingSettings,
  setOutgoingUnit,
  grantAuthority,
  revokeAuthority,
  listOutgoing,
  outgoingInbox,
  getOutgoing,
  printOutgoing,
  outgoingToSign,
  outgoingForToken,
  previewOutgoing,
  getOutgoingSetup,
  replyTarget,
  printOutgoingRegister,
  outgoingReport,
  waitingWordTexts,
] as unknown as readonly AnyOperation[]
