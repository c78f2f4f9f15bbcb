import { randomUUID } from 'node:crypto'
import { addDays, localDate } from '../calendar/model/local-time.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { read } from '../platform/read.ts'
import { write } from '../platform/write.ts'
import { changeProcedure } from '../procedures/commands/change-procedure.ts'
import { demoPlannedProcedureId } from '../procedures/examples.ts'
import { getVersion } from '../procedures/queries/get-version.ts'
import { demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'

/** Luật Hộ tịch. */
const newLaw = { basis: '03/2026/QH16', replaces: '60/2014/QH13', from: '2027-03-01' }

/** A version that waits for the new law, so that the demonstration office shows what a planned change looks like. */
export async function planDemoChange(services: WriteDeps): Promise<void> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId('quantri') })
  if (!actor) throw new Error('no administrator')
  const { content } = await read(services, actor, getVersion, { procedureId: demoPlannedProcedureId })
  const soon = addDays(localDate(services.clock()), 30)
  await write(services, { actor, requestId: randomUUID() }, changeProcedure, {
    procedureId: demoPlannedProcedureId,
    basedOn: 1,
    validFrom: [soon, newLaw.from].toSorted().at(-1),
    note: `Luật Hộ tịch số ${newLaw.basis} có hiệu lực.`,
    change: {
      legalBasis: content.legalBasis.map((text) => (text === newLaw.replaces ? newLaw.basis : text)),
    },
  })
}
