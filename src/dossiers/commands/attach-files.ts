import type { Actor, Tx } from '../../platform/operations.ts'

export interface Attachment {
  dossierId: string
  fileIds: readonly string[]
  purpose: 'component' | 'supplement' | 'draft_result' | 'result'
}

/** Ties stored files to the dossier; a file already tied to it stays as it is. */
export async function attachFiles(tx: Tx, actor: Actor, attachment: Attachment): Promise<void> {
  if (attachment.fileIds.length === 0) return
  await tx.db
    .insertInto('dossier_files')
    .values(
      attachment.fileIds.map((fileId) => ({
        office_id: actor.officeId,
        dossier_id: attachment.dossierId,
        file_id: fileId,
        purpose: attachment.purpose,
        added_at: tx.now,
        added_by: actor.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
