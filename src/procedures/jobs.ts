import { randomUUID } from 'node:crypto'
import { systemActor } from '../platform/system-actor.ts'
import { type WriteDeps, write } from '../platform/write.ts'
import { flagProcedures } from './commands/flag-procedures.ts'
import { readShippedLegalTexts } from './model/legal-text.ts'

/** Flags the procedures of an office that have to be looked at again; returns how many flags stand. */
export async function flagOfficeProcedures(deps: WriteDeps, officeId: string): Promise<number> {
  const call = { actor: systemActor(officeId), requestId: randomUUID() }
  const { flags } = await write(deps, call, flagProcedures, { legalTexts: await readShippedLegalTexts() })
  return flags
}
