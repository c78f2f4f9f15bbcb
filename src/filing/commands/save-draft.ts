import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { keepDays, typedApplicant, typedSubmitter } from '../model/draft.ts'
import { officeOfDraft } from '../queries/draft-rows.ts'
import { openDraft, requireUnfiled } from './open-draft.ts'

/** Characters of all answers together; the longest shipped form filled to the brim has a tenth of it. */
const mostAnswers = 200_000

/**
 * Keeps what was typed on one step, right or wrong: what is wrong is told on the page and has to be put right before it is
 * filed. Every saving counts the thirty days anew.
 */
export const saveDraft = defineCommand({
  name: 'filing.save',
  title: 'Lưu hồ sơ trực tuyến đang lập',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({
    id: z.uuid(),
    /** Of whoever signed in on the page; null for a guest who holds the link, and for officers. */
    accountId: z.uuid().nullable(),
    step: z.int().min(1).max(5),
    forSelf: z.boolean().optional(),
    relation: z.string().trim().max(200).optional(),
    applicant: typedApplicant.optional(),
    submitter: typedSubmitter.optional(),
    answers: z.record(z.string().max(200), z.unknown()).optional(),
    content: z.string().trim().max(2000, 'Tối đa 2000 ký tự.').optional(),
    returnMethod: z.enum(['counter', 'post', 'online']).optional(),
    returnAddress: z.string().trim().max(500, 'Tối đa 500 ký tự.').optional(),
  }),
  output: z.object({ id: z.uuid(), reached: z.int() }),
  async run(tx, actor, { id, accountId, step, ...typed }) {
    const draft = await openDraft(tx, actor, { id, accountId })
    requireUnfiled(draft)
    const reached = Math.max(draft.reached, step)
    await store(tx, actor, { id, reached, typed })
    return {
      output: { id, reached },
      audit: [{ subjectType: 'filing_draft', subjectId: id, facts: { step } }],
    }
  },
})

interface Saving {
  id: string
  reached: number
  typed: Omit<z.output<typeof saveDraft.input>, 'id' | 'accountId' | 'step'>
}

async function store(tx: Tx, actor: Actor, { id, reached, typed }: Saving): Promise<void> {
  const { applicant, submitter, answers } = typed
  const stored = answers && JSON.stringify(answers)
  if (stored && stored.length > mostAnswers) throw new AppError('too_large', { detail: 'Tờ khai quá dài.' })
  const changes = {
    for_self: typed.forSelf,
    relation: typed.relation,
    applicant: applicant && JSON.stringify(applicant),
    submitter: submitter && JSON.stringify(submitter),
    answers: stored,
    content: typed.content,
    return_method: typed.returnMethod,
    return_address: typed.returnAddress,
  }
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  await tx.db
    .updateTable('filing_drafts')
    .set({ ...given, reached, changed_at: tx.now, expires_on: addDays(localDate(tx.now), keepDays) })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .execute()
}
