import { AppError, problemOf } from '../../platform/errors.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import type { pageWrite, Written } from '../../ui/page-context.ts'
import { endAbsence, planAbsence } from '../commands/absences.ts'
import { changeDuty } from '../commands/change-duty.ts'
import { changePost } from '../commands/change-post.ts'
import { assignDuty, endDuty } from '../commands/duties.ts'
import { addStaffMember, resetPassword, setStaffActive } from '../commands/members.ts'
import { removeOneTimeCode } from '../commands/remove-one-time-code.ts'

type Run = typeof pageWrite
type Context = Parameters<Run>[0]
type Work = (run: Run, context: Context, form: FormData) => Promise<Written<unknown>>

const text = (form: FormData, name: string) => String(form.get(name) ?? '')
const orNull = (form: FormData, name: string) => text(form, name) || null
const day = (form: FormData, name: string) =>
  text(form, name) === '' ? null : typedIsoDate(text(form, name))
const sent = (form: FormData, input: unknown) => ({ input, idempotencyKey: text(form, 'idempotencyKey') })
const revision = (form: FormData) => Number(text(form, 'revision'))

/** What was ticked and said about fields left without anybody. */
export function acceptance(form: FormData) {
  return { acceptGap: form.get('acceptGap') !== null, gapReason: text(form, 'gapReason') }
}

/** What the page of staff can do, by the word its forms send. */
const works: Readonly<Record<string, Work>> = {
  them: (run, context, form) => {
    const { fullName, postTitle, phone, username, password } = Object.fromEntries(form)
    const input = { fullName, postTitle, phone, username, password, unitId: orNull(form, 'unitId') }
    return run(context, addStaffMember, sent(form, input))
  },
  khoa: (run, context, form) =>
    run(
      context,
      setStaffActive,
      sent(form, { staffId: text(form, 'staffId'), active: text(form, 'active') === 'true' }),
    ),
  'dat-mat-khau': (run, context, form) =>
    run(
      context,
      resetPassword,
      sent(form, { staffId: text(form, 'staffId'), password: text(form, 'password') }),
    ),
  'go-ma': (run, context, form) =>
    run(context, removeOneTimeCode, sent(form, { staffId: text(form, 'staffId') })),
  'chuc-danh': (run, context, form) =>
    run(
      context,
      changePost,
      sent(form, {
        staffId: text(form, 'staffId'),
        postTitle: text(form, 'postTitle'),
        unitId: orNull(form, 'unitId'),
      }),
    ),
  'phan-cong': (run, context, form) =>
    run(
      context,
      assignDuty,
      sent(form, {
        staffId: text(form, 'staffId'),
        role: text(form, 'role'),
        fieldCode: orNull(form, 'fieldCode'),
        startsOn: typedIsoDate(text(form, 'startsOn')),
        ...entryOf(form),
      }),
    ),
  'sua-phan-cong': (run, context, form) =>
    run(
      context,
      changeDuty,
      sent(form, {
        dutyId: text(form, 'dutyId'),
        revision: revision(form),
        ...entryOf(form),
        ...acceptance(form),
      }),
    ),
  'ket-thuc': (run, context, form) =>
    run(
      context,
      endDuty,
      sent(form, {
        dutyId: text(form, 'dutyId'),
        revision: revision(form),
        endsOn: typedIsoDate(text(form, 'endsOn')),
        ...acceptance(form),
      }),
    ),
  'vang-mat': (run, context, form) =>
    run(
      context,
      planAbsence,
      sent(form, {
        staffId: text(form, 'staffId'),
        startsOn: typedIsoDate(text(form, 'startsOn')),
        endsOn: typedIsoDate(text(form, 'endsOn')),
        kind: text(form, 'kind'),
        reason: text(form, 'reason'),
        substituteId: orNull(form, 'substituteId'),
        ...acceptance(form),
      }),
    ),
  'het-vang': (run, context, form) =>
    run(
      context,
      endAbsence,
      sent(form, { absenceId: text(form, 'absenceId'), revision: revision(form), ...acceptance(form) }),
    ),
}

function entryOf(form: FormData) {
  return {
    endsOn: day(form, 'endsOn'),
    deskId: orNull(form, 'deskId'),
    substituteId: orNull(form, 'substituteId'),
    note: text(form, 'note'),
  }
}

/** Runs what a form of the page of staff asks for. */
export async function runStaffForm(run: Run, context: Context, form: FormData): Promise<Written<unknown>> {
  const work = works[text(form, 'viec')]
  if (!work) return { ok: false, problem: problemOf(new AppError('malformed_request')) }
  return work(run, context, form)
}
