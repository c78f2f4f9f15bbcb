import { describe, expect, it } from 'vitest'
import { feeKind, fieldCode } from '../model.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'

const RECORD = {
  code: '2.000815',
  name: 'Chứng thực bản sao',
  field: 'Chứng thực',
  time_limit: { amount: 0, unit: 'same_day' },
  components: [{ name: 'Bản chính', kind: 'original', quantity: 1, required: true }],
  fees: [{ name: 'Phí', amount_vnd: 2000, unit: 'trang', basis: '226/2016/TT-BTC' }],
  result: 'Bản sao',
  legal_basis: ['23/2015/NĐ-CP'],
  confidence: 'known',
  notes: '',
  decision: null,
  verified_fields: ['code'],
}

describe('the shipped catalogue', () => {
  it('says of every fee how it is counted, what kind it is, and leaves open what the province sets', async () => {
    const all = parseCatalogue(await readShippedCatalogue()).records.flatMap(({ key, field, fees }) =>
      fees.map((fee) => ({ key, field, ...fee })),
    )
    const uncounted = all.filter(({ rule }) => !rule).map(({ name, amountVnd }) => [name, amountVnd])
    expect(new Map(uncounted.map(([name, vnd]) => [name, vnd]))).toEqual(
      // When somebody is late, and what depends on area and kind of land.
      new Map([
        ['Lệ phí hộ tịch – đăng ký quá hạn', null],
        ['Phí, lệ phí đất đai', null],
      ]),
    )
    for (const fee of all) {
      if (fee.basis.startsWith('HĐND')) expect(fee.amountVnd, fee.name).toBeNull()
      if (fee.amountVnd === null) expect(fee.basis, fee.name).toContain('HĐND')
      if (fee.rule?.kind !== 'cap')
        expect(feeKind(fee) === 'charge', fee.name).toBe(fee.name.startsWith('Lệ phí'))
      const item = { 'Hộ tịch': '2771', 'Nuôi con nuôi': '2773' }[fee.field]
      expect(fee.budgetItem, fee.name).toBe(feeKind(fee) === 'charge' ? item : undefined)
    }
    const residence = all.filter(({ key }) => key === '1.004222')
    expect(residence.map(({ channel, amountVnd }) => [channel, amountVnd])).toEqual([
      ['desk', 20_000],
      ['online', 10_000],
    ])
  })

  it('loads whole, with a key of its own for every record', async () => {
    const { records, problems } = parseCatalogue(await readShippedCatalogue())
    expect(problems).toEqual([])
    expect(records).toHaveLength(107)
    expect(new Set(records.map((record) => record.key)).size).toBe(107)
    expect(records.filter((record) => record.code === null)).toHaveLength(5)
    const library = records.find((record) => record.field === 'Thư viện')
    expect(library?.key).toBe('khong-ma.thong-bao-thanh-lap-thu-vien-cong-dong')
    const copies = records.find((record) => record.key === '2.000815')
    expect(copies?.fees.map((fee) => fee.amountVnd)).toEqual([2000, 1000, 200000])
    expect(copies?.fieldCode).toBe('chung-thuc')
  })

  it('gives every field a code of its own', async () => {
    const { records } = parseCatalogue(await readShippedCatalogue())
    const fields = new Set(records.map((record) => record.field))
    const codes = new Set(records.map((record) => record.fieldCode))
    expect(codes.size).toBe(fields.size)
    for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(fieldCode('Hộ tịch')).toBe('ho-tich')
    expect(fieldCode('Đăng ký, quản lý cư trú')).toBe('dang-ky-quan-ly-cu-tru')
  })
})

describe('keys', () => {
  it('keeps two cases of one code apart and says so, in the same way at every import', () => {
    const other = { ...RECORD, name: 'Chứng thực bản sao (trực tuyến)' }
    const { records, problems } = parseCatalogue([RECORD, other])
    expect(records.map((record) => record.key)).toEqual([
      '2.000815',
      '2.000815.chung-thuc-ban-sao-truc-tuyen',
    ])
    expect(problems).toMatchObject([{ severity: 'warning', path: '[1].code' }])
    expect(parseCatalogue([RECORD, other])).toEqual({ records, problems })
  })

  it('refuses the same procedure twice rather than let one overwrite the other', () => {
    const withoutCode = { ...RECORD, code: null }
    const { records, problems } = parseCatalogue([RECORD, RECORD, withoutCode, withoutCode])
    expect(records.map((record) => record.key)).toEqual(['2.000815', 'khong-ma.chung-thuc-ban-sao'])
    expect(problems.map(({ severity, path }) => [severity, path])).toEqual([
      ['error', '[1].code'],
      ['error', '[3].code'],
    ])
  })
})

describe('a bad file', () => {
  it.each([
    ['an unknown key', { ...RECORD, 'thời hạn': 1 }, '[0].thời hạn'],
    ['an unknown key deep down', { ...RECORD, fees: [{ ...RECORD.fees[0], vat: 8 }] }, '[0].fees[0].vat'],
    ['a missing field', { ...RECORD, components: undefined }, '[0].components'],
    ['half a đồng', { ...RECORD, fees: [{ ...RECORD.fees[0], amount_vnd: 0.5 }] }, '[0].fees[0].amount_vnd'],
    ['a negative time', { ...RECORD, time_limit: { amount: -1, unit: 'day' } }, '[0].time_limit.amount'],
    ['an unknown unit', { ...RECORD, time_limit: { amount: 1, unit: 'week' } }, '[0].time_limit.unit'],
    ['a code without its dot', { ...RECORD, code: '2000815' }, '[0].code'],
    ['an empty name', { ...RECORD, name: '  ' }, '[0].name'],
    ['no object', null, '[0]'],
  ])('names the place of %s and keeps the other records', (_, bad, path) => {
    const good = { ...RECORD, code: '1.001193', name: 'Đăng ký khai sinh' }
    const { records, problems } = parseCatalogue([bad, good])
    expect(records.map((record) => record.code)).toEqual(['1.001193'])
    expect(problems).toMatchObject([{ severity: 'error', path }])
  })

  it('says so when it is no list at all', () => {
    for (const bad of [null, {}, 'x', 1]) {
      expect(parseCatalogue(bad)).toMatchObject({ records: [], problems: [{ severity: 'error', path: '' }] })
    }
  })
})
