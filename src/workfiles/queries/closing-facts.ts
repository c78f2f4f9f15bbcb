import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { Actor } from '../../platform/operations.ts'
import type { ClosingDocument } from '../model/closing.ts'
import { linkedDocuments, linkedName } from './linked-documents.ts'

/**
 * What the rule of closing asks about each document: of all of them, also those that the reader may not see, which are
 * named by their place alone.
 */
export async function closingDocuments(
  db: Kysely<DB>,
  actor: Actor,
  workFileId: string,
): Promise<ClosingDocument[]> {
  const of = { officeId: actor.officeId, workFileId }
  const [all, seen] = await Promise.all([
    linkedDocuments(db, { ...of, reader: 'everybody' }),
    linkedDocuments(db, { ...of, reader: actor }),
  ])
  const visible = new Set(seen.filter((each) => each.visible).map(({ linkId }) => linkId))
  return all.map((document) => ({
    linkId: document.linkId,
    kind: document.kind,
    documentId: document.documentId,
    name: linkedName({ ...document, visible: visible.has(document.linkId) }),
    sameAs: document.sameAs,
    draft: document.draft,
    unfinished: document.unfinished,
    missing: document.missing,
    sheets: document.sheets,
  }))
}
