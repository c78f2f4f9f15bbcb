import { execFileSync } from 'node:child_process'
import { toSVG } from 'bwip-js/node'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { crc16, vietQr } from './vietqr.ts'

/** An own reader of the TLV, so that what is written is not judged by what wrote it. */
function readFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let at = 0; at < text.length; ) {
    const length = Number(text.slice(at + 2, at + 4))
    fields[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length)
    at += 4 + length
    if (!Number.isInteger(length) || at > text.length) throw new Error(`broken at ${at}`)
  }
  return fields
}

describe('VietQR', () => {
  it.each([
    ['00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304', 'F4E5'],
    ['00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN6304', '4F52'],
    [
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang6304',
      '2E2E',
    ],
    [
      '00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS68690819thanh toan don hang6304',
      'A203',
    ],
    ['123456789', '29B1'],
  ])('has the check sum of the vectors of NAPAS: %s', (text, crc) => {
    expect(crc16(text)).toBe(crc)
  })

  it('is what the worked examples say, with and without an amount', () => {
    const given = { bin: '970422', account: '0123456789' }
    expect(vietQr({ ...given, amountVnd: 8_000, purpose: 'HT26TAA00000123' })).toBe(
      '00020101021238540010A00000072701240006970422011001234567890208QRIBFTTA5303704540480005802VN62190815HT26TAA0000012363046A7C',
    )
    expect(vietQr(given)).toBe(
      '00020101021138540010A00000072701240006970422011001234567890208QRIBFTTA53037045802VN6304B1A7',
    )
  })

  it('can be read back field by field, whatever is asked', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9]{1,19}$/)
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{6}$/),
        plain,
        fc.integer({ min: 1, max: 9_999_999_999_999 }),
        fc.stringMatching(/^[A-Z0-9 ]{1,25}$/),
        (bin, account, amountVnd, purpose) => {
          const text = vietQr({ bin, account, amountVnd, purpose })
          const fields = readFields(text)
          expect(fields['54']).toBe(String(amountVnd))
          const merchant = readFields(fields['38'] ?? '')
          expect(readFields(merchant['01'] ?? '')).toEqual({ '00': bin, '01': account })
          expect(readFields(fields['62'] ?? '')).toEqual({ '08': purpose })
          expect(crc16(text.slice(0, -4))).toBe(fields['63'])
        },
      ),
    )
  })

  it.each([8_000, 1, 999_999_999_999])(
    'as a picture is read back by a program of others: %d đ',
    async (amountVnd) => {
      const request = { bin: '970422', account: '0123456789', amountVnd, purpose: 'MC2600000150' }
      const picture = toSVG({
        bcid: 'qrcode',
        text: vietQr(request),
        scale: 4,
        paddingwidth: 4,
        paddingheight: 4,
      })
      const png = await sharp(Buffer.from(picture), { density: 96 })
        .flatten({ background: 'white' })
        .png()
        .toBuffer()
      const read = execFileSync('zbarimg', ['--quiet', '--raw', '-'], {
        input: png,
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      expect(read.toString().trim()).toBe(vietQr(request))
    },
  )

  it.each([
    ['bin', { bin: '97042', account: '1' }],
    ['account', { bin: '970422', account: '1'.repeat(20) }],
    ['no account', { bin: '970422', account: '' }],
    ['nothing to pay', { bin: '970422', account: '1', amountVnd: 0 }],
    ['a part of a đồng', { bin: '970422', account: '1', amountVnd: 1.5 }],
    ['more than 13 digits', { bin: '970422', account: '1', amountVnd: 1e13 }],
    ['diacritics', { bin: '970422', account: '1', purpose: 'Lệ phí' }],
    ['a long purpose', { bin: '970422', account: '1', purpose: 'A'.repeat(26) }],
  ])('refuses %s', (_what, request) => {
    expect(() => vietQr(request)).toThrow(RangeError)
  })
})
