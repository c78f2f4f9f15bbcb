import { v7 as uuid } from 'uuid'
import { publicActor } from '../platform/http/context.ts'
import { addDesk } from '../staff/commands/desks.ts'
import type { TestApp } from '../testing/app.ts'
import { addDevice } from './commands/devices.ts'
import { takeTicket } from './commands/take-ticket.ts'

/** A kiosk or a display of the demonstration office, with its token. */
export async function makeDevice(
  test: TestApp,
  kind: 'kiosk' | 'display',
): Promise<{ deviceId: string; token: string }> {
  const token = `thiet-bi-thu-${uuid()}`
  const { deviceId } = await test.write(await test.as('quantri'), addDevice, {
    kind,
    name: 'Thiết bị thử',
    token,
  })
  return { deviceId, token }
}

/** Takes a ticket at a kiosk, as anybody may who stands before it. */
export function takeAt(test: TestApp, deviceToken: string, asked: { fieldCode: string; priority?: string }) {
  return test.write(publicActor, takeTicket, { deviceToken, ...asked })
}

/** More desks that serve the same field. */
export async function makeDesks(test: TestApp, fieldCode: string, count: number): Promise<string[]> {
  const administrator = await test.as('quantri')
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    const code = `T-${index + 1}`
    const desk = { code, name: `Quầy thử ${index + 1}`, place: '', fieldCodes: [fieldCode] }
    ids.push((await test.write(administrator, addDesk, desk)).deskId)
  }
  return ids
}
