import type { WriteDeps } from '../../platform/deps.ts'
import type { Actor } from '../../platform/operations.ts'
import { practiceTwin } from '../../platform/practice.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { composeReport, type ReportLine } from '../model/report.ts'
import { practiceRecord } from './practice-progress.ts'
import { useOfSoftware } from './use-of-software.ts'

/**
 * The report of the actor's office. The wall lets no statement see two offices, so the office is read as the actor and its
 * practice office as the program, and the two are put together here. Fails with not_allowed, invalid_input.
 */
export async function readLearningReport(
  deps: WriteDeps,
  actor: Actor,
  input: { days?: unknown },
): Promise<ReportLine[]> {
  const { members } = await read(deps, actor, useOfSoftware, input)
  const { records } = await read(deps, systemActor(practiceTwin(actor.officeId)), practiceRecord, {})
  return composeReport(members, records, practiceTwin)
}
