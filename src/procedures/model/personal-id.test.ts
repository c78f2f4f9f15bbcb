import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPersonalId } from './personal-id.ts'
import { checkPhone } from './phone.ts'

describe('checkPersonalId', () => {
  it('finds nothing wrong with any number made by the rule', () => {
    const person = fc.record({
      year: fc.integer({ min: 1900, max: 2399 }),
      sex: fc.constantFrom('male' as const, 'female' as const),
      random: fc.integer({ min: 0, max: 999_999 }),
    })
    fc.assert(
      fc.property(
        person,
        fc.constantFrom('001', '038', '079', '101', '250'),
        ({ year, sex, random }, place) => {
          const century = (Math.floor(year / 100) - 19) * 2 + (sex === 'male' ? 0 : 1)
          const id = `${place}${century}${String(year % 100).padStart(2, '0')}${String(random).padStart(6, '0')}`
          expect(checkPersonalId(id, `${year}-05-06`, sex)).toEqual([])
          expect(checkPersonalId(id, `${year + 1}-05-06`, sex)).toHaveLength(1)
          expect(checkPersonalId(id, `${year}-05-06`, sex === 'male' ? 'female' : 'male')).toHaveLength(1)
        },
      ),
    )
  })

  it('says what it expects in the officer’s words', () => {
    expect(checkPersonalId('038190012345', '1991-01-01', 'male').map(({ message }) => message)).toEqual([
      'Số định danh ứng với năm sinh 1990, nhưng ngày sinh ghi năm 1991. Hãy đối chiếu.',
      'Số định danh ứng với giới tính nữ, nhưng giới tính ghi nam. Hãy đối chiếu.',
    ])
    expect(checkPersonalId('171234567')[0]?.message).toContain('CMND')
    expect(checkPersonalId('12345')[0]?.message).toContain('ở đây có 5')
    expect(checkPersonalId('<script>')[0]?.message).toContain('12 chữ số')
    expect(checkPersonalId('')).toEqual([])
    expect(checkPersonalId(' 038 190 012345 ')).toEqual([])
  })
})

describe('checkPhone', () => {
  it.each([
    ['0912 345 678', '0912345678'],
    ['+84 912.345.678', '0912345678'],
    ['+84 (0) 912 345 678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['84912345678', '0912345678'],
    ['０９１２３４５６７８', '0912345678'],
    ['', ''],
  ])('takes %j as %j without a warning', (typed, phone) => {
    expect(checkPhone(typed)).toEqual({ phone, warnings: [] })
  })

  it.each([
    ['0237 3852001', '02373852001', 'máy bàn'],
    ['+856 20 5551 2345', '+8562055512345', 'nước ngoài'],
    ['01234567890', '01234567890', '2018'],
    ['091234567', '091234567', '9 chữ số'],
    ['113', '113', '3 chữ số'],
    ["0912' or 1=1", "0912' or 1=1", 'không phải số điện thoại'],
    ['không có', 'không có', 'không phải số điện thoại'],
  ])('keeps %j as %j and warns', (typed, phone, words) => {
    const checked = checkPhone(typed)
    expect(checked.phone).toBe(phone)
    expect(checked.warnings).toHaveLength(1)
    expect(checked.warnings[0]?.message).toContain(words)
  })

  it('settles after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ .-()') }), (typed) => {
        const once = checkPhone(typed)
        expect(checkPhone(once.phone)).toEqual(once)
      }),
    )
  })
})
