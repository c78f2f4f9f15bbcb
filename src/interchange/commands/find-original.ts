import type { Actor, Tx } from '../../platform/operations.ts'

/** The document that an agency speaks of, as it arrived here; null where it did not, or only its tray has it. */
export async function findOriginal(
  tx: Tx,
  { officeId }: Actor,
  { agencyId, documentId }: { agencyId: string; documentId: string },
) {
  const found = await tx.db
    .selectFrom('interchange_arrivals')
    .select(['id', 'state', 'digest', 'incoming_id as incomingId', 'document_id as documentId'])
    .where('office_id', '=', officeId)
    .where('agency_id', '=', agencyId)
    .where('document_id', '=', documentId)
    .where('kind', 'in', ['document', 'update', 'replace'])
    .where('state', 'not in', ['stored', 'trouble', 'skipped'])
    .forUpdate()
    .executeTakeFirst()
  return found ?? null
}
