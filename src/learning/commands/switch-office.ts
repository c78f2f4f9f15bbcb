import type { WriteDeps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import { isPractice, practiceTwin } from '../../platform/practice.ts'
import type { PracticeDoor, Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { type Call, write } from '../../platform/write.ts'
import { parseCatalogue, readShippedCatalogue } from '../../procedures/model/catalogue.ts'
import { seatTwin, twinSchema } from '../../staff/commands/seat-twin.ts'
import { officeIsOpen } from '../queries/office-is-open.ts'
import { noteRenewal, noteSwitch } from './note-switch.ts'
import { openPractice } from './open-practice.ts'

type DoorDeps = WriteDeps & Pick<Services, 'sessions'>

/** The door of the practice office. It belongs to the program and not to a page: it reads the shipped catalogue. */
export function createPracticeDoor(deps: DoorDeps): PracticeDoor {
  return {
    enter: (call, cookie) => enterPractice(deps, call, cookie),
    leave: (call, cookie) => leavePractice(deps, call, cookie),
    async renew(call) {
      await write(deps, call, noteRenewal, {})
      await open(deps, { ...call, actor: systemActor(call.actor.officeId) }, true)
    },
  }
}

/** Notes it in the journal of the office one comes from; who is there already stays. */
async function enterPractice(deps: DoorDeps, call: Call, cookie: string | undefined): Promise<void> {
  const { actor, requestId } = call
  if (isPractice(actor.officeId)) return
  const system = systemActor(practiceTwin(actor.officeId))
  if (!(await officeIsOpen(deps, system.officeId))) await open(deps, { actor: system, requestId }, false)
  await write(deps, { actor: system, requestId }, seatTwin, twinOf(actor))
  await write(deps, call, noteSwitch, {})
  await deps.sessions.practise(cookie, true)
}

async function leavePractice(deps: DoorDeps, call: Call, cookie: string | undefined): Promise<void> {
  if (!isPractice(call.actor.officeId)) return
  await write(deps, call, noteSwitch, {})
  await deps.sessions.practise(cookie, false)
}

/** Makes the practice office of this office afresh by the clock; does nothing where nobody has practised yet. */
export async function renewAtNight(services: WriteDeps, officeId: string, requestId: string): Promise<void> {
  const system = systemActor(practiceTwin(officeId))
  if (await officeIsOpen(services, system.officeId)) await open(services, { actor: system, requestId }, true)
}

async function open(services: WriteDeps, call: Call, renew: boolean): Promise<void> {
  const { records } = parseCatalogue(await readShippedCatalogue())
  await write(services, call, openPractice, { records, renew })
}

function twinOf(actor: Actor) {
  if (actor.kind !== 'staff' || !actor.username) throw new AppError('not_allowed')
  return twinSchema.parse({
    id: practiceTwin(actor.id),
    username: actor.username,
    fullName: actor.name,
    postTitle: actor.post,
    duties: actor.duties.map(({ role, fieldCode }) => ({ role, fieldCode })),
  })
}
