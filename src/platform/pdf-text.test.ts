import { expect, test } from 'vitest'
import { makePrintable, readCoverage } from './pdf-text.ts'

const coverage = readCoverage('templates/fonts')
const print = (text: string) => makePrintable(text, coverage)

test('the fonts of the papers cover Vietnamese and official punctuation', () => {
  const letters = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ'
  const text = `${letters}${letters.toUpperCase()}0123456789.,;:/-–—…“”‘’§°½□₫ `
  expect([...text].filter((letter) => !coverage.has(letter.codePointAt(0) ?? 0))).toEqual([])
  expect(coverage.has('漢'.codePointAt(0) ?? 0)).toBe(false)
  expect(coverage.has(0x1f600)).toBe(false)
})

test('a folder without fonts is refused by name', () => {
  expect(() => readCoverage('templates')).toThrow('Không có phông chữ nào trong templates')
})

test.each([
  ['decomposed marks are composed', 'Nguyễn Thị Hạnh'.normalize('NFD'), 'Nguyễn Thị Hạnh'],
  ['a Chinese name', 'Vương 王小明', 'Vương □□□'],
  ['an emoji', 'Hoa 😀', 'Hoa □'],
  ['a family of four, eleven code units long, is one sign', 'Hoa 👨‍👩‍👧‍👦!', 'Hoa □!'],
  ['a flag is one sign', '🇻🇳', '□'],
  ['a sign the fonts have, asked for as an emoji', '♥\ufe0f', '♥'],
  ['controls and direction overrides are dropped', 'a\u0000b\u202ec\u200dd\ufeff', 'abcd'],
  ['half a surrogate pair', 'a\ud83d', 'a'],
  ['line ends are kept, in one form', 'một\r\nhai\rba', 'một\nhai\nba'],
  ['markup is text', '#set <b> *a* $x$ [ \\ @b', '#set <b> *a* $x$ [ \\ @b'],
  [
    'a very long word may break',
    'x'.repeat(30),
    `${'x'.repeat(12)}\u200b${'x'.repeat(12)}\u200b${'x'.repeat(6)}`,
  ],
])('%s', (_, text, printed) => {
  expect(print(text)).toBe(printed)
})

test('structure and other values pass unchanged', () => {
  const value = { name: 'A😀', items: [1, null, true, { text: 'B漢' }] }
  expect(makePrintable(value, coverage)).toEqual({ name: 'A□', items: [1, null, true, { text: 'B□' }] })
})
