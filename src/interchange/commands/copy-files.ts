import { rememberFiles } from '../../files/commands.ts'
import type { Actor, Tx } from '../../platform/operations.ts'

/** The files once more, as the clerk's: the same contents, taken into the keeping of the registered document. */
export async function copyFiles(tx: Tx, actor: Actor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const found = await tx.db
    .selectFrom('files')
    .select(['id', 'sha256', 'name', 'media_type as mediaType', 'size'])
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', ids)
    .execute()
  const contents = ids.flatMap((id) => found.find((file) => file.id === id) ?? [])
  const copies = contents.map(({ id: _, size, ...content }) => ({ ...content, size: Number(size) }))
  return (await rememberFiles(tx, actor, copies)).map(({ id }) => id)
}
