import type { pageWrite, Written } from '../../../ui/page-context.ts'
import { runJsonForm } from '../../../ui/run-json-form.ts'
import {
  addRoom,
  answerMeeting,
  callMeeting,
  cancelMeeting,
  changeMeeting,
} from '../../commands/internal/meetings.ts'
import { answerSubmission, submitInternally } from '../../commands/internal/submissions.ts'
import { castBallot, closeVote, openVote } from '../../commands/internal/votes.ts'

type Run = typeof pageWrite

/** What the pages of internal matters can do, by the word their forms send. */
const works: Readonly<Record<string, unknown>> = {
  trinh: submitInternally,
  'cho-y-kien': answerSubmission,
  'them-phong': addRoom,
  'moi-hop': callMeeting,
  'doi-hop': changeMeeting,
  'huy-hop': cancelMeeting,
  'tra-loi-hop': answerMeeting,
  'gui-phieu': openVote,
  'tra-loi-phieu': castBallot,
  'chot-phieu': closeVote,
}

/** Runs what a form asks for; `input` is what the command takes, as JSON. */
export async function runInternalForm(
  run: Run,
  context: Parameters<Run>[0],
  form: FormData,
): Promise<Written<unknown>> {
  return runJsonForm(run, context, { form, works })
}
