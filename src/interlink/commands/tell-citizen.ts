import { addEvent } from '../../dossiers/commands/change-dossier.ts'
import { watchDossierAgain } from '../../dossiers/commands/watch-again.ts'
import type { Actor, Tx } from '../../platform/operations.ts'

interface Told {
  dossierId: string | null
  kind: string
  /** What the citizen reads: agencies and days, never people or what was asked of whom. */
  publicText: string
  note?: string
  /** The partner, where it is its doing. */
  by?: string
}

/** Adds a line to the dossier's timeline that the citizen reads, and has its clock looked at again. */
export async function tellCitizen(tx: Tx, actor: Actor, { dossierId, by, ...event }: Told): Promise<void> {
  if (dossierId === null) return
  const author: Actor = by ? { ...actor, kind: 'system', name: by, post: '' } : actor
  await addEvent(tx, author, { dossierId, event })
  await watchDossierAgain(tx, actor, dossierId)
}
