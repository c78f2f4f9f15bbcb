import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownPath } from './own-path.ts'

describe('where an address may lead back to', () => {
  it.each(['/', '/ho-so?trang=2', '/nop-ho-so/1#muc-3', '/cong-dan?tiep=%2Fho-so'])('%s is ours', (path) => {
    expect(ownPath(path, '/dau')).toBe(path)
  })

  it.each([
    null,
    '',
    'ho-so',
    'https://ke-gian.example',
    '//ke-gian.example',
    '/\\ke-gian.example',
    '/\t/ke-gian.example',
    '/\n\\ke-gian.example',
    '\t//ke-gian.example',
    '/..//ke-gian.example',
    '/.//ke-gian.example',
    'javascript:alert(1)',
    `/${'x'.repeat(1000)}`,
  ])('%j is not', (path) => {
    expect(ownPath(path, '/dau')).toBe('/dau')
  })

  it('never leaves the host, whatever is typed', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '\t',
      '\n',
      '.',
      '..',
      '@',
      ':',
      '%2f',
      'x',
      'ke-gian.example',
      '?',
      '#',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const page = new URL(ownPath(pieces.join(''), '/dau'), 'https://xa.example/cong-dan')
        expect(page.origin).toBe('https://xa.example')
      }),
      { numRuns: 500 },
    )
  })
})
