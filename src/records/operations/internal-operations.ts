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
import { getMeeting, listMeetings, listSubmissions } from '../queries/internal/internal-lists.ts'
import { listVotes } from '../queries/internal/list-votes.ts'

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
] as unknown as readonly AnyOperation[]
