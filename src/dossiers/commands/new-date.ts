import { addDays, dayNumber, localDate } from '../../calendar/model/local-time.ts'
import { hoursOnDay } from '../../calendar/model/working-calendar.ts'
import { workingMinutesBetween } from '../../calendar/model/working-time.ts'
import { loadCalendar, type OfficeCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Outcome, Tx } from '../../platform/operations.ts'
import type { LatenessReason } from '../model/clock-rules.ts'
import { typedMoment } from '../model/extension-inputs.ts'
import { minutesToDo, newDateProblem, proposeNewDate } from '../model/new-date.ts'
import { shiftedSteps } from '../model/shifted-steps.ts'
import { clockRulesAt } from '../queries/clock-rules.ts'
import { type ChangedDossier, changeDossier } from './change-dossier.ts'
import { settleLateness } from './charge-lateness.ts'
import { issuePaper } from './issue-paper.ts'
import { moveDueTimes, moveSteps } from './move-due.ts'
import type { OpenDossier } from './open-dossier.ts'

/** Farthest a new date lies ahead, with room (days). */
const horizonDays = 800

export async function calendarFor(tx: Tx, actor: Actor, dossier: OpenDossier): Promise<OfficeCalendar> {
  const from = localDate(dossier.receivedAt)
  return loadCalendar(tx.db, actor.officeId, { from, to: addDays(localDate(tx.now), horizonDays) })
}

interface Typed {
  newDate?: string | null | undefined
  newTime?: string | null | undefined
}

/**
 * The new date as typed, or the one the program proposes where none was. Fails with invalid_input at `newDate`, naming
 * the day off it fell on; with wrong_state when the calendar cannot count.
 */
export function chosenDate(
  calendar: OfficeCalendar,
  dossier: OpenDossier,
  { typed, now }: { typed: Typed; now: Date },
): Date {
  const closing = (day: string) => hoursOnDay(calendar, dayNumber(day)).at(-1)?.to ?? 17 * 60
  try {
    const wanted =
      typedMoment(typed, closing) ??
      proposeNewDate(calendar, {
        now,
        dueAt: dossier.dueAt,
        minutesToDo: minutesToDo(dossier.steps, dossier.step),
      })
    const problem = newDateProblem(calendar, { now, dueAt: dossier.dueAt, newDueAt: wanted })
    if (problem) throw new AppError('invalid_input', { fields: { newDate: problem } })
    return wanted
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new AppError('wrong_state', {
      detail: `Chưa tính được ngày hẹn mới: ${error.message} Hãy báo quản trị sửa lịch làm việc rồi thực hiện lại.`,
    })
  }
}

/** The reason by its code, of those in force today. Fails with invalid_input at `reasonCode`. */
export async function chosenReason(tx: Tx, actor: Actor, code: string): Promise<LatenessReason> {
  const { latenessReasons } = await clockRulesAt(tx.db, actor.officeId, tx.now)
  const found = latenessReasons.find((reason) => reason.code === code)
  if (found) return found
  throw new AppError('invalid_input', {
    fields: { reasonCode: 'Nguyên nhân này không có trong danh mục đang áp dụng. Hãy chọn lại.' },
  })
}

export interface Grant {
  newDueAt: Date
  reasonCode: string
  publicReason: string
  reason: string
  note: string
  /** Number of its row in `dossier_extensions`. */
  sequence: number
}

/**
 * A leader grants a new date: what was late so far is settled, Mẫu số 04 issued with its number, the due time and the
 * steps moved. The date promised first stays for the statistics, and the state does not change.
 */
export async function grantNewDate(
  tx: Tx,
  actor: Actor,
  { dossier, calendar, grant }: { dossier: OpenDossier; calendar: OfficeCalendar; grant: Grant },
): Promise<Outcome<ChangedDossier>> {
  const { newDueAt, reason, reasonCode, publicReason } = grant
  const number = dossier.extensions.granted + 1
  await settleLateness(tx, actor, { dossierId: dossier.id, calendar })
  const paper = await issuePaper(tx, actor, {
    dossierId: dossier.id,
    form: 'extension',
    facts: {
      reason,
      reasonCode,
      dueBefore: dossier.dueAt,
      dueAfter: newDueAt,
      sequence: number,
      signerName: actor.name,
      signerPost: actor.post,
    },
  })
  const trace = {
    ...(dossier.dueTrace as object),
    granted: { promisedAt: newDueAt, decidedAt: tx.now },
    dueAt: newDueAt,
  }
  const move = { dossierId: dossier.id, before: dossier.dueAt, after: newDueAt, cause: 'extension' as const }
  await moveDueTimes(tx, actor, [{ ...move, publicReason: asClause(publicReason), reason, trace }])
  const minutes = workingMinutesBetween(calendar, dossier.dueAt, newDueAt)
  const steps = shiftedSteps(calendar, dossier, { minutes, dueAt: newDueAt })
  await moveSteps(
    tx,
    actor,
    steps.map((step) => ({ ...step, dossierId: dossier.id })),
  )
  await tx.db
    .updateTable('dossier_extensions')
    .set({
      state: 'granted',
      decided_by: actor.id,
      decided_by_name: actor.name,
      decided_at: tx.now,
      decision_note: grant.note,
      beyond_limit: number > dossier.extensions.allowed,
      paper_id: paper.id,
    })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .where('sequence', '=', grant.sequence)
    .execute()
  return changeDossier(tx, actor, {
    dossier,
    set: {},
    event: {
      kind: 'extension_granted',
      publicText: 'Cơ quan xin lỗi vì chưa trả kết quả đúng hẹn và đã lập văn bản xin lỗi, hẹn lại ngày trả.',
      note: grant.note,
      facts: {
        sequence: number,
        dueBefore: dossier.dueAt,
        dueAfter: newDueAt,
        reasonCode,
        paperNumber: paper.number,
      },
    },
  })
}

/** A reason of the list inside a sentence: "… vì số lượng hồ sơ nhiều". */
function asClause(reason: string): string {
  return reason.slice(0, 1).toLocaleLowerCase('vi') + reason.slice(1)
}
