import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCitizenCard } from './citizen-card.ts'

const FIELDS = [
  '038190012345',
  '171234567',
  'Nguyễn Thị Hồng',
  '07031990',
  'Nữ',
  'Thôn 5, Cẩm Long, Thanh Hóa',
  '15082021',
]
const scan = (changes: Record<number, string> = {}, fields = FIELDS) =>
  fields.map((field, index) => changes[index] ?? field).join('|')
const read = (scanned: string, today?: string) => {
  const reading = parseCitizenCard(scanned, today)
  if (!reading.ok) throw new Error(reading.message)
  return reading
}
const refusal = (scanned: string, today?: string) => {
  const reading = parseCitizenCard(scanned, today)
  return reading.ok ? 'accepted' : reading.message
}

describe('a good card', () => {
  const card = {
    personalId: '038190012345',
    oldId: '171234567',
    fullName: 'Nguyễn Thị Hồng',
    birthDate: '1990-03-07',
    sex: 'female',
    address: 'Thôn 5, Cẩm Long, Thanh Hóa',
    issueDate: '2021-08-15',
    extra: [],
  }

  it('is read without a warning', () => {
    expect(read(scan(), '2026-11-23')).toEqual({ ok: true, card, warnings: [] })
  })

  it.each([
    ['a trailing line break', `${scan()}\r\n`],
    ['a byte order mark', `\uFEFF${scan()}`],
    ['decomposed letters', scan().normalize('NFD')],
    ['spaces around the fields', ` ${FIELDS.join(' | ')} `],
    ['the same card scanned twice on two lines', `${scan()}\n${scan()}\n`],
    ['a separator of another width', scan().replaceAll('|', '｜')],
    ['trailing separators', `${scan()}||||`],
  ])('is read the same with %s', (_, scanned) => {
    expect(read(scanned, '2026-11-23')).toEqual({ ok: true, card, warnings: [] })
  })

  it('may have no old number, with or without its separator', () => {
    expect(read(scan({ 1: '' })).card.oldId).toBeNull()
    expect(read(FIELDS.toSpliced(1, 1).join('|'))).toMatchObject({
      card: { ...card, oldId: null },
      warnings: [],
    })
  })

  it('keeps further fields, empty ones in between as well', () => {
    expect(read(`${scan()}|Nguyễn Văn A||Trần Thị B|`).card.extra).toEqual(['Nguyễn Văn A', '', 'Trần Thị B'])
  })

  it('takes a sex without its mark, and markup, SQL and emoji as the text they are', () => {
    expect(read(scan({ 4: 'NU' })).card.sex).toBe('female')
    const odd = `<b>Robert'); drop table dossiers;--</b> 😀`
    expect(read(scan({ 2: odd })).card.fullName).toBe(odd)
  })
})

describe('what looks odd only warns', () => {
  const warned = (scanned: string, today?: string) => read(scanned, today).warnings.map(({ field }) => field)

  it.each([
    ['another birth year than the number says', scan({ 3: '07031991' }), ['personalId']],
    ['the same year of another century', scan({ 3: '07032090' }), ['personalId']],
    ['another sex than the number says', scan({ 4: 'Nam' }), ['personalId']],
    ['a province that never was', scan({ 0: '003190012345' }), ['personalId']],
    ['an old number of a wrong length', scan({ 1: '1234' }), ['oldId']],
    ['an issue date that is none', scan({ 6: '31022021' }), ['issueDate']],
    ['no issue date', scan({}, FIELDS.slice(0, 6)), ['issueDate']],
    ['no address', scan({ 5: '' }), ['address']],
    ['a name with Telex keys', scan({ 2: 'Nguyeenx Thij Hoongf' }), ['fullName']],
    ['a name with digits', scan({ 2: 'Nguye6n4 Thi5' }), ['fullName']],
    ['lost diacritics', scan({ 2: 'Nguyen Thi Hong', 5: 'Thon 5, Cam Long' }), ['fullName']],
    ['only a year of birth', scan({ 3: '00001990' }), ['birthDate']],
  ])('%s', (_, scanned, fields) => {
    expect(warned(scanned)).toEqual(fields)
  })

  it('a card issued in the future', () => {
    expect(warned(scan({ 6: '24112026' }), '2026-11-23')).toEqual(['issueDate'])
    expect(read(scan({ 3: '00001990' })).card.birthDate).toBeNull()
  })

  it('puts right what a reader typed byte by byte, and says so', () => {
    for (const table of ['latin1', 'windows-1252']) {
      const scanned = new TextDecoder(table).decode(new TextEncoder().encode(scan({ 2: 'Đỗ Thị Ưu Ái' })))
      const { card, warnings } = read(scanned)
      expect(card.fullName).toBe('Đỗ Thị Ưu Ái')
      expect(card.address).toBe('Thôn 5, Cẩm Long, Thanh Hóa')
      expect(warnings).toMatchObject([{ field: 'fullName' }])
    }
  })
})

describe('what is no card is refused with a sentence', () => {
  it.each([
    ['nothing', '', 'Chưa có gì'],
    ['only blanks', ' \n ', 'Chưa có gì'],
    ['a sentence', 'xin chào', 'Không thấy dấu'],
    ['an address of a page', 'https://mot-cua.example/tra-cuu/H56-20261123-0000001', 'Không thấy dấu'],
    ['half a card', FIELDS.slice(0, 4).join('|'), 'thiếu mục'],
    ['a number of eleven digits', scan({ 0: '38190012345' }), '12 chữ số'],
    ['letters in the number', scan({ 0: '03819001234O' }), '12 chữ số'],
    ['no name', scan({ 2: ' ' }), 'họ tên'],
    ['a birth on 31 February', scan({ 3: '31021990' }), 'ngày có thật'],
    ['29 February of a common year', scan({ 3: '29021900' }), 'ngày có thật'],
    ['the day 00000000 (1 BC)', scan({ 3: '00000000' }), 'ngày có thật'],
    ['the year 1', scan({ 3: '01010001' }), 'ngày có thật'],
    ['a third sex of the reader', scan({ 4: 'N' }), 'Nam hoặc Nữ'],
    ['two cards', `${scan()}\n${scan({ 0: '038190099999' })}`, 'hai thẻ'],
    ['two scans run together', scan() + scan(), 'dính liền'],
    ['letters lost for good', scan({ 2: 'Nguy?n Th? H?ng' }), 'bảng mã'],
    ['replacement characters', scan({ 2: 'Nguy\uFFFDn' }), 'bảng mã'],
    ['a very long text', '|'.repeat(5000), 'quá dài'],
  ])('%s', (_, scanned, words) => {
    expect(refusal(scanned)).toContain(words)
  })

  it('a birth in the future, today allowed', () => {
    expect(refusal(scan({ 3: '24112026' }), '2026-11-23')).toContain('tương lai')
    expect(read(scan({ 3: '23112026' }), '2026-11-23').card.birthDate).toBe('2026-11-23')
  })

  it('whatever is scanned, there is an answer and never a crash', () => {
    const junk = fc.oneof(fc.constantFrom(...FIELDS), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(fc.nat({ max: 8 }), junk, fc.array(junk, { maxLength: 3 }), (index, other, more) => {
        const reading = parseCitizenCard([...FIELDS.toSpliced(index, 1, other), ...more].join('|'))
        if (reading.ok) {
          expect(reading.card.personalId).toMatch(/^\d{12}$/)
          expect(reading.card.fullName.trim()).not.toBe('')
          expect(reading.card.birthDate ?? '1990-01-01').toMatch(/^\d{4}-\d\d-\d\d$/)
        } else expect(reading.message).toMatch(/\.$/)
      }),
      { numRuns: 1000 },
    )
  })
})
