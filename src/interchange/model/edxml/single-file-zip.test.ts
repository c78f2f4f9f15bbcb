import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { packFile, unpackFile } from './single-file-zip.ts'

const page = new TextEncoder().encode('Biên bản '.repeat(50))
const sentenceOf = (zip: Uint8Array, longest = 1024 * 1024) => {
  const read = unpackFile(zip, longest)
  return typeof read === 'string' ? read : 'mở được'
}

describe('a file in a zip', () => {
  it('comes out as it went in, and is packed the same each time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2000 }), (bytes) => {
        const zip = packFile('ảnh chụp.png', bytes)
        expect(zip).toEqual(packFile('ảnh chụp.png', bytes))
        const read = unpackFile(zip, 2000)
        if (typeof read === 'string') throw new Error(read)
        expect(read.name).toBe('ảnh chụp.png')
        expect(Buffer.from(read.bytes).equals(bytes)).toBe(true)
      }),
    )
  })

  it('is taken unpacked too', () => {
    expect(sentenceOf(zipSync({ 'a.txt': [page, { level: 0 }] }))).toBe('mở được')
  })

  it('is not unpacked when it would be larger than allowed, or than it says', () => {
    const bomb = packFile('a.txt', new Uint8Array(5_000_000))
    expect(bomb.byteLength).toBeLessThan(10_000)
    expect(sentenceOf(bomb)).toMatch(/lớn hơn 1 MB/)
    // The directory tells of 100 bytes only.
    const lying = Buffer.from(bomb)
    lying.writeUInt32LE(100, lying.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
    expect(sentenceOf(lying)).toMatch(/hỏng/)
  })

  it.each(['../a.txt', 'x/a.txt', '..\\a.txt', '..', 'a\u0000.txt'])(
    'is refused under the name %j',
    (name) => {
      expect(sentenceOf(zipSync({ [name]: page }))).toMatch(/tên có thư mục/)
    },
  )

  it('is the only one there', () => {
    expect(sentenceOf(zipSync({ 'a.txt': page, 'b.txt': page }))).toMatch(/đúng một tệp/)
    expect(sentenceOf(zipSync({}))).toMatch(/đúng một tệp/)
  })

  it('is told from one that is broken, locked or no zip', () => {
    const zip = Buffer.from(packFile('a.txt', page))
    const directory = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1')
    const changed = (at: number, value: number) => Buffer.from(zip).fill(value, at, at + 1)
    expect(sentenceOf(changed(directory + 8, 1))).toMatch(/mật khẩu/)
    expect(sentenceOf(changed(directory + 10, 12))).toMatch(/cách nén/)
    expect(sentenceOf(changed(directory + 16, zip.readUInt8(directory + 16) ^ 1))).toMatch(/hỏng/)
    expect(sentenceOf(changed(directory + 44, 0xff))).toMatch(/hỏng/)
    for (const each of [zip.subarray(0, -30), zip.subarray(10), new Uint8Array(), page])
      expect(sentenceOf(each)).toMatch(/hỏng/)
  })

  it('never throws, whatever byte is changed', () => {
    const zip = packFile('a.txt', page)
    fc.assert(
      fc.property(fc.nat(zip.byteLength - 1), fc.nat(255), (at, value) => {
        const changed = Uint8Array.from(zip)
        changed[at] = value
        sentenceOf(changed)
      }),
    )
  })
})
