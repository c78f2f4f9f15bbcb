import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vietnamTimestamp } from './message.ts'
import { contentTypeOf, readDay, readTimestamp, wayOf, writeDay, writeTimestamp } from './wire-values.ts'

describe('days and instants of envelopes', () => {
  it.each([
    ['2026/11/23', '2026-11-23'],
    ['2026-11-23', '2026-11-23'],
    ['23/11/2026', '2026-11-23'],
    ['5/1/2026', '2026-01-05'],
    ['2026/11/23 09:15:30', '2026-11-23'],
    ['2024/02/29', '2024-02-29'],
  ])('reads the day %s', (written, day) => expect(readDay(written)).toBe(day))

  it.each([
    '',
    '2026',
    '2026/11',
    '2026/13/01',
    '2026/02/29',
    '2026/11-23',
    '23/11/26',
    'hôm nay',
    '0/0/2026',
  ])('takes “%s” for no day', (written) => expect(readDay(written)).toBeNull())

  it.each([
    ['2026/11/23 09:15:30', '2026-11-23T09:15:30+07:00'],
    ['2026-11-23T09:15:30.123', '2026-11-23T09:15:30+07:00'],
    ['2026-11-23T23:30:00Z', '2026-11-24T06:30:00+07:00'],
    ['2026/11/23 09:15', '2026-11-23T09:15:00+07:00'],
  ])('reads the instant %s', (written, timestamp) => expect(readTimestamp(written)).toBe(timestamp))

  it.each(['2026/11/23', '2026/11/23 24:00:00', '2026/11/23 09:61:00', '09:15:30'])(
    'takes “%s” for no instant',
    (written) => expect(readTimestamp(written)).toBeNull(),
  )

  it('reads what it wrote', () => {
    const instants = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('9998-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (instant) => {
        const timestamp = vietnamTimestamp(instant)
        expect(readTimestamp(writeTimestamp(timestamp))).toBe(timestamp)
        expect(readDay(writeDay(timestamp.slice(0, 10)))).toBe(timestamp.slice(0, 10))
        expect(Date.parse(timestamp)).toBe(Math.floor(instant.getTime() / 1000) * 1000)
      }),
    )
  })
})

describe('how a file goes', () => {
  it.each([
    ['a.pdf', 'application/pdf', false],
    ['a.PDF', 'Application/PDF; version=1', false],
    ['a.zip', 'application/x-zip-compressed', false],
    ['a.zip', 'text/plain', false],
    ['a.png', 'image/png', true],
    ['a.dat', 'application/zip', true],
  ])('%s as %s: packed is %s', (name, type, isPacked) => expect(wayOf(name, type).isPacked).toBe(isPacked))

  it('knows no type by names that every object has', () => {
    expect(contentTypeOf('a.constructor')).toBe('application/octet-stream')
    expect(contentTypeOf('pdf')).toBe('application/octet-stream')
  })
})
