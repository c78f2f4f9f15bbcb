import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../calendar/model/local-time.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { demoStaffId } from '../examples.ts'
import { gapsOn } from '../model/roster.ts'
import { dossierRoles, neededRoles } from '../model.ts'
import { dutiesHeld, type HeldDuty } from './duties-held.ts'
import { rosterGaps } from './list-gaps.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const people = ['tiepnhan', 'tiepnhan2', 'chuyenmon', 'tuphap'] as const
const fields = ['dat-dai', 'ho-tich'] as const
const start = '2026-04-01'
const window = 14

const span = fc
  .record({ from: fc.nat(window), days: fc.option(fc.nat(8), { freq: 6 }) })
  .map(({ from, days }) => ({
    startsOn: addDays(start, from - 2),
    endsOn: days === null ? null : addDays(start, from - 2 + days),
  }))
const person = fc.nat(people.length - 1)

const duty = fc.record({
  staff: person,
  substitute: fc.option(person),
  role: fc.constantFrom('counter', 'specialist', 'leader', 'admin'),
  field: fc.constantFrom(null, ...fields),
  span,
})
const absence = fc.record({
  staff: person,
  substitute: fc.option(person),
  from: fc.nat(window),
  days: fc.nat(4),
})

/** A roster as the commands let it be: nobody stands in for themselves, absences of one member share no day. */
const rosters = fc.record({
  duties: fc.array(duty, { maxLength: 8 }).map((all) => all.map(notOneself)),
  absences: fc
    .array(absence, { maxLength: 5 })
    .map((all) => all.map(notOneself))
    .map((all) =>
      all.filter(
        (each, index) =>
          !all
            .slice(0, index)
            .some(
              (other) =>
                other.staff === each.staff &&
                other.from <= each.from + each.days &&
                each.from <= other.from + other.days,
            ),
      ),
    ),
  closed: fc.option(person, { freq: 3 }),
})

function notOneself<T extends { staff: number; substitute: number | null }>(each: T): T {
  return each.substitute === each.staff ? { ...each, substitute: null } : each
}

type Roster = typeof rosters extends fc.Arbitrary<infer T> ? T : never

/** The slow, obvious model: every duty looked at on its own. */
function heldByModel(roster: Roster, day: string): string[] {
  const isAway = (staff: number) => absenceOf(roster, staff, day) !== undefined
  const isOpen = (staff: number) => staff !== roster.closed
  return roster.duties
    .flatMap(({ staff, substitute, role, field, span: { startsOn, endsOn } }) => {
      if (startsOn > day || (endsOn !== null && endsOn < day) || !isOpen(staff)) return []
      const moves = dossierRoles.some((each) => each === role)
      const leave = absenceOf(roster, staff, day)
      if (!moves || !leave) return [`${staff} ${role} ${field}`]
      const stands = leave.substitute ?? substitute
      if (stands === null || !isOpen(stands) || isAway(stands)) return []
      return [`${stands} ${role} ${field}`]
    })
    .toSorted()
}

function absenceOf(roster: Roster, staff: number, day: string) {
  return roster.absences.find(
    (each) =>
      each.staff === staff &&
      addDays(start, each.from) <= day &&
      addDays(start, each.from + each.days) >= day,
  )
}

async function store({ duties, absences, closed }: Roster): Promise<void> {
  const id = (staff: number | null) => (staff === null ? null : demoStaffId(people[staff] ?? 'tiepnhan'))
  await test.owner.query('delete from absences')
  await test.owner.query('delete from duties')
  await test.owner.query('update staff_members set active = id is distinct from $1::uuid', [id(closed)])
  await test.owner.query(
    `insert into duties (office_id, id, staff_id, substitute_id, role, field_code, starts_on, ends_on)
     select $1, gen_random_uuid(), d.* from jsonb_to_recordset($2)
       as d (staff uuid, substitute uuid, role text, field text, "startsOn" date, "endsOn" date)`,
    [
      test.officeId,
      JSON.stringify(
        duties.map(({ span: time, ...each }) => ({
          ...each,
          ...time,
          staff: id(each.staff),
          substitute: id(each.substitute),
        })),
      ),
    ],
  )
  await test.owner.query(
    `insert into absences (office_id, id, staff_id, substitute_id, starts_on, ends_on, kind, created_at)
     select $1, gen_random_uuid(), a.*, 'leave', now() from jsonb_to_recordset($2)
       as a (staff uuid, substitute uuid, "startsOn" date, "endsOn" date)`,
    [
      test.officeId,
      JSON.stringify(
        absences.map(({ staff, substitute, from, days }) => ({
          staff: id(staff),
          substitute: id(substitute),
          startsOn: addDays(start, from),
          endsOn: addDays(start, from + days),
        })),
      ),
    ],
  )
}

const inOffice = <T>(work: (db: Parameters<typeof rosterGaps>[0]) => Promise<T>) =>
  test.services.database.use(async ({ client, db }) => {
    await client.query(`begin; set local app.office = '${test.officeId}'`)
    try {
      return await work(db)
    } finally {
      await client.query('rollback')
    }
  })

describe('who holds which duty', () => {
  it('is what looking at each duty on its own says, on every day, and so are the gaps', async () => {
    await fc.assert(
      fc.asyncProperty(rosters, async (roster) => {
        await store(roster)
        await inOffice(async (db) => {
          const gaps = await rosterGaps(db, { officeId: test.officeId, from: start })
          for (let offset = 0; offset < window + 8; offset += 1) {
            const day = addDays(start, offset)
            const found = await sql<HeldDuty>`select * from ${dutiesHeld(test.officeId, day)} h`.execute(db)
            const held = found.rows.map(
              (row) =>
                `${people.findIndex((each) => demoStaffId(each) === row.staff_id)} ${row.role} ${row.field_code}`,
            )
            const expected = heldByModel(roster, day)
            expect(held.toSorted()).toEqual(expected)
            for (const role of neededRoles)
              for (const field of fields) {
                const covered = expected.some((each) =>
                  [`${role} ${field}`, `${role} null`].some((post) => each.endsWith(` ${post}`)),
                )
                const open = gapsOn(gaps, day).some((gap) => gap.role === role && gap.fieldCode === field)
                expect(open).toBe(!covered)
              }
          }
        })
      }),
      { numRuns: 60 },
    )
  })
})
