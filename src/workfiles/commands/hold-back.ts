import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { leadersToday } from '../../records/queries/staff-today.ts'
import { demoWorkFile } from '../examples.ts'
import { changedWorkFile, day, lines, reason, workFileRef } from '../model/inputs.ts'
import { handOverDueOn, latestHoldOf } from '../model/time-limits.ts'
import { keepers } from '../policy.ts'
import { rulesOn } from '../queries/rules-on.ts'
import { changeFile } from './change-file.ts'
import { openForChange } from './open-for-change.ts'
import { tellOfFile } from './tell-of-file.ts'

/** Xin giữ lại hồ sơ đến hạn nộp lưu (Điều 30): with a reason, until a day that the rule allows. */
export const askToHold = defineCommand({
  name: 'workfiles.askToHold',
  title: 'Xin giữ lại hồ sơ đến hạn nộp lưu',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{id}/holds' },
  input: z.strictObject({ ...workFileRef, until: day, reason }),
  output: changedWorkFile,
  example: {
    ...demoWorkFile.ref('askToHold'),
    until: '2028-06-30',
    reason: 'Còn dùng để theo dõi việc thực hiện kế hoạch.',
  },
  async run(tx, actor, { id, revision, until, reason: words }) {
    const file = await openForChange(tx, actor, { id, revision, action: 'askToHold' })
    const today = localDate(tx.now)
    const { rules } = await rulesOn(tx.db, actor.officeId, today)
    const due = handOverDueOn({ ...file.timed, heldUntil: null }, rules)
    const latest = latestHoldOf(file.timed, rules)
    if (due === null || latest === null) {
      throw new AppError('wrong_state', {
        detail: 'Hồ sơ này không thuộc diện phải nộp lưu nên không cần xin giữ lại.',
      })
    }
    if (until <= due || until > latest || until <= today) {
      throw new AppError('invalid_input', {
        fields: {
          until: `Ngày giữ lại phải sau hạn nộp lưu ${formatDate(due)} và chậm nhất là ${formatDate(latest)}.`,
        },
      })
    }
    const holdId = uuid()
    await tx.db
      .insertInto('work_file_holds')
      .values({
        office_id: actor.officeId,
        work_file_id: id,
        id: holdId,
        until,
        reason: words,
        asked_at: tx.now,
        asked_by: actor.id,
      })
      .execute()
    const leaders = await leadersToday(tx.db, actor.officeId, today)
    await tellOfFile(tx, actor.officeId, {
      source: `workfile.hold.${holdId}`,
      event: 'workfile_hold_asked',
      staffIds: leaders.filter((leader) => leader !== actor.id),
      file: { id, symbol: file.symbol, dueOn: until },
    })
    return changeFile(tx, actor, {
      file,
      set: {},
      event: { kind: 'hold_asked', words: `Xin giữ lại đến ${formatDate(until)}: ${words}` },
      facts: { holdId, until },
    })
  },
})

/** Cho ý kiến giữ lại: the head's written consent, or refusal with its reason. Nobody answers their own asking. */
export const decideHold = defineCommand({
  name: 'workfiles.decideHold',
  title: 'Đồng ý hoặc không đồng ý cho giữ lại hồ sơ',
  audience: ['leader'],
  door: { method: 'POST', path: '/work-files/{id}/hold-decision' },
  input: z.strictObject({ ...workFileRef, agree: z.boolean(), words: lines(1000).default('') }),
  output: changedWorkFile,
  example: { ...demoWorkFile.ref('decideHold'), agree: true, words: 'Đồng ý.' },
  async run(tx, actor, { id, revision, agree, words }) {
    const file = await openForChange(tx, actor, { id, revision, action: 'decideHold' })
    if (!agree && words.length < 10) {
      throw new AppError('invalid_input', {
        fields: { words: 'Hãy ghi lý do không đồng ý (ít nhất 10 ký tự).' },
      })
    }
    const hold = await tx.db
      .updateTable('work_file_holds')
      .set({ agreed: agree, words, decided_at: tx.now, decided_by: actor.id })
      .where('office_id', '=', actor.officeId)
      .where('work_file_id', '=', id)
      .where('decided_at', 'is', null)
      .returning(['id', 'until', 'asked_by'])
      .executeTakeFirstOrThrow()
    await tellOfFile(tx, actor.officeId, {
      source: `workfile.hold.decided.${hold.id}`,
      event: 'workfile_hold_decided',
      staffIds: [hold.asked_by],
      file: { id, symbol: file.symbol, dueOn: hold.until },
    })
    const until = formatDate(hold.until)
    return changeFile(tx, actor, {
      file,
      set: agree ? { held_until: hold.until } : {},
      event: {
        kind: agree ? 'hold_agreed' : 'hold_refused',
        words: `${agree ? 'Đồng ý' : 'Không đồng ý'} cho giữ lại đến ${until}. ${words}`.trim(),
      },
      facts: { holdId: hold.id, until: hold.until },
    })
  },
})
