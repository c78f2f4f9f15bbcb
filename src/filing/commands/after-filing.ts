import { sql } from 'kysely'
import { z } from 'zod'
import { supplementOnline, withdrawOnline } from '../../dossiers/commands/send-online.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import type { Draft } from '../model/draft.ts'
import { officeOfDraft, unsentSupplement } from '../queries/draft-rows.ts'
import { openDraft } from './open-draft.ts'

const changed = z.object({ id: z.uuid(), dossierId: z.uuid() })

/** Gửi giấy tờ bổ sung that the office asked for. Fails with wrong_state where it asked for nothing. */
export const sendSupplement = defineCommand({
  name: 'filing.sendSupplement',
  title: 'Gửi giấy tờ bổ sung cho hồ sơ trực tuyến',
  audience: 'public',
  limit: { kind: 'filing', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({
    id: z.uuid(),
    accountId: z.uuid().nullable(),
    note: z.string().trim().max(1000, 'Tối đa 1000 ký tự.').default(''),
  }),
  output: changed,
  async run(tx, actor, { id, accountId, note }) {
    const draft = await openDraft(tx, actor, { id, accountId })
    const dossierId = dossierOf(draft)
    const papers = unsentSupplement(draft)
    if (papers.length === 0 && note === '') {
      throw new AppError('invalid_input', {
        fields: { note: 'Hãy đính kèm giấy tờ được yêu cầu, hoặc ghi lời giải trình.' },
      })
    }
    const names = [...new Set(papers.map(({ name }) => name))]
    const outcome = await supplementOnline(tx, actor, {
      dossierId,
      note,
      filedAt: tx.now,
      declaration: null,
      papers: names.map((name) => ({
        name,
        fileIds: papers.filter((paper) => paper.name === name).map(({ fileId }) => fileId),
      })),
    })
    await markSent(tx, actor, draft)
    return {
      output: { id, dossierId },
      audit: [
        { subjectType: 'filing_draft', subjectId: id, facts: { dossierId, files: papers.length } },
        ...outcome.audit,
      ],
      news: outcome.news,
    }
  },
})

/** Xin rút hồ sơ đã nộp; the office answers it. Fails with wrong_state once there is a result. */
export const withdrawFiled = defineCommand({
  name: 'filing.withdraw',
  title: 'Xin rút hồ sơ trực tuyến đã nộp',
  audience: 'public',
  limit: { kind: 'filing', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({
    id: z.uuid(),
    accountId: z.uuid().nullable(),
    reason: z.string().trim().min(1, 'Hãy ghi lý do rút hồ sơ.').max(1000, 'Tối đa 1000 ký tự.'),
  }),
  output: changed,
  async run(tx, actor, { id, accountId, reason }) {
    const dossierId = dossierOf(await openDraft(tx, actor, { id, accountId }))
    const outcome = await withdrawOnline(tx, actor, { dossierId, reason })
    return {
      output: { id, dossierId },
      audit: [{ subjectType: 'filing_draft', subjectId: id, facts: { dossierId } }, ...outcome.audit],
      news: outcome.news,
    }
  },
})

function dossierOf(draft: Draft): string {
  if (draft.dossierId) return draft.dossierId
  throw new AppError('wrong_state', { detail: 'Hồ sơ này chưa nộp. Hãy lập tiếp rồi nộp.' })
}

async function markSent(tx: Tx, actor: Actor, draft: Draft): Promise<void> {
  await sql`update filing_papers set sent_at = ${tx.now}::timestamptz
    where office_id = ${actor.officeId}::uuid and draft_id = ${draft.id}::uuid and place = 'supplement'
      and sent_at is null`.execute(tx.db)
}
