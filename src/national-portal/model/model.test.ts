import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayMove } from '../../dossiers/model/status.ts'
import { papersAgainstList, readChange } from './arrivals.ts'
import { portalDay, portalMoment, readPortalDay, readPortalMoment } from './portal-mapping.ts'
import { isGivenUp, isOpen, longestPause, openUntil, retryAt } from './retry.ts'
import { planMessages, toldToPortal } from './told-to-portal.ts'

const now = new Date('2026-03-24T09:00:00+07:00')

describe('moments as the portal writes them', () => {
  const seconds = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000))

  it('say the time of Viet Nam, to and fro (property)', () => {
    expect(portalMoment(now)).toBe('20260324090000')
    fc.assert(
      fc.property(seconds, (at) => {
        expect(readPortalMoment(portalMoment(at))).toEqual(at)
      }),
    )
  })

  it.each(['', '2026', '20260230090000', '20260324250000', '2026-03-24T09:00', '20261324090000'])(
    '%s is none',
    (text) => {
      expect(readPortalMoment(text)).toBeNull()
    },
  )

  it('and days', () => {
    expect(readPortalDay(portalDay('1990-02-28'))).toBe('1990-02-28')
    expect(readPortalDay('19900230')).toBeNull()
  })
})

describe('the plan of messages', () => {
  const status = fc.integer({ min: 1, max: 10 })
  const topic = fc.constantFrom(...Object.keys(toldToPortal))

  it('keeps to the national table, tells one line of progress, and goes back for nothing (property)', () => {
    fc.assert(
      fc.property(topic, status, status, (about, before, to) => {
        const planned = planMessages({ topic: about, status: to, before })
        expect(planned.filter(({ kind }) => kind === 'progress')).toHaveLength(1)
        let at = before
        for (const { kind, status: next } of planned.filter((each) => each.kind === 'status')) {
          expect(kind).toBe('status')
          expect(mayMove(at, next) || at === next || at === 7, `${at} → ${next}`).toBe(true)
          at = next
        }
      }),
    )
  })

  it('goes through what lies between, and says late news as progress alone', () => {
    const states = (before: number, to: number) =>
      planMessages({ topic: 'dossier.finished', status: to, before })
    expect(states(2, 9).map(({ kind, status: of }) => `${kind} ${of}`)).toEqual([
      'status 4',
      'dossier 9',
      'progress 9',
      'status 9',
    ])
    expect(
      states(2, 10)
        .filter(({ kind }) => kind === 'status')
        .map(({ status: of }) => of),
    ).toEqual([4, 9, 10])
    expect(states(10, 9)).toEqual([{ kind: 'progress', status: 9 }])
    expect(states(3, 2)).toEqual([{ kind: 'progress', status: 2 }])
  })
})

describe('pauses', () => {
  it('grow, and end (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (attempts) => {
        const minutes = (retryAt(attempts, now).getTime() - now.getTime()) / 60_000
        expect(minutes).toBeLessThanOrEqual(longestPause)
        expect(retryAt(attempts + 1, now).getTime()).toBeGreaterThanOrEqual(retryAt(attempts, now).getTime())
        const open = openUntil(attempts, now)
        expect(open === null ? attempts < 5 : isOpen(open, now)).toBe(true)
      }),
    )
    expect(isOpen(new Date(now.getTime() + 86_400_000), now)).toBe(false)
    expect(isOpen(null, now)).toBe(false)
  })

  it('nobody is given up while the portal answers nobody', () => {
    const message = { attempts: 400, firstFailedAt: now }
    expect(isGivenUp(message, null)).toBe(false)
    expect(isGivenUp(message, new Date(now.getTime() - 1))).toBe(false)
    expect(isGivenUp(message, new Date(now.getTime() + 1))).toBe(true)
    expect(isGivenUp({ ...message, attempts: 11 }, new Date(now.getTime() + 1))).toBe(false)
  })
})

describe('news', () => {
  it('of whatever shape becomes an arrival and throws nothing (property)', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: false }), (raw) => {
        fc.pre(JSON.stringify(raw) !== undefined)
        const arrival = readChange(raw, (text) => `name of ${text.length}`)
        expect(arrival.item).not.toBe('')
        expect(arrival.position).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('papers are set against the list by their names, each place once, the rest behind it', () => {
    const paper = (TenGiayTo: string, tep: string[] = []) => ({
      TenGiayTo,
      GhiChu: '',
      TepDinhKem: tep.map((MaTep) => ({ MaTep, TenTep: `${MaTep}.pdf` })),
    })
    const files = [
      { portalFile: 'C-1', name: 'C-1.pdf', fileId: '01980000-0000-7000-8000-000000000001', problem: '' },
      { portalFile: 'C-2', name: 'C-2.pdf', fileId: null, problem: 'Tệp “C-2.pdf” không nhận được: hỏng.' },
    ]
    const asked = [{ name: 'Tờ khai' }, { name: 'Giấy chứng sinh' }]
    const filed = [
      paper('giấy CHỨNG SINH', ['C-1']),
      paper('Tờ khai', ['C-2']),
      paper('Tờ khai'),
      paper('Ảnh'),
    ]
    expect(papersAgainstList(filed, asked, files)).toMatchObject([
      { ordinal: 1, fileIds: ['01980000-0000-7000-8000-000000000001'], note: '' },
      { ordinal: 0, fileIds: [], note: 'Tệp “C-2.pdf” không nhận được: hỏng.' },
      { ordinal: 2, name: 'Tờ khai' },
      { ordinal: 3, name: 'Ảnh' },
    ])
  })
})
