import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLASSIC_CODE_TEMPLATE,
  CURRENT_CODE_TEMPLATE,
  dossierCodeSeries,
  formatDossierCode,
  looksLikeDossierCode,
  normaliseDossierCode,
  parseDossierCode,
  validateDossierCodeTemplate,
} from './dossier-code.ts'

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const level1 = fc.tuple(fc.constantFrom('A', 'G', 'H'), digits(2)).map((parts) => parts.join(''))
const newAgency = fc
  .tuple(level1, fc.array(fc.oneof(digits(2), digits(3)), { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest].join('.'))
const oldAgency = fc.tuple(digits(3), digits(2), digits(2), level1).map((parts) => parts.join('.'))
const parts = fc.record({
  agency: fc.oneof(newAgency, oldAgency),
  localDate: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  sequence: fc.integer({ min: 1, max: 99_999_999 }),
})
const template = fc.constantFrom(CURRENT_CODE_TEMPLATE, CLASSIC_CODE_TEMPLATE, 'HS-{agency}-{YYMMDD}-{seq:5}')

describe('formatDossierCode', () => {
  it('makes the codes of real dossiers', () => {
    const petition = { agency: '000.17.22.H56', localDate: '2021-05-31', sequence: 1 }
    expect(formatDossierCode(CLASSIC_CODE_TEMPLATE, petition)).toBe('000.17.22.H56-210531-0001')
    const today = { agency: 'G09.20', localDate: '2026-06-09', sequence: 92637 }
    expect(formatDossierCode(CURRENT_CODE_TEMPLATE, today)).toBe('G09.20-20260609-0092637')
  })

  it('comes back to its parts, and no two dossiers share a code', () => {
    fc.assert(
      fc.property(template, parts, (each, of) => {
        expect(validateDossierCodeTemplate(each)).toEqual([])
        expect(parseDossierCode(each, formatDossierCode(each, of))).toEqual(of)
      }),
    )
  })

  it('grows past the width of the template instead of starting again', () => {
    const busy = { agency: 'H56', localDate: '2026-11-23', sequence: 12345 }
    expect(formatDossierCode(CLASSIC_CODE_TEMPLATE, busy)).toBe('H56-261123-12345')
  })

  it('never makes a code of what is none', () => {
    const good = { agency: 'H56.22', localDate: '2026-11-23', sequence: 1 }
    for (const bad of [
      { sequence: 0 },
      { sequence: 1.5 },
      { localDate: '23/11/2026' },
      { agency: 'h56' },
      { agency: 'H56-1' },
      { agency: '' },
    ]) {
      expect(() => formatDossierCode(CURRENT_CODE_TEMPLATE, { ...good, ...bad })).toThrow(RangeError)
    }
  })

  it('has one series per day', () => {
    expect(dossierCodeSeries('2026-11-23')).toBe('2026-11-23')
    expect(() => dossierCodeSeries('2026-11-23T00:00:00Z')).toThrow(RangeError)
  })
})

describe('validateDossierCodeTemplate', () => {
  it.each([
    ['', 3],
    ['{agency}-{seq:7}', 1],
    ['{YYYYMMDD}-{seq:7}', 1],
    ['{agency}-{YYYYMMDD}', 1],
    ['{agency}-{YYYYMMDD}-{seq:7}-{seq:4}', 1],
    ['{agency}-{YYYYMMDD}-{YYMMDD}-{seq:7}', 1],
    ['{agency}-{YYYYMMDD}-{seq:7}-{user}', 1],
    ['{agency}-{YYYYMMDD}-{seq:40}', 2],
    ['{agency}{YYYYMMDD}{seq:7}', 1],
    ['{seq:7}-{agency}-{YYYYMMDD}', 1],
    ['{agency}/{YYYYMMDD}/{seq:7}', 1],
    ['hồ sơ-{agency}-{YYYYMMDD}-{seq:7}', 1],
    ['<b>{agency}-{YYYYMMDD}-{seq:7}', 1],
  ])('refuses %j', (bad, problems) => {
    expect(validateDossierCodeTemplate(bad)).toHaveLength(problems)
  })
})

describe('looksLikeDossierCode', () => {
  it('knows every code that can be made, however people type it', () => {
    const typing = fc.constantFrom(
      (code: string) => code,
      (code: string) => ` ${code.toLowerCase()} \n`,
      (code: string) => code.replaceAll('-', ' – '),
      (code: string) => code.replaceAll('-', '—'),
      (code: string) => code.replaceAll('-', ' '),
      (code: string) => `https://mot-cua.example/tra-cuu/${code}?x=1`,
      (code: string) => `${code.slice(0, -4)} ${code.slice(-4)}`,
    )
    fc.assert(
      fc.property(template, parts, typing, (each, of, type) => {
        const code = formatDossierCode(each, of)
        const typed = type(code)
        expect(looksLikeDossierCode(typed)).toBe(true)
        expect(normaliseDossierCode(typed)).toBe(code)
      }),
    )
  })

  it('accepts the mixed style of the transition', () => {
    expect(looksLikeDossierCode('H56.22.17-250701-0001')).toBe(true)
  })

  it.each([
    '',
    '-',
    'H56',
    '038099001234',
    '0912345678',
    "H56-20261123-1' or 1=1",
    'H56-20261123-0000001<b>',
  ])('turns %j away', (text) => {
    expect(looksLikeDossierCode(text)).toBe(false)
  })

  it('answers quickly on a text made to be slow', () => {
    const started = performance.now()
    expect(looksLikeDossierCode(`H56${'.22'.repeat(80)}-`)).toBe(false)
    expect(looksLikeDossierCode('-'.repeat(1_000_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(200)
  })
})
