import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../platform/deps.ts'
import { read } from '../platform/read.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { flagProcedures } from './commands/flag-procedures.ts'
import { readShippedLegalTexts } from './model/legal-text.ts'
import { flagsAreCurrent } from './queries/due-flags.ts'

/** Flags the procedures of an office that have to be looked at again; a day that changes nothing leaves no trace. */
export async function flagOfficeProcedures(deps: WriteDeps, officeId: string): Promise<void> {
  const actor = systemActor(officeId)
  const legalTexts = await readShippedLegalTexts()
  const numbers = legalTexts.map(({ number }) => number)
  const { isCurrent } = await read(deps, actor, flagsAreCurrent, { legalTexts: numbers })
  if (!isCurrent) await write(deps, { actor, requestId: randomUUID() }, flagProcedures, { legalTexts })
}
