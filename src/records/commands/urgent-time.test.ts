import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Cast, cast, givenDocument } from '../factory.ts'
import { watchIncomingOf } from '../jobs/watch-incoming.ts'
import { minutesInWords } from '../model/urgent-time.ts'
import { incomingInbox } from '../queries/incoming-inbox.ts'
import { listIncoming } from '../queries/list-incoming.ts'
import { getIncomingSettings } from '../queries/urgent-time.ts'
import { setIncomingSettings } from './set-incoming-settings.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
})
afterAll(() => test?.close())

const settings = {
  validFrom: '2026-03-25',
  urgentMinutes: 120,
  veryUrgentMinutes: 30,
  mostUrgentMinutes: 5,
  decision: 'Quy chế mẫu',
}
const told = async () => {
  const found = await test.owner.query(
    `select subject_id as id, count(*)::int as n from messages where event = 'document_urgent_late' group by 1 order by 1`,
  )
  return found.rows as { id: string; n: number }[]
}

it('is set by the administrator alone, from today on, the more urgent the shorter', async () => {
  await expect(test.write(people.leader, setIncomingSettings, settings)).rejects.toMatchObject({
    code: 'not_allowed',
  })
  const admin = await test.as('quantri')
  for (const [wrong, field] of [
    [{ validFrom: '2026-03-23' }, 'validFrom'],
    [{ veryUrgentMinutes: 121 }, 'veryUrgentMinutes'],
    [{ mostUrgentMinutes: 31 }, 'mostUrgentMinutes'],
    [{ urgentMinutes: 0 }, 'urgentMinutes'],
  ] as const) {
    await expect(test.write(admin, setIncomingSettings, { ...settings, ...wrong })).rejects.toMatchObject({
      facts: { fields: { [field]: expect.any(String) } },
    })
  }
  await test.write(admin, setIncomingSettings, settings)
  expect(await test.read(people.clerk, getIncomingSettings, {})).toMatchObject({
    mostUrgentMinutes: 15,
    validFrom: null,
    nextFrom: '2026-03-25',
  })
  expect([15, 240, 90].map(minutesInWords)).toEqual(['15 phút', '4 giờ', '1 giờ 30 phút'])
})

it('tells leaders and clerk once of what got no direction in time, by the setting of the day it was registered', async () => {
  test.time.set('2026-03-24T09:00:00+07:00')
  const old = await givenDocument(test, people, { urgency: 3, upTo: 'registered' })
  const calm = await givenDocument(test, people, { urgency: 0, upTo: 'registered' })
  const inTime = await givenDocument(test, people, { urgency: 3, upTo: 'directed' })
  await watchIncomingOf(test.services, test.officeId)
  expect(await told()).toEqual([])
  const before = await test.read(people.leader, listIncoming, {})
  const row = (items: typeof before.items, id: string) => items.find((each) => each.id === id)
  expect(row(before.items, old.id)).toMatchObject({
    dueUrgency: 'due_soon',
    dueWords: 'cần ý kiến trước 09:15',
  })
  expect(row(before.items, calm.id)?.dueUrgency).toBeNull()

  test.time.set('2026-03-24T09:15:01+07:00')
  await watchIncomingOf(test.services, test.officeId)
  // Two leaders, and the clerk who registered it.
  expect(await told()).toEqual([{ id: old.id, n: 3 }])
  await watchIncomingOf(test.services, test.officeId)
  expect(await told()).toEqual([{ id: old.id, n: 3 }])
  const { items } = await test.read(people.leader, incomingInbox, {})
  expect(items.find(({ id }) => id === old.id)).toMatchObject({
    dueUrgency: 'late',
    dueWords: 'chưa có ý kiến, lẽ ra trước 09:15',
  })
  expect(items.some(({ id }) => id === inTime.id)).toBe(false)

  test.time.set('2026-03-25T08:00:00+07:00')
  const next = await givenDocument(test, people, { urgency: 3, upTo: 'registered' })
  test.time.set('2026-03-25T08:05:01+07:00')
  await watchIncomingOf(test.services, test.officeId)
  expect((await told()).map(({ id }) => id)).toContain(next.id)
})
