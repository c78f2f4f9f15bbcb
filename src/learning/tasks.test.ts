import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoDossiers } from '../dossiers/examples.ts'
import type { Actor, Command } from '../platform/operations.ts'
import { mayTry } from '../platform/operations.ts'
import { procedureId } from '../procedures/model/record-schema.ts'
import { operations } from '../slices.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { startTask } from './commands/start-task.ts'
import { type PreparedStage, type Task, tasks } from './model/tasks.ts'
import { practiceProgress } from './queries/practice-progress.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const holders: Readonly<Record<string, string>> = {
  counter: 'tiepnhan',
  specialist: 'chuyenmon',
  leader: 'chutich',
  clerk: 'vanthu',
  admin: 'quantri',
}

const commandNamed = (name: string) =>
  operations.find(
    (operation): operation is Command => operation.kind === 'command' && operation.name === name,
  )

/** At which revision a prepared dossier waits. */
const revisions: Readonly<Record<PreparedStage, number>> = {
  reception: demoDossiers.forward,
  appraisal: demoDossiers.takeUp,
  supplement: demoDossiers.receiveSupplement,
  approval: demoDossiers.approve,
  withdrawal: demoDossiers.answerWithdrawal,
  issue: demoDossiers.issue,
  finished: demoDossiers.returnResult,
}

async function twinOf(username: string): Promise<{ twin: Actor; cookie: string }> {
  const cookie = await test.cookie(username)
  const call = { actor: await test.as(username), requestId: randomUUID() }
  await test.services.practice.enter(call, cookie)
  const found = await test.services.sessions.find(cookie)
  if (!found) throw new Error('signed out')
  return { twin: found.actor, cookie }
}

/** What the deed needs beside its example: the things of the practice office in place of those of the demonstration. */
async function inputOf(name: string, twin: Actor, code: string): Promise<Record<string, unknown>> {
  const { rows } = await test.owner.query(
    `select id from staff_members where office_id = $1 and username = 'dong.nghiep.2'`,
    [twin.officeId],
  )
  const staffId = rows[0].id
  const agency = { kind: 'agency', name: 'Cơ quan Mẫu', code: 'H00.18' }
  const changed: Readonly<Record<string, Record<string, unknown>>> = {
    'dossiers.receive': { procedureId: procedureId(twin.officeId, '2.000815') },
    'dossiers.turnAway': { procedureId: procedureId(twin.officeId, '2.000815') },
    'dossiers.sendPapers': { destination: agency, dossiers: [code] },
    'staff.assignDuty': { staffId, deskId: null, substituteId: null },
    'staff.planAbsence': {
      id: undefined,
      staffId,
      substituteId: null,
      acceptGap: true,
      gapReason: 'Thực hành',
    },
  }
  return changed[name] ?? {}
}

describe('every guided task', () => {
  it('is proven by commands that its role may give', () => {
    for (const { key, role, steps } of tasks) {
      const holder = { kind: 'staff', duties: [{ role, fieldCode: null }] } as unknown as Actor
      for (const name of steps.flatMap(({ proof }) => proof)) {
        const command = commandNamed(name)
        expect(command && mayTry(holder, command.audience), `${key}: ${name}`).toBe(true)
      }
    }
  })

  it.each(tasks.map((task) => [task.key, task] as const))(
    '%s is done by doing it',
    async (_key, task: Task) => {
      const { twin, cookie } = await twinOf(holders[task.role] ?? '')
      const { dossierCode } = await test.write(twin, startTask, { task: task.key })
      let code = dossierCode ?? ''
      let revision = task.stage ? revisions[task.stage] : 0
      for (const name of task.steps.flatMap(({ proof }) => proof)) {
        expect((await test.read(twin, practiceProgress, {})).current?.done).toBe(false)
        if (name === 'dossiers.notePrinted') {
          const url = `/api/v1/dossiers/${code}/receipt.pdf`
          expect((await test.app.server.inject({ url, headers: { cookie } })).statusCode).toBe(200)
          continue
        }
        const command = commandNamed(name)
        if (!command) throw new Error(`no command ${name}`)
        const example = command.example as Record<string, unknown>
        const ref = 'revision' in example && 'code' in example ? { code, revision } : {}
        const input = { ...example, ...(await inputOf(name, twin, code)), ...ref }
        const output = (await test.write(twin, command, input as never)) as {
          code?: string
          revision?: number
        }
        code = output.code ?? code
        revision = output.revision ?? revision
      }
      expect((await test.read(twin, practiceProgress, {})).current?.done).toBe(true)
    },
  )
})
