import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailAddress, maskedAddress, mobileNumber } from './address.ts'
import { shippedWording } from './default-wordings.ts'
import { events, templateKinds } from './events.ts'
import { nextDay, quietUntil } from './quiet-hours.ts'
import { attemptLimit, decide, retryAt } from './sending.ts'
import { textMessageSize, withoutDiacritics } from './text-message.ts'
import { fillIn, oneLine, sampleValues, wordingFault } from './wording.ts'

const at = (clock: string, day = '2026-03-24') => new Date(`${day}T${clock}:00+07:00`)

describe('quiet hours', () => {
  const night = { from: 21 * 60, to: 7 * 60 }
  it('across midnight end in the morning, on whichever side of midnight it is', () => {
    expect(quietUntil(night, at('20:59'))).toBeNull()
    expect(quietUntil(night, at('21:00'))).toEqual(at('07:00', '2026-03-25'))
    expect(quietUntil(night, at('23:59'))).toEqual(at('07:00', '2026-03-25'))
    expect(quietUntil(night, at('00:00'))).toEqual(at('07:00'))
    expect(quietUntil(night, at('06:59'))).toEqual(at('07:00'))
    expect(quietUntil(night, at('07:00'))).toBeNull()
  })

  it('within a day, at noon, and none at all', () => {
    const noon = { from: 11 * 60 + 30, to: 13 * 60 }
    expect(quietUntil(noon, at('12:00'))).toEqual(at('13:00'))
    expect(quietUntil(noon, at('13:00'))).toBeNull()
    expect(quietUntil({ from: 60, to: 60 }, at('01:00'))).toBeNull()
    expect(quietUntil(null, at('01:00'))).toBeNull()
  })

  it('are those of Viet Nam wherever the machine stands, also on the last night of the year', () => {
    expect(quietUntil(night, new Date('2026-12-31T15:30:00Z'))).toEqual(new Date('2027-01-01T00:00:00Z'))
    expect(quietUntil(night, new Date('2026-12-31T02:00:00Z'))).toBeNull()
  })

  it('always end in the future, and at a minute that is not quiet', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.date({ min: at('00:00'), max: at('00:00', '2028-03-24'), noInvalidDate: true }),
        (from, to, now) => {
          const until = quietUntil({ from, to }, now)
          if (!until) return
          expect(until.getTime()).toBeGreaterThan(now.getTime())
          expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000)
          expect(quietUntil({ from, to }, until)).toBeNull()
        },
      ),
    )
  })

  it('hold for what is put off to the next day too', () => {
    expect(nextDay(null, at('10:00'))).toEqual(at('08:00', '2026-03-25'))
    expect(nextDay({ from: 21 * 60, to: 9 * 60 }, at('10:00'))).toEqual(at('09:00', '2026-03-25'))
  })
})

describe('whether a message goes', () => {
  const rules = { emailOn: true, gatewayOn: true, quiet: { from: 21 * 60, to: 7 * 60 }, dailyLimit: 3 }
  const message = { channel: 'sms' as const, urgent: false, stopped: false, sentToday: 0 }
  it('never to who wants none, however urgent', () => {
    expect(decide({ ...message, urgent: true, stopped: true }, rules, at('09:00')).kind).toBe('suppress')
  })
  it('not at night unless urgent, and not beyond the daily limit', () => {
    expect(decide(message, rules, at('09:00'))).toEqual({ kind: 'send' })
    expect(decide(message, rules, at('22:00'))).toMatchObject({
      kind: 'postpone',
      until: at('07:00', '2026-03-25'),
    })
    expect(decide({ ...message, urgent: true }, rules, at('22:00'))).toEqual({ kind: 'send' })
    expect(decide({ ...message, sentToday: 2 }, rules, at('09:00'))).toEqual({ kind: 'send' })
    expect(decide({ ...message, sentToday: 3 }, rules, at('09:00'))).toMatchObject({ kind: 'postpone' })
  })
  it('not on a channel that is off', () => {
    expect(decide(message, { ...rules, gatewayOn: false }, at('09:00')).kind).toBe('suppress')
    expect(decide({ ...message, channel: 'email' }, { ...rules, gatewayOn: false }, at('09:00')).kind).toBe(
      'send',
    )
  })
  it('is tried a bounded number of times, with growing pauses', () => {
    const pauses = Array.from({ length: attemptLimit }, (_, index) => retryAt(index + 1, at('09:00')))
    expect(pauses.at(-1)).toBeNull()
    const times = pauses.slice(0, -1).map((each) => each?.getTime() ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(times).size).toBe(times.length)
  })
})

describe('wordings', () => {
  it('are refused with the place of a placeholder that does not exist, or has no value there', () => {
    expect(wordingFault('finished', 'Chào\nhồ sơ {ma_hs} xong')).toContain(
      '{ma_hs} không có trong danh sách (dòng 2, ký tự 7)',
    )
    expect(wordingFault('finished', 'Bước {buoc}')).toContain('không dùng được cho việc này')
    expect(wordingFault('late', '{ngung_nhan}')).toContain('không dùng được')
    expect(wordingFault('finished', 'a } b')).toContain('ngoặc nhọn thừa hoặc thiếu (dòng 1, ký tự 3)')
    expect(wordingFault('finished', 'a { b')).toContain('ngoặc nhọn')
    expect(wordingFault('finished', '{constructor} {__proto__}')).toContain('{constructor}')
    expect(wordingFault('finished', 'Hồ sơ { ma_ho_so }: {tra_cuu}')).toBeNull()
  })

  it('are filled in once: a value is never read as a wording, and stays on its line', () => {
    expect(fillIn('{thu_tuc}|{ma_ho_so}', { thu_tuc: '{ma_ho_so}', ma_ho_so: 'H56' })).toBe('{ma_ho_so}|H56')
    expect(fillIn('Về {thu_tuc}.', { thu_tuc: "a\r\nBcc: b@c.vn\u2028$& $1 $'" })).toBe(
      "Về a Bcc: b@c.vn $& $1 $'.",
    )
    expect(oneLine('a\u202eb\u0000 c\td')).toBe('a b c d')
  })

  it('shipped for every event and channel are right, and end with the way to get no more', () => {
    for (const { event, channel } of templateKinds) {
      const { subject, body } = shippedWording(event, channel)
      expect(body, `${event}/${channel}`).not.toBe('')
      expect(wordingFault(event, subject) ?? wordingFault(event, body), `${event}/${channel}`).toBeNull()
      if (channel === 'email') expect(subject).not.toBe('')
      // An office writes to an office: there is nothing to be left off.
      if (channel === 'email' && events[event].to !== 'agency') expect(body).toContain('{ngung_nhan}')
    }
    expect(Object.values(events).every(({ name }) => name.length > 3)).toBe(true)
  })

  it('shipped for telephones fit into one message of 160 characters', () => {
    const values = sampleValues('https://motcua.xa.gov.vn')
    for (const { event } of templateKinds.filter(({ channel }) => channel === 'sms')) {
      const text = withoutDiacritics(fillIn(shippedWording(event, 'sms').body, values))
      expect(textMessageSize(text), `${event}: ${text}`).toMatchObject({ encoding: 'GSM-7', parts: 1 })
    }
  })
})

describe('text messages', () => {
  it('are counted as the operator counts them', () => {
    expect(textMessageSize('a'.repeat(160))).toEqual({ encoding: 'GSM-7', length: 160, parts: 1 })
    expect(textMessageSize('a'.repeat(161)).parts).toBe(2)
    expect(textMessageSize('đ'.repeat(70))).toEqual({ encoding: 'UCS-2', length: 70, parts: 1 })
    expect(textMessageSize('đ'.repeat(71)).parts).toBe(2)
    expect(textMessageSize('[a]').length).toBe(5)
    expect(textMessageSize('😀').length).toBe(2)
    expect(textMessageSize('').parts).toBe(0)
  })

  it('without diacritics always travel in seven bits', () => {
    expect(withoutDiacritics('Đã có kết quả “hồ sơ” – mời đến…')).toBe('Da co ket qua "ho so" - moi den...')
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => textMessageSize(withoutDiacritics(text)).encoding === 'GSM-7',
      ),
    )
  })
})

describe('addresses', () => {
  it('of telephones are mobile numbers of Viet Nam, however they are written', () => {
    for (const typed of ['0912345678', '+84 912 345 678', '84912345678', '0084.912.345.678'])
      expect(mobileNumber(typed), typed).toBe('84912345678')
    for (const typed of [
      '',
      '02373852001',
      '0123456789',
      '+8562055512345',
      '0912345678; 0987654321',
      '09123456789',
    ])
      expect(mobileNumber(typed), typed).toBeNull()
  })
  it('of e-mail are one address and nothing else', () => {
    expect(emailAddress(' Ten@Example.VN ')).toBe('ten@example.vn')
    for (const typed of [
      '',
      'a@b',
      'a@example.vn, b@example.vn',
      'A <a@example.vn>',
      'a@example.vn\r\nBcc: b@example.vn',
    ])
      expect(emailAddress(typed), typed).toBeNull()
  })
  it('are shown to strangers in part', () => {
    expect(maskedAddress('84912345678')).toBe('09•••••678')
    expect(maskedAddress('nguyen@example.vn')).toBe('ng•••@example.vn')
  })
})
