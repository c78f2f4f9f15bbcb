import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../../demo/outgoing.ts'
import type { Actor } from '../../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { demoOutgoingId } from '../../model/outgoing/demo-outgoing.ts'
import { documentTypes } from '../../model/outgoing/document-types.ts'
import {
  codePattern,
  numberWords,
  type SeriesRule,
  seriesOf,
  symbolOf,
} from '../../model/outgoing/symbols.ts'
import { approveOutgoing } from './approve-outgoing.ts'
import { setOutgoingSettings } from './outgoing-setup.ts'
import { sendBackOutgoing } from './step-outgoing.ts'

let test: TestApp
let leader: Actor
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  leader = await test.as('chutich')
})
afterAll(() => test.close())

/** So many documents on the leader's desk, of these types in turn, copied from one of the demonstration. */
async function onTheDesk(count: number, types: readonly string[] = ['quyet-dinh']): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuid())
  await test.owner.query(
    `insert into outgoing_documents (office_id, id, state, type_code, subject, content, restricted, urgency, unit_id, drafter_id, signer_id,
       created_at, changed_at, search_text)
     select d.office_id, m.id, 'for_signing', m.type, d.subject, d.content || jsonb_build_object('typeCode', m.type), d.restricted, d.urgency, d.unit_id,
       d.drafter_id, d.signer_id, d.created_at, d.changed_at, d.search_text
     from outgoing_documents d, unnest($2::uuid[], $3::text[]) as m (id, type) where d.id = $1`,
    [demoOutgoingId('approve'), ids, ids.map((_, at) => types[at % types.length])],
  )
  return ids
}

const approve = (id: string, revision = 1) => test.write(leader, approveOutgoing, { id, revision })

async function book(year: number) {
  const found = await test.owner.query<{
    series: string
    number: number
    symbol: string
    cancel_reason: string
  }>(
    'select series, number, symbol, cancel_reason from outgoing_numbers where office_id = $1 and year = $2 order by series, number',
    [test.officeId, year],
  )
  return found.rows
}

/** Numbers of each series, which must be 1, 2, 3 … */
function isGapless(rows: readonly { series: string; number: number }[]): boolean {
  const counts = new Map<string, number>()
  return rows.every(({ series, number }) => {
    const next = (counts.get(series) ?? 0) + 1
    counts.set(series, next)
    return number === next
  })
}

describe('numbers of outgoing documents', () => {
  it('run on without gap or double under 32 approvals at once, of which some fail and some are sent back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('approve', 'fail', 'send-back'), { minLength: 32, maxLength: 32 }),
        async (deeds) => {
          const ids = await onTheDesk(32, ['quyet-dinh', 'cong-van', 'thong-bao'])
          const before = (await book(2026)).length
          const outcomes = await Promise.allSettled(
            deeds.map(async (deed, at) => {
              const id = ids[at] ?? ''
              const approved = await approve(id, deed === 'fail' ? 9 : 1)
              if (deed !== 'send-back') return approved
              return test.write(leader, sendBackOutgoing, {
                id,
                revision: approved.revision,
                words: 'Sửa lại thời hạn.',
              })
            }),
          )
          const failed = outcomes.filter(({ status }) => status === 'rejected').length
          expect(failed).toBe(deeds.filter((deed) => deed === 'fail').length)
          const rows = await book(2026)
          expect(isGapless(rows)).toBe(true)
          expect(rows.length - before).toBe(32 - failed)
        },
      ),
      { numRuns: 4 },
    )
  })

  it('given up stay with their reason and are never given again', async () => {
    const [first = '', second = ''] = await onTheDesk(2)
    const given = await approve(first)
    await test.write(leader, sendBackOutgoing, { id: first, revision: 2, words: 'Sai căn cứ ban hành.' })
    const next = await approve(second)
    expect(next.code).not.toBe(given.code)
    const kept = (await book(2026)).find(
      ({ number, symbol }) => `${numberWords(number)}/${symbol}` === given.code,
    )
    expect(kept?.cancel_reason).toBe('Sai căn cứ ban hành.')
    const refused = test.services.database.use(({ client }) => client.query('delete from outgoing_numbers'))
    await expect(refused).rejects.toThrow(/permission denied/)
  })

  it('begin anew at midnight of the new year in Viet Nam, also for drafts of the old one', async () => {
    const [old = '', young = ''] = await onTheDesk(2)
    test.time.set('2026-12-31T23:59:59+07:00')
    const last = await approve(old)
    test.time.set('2027-01-01T00:00:00+07:00')
    const first = await approve(young)
    expect(first.code).toBe('01/QĐ-UBND')
    expect(Number(last.code?.split('/')[0])).toBeGreaterThan(1)
    const dated = await test.owner.query(
      'select dated_on::text, year from outgoing_documents where id = any($1) order by year',
      [[old, young]],
    )
    expect(dated.rows.map(({ dated_on, year }) => [dated_on, year])).toEqual([
      ['2026-12-31', 2026],
      ['2027-01-01', 2027],
    ])
  })

  it('come from the series that the head decided from that day on, not within a year that has begun', async () => {
    const decided = {
      validFrom: '2028-01-01',
      agencySymbol: 'UBND',
      collectiveName: 'Ủy ban nhân dân',
      headPost: 'Chủ tịch',
      seriesRule: {
        kind: 'groups' as const,
        groups: [{ name: 'Sổ quyết định', types: ['quyet-dinh', 'nghi-quyet'] }],
      },
      decision: '01/QĐ-UBND',
    }
    const admin = await test.as('quantri')
    await test.write(admin, setOutgoingSettings, decided)
    const tooLate = test.write(admin, setOutgoingSettings, { ...decided, validFrom: '2027-02-01' })
    await expect(tooLate).rejects.toMatchObject({
      facts: { fields: { validFrom: expect.stringMatching(/01\/01\/2028/) } },
    })
    test.time.set('2028-01-03T08:00:00+07:00')
    for (const id of await onTheDesk(4, ['quyet-dinh', 'nghi-quyet', 'cong-van', 'quyet-dinh']))
      await approve(id)
    expect((await book(2028)).map(({ number, symbol }) => `${number}/${symbol}`)).toEqual([
      '1/UBND-VP',
      '1/QĐ-UBND',
      '2/NQ-UBND',
      '3/QĐ-UBND',
    ])
  })
})

describe('symbols', () => {
  const rules: fc.Arbitrary<SeriesRule> = fc.oneof(
    fc.constant<SeriesRule>({ kind: 'common' }),
    fc.constant<SeriesRule>({ kind: 'per-type' }),
    fc
      .shuffledSubarray(
        documentTypes.map(({ code }) => code),
        { minLength: 1 },
      )
      .map((types): SeriesRule => ({ kind: 'groups', groups: [{ name: 'Sổ', types }] })),
  )

  it('with their numbers have the shape of the decree, and each type has exactly one series under any rule', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documentTypes),
        fc.integer({ min: 1, max: 9999 }),
        rules,
        (type, number, rule) => {
          const symbol = symbolOf(type, { agency: 'UBND', unit: 'VP' })
          if (type.code !== 'thu-cong') expect(`${numberWords(number)}/${symbol}`).toMatch(codePattern)
          expect(seriesOf(rule, type.code)).toMatch(/^outgoing/)
        },
      ),
      { numRuns: 60 },
    )
  })
})
