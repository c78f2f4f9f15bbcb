import { describe, expect, it } from 'vitest'
import { composeRegister, composeStatements, type StatementSource, signingTitles } from './papers.ts'
import { periodProblem } from './period.ts'
import { registerFor, registerKinds, registerOn, volumeOf } from './registers.ts'

const source: StatementSource = {
  officeName: 'UBND xã Cẩm Long',
  register: 'copy',
  number: 15,
  certifiedOn: '2026-03-24',
  certifiedAt: new Date('2026-03-24T09:05:00+07:00'),
  documentName: 'Học bạ',
  copies: 3,
  requesterName: 'Nguyễn Văn Mẫu',
  requesterId: '038090000001',
  signerName: 'Lãnh đạo Mẫu',
  signerPost: 'Phó Chủ tịch UBND xã',
  receiverName: 'Cán bộ Mẫu',
}

describe('who signs for whom (NĐ 30/2020/NĐ-CP, Phụ lục I)', () => {
  it.each([
    ['Chủ tịch UBND xã', ['Chủ tịch']],
    ['Phó Chủ tịch UBND xã', ['KT. CHỦ TỊCH', 'Phó Chủ tịch']],
    ['Phó Chủ tịch Ủy ban nhân dân phường', ['KT. CHỦ TỊCH', 'Phó Chủ tịch']],
    ['Giám đốc Trung tâm', ['Giám đốc Trung tâm']],
  ])('%s', (post, titles) => {
    expect(signingTitles(post)).toEqual(titles)
  })
})

describe('statements', () => {
  it('one label for each copy; for a great many copies one for each original', () => {
    expect(composeStatements([source, { ...source, copies: 2 }]).statements).toHaveLength(5)
    expect(composeStatements([source, { ...source, copies: 999 }]).statements).toHaveLength(2)
  })

  it('one sheet for each signed paper, at the local hour', () => {
    const { statements } = composeStatements([{ ...source, register: 'signature' }])
    expect(statements).toMatchObject([
      { number: '15', volume: '01/2026 - SCT/CK,ĐC', hour: '9', minute: '05' },
    ])
  })
})

describe('the printed register', () => {
  const entry = {
    number: 15,
    certifiedOn: '2026-03-24',
    requesterName: 'Nguyễn Văn Mẫu',
    documentName: 'Hợp đồng tặng cho',
    pages: null,
    copies: 1,
    feeVnd: null,
    signerName: 'Lãnh đạo Mẫu',
    note: 'Vắng một bên',
    struck: { reason: 'Ghi trùng', byName: 'Cán bộ Mẫu' },
  }
  const period = { register: 'transaction', from: '2026-03-01', to: '2026-03-31' } as const
  const totals = { numbers: 1, struck: 1, copies: 0, feeVnd: 0 }
  const office = { name: 'UBND xã Cẩm Long', parentName: 'UBND tỉnh Thanh Hóa' }

  it('leaves open what was not counted, and keeps the remark beside why it was struck', () => {
    const printed = composeRegister(office, period, { entries: [entry], totals })
    expect(printed.title).toBe('SỔ CHỨNG THỰC HỢP ĐỒNG, GIAO DỊCH')
    expect(printed.header).toHaveLength(9)
    expect(printed.rows).toEqual([
      {
        isStruck: true,
        cells: [
          '15',
          '24/03/2026',
          'Nguyễn Văn Mẫu',
          'Hợp đồng tặng cho',
          '',
          '1',
          '',
          'Lãnh đạo Mẫu',
          'Gạch bỏ: Ghi trùng (Cán bộ Mẫu). Vắng một bên',
        ],
      },
    ])
    expect(printed.totals.words).toBe('Cộng: 1 số, trong đó gạch bỏ 1 số')
  })
})

describe('registers', () => {
  it('each has its own symbol, and a volume for each year', () => {
    const symbols = registerKinds.map((kind) => registerOn(kind, '2026-03-24').symbol)
    expect(new Set(symbols).size).toBe(registerKinds.length)
    expect(volumeOf('copy', '2027-01-01')).toBe('01/2027 - SCT/BS')
    expect(registerOn('copy', '2010-01-01').title).toBe(registerOn('copy', '2026-01-01').title)
  })

  it('copies of certified transactions are entered as copies; correcting an error takes no number', () => {
    expect(registerFor('2.000942')).toBe('copy')
    expect(registerFor('2.000927')).toBeNull()
  })

  it('a period is at most a year and goes forward', () => {
    const year = { register: 'copy', from: '2026-01-01', to: '2026-12-31' } as const
    expect(periodProblem(year)).toBeNull()
    expect(periodProblem({ ...year, to: '2027-01-03' })).not.toBeNull()
    expect(periodProblem({ ...year, to: '2025-12-31' })).not.toBeNull()
  })
})
