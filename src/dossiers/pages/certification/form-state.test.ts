import { describe, expect, it } from 'vitest'
import { parseCatalogue, readShippedCatalogue } from '../../../procedures/model/catalogue.ts'
import { certifyInput, certifyWaitingInput, promiseInput } from '../../model/certification/inputs.ts'
import {
  certificationInput,
  type Desk,
  emptyOriginal,
  feeOfRow,
  filledOriginals,
  numbersAhead,
  startingFields,
  sumOfRows,
  typedNumber,
} from './form-state.ts'

const { records } = parseCatalogue(await readShippedCatalogue())
const fees = [...(records.find(({ code }) => code === '2.000815')?.fees ?? [])]
const id = '01980000-0000-7000-8000-000000000009'
const desk: Desk = {
  procedures: [
    {
      id,
      code: '2.000815',
      name: 'Bản sao từ bản chính',
      version: 3,
      fees,
      isCounted: true,
      countsPages: true,
      register: 'copy',
      volume: '01/2026 - SCT/BS',
      nextNumber: 7,
    },
  ],
  signers: [{ id, fullName: 'Lãnh đạo Mẫu', postTitle: 'Chủ tịch UBND xã' }],
  signerId: id,
  picks: [],
  waiting: [],
  cash: null,
  isPastCutoff: false,
}
const procedure = desk.procedures[0] as Desk['procedures'][number]
const row = (name: string, pages = '1', copies = '1') => ({ key: name, name, pages, copies })
const waiting = {
  id,
  code: 'H56.22.17-20260324-0000001',
  revision: 4,
  applicantName: 'Nguyễn Văn Mẫu',
  dueAt: '2026-03-24T10:00:00.000Z',
  procedureId: id,
  fees,
  originals: [{ name: 'Học bạ', pages: 20, copies: 2, note: '' }],
}

describe('numbers as they are typed', () => {
  it.each([
    ['5', 5],
    [' 12 ', 12],
    ['2,5', 2.5],
    ['-1', -1],
    ['', null],
    ['hai', 'hai'],
  ])('%o is %o', (typed, meant) => {
    expect(typedNumber(typed)).toBe(meant)
  })

  it('count only when whole and within bounds', () => {
    expect(feeOfRow(fees, row('a', '3', '2'))).toBe(10_000)
    for (const wrong of ['0', '2,5', '-1', 'hai', '10000'])
      expect(feeOfRow(fees, row('a', wrong, '1'))).toBeNull()
    for (const wrong of ['', '0', '1,5', '1000']) expect(feeOfRow(fees, row('a', '1', wrong))).toBeNull()
    const dear = [
      { name: '', unit: '', basis: '', amountVnd: 1e9, rule: { kind: 'page' as const, from: 1, to: null } },
    ]
    expect(feeOfRow(dear, row('a', '9999', '999'))).toBeNull()
  })

  it('pages typed before another type was chosen do not stand in the way', () => {
    const byCase = [{ name: '', unit: '', basis: '', amountVnd: 10_000, rule: { kind: 'case' as const } }]
    expect(feeOfRow(byCase, row('a', '2,5', '3'))).toBe(10_000)
  })

  it('the sum is open while one row cannot be counted', () => {
    expect(sumOfRows(fees, [row('a', '2', '5'), row('b', '2', '2')])).toBe(28_000)
    expect(sumOfRows(fees, [row('a', '2', '5'), row('b', '2', '')])).toBeNull()
    expect(numbersAhead(7, 1)).toBe('7')
    expect(numbersAhead(7, 3)).toBe('7 đến 9')
  })
})

describe('rows', () => {
  it('a row added and left empty does not count; one in between does, to be refused', () => {
    expect(filledOriginals([row('a'), emptyOriginal('x'), emptyOriginal('y')])).toHaveLength(1)
    expect(filledOriginals([row('a'), emptyOriginal('x'), row('b')])).toHaveLength(3)
    expect(filledOriginals([emptyOriginal('x')])).toHaveLength(1)
  })
})

describe('what is sent', () => {
  const fields = {
    ...startingFields(desk, null),
    originals: [row('Học bạ', '20', '2'), emptyOriginal('x')],
  }
  const named = {
    ...fields,
    applicant: { ...fields.applicant, name: 'Nguyễn Văn Mẫu', birthDate: '2/1/1990' },
  }
  const known = { procedure, fees, waiting: null, takesCash: false }

  it('certified at once: the version and sum that were seen', () => {
    const { path, body } = certificationInput(named, known)
    expect(path).toBe('/certifications')
    expect(certifyInput.parse(body)).toMatchObject({
      signerId: id,
      applicant: { birthDate: '1990-01-02', sex: null },
      originals: [{ name: 'Học bạ', pages: 20, copies: 2 }],
      quoted: { version: 3, feeVnd: 44_000 },
    })
  })

  it('with what was put down where fees are collected here: as typed, or exactly the fee', () => {
    const taking = { ...known, takesCash: true }
    const paymentOf = (tendered: string) =>
      certifyInput.parse(certificationInput({ ...named, tendered }, taking).body).payment
    expect([paymentOf(''), paymentOf('50.000')]).toEqual([{ tenderedVnd: 44_000 }, { tenderedVnd: 50_000 }])
    expect(certifyInput.parse(certificationInput(named, known).body).payment).toBeUndefined()
    const free = { ...taking, fees: fees.map((fee) => ({ ...fee, amountVnd: 0 })) }
    expect(certifyInput.parse(certificationInput(named, free).body).payment).toBeUndefined()
  })

  it('promised for later: without signer, with the days', () => {
    const { path, body } = certificationInput({ ...named, isLater: true, extraDays: 2 }, known)
    expect(path).toBe('/certifications/waiting')
    expect(promiseInput.parse(body)).toMatchObject({ extraDays: 2, quoted: { feeVnd: 44_000 } })
  })

  it('a waiting dossier: what was asked for, on the revision that was seen', () => {
    const { path, body } = certificationInput(startingFields(desk, waiting), { ...known, waiting })
    expect(path).toBe(`/dossiers/${id}/certification`)
    expect(certifyWaitingInput.parse({ ...(body as object), code: id })).toMatchObject({
      revision: 4,
      originals: [{ name: 'Học bạ', pages: 20, copies: 2 }],
      feeVnd: 44_000,
    })
  })

  it('no pages where none are counted', () => {
    const { body } = certificationInput(named, { ...known, procedure: { ...procedure, countsPages: false } })
    expect(body).toMatchObject({ originals: [{ pages: null }] })
  })
})
