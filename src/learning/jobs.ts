import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../platform/deps.ts'
import { renewAtNight } from './commands/switch-office.ts'

/** Makes the practice office of this office afresh, so that each day begins with clean dossiers. */
export async function renewPracticeOffice(services: WriteDeps, officeId: string): Promise<void> {
  await renewAtNight(services, officeId, randomUUID())
}
