import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Actor, AuditEntry, Tx } from '../../platform/operations.ts'

export const changedList = z.object({ year: z.int(), revision: z.int() })

/** The list of a year, locked. */
export interface OpenList {
  year: number
  revision: number
  approved: boolean
}

/** What a change of a list leaves in the journal. */
export const listAudit = (year: number, facts: Record<string, unknown>): AuditEntry => ({
  subjectType: 'work_file_list',
  subjectId: String(year),
  facts,
})

/** Locks the list of a year; once it is issued, what is added needs a reason and nothing is taken away. */
export async function openList(
  tx: Tx,
  actor: Actor,
  change: { year: number; reason: string | null },
): Promise<OpenList> {
  const row = await tx.db
    .selectFrom('work_file_lists')
    .select(['year', 'revision', 'state'])
    .where('office_id', '=', actor.officeId)
    .where('year', '=', change.year)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    throw new AppError('not_found', {
      detail: `Chưa có Danh mục hồ sơ năm ${change.year}. Hãy lập Danh mục trước.`,
    })
  const approved = row.state === 'approved'
  if (approved && change.reason === null) {
    throw new AppError('wrong_state', {
      detail: 'Danh mục đã ban hành, chỉ được bổ sung. Hồ sơ không dùng đến thì không mở.',
    })
  }
  if (approved && (change.reason ?? '').length < 10) {
    throw new AppError('invalid_input', {
      fields: { reason: 'Danh mục đã ban hành: hãy ghi lý do bổ sung (ít nhất 10 ký tự).' },
    })
  }
  return { year: row.year, revision: row.revision, approved }
}

/** Counts the change and hands back what the command answers, with audit. */
export async function listChanged(
  tx: Tx,
  actor: Actor,
  change: { list: OpenList; facts: Record<string, unknown> },
) {
  const { list, facts } = change
  const revision = list.revision + 1
  await tx.db
    .updateTable('work_file_lists')
    .set({ revision })
    .where('office_id', '=', actor.officeId)
    .where('year', '=', list.year)
    .execute()
  const audit: [AuditEntry] = [listAudit(list.year, { approved: list.approved, ...facts })]
  return { output: { year: list.year, revision }, audit }
}
