import fc from 'fast-check'
import { expect, it } from 'vitest'
import { declarationCode, readDeclarationCode } from './declaration-code.ts'

it('is read back however it is typed', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const code = declarationCode(id)
      expect(declarationCode(id.toUpperCase())).toBe(code)
      expect(code).toMatch(/^TK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), code.slice(3), ` ${code} `]) {
        expect(readDeclarationCode(typed)).toBe(code)
      }
      expect(readDeclarationCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(code)
    }),
  )
})

it('is read without its mark where the letters begin like it', () => {
  for (const typed of ['TK-TKYZ-J2QH', 'TKYZ-J2QH', 'tktkyzj2qh'])
    expect(readDeclarationCode(typed)).toBe('TK-TKYZ-J2QH')
})

it('is nothing else', () => {
  for (const typed of [
    '',
    'TK-',
    'TK-1234-567',
    'TK-1234-56789',
    'TK-UUUU-UUUU',
    '038090000001',
    'x'.repeat(5000),
  ]) {
    expect(readDeclarationCode(typed)).toBeNull()
  }
})
