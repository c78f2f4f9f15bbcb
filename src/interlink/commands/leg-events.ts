import { v7 as uuid } from 'uuid'
import type { Actor, Tx } from '../../platform/operations.ts'

export interface LegEvent {
  legId: string
  kind: string
  text: string
  /** Name and post of whoever wrote it, here or there. */
  author: string
  files?: readonly { id: string; label: string }[]
  at?: Date
}

/** Adds one line to the history of a leg, with the files that came or went with it. */
export async function addLegEvent(tx: Tx, actor: Actor, event: LegEvent): Promise<void> {
  const id = uuid()
  await tx.db
    .insertInto('interlink_leg_events')
    .values({
      office_id: actor.officeId,
      leg_id: event.legId,
      id,
      at: event.at ?? tx.now,
      kind: event.kind,
      text: event.text,
      author: event.author,
    })
    .execute()
  const files = event.files ?? []
  if (files.length === 0) return
  await tx.db
    .insertInto('interlink_leg_files')
    .values(
      files.map((file) => ({
        office_id: actor.officeId,
        leg_id: event.legId,
        event_id: id,
        file_id: file.id,
        label: file.label,
      })),
    )
    .execute()
}

/** How a member is named to the other side. */
export function authorOf({ name, post }: Pick<Actor, 'name' | 'post'>): string {
  return post ? `${name}, ${post}` : name
}
