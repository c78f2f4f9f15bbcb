import type { AnyOperation } from '../../platform/operations.ts'
import {
  addRoom,
  answerMeeting,
  callMeeting,
  cancelMeeting,
  changeMeeting,
} from '../commands/internal/meetings.ts'
import { answerSubmission, submitInternally } from '../commands/internal/submissions.ts'
import { castBallot, closeVote, openVote } from '../commands/internal/votes.ts'
import { watchVotes } from '../commands/internal/watch-votes.ts'
import { internalInbox } from '../queries/internal/internal-inbox.ts'
import { getMeeting, listMeetings, listSubmissions } from '../queries/internal/internal-lists.ts'
import { listVotes } from '../queries/internal/list-votes.ts'
import { getSubmissionFile } from '../queries/internal/submission-file.ts'
import { anyVoteToTell } from '../queries/internal/votes-to-tell.ts'

/** Operations on matters inside the office: submissions, meetings, votes in writing. */
export const internalOperations = [
  submitInternally,
  answerSubmission,
  addRoom,
  callMeeting,
  changeMeeting,
  cancelMeeting,
  answerMeeting,
  openVote,
  castBallot,
  closeVote,
  listSubmissions,
  listMeetings,
  getMeeting,
  listVotes,
  watchVotes,
  anyVoteToTell,
  internalInbox,
  getSubmissionFile,
] as unknown as readonly AnyOperation[]
