import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { loadMeans } from './means.ts'

const states = ['waiting', 'judging', 'signed', 'refused'] as const

/**
 * What came of the reader's own signing by the program of VGCA: `waiting` until the file is brought, `judging` while it is looked at.
 * `signed` stands in the request itself, so that it is never said of what was not kept.
 */
export const plugInOutcome = defineQuery({
  name: 'signing.plugInOutcome',
  title: 'Xem kết quả ký bằng phần mềm ký VGCA',
  audience: 'staff',
  door: { method: 'GET', path: '/plug-in-signatures/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ state: z.enum(states), detail: z.string() }),
  async run({ db }, actor, { id }) {
    const found = await db
      .selectFrom('plug_in_signings as p')
      .innerJoin('signing_requests as r', (join) =>
        join.onRef('r.office_id', '=', 'p.office_id').onRef('r.id', '=', 'p.request_id'),
      )
      .select(['p.brought_at', 'p.refusal', 'r.state', 'r.taken_at'])
      .where('p.office_id', '=', actor.officeId)
      .where('p.id', '=', id)
      .where('p.member_id', '=', actor.id)
      .executeTakeFirst()
    if (!found) throw new AppError('not_found', { detail: 'Không có lượt ký này. Hãy bấm ký lại.' })
    return { state: stateOf(found), detail: found.refusal ?? '' }
  },
})

interface Row {
  brought_at: Date | null
  refusal: string | null
  state: string
  taken_at: Date | null
}

function stateOf({ brought_at: brought, refusal, state, taken_at: taken }: Row): (typeof states)[number] {
  if (!brought) return 'waiting'
  if (refusal !== null) return 'refused'
  return state === 'taken' && taken !== null && taken >= brought ? 'signed' : 'judging'
}

/** Whether pages of this reader's office may speak to the program of VGCA. */
export const plugInOffered = defineQuery({
  name: 'signing.plugInOffered',
  title: 'Cho trang kết nối phần mềm ký VGCA trên máy',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ offered: z.boolean() }),
  async run({ db }, { officeId }) {
    return { offered: (await loadMeans(db, officeId))?.plug_in ?? false }
  },
})
