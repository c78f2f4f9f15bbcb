import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { type Cast, cast } from '../../records/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { askPackage } from '../commands/ask-package.ts'
import { noteView } from '../commands/note-view.ts'
import { takePackage } from '../commands/take-package.ts'
import { closedFile, openFile } from '../factory.ts'
import { buildPackages } from '../jobs/build-packages.ts'
import { fileStatistics } from './file-statistics.ts'
import { getWorkFile } from './get-work-file.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  await loadDemoOutgoing(test.services)
})
afterAll(() => test?.close())

it('a look counts once for each person and day; who may not see the file leaves none', async () => {
  const { id } = await openFile(test, people.lead)
  await expect(test.write(people.other, noteView, { id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await test.read(people.lead, getWorkFile, { id })).views).toEqual({
    times: 0,
    people: 0,
    lastAt: null,
  })
  for (const who of [people.lead, people.lead, people.clerk]) await test.write(who, noteView, { id })
  // A quarter of an hour before and behind midnight in Viet Nam.
  test.time.set('2026-03-24T23:45:00+07:00')
  await test.write(people.lead, noteView, { id })
  test.time.set('2026-03-25T00:15:00+07:00')
  expect((await test.read(people.lead, getWorkFile, { id })).seenToday).toBe(false)
  await test.write(people.lead, noteView, { id })
  const { views, seenToday } = await test.read(people.lead, getWorkFile, { id })
  expect({ views, seenToday }).toEqual({
    views: { times: 3, people: 2, lastAt: '2026-03-24T17:15:00.000Z' },
    seenToday: true,
  })
})

it('the statistics of a year count files by state, their documents, looks and fetches, for clerks and leaders', async () => {
  const of = async (id: string, year = 2031) => {
    const { rows } = await test.read(people.leader, fileStatistics, { year })
    return rows.find(({ keeperId }) => keeperId === id)
  }
  expect(await of(people.lead.id)).toBeUndefined()
  const open = await openFile(test, people.lead, { year: 2031 })
  const done = await closedFile(test, people.lead, { year: 2031, endedOn: '2026-03-20' })
  for (const id of [open.id, done.id]) await test.write(people.lead, noteView, { id })
  await test.write(people.clerk, noteView, { id: done.id })
  await test.write(people.lead, askPackage, { id: done.id })
  await buildPackages(test.services, test.officeId)
  await test.write(people.lead, takePackage, { id: done.id })
  expect(await of(people.lead.id)).toMatchObject({
    ...{ files: 2, open: 1, closed: 1, handedOver: 0, destroyed: 0 },
    ...{ documents: 1, views: 3, taken: 1 },
  })
  await expect(test.read(people.lead, fileStatistics, { year: 2031 })).rejects.toMatchObject({
    code: 'not_allowed',
  })
})
