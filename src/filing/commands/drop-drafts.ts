import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { forgetFiles } from '../../files/commands.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { officeOfDraft } from '../queries/draft-rows.ts'
import { openDraft, requireUnfiled } from './open-draft.ts'

/** Xóa hồ sơ đang lập, by whoever it belongs to; its papers go with it. */
export const discardDraft = defineCommand({
  name: 'filing.discard',
  title: 'Xóa hồ sơ trực tuyến đang lập',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({ id: z.uuid(), accountId: z.uuid().nullable() }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id, accountId }) {
    requireUnfiled(await openDraft(tx, actor, { id, accountId }))
    await dropDrafts(tx, actor, [id])
    return { output: { id }, audit: [{ subjectType: 'filing_draft', subjectId: id, facts: {} }] }
  },
})

/**
 * Deletes drafts that nobody came back to within thirty days, with their papers: what is not needed is not kept (Luật Bảo
 * vệ dữ liệu cá nhân 91/2025/QH15). The program alone runs it, every night.
 */
export const dropOldDrafts = defineCommand({
  name: 'filing.dropOldDrafts',
  title: 'Xóa hồ sơ trực tuyến lập dở đã quá hạn',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ dropped: z.int() }),
  async run(tx, actor) {
    const expired = await tx.db
      .selectFrom('filing_drafts')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('state', '=', 'open')
      .where('expires_on', '<', localDate(tx.now))
      .forUpdate()
      .execute()
    const ids = expired.map(({ id }) => id)
    await dropDrafts(tx, actor, ids)
    return {
      output: { dropped: ids.length },
      audit: [{ subjectType: 'filing_draft', subjectId: localDate(tx.now), facts: { dropped: ids.length } }],
    }
  },
})

/**
 * An account was deleted by its citizen: what it had not filed goes with it, and of what it filed only that it was filed stays
 * here. The dossiers are the office's records and stay. The program alone runs it.
 */
export const forgetAccount = defineCommand({
  name: 'filing.forgetAccount',
  title: 'Xóa hồ sơ lập dở của tài khoản công dân đã xóa',
  audience: [],
  input: z.strictObject({ accountId: z.uuid() }),
  output: z.object({ dropped: z.int() }),
  async run(tx, actor, { accountId }) {
    const open = await tx.db
      .selectFrom('filing_drafts')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('account_id', '=', accountId)
      .where('state', '=', 'open')
      .forUpdate()
      .execute()
    const ids = open.map(({ id }) => id)
    await dropDrafts(tx, actor, ids)
    return {
      output: { dropped: ids.length },
      audit: [{ subjectType: 'citizen', subjectId: accountId, facts: { dropped: ids.length } }],
    }
  },
})

async function dropDrafts(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const papers = await tx.db
    .deleteFrom('filing_papers')
    .where('office_id', '=', actor.officeId)
    .where('draft_id', 'in', [...ids])
    .returning('file_id')
    .execute()
  await forgetFiles(
    tx,
    actor,
    papers.map(({ file_id }) => file_id),
  )
  await tx.db
    .deleteFrom('filing_drafts')
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', [...ids])
    .execute()
}
