import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standInSettings } from '../examples.ts'
import { cookieJar, readSessionValue } from './cookies.ts'
import { personOf } from './person.ts'

const names = { ...standInSettings, nameClaim: 'cong_dan.ho_ten' }
const person = (claims: Record<string, unknown>) => personOf(claims, names)

describe('what claims say of a person', () => {
  it('is found by names and by paths', () => {
    expect(person({ cong_dan: { ho_ten: ' Nguyễn  Văn Mẫu\n' } }).name).toBe('Nguyễn Văn Mẫu')
    expect(person({ 'cong_dan.ho_ten': 'Trần Thị Mẫu' }).name).toBe('Trần Thị Mẫu')
    expect(person({ cong_dan: 'x', name: 'y' }).name).toBe('')
  })

  it.each([
    ['1985-04-30', '1985-04-30'],
    ['30/04/1985', '1985-04-30'],
    ['3/4/1985', '1985-04-03'],
    ['19850430', '1985-04-30'],
    ['1985-02-30', null],
    ['31/04/1985', null],
    ['1985', null],
    [19850430, '1985-04-30'],
    [null, null],
  ])('reads the day of birth %j as %j', (birthdate, day) => {
    expect(person({ birthdate }).birthDate).toBe(day)
  })

  it.each([
    ['038085000001', '038085000001'],
    ['038 085 000 001', '038085000001'],
    ['123456789', '123456789'],
    ['12345', ''],
    ['03808500000x', ''],
  ])('reads the personal number %j as %j', (personal_id, number) => {
    expect(person({ personal_id }).personalId).toBe(number)
  })

  it('counts a level only when it is one of those set', () => {
    expect(person({ acr: 'loa2' }).level).toBe('vneid')
    for (const acr of ['loa1', 'loa2 ', 'LOA2', '', undefined, ['loa2']]) {
      expect(person({ acr }).level).toBe(acr === 'loa2 ' ? 'vneid' : 'account')
    }
    expect(personOf({ acr: '' }, { ...names, vneidLevels: '' }).level).toBe('account')
  })

  it('takes no address that the provider itself has not checked', () => {
    expect(person({ email: 'a@example.vn', email_verified: false }).email).toBe('')
    expect(person({ email: 'A@example.vn' }).email).toBe('a@example.vn')
    expect(person({ phone_number: '+84 912 345 678' }).phone).toBe('0912345678')
  })

  it('always fits the columns, whatever is sent', () => {
    const claims = fc.dictionary(
      fc.constantFrom('cong_dan.ho_ten', 'personal_id', 'birthdate', 'email', 'phone_number', 'acr'),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 250 }),
        fc.double(),
        fc.constantFrom(null, true, [], {}),
      ),
    )
    fc.assert(
      fc.property(claims, (sent) => {
        const read = person(sent)
        expect(read.name.length).toBeLessThanOrEqual(200)
        expect(read.name).not.toMatch(/[\p{Cc}]/u)
        expect(read.personalId).toMatch(/^(\d{9}|\d{12})?$/)
        expect(read.birthDate ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the cookie of a sign-in', () => {
  it('is read only when it is whole', () => {
    const officeId = '01980000-0000-7000-8000-000000000001'
    const token = 'a'.repeat(43)
    expect(readSessionValue(`${officeId}.${token}`)).toEqual({ officeId, token })
    for (const value of [null, '', officeId, `${officeId}.`, `${officeId}.${token}x`, `x.${token}`])
      expect(readSessionValue(value)).toBeNull()
  })

  it('belongs over https to this very host, which no other host of the domain can set', () => {
    const jar = cookieJar('https://motcua.xa.example')
    const line = jar.write('phien', 'x')
    expect(line).toBe('__Host-cong-dan-phien=x; Path=/; HttpOnly; SameSite=Lax; Secure')
    expect(jar.read('a=1; __Host-cong-dan-phien=x', 'phien')).toBe('x')
    expect(jar.read('cong-dan-phien=x', 'phien')).toBeNull()
  })
})
