import { AppError, problemOf } from '../../../platform/errors.ts'
import type { Command } from '../../../platform/operations.ts'
import type { pageWrite, Written } from '../../../ui/page-context.ts'
import { approveOutgoing } from '../../commands/outgoing/approve-outgoing.ts'
import { commentOutgoing, noteOutgoingSeen } from '../../commands/outgoing/comment-outgoing.ts'
import { createOutgoing, saveOutgoing } from '../../commands/outgoing/draft-outgoing.ts'
import {
  cancelOutgoing,
  issueOutgoing,
  sendOutgoing,
  withdrawOutgoing,
} from '../../commands/outgoing/issue-outgoing.ts'
import {
  grantAuthority,
  revokeAuthority,
  setOutgoingSettings,
  setOutgoingUnit,
} from '../../commands/outgoing/outgoing-setup.ts'
import { markOutgoingSigned } from '../../commands/outgoing/sign-outgoing.ts'
import {
  passOutgoingForm,
  reviewOutgoing,
  sendBackOutgoing,
  submitOutgoing,
} from '../../commands/outgoing/step-outgoing.ts'
import { setIncomingSettings } from '../../commands/set-incoming-settings.ts'

type Run = typeof pageWrite

/** What the pages of outgoing documents can do, by the word their forms send. */
const works: Readonly<Record<string, unknown>> = {
  soan: createOutgoing,
  luu: saveOutgoing,
  trinh: submitOutgoing,
  'duyet-noi-dung': reviewOutgoing,
  'the-thuc': passOutgoingForm,
  'tra-lai': sendBackOutgoing,
  'duyet-ky': approveOutgoing,
  'da-ky': markOutgoingSigned,
  'phat-hanh': issueOutgoing,
  gui: sendOutgoing,
  huy: cancelOutgoing,
  'sau-phat-hanh': withdrawOutgoing,
  'gop-y': commentOutgoing,
  'mo-xem': noteOutgoingSeen,
  'van-ban-khan': setIncomingSettings,
  'cach-danh-so': setOutgoingSettings,
  'phong-ban': setOutgoingUnit,
  'giao-ky': grantAuthority,
  'thoi-ky': revokeAuthority,
}

/** Runs what a form asks for; `input` is what the command takes, as JSON. */
export async function runOutgoingForm(
  run: Run,
  context: Parameters<Run>[0],
  form: FormData,
): Promise<Written<{ id: string }>> {
  const command = works[String(form.get('viec'))] as Command | undefined
  const input = parsed(String(form.get('input') ?? ''))
  if (!command || input === null) return { ok: false, problem: problemOf(new AppError('malformed_request')) }
  const written = await run(context, command, { input, idempotencyKey: String(form.get('idempotencyKey')) })
  return written as Written<{ id: string }>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
