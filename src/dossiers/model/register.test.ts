import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayNumber } from '../../calendar/model/local-time.ts'
import {
  type RegisterEntry,
  registerCells,
  registerNote,
  registerSections,
  registerVolume,
} from './register.ts'
import { periodAround } from './register-period.ts'

const at = (text: string) => new Date(`${text}+07:00`)

const entry: RegisterEntry = {
  id: '01980000-0000-7000-8000-050000000001',
  code: 'H56.22.17-20260324-0000001',
  entry: 7,
  procedureName: 'Đăng ký khai sinh',
  setCount: 1,
  applicantName: 'Nguyễn Văn Mẫu',
  address: 'Thôn Mẫu, xã Cẩm Long',
  phone: '0900000001',
  receivedAt: at('2026-03-24T23:30:00'),
  promisedAt: at('2026-03-31T17:00:00'),
  returnedAt: null,
  returnPlace: '',
  returnMethod: 'counter',
  decidingAgency: '',
  collectorName: '',
  papers: [],
  withdrawals: [],
}

describe('covers of a period (TT 01/2018, TT 03/2025)', () => {
  it('change with the edition on 01/7/2025 and with each year', () => {
    const covers = registerSections('2025-06-01', '2026-02-28').map(({ from, to, volume, form }) => [
      from,
      to,
      volume,
      form.number,
    ])
    expect(covers).toEqual([
      ['2025-06-01', '2025-06-30', '01/2025', '06'],
      ['2025-07-01', '2025-12-31', '01/2025', '07'],
      ['2026-01-01', '2026-02-28', '01/2026', '07'],
    ])
  })

  it('one cover where nothing changes', () => {
    expect(registerSections('2026-03-24', '2026-03-24')).toHaveLength(1)
    expect(registerSections('2017-03-24', '2017-03-25')[0]?.form.edition).toBe('2018')
  })

  it('cover every day of any period once, in order', () => {
    const start = dayNumber('2017-01-01')
    fc.assert(
      fc.property(fc.nat(4000), fc.nat(730), (offset, length) => {
        const from = addDays('2017-01-01', offset)
        const to = addDays(from, length)
        const sections = registerSections(from, to)
        expect(sections[0]?.from).toBe(from)
        expect(sections.at(-1)?.to).toBe(to)
        for (const [index, section] of sections.entries()) {
          expect(section.from <= section.to).toBe(true)
          expect(section.from.slice(0, 4)).toBe(section.to.slice(0, 4))
          expect(section.volume).toBe(registerVolume(section.to))
          const next = sections[index + 1]
          if (next) expect(next.from).toBe(addDays(section.to, 1))
        }
        expect(dayNumber(from)).toBeGreaterThanOrEqual(start)
      }),
    )
  })
})

describe('a row', () => {
  it('has its 13 columns, with days of Viet Nam', () => {
    expect(registerCells(entry, 'UBND xã Cẩm Long')).toEqual([
      '7',
      'H56.22.17-20260324-0000001',
      'Đăng ký khai sinh',
      '01',
      'Nguyễn Văn Mẫu',
      'Thôn Mẫu, xã Cẩm Long; 0900000001',
      'UBND xã Cẩm Long',
      '24/03/2026',
      '31/03/2026',
      '',
      'Trực tiếp',
      '',
      '',
    ])
  })

  it('names the agency that decides, where it is another one', () => {
    expect(registerCells(entry, 'UBND xã Mẫu')[6]).toBe('UBND xã Mẫu')
    expect(registerCells({ ...entry, decidingAgency: 'Thuế cơ sở Mẫu' }, 'UBND xã Mẫu')[6]).toBe(
      'Thuế cơ sở Mẫu',
    )
  })

  it('says who took the result, when and how', () => {
    const returned = {
      ...entry,
      returnedAt: at('2026-03-30T09:00:00'),
      collectorName: 'Trần Thị Mẫu',
      returnMethod: 'post',
    }
    expect(registerCells(returned, '').slice(9, 12)).toEqual([
      '30/03/2026',
      'Bưu chính công ích',
      'Trần Thị Mẫu',
    ])
  })

  it('of a dossier that was never received has no number, code or promised day', () => {
    const refused = { ...entry, entry: null, code: null }
    expect(registerCells(refused, '').slice(0, 2)).toEqual(['–', 'Chưa có mã'])
    expect(registerCells(refused, '').slice(8, 12)).toEqual(['', '', '', ''])
  })

  it('notes requests, new dates, withdrawals and stops in the order they happened', () => {
    const paper = (form: string, number: number, issuedAt: string, newDate: Date | null = null) => ({
      form,
      number,
      symbol: form === 'supplement-request' ? 'HDHS' : '',
      issuedAt: at(issuedAt),
      newDate,
    })
    const papers = [
      paper('stop-notice', 2, '2026-04-09T08:00:00'),
      paper('extension', 12, '2026-03-30T08:00:00', at('2026-04-07T17:00:00')),
      paper('supplement-request', 3, '2026-03-25T08:00:00'),
      paper('control-sheet', 1, '2026-03-24T08:00:00'),
    ]
    const withdrawals = [
      { kind: 'withdrawal_asked', at: at('2026-04-08T08:00:00') },
      { kind: 'withdrawn', at: at('2026-04-09T08:00:01') },
    ]
    expect(registerNote({ ...entry, papers, withdrawals })).toBe(
      [
        'Yêu cầu bổ sung (số 03/HDHS ngày 25/03/2026)',
        'Xin lỗi và hẹn lại đến ngày 07/04/2026 (số 12 ngày 30/03/2026)',
        'Công dân xin rút ngày 08/04/2026',
        'Dừng giải quyết (số 02 ngày 09/04/2026)',
        'Rút hồ sơ ngày 09/04/2026',
      ].join('; '),
    )
  })
})

describe('periods around a day', () => {
  it.each([
    ['thang', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quy', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['quy', '2026-01-01', '2026-01-01', '2026-03-31'],
    ['nam', '2026-05-05', '2026-01-01', '2026-12-31'],
  ] as const)('%s of %s', (kind, today, from, to) => {
    expect(periodAround(kind, today)).toEqual({ from, to })
  })
})
