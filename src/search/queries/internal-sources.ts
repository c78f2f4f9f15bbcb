import { sql } from 'kysely'
import { textMatches } from '../../platform/word-conditions.ts'
import { readableSubmissions, readableVotes } from '../../records/queries/internal/readable-internal.ts'
import { dayOfMoment, nameOf, type Source, staffOf } from './source.ts'

const text = sql`d.search_text`
/** What is the same with all of them: any member has some, and never so many that an index of words would help. */
const common = {
  audience: 'staff',
  matches: (words) => textMatches(text, words),
  byWords: null,
} as const satisfies Partial<Source>

/** Phiếu trình. */
export const submissionSource: Source = {
  ...common,
  kind: 'submission',
  table: 'internal_submissions',
  sortedBy: 'submitted_at',
  readable: (actor) => readableSubmissions(actor, 'd'),
  filters: {
    state: (open) => (open ? sql<boolean>`d.state = 'waiting'` : sql<boolean>`d.state <> 'waiting'`),
    staff: (id) => sql<boolean>`${id}::uuid in (d.submitted_by, d.submitted_to)`,
    unit: (id) => sql<boolean>`d.submitted_by in ${staffOf(id)}`,
    field: () => null,
  },
  shown:
    () => sql`'' as code, d.subject as title, ${nameOf('submitted_by')} as who, d.state, ${dayOfMoment('submitted_at')} as "on",
    false as restricted, concat_ws(' ', d.words, d.proposal, d.answer) as body`,
}

/** Giấy mời họp: everybody in the office sees the calendar of its meetings. */
export const meetingSource: Source = {
  ...common,
  kind: 'meeting',
  table: 'internal_meetings',
  sortedBy: 'starts_at',
  readable: () => sql<boolean>`true`,
  filters: {
    state: (open) =>
      open
        ? sql<boolean>`d.state = 'called' and d.ends_at > now()`
        : sql<boolean>`(d.state = 'cancelled' or d.ends_at <= now())`,
    staff: (
      id,
    ) => sql<boolean>`(${id}::uuid in (d.chair_id, d.invited_by) or exists (select from internal_meeting_people p
      where p.office_id = d.office_id and p.meeting_id = d.id and p.staff_id = ${id}::uuid))`,
    unit: (id) => sql<boolean>`d.invited_by in ${staffOf(id)}`,
    field: () => null,
  },
  shown:
    () => sql`'' as code, d.subject as title, ${nameOf('chair_id')} as who, d.state, ${dayOfMoment('starts_at')} as "on",
    false as restricted, concat_ws(' ', d.agenda, d.guests) as body`,
}

/** Phiếu lấy ý kiến. */
export const voteSource: Source = {
  ...common,
  kind: 'vote',
  table: 'internal_votes',
  sortedBy: 'opened_at',
  readable: (actor) => readableVotes(actor, 'd'),
  filters: {
    state: (open) => (open ? sql<boolean>`d.closed_at is null` : sql<boolean>`d.closed_at is not null`),
    staff: (id) => sql<boolean>`d.opened_by = ${id}::uuid`,
    unit: (id) => sql<boolean>`d.opened_by in ${staffOf(id)}`,
    field: () => null,
  },
  shown:
    () => sql`'' as code, d.question as title, ${nameOf('opened_by')} as who, case when d.closed_at is null then 'open' else 'closed' end as state,
    ${dayOfMoment('opened_at')} as "on", false as restricted, d.words as body`,
}
