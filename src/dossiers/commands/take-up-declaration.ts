import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { readDeclarationCode } from '../model/declaration-code.ts'

/** The declaration filled in at home becomes part of a dossier: its answers are there from now on, and no longer here. */
export async function takeUpDeclaration(
  tx: Tx,
  actor: Actor,
  take: { code: string; dossierId: string },
): Promise<void> {
  const taken = await tx.db
    .updateTable('declarations')
    .set({ dossier_id: take.dossierId, answers: '{}', changed_at: tx.now })
    .where('office_id', '=', actor.officeId)
    .where('code', '=', readDeclarationCode(take.code) ?? '')
    .where('dossier_id', 'is', null)
    .executeTakeFirst()
  if (taken.numUpdatedRows > 0n) return
  throw new AppError('invalid_input', {
    fields: {
      declarationCode: 'Tờ khai mang mã này không còn hoặc đã được tiếp nhận. Hãy bỏ mã rồi lưu lại.',
    },
  })
}
