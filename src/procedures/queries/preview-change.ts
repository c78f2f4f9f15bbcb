import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { changeInput } from '../model/prepare-change.ts'
import { settleChange } from './settle-change.ts'

/** Lines of a change in the officer's words. */
const changesSchema = z.array(
  z.object({
    part: z.string(),
    name: z.string(),
    lines: z.array(
      z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  }),
)

/**
 * What a change would do, before it is saved: before and after in words, and what only looks wrong. Fails as the command
 * would, so that every message stands at its field first.
 */
export const previewChange = defineQuery({
  name: 'procedures.previewChange',
  title: 'Xem trước thay đổi của thủ tục',
  audience: ['admin'],
  input: changeInput,
  output: z.object({ changes: changesSchema, warnings: z.array(z.string()) }),
  async run({ db, now }, actor, input) {
    const { prepared } = await settleChange(db, actor.officeId, { ...input, today: localDate(now) })
    return { changes: prepared.changes, warnings: prepared.warnings }
  },
})
