import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { stepTimes } from '../model/progress.ts'
import { taskOf, tasksFor } from '../model/tasks.ts'
import { readAttempts, readDeeds, readTaskRecords } from './attempts.ts'

const current = z.object({
  title: z.string(),
  dossierCode: z.string().nullable(),
  steps: z.array(z.object({ text: z.string(), done: z.boolean() })),
  done: z.boolean(),
})

/** The task that the learner began last, with what of it is done by now; null outside practice and before the first. */
export const practiceProgress = defineQuery({
  name: 'learning.practiceProgress',
  title: 'Xem bài thực hành đang làm',
  audience: 'staff',
  door: { method: 'GET', path: '/practice/progress' },
  input: z.strictObject({}),
  output: z.object({ current: current.nullable() }),
  async run({ db }, actor) {
    if (!isPractice(actor.officeId)) return { current: null }
    const of = { officeId: actor.officeId, staffId: actor.id }
    const [attempt] = await readAttempts(db, of)
    const task = taskOf(attempt?.task ?? '')
    if (!attempt || !task) return { current: null }
    const deeds = await readDeeds(db, { ...of, since: attempt.startedAt })
    const times = stepTimes(task, attempt, deeds)
    const steps = task.steps.map(({ text }, index) => ({ text, done: times[index] !== null }))
    const { dossierCode } = attempt
    return { current: { title: task.title, dossierCode, steps, done: steps.every(({ done }) => done) } }
  },
})

const ownTask = z.object({
  key: z.string(),
  role: z.string(),
  title: z.string(),
  begun: z.boolean(),
  doneAt: z.date().nullable(),
})

/** The tasks of the learner's roles, five to a role, and which are done. */
export const ownTasks = defineQuery({
  name: 'learning.ownTasks',
  title: 'Xem các bài thực hành của mình',
  audience: 'staff',
  door: { method: 'GET', path: '/practice/tasks' },
  input: z.strictObject({}),
  output: z.object({ practice: z.boolean(), tasks: z.array(ownTask) }),
  async run({ db }, actor) {
    const practice = isPractice(actor.officeId)
    const of = { officeId: actor.officeId, staffId: actor.id }
    const records = practice ? await readTaskRecords(db, of) : []
    const tasks = tasksFor(actor.duties.map(({ role }) => role)).map(({ key, role, title }) => {
      const record = records.find(({ task }) => task === key)
      return { key, role, title, begun: record !== undefined, doneAt: record?.doneAt ?? null }
    })
    return { practice, tasks }
  },
})

/** What everybody has practised, for the report of their own office. The program asks, which knows both offices. */
export const practiceRecord = defineQuery({
  name: 'learning.practiceRecord',
  title: 'Xem kết quả thực hành của mọi người',
  audience: [],
  input: z.strictObject({}),
  output: z.object({
    records: z.array(z.object({ staffId: z.uuid(), task: z.string(), doneAt: z.date().nullable() })),
  }),
  async run({ db }, { officeId }) {
    return { records: await readTaskRecords(db, { officeId }) }
  },
})
