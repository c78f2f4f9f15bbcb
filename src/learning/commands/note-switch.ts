import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'

/** Writes into the journal of the office one comes from that one steps into the practice office, or back. */
export const noteSwitch = defineCommand({
  name: 'learning.noteSwitch',
  title: 'Vào, rời phòng thực hành',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ practice: z.boolean() }),
  async run(_tx, actor) {
    const practice = !isPractice(actor.officeId)
    const facts = { to: practice ? 'practice' : 'office' }
    return { output: { practice }, audit: [{ subjectType: 'staff', subjectId: actor.id, facts }] }
  },
})

/** Asks for a fresh practice office: everybody's made-up dossiers go, what was learnt stays. */
export const noteRenewal = defineCommand({
  name: 'learning.noteRenewal',
  title: 'Làm mới phòng thực hành',
  audience: ['leader', 'admin'],
  input: z.strictObject({}),
  output: z.object({}),
  async run(_tx, actor) {
    if (!isPractice(actor.officeId)) {
      throw new AppError('wrong_state', {
        detail: 'Chỉ phòng thực hành mới được làm mới. Hãy vào phòng thực hành trước.',
      })
    }
    return { output: {}, audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: {} }] }
  },
})
