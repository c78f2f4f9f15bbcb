import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, readCanonical } from './canonical-json.ts'
import { isTimely, packageLimits, readManifest, writeManifest } from './package.ts'
import { isPartnerAddress } from './partner.ts'
import { askAgainAt, attemptLimit, retryAt } from './sending.ts'
import { isPublicKey, isSignedBy, keyIdOf, makeKeyPair, signText } from './signing.ts'

describe('canonical JSON (RFC 8785)', () => {
  it('writes the examples of the standard as the standard does', () => {
    const example = {
      numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(Object.values(JSON.parse(canonicalJson(names)))).toHaveLength(7)
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  it('is one text for the same facts, whatever order they were written in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(readCanonical(text)).toEqual(JSON.parse(text))
      }),
      { numRuns: 200 },
    )
    expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }))
  })

  it('refuses blanks, other orders, members named twice, half surrogates and what is no JSON', () => {
    for (const text of [
      '{ "a":1}',
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      '[1.0]',
      '"\\ud800"',
      '{',
      '',
      '1e400',
    ]) {
      expect(readCanonical(text), text).toBeNull()
    }
    for (const value of [Number.NaN, undefined, '\ud800', () => 1, 1n]) {
      expect(() => canonicalJson(value)).toThrow(TypeError)
    }
  })
})

const body = {
  id: '01980000-0000-7000-8000-000000000011',
  kind: 'recall' as const,
  leg: '01980000-0000-7000-8000-000000000012',
  sequence: 2,
  sender: { code: 'H56.22.17', name: 'UBND xã Cẩm Long' },
  recipient: { code: 'H56.22.98' },
  createdAt: '2026-03-24T02:00:00.000Z',
  content: { text: 'Không cần nữa.', writer: { name: 'Cán bộ Mẫu', post: '' } },
  parts: [],
}
const part = { name: 'a.pdf', mediaType: 'application/pdf', size: 10, sha256: 'a'.repeat(64) }

describe('a manifest', () => {
  it('is read as it was written, and no other way', () => {
    const text = writeManifest(body)
    expect(readManifest(text)).toMatchObject(body)
    expect(readManifest(`${text} `)).toBeNull()
    expect(readManifest(text.replace('"recall"', '"request"'))).toBeNull()
    expect(readManifest(text.replace('"sequence":2', '"extra":1,"sequence":2'))).toBeNull()
  })

  it('holds no more files, and no more bytes, than a package may', () => {
    const withParts = (parts: object[]) => writeManifest({ ...body, parts: parts as never })
    expect(readManifest(withParts([part]))).not.toBeNull()
    expect(readManifest(withParts(Array.from({ length: 21 }, () => part)))).toBeNull()
    expect(readManifest(withParts([{ ...part, size: packageLimits.fileSize + 1 }]))).toBeNull()
    expect(
      readManifest(withParts(Array.from({ length: 4 }, () => ({ ...part, size: 50 * 2 ** 20 })))),
    ).toBeNull()
    expect(
      readManifest(writeManifest({ ...body, content: { ...body.content, text: 'x'.repeat(600_000) } })),
    ).toBeNull()
  })

  it('counts as made in time within ten minutes ahead and forty-five days behind', () => {
    const now = new Date(body.createdAt)
    const at = (minutes: number) => isTimely(body.createdAt, new Date(now.getTime() + minutes * 60_000))
    expect([at(-11), at(-9), at(0), at(44 * 1440), at(46 * 1440)]).toEqual([false, true, true, true, false])
  })
})

describe('a signature', () => {
  const [ours, theirs] = [makeKeyPair(), makeKeyPair()]
  const signature = signText('package', 'văn bản', ours.privateKey)
  const check = (over: object = {}, publicKey = ours.publicKey) =>
    isSignedBy(publicKey, { purpose: 'package', text: 'văn bản', signature, ...over })

  it('is of one key, one text and one purpose', () => {
    expect(check()).toBe(true)
    expect(check({}, theirs.publicKey)).toBe(false)
    expect(check({ text: 'văn bản khác' })).toBe(false)
    expect(check({ purpose: 'acknowledgement' })).toBe(false)
    for (const odd of ['', 'AAAA', 'không phải', signature.slice(4)])
      expect(check({ signature: odd })).toBe(false)
    expect(check({}, 'AAAA')).toBe(false)
  })

  it('is known by a key whose name is the hash of its bytes', () => {
    expect(ours.keyId).toBe(keyIdOf(ours.publicKey))
    expect(isPublicKey(ours.publicKey)).toBe(true)
    expect(isPublicKey(ours.privateKey)).toBe(false)
  })
})

describe('pauses between tries', () => {
  it('grow, and end after some days', () => {
    const now = new Date(0)
    const waits = Array.from(
      { length: attemptLimit },
      (_, index) => retryAt(index + 1, now)?.getTime() ?? null,
    )
    expect(waits.at(-1)).toBeNull()
    const minutes = waits.slice(0, -1).map((wait) => (wait ?? 0) / 60_000)
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
    expect(minutes.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(3 * 1440)
    expect(askAgainAt(99, now).getTime()).toBeLessThanOrEqual(60 * 60_000)
  })
})

describe('the address of a partner', () => {
  it('is https, or http on this machine alone', () => {
    for (const good of [
      'https://mau.example',
      'https://mau.example:8443/mot-cua',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ])
      expect(isPartnerAddress(good), good).toBe(true)
    for (const bad of [
      'http://mau.example',
      'https://u:p@mau.example',
      'https://mau.example/?a=1',
      'javascript:1',
      '',
    ])
      expect(isPartnerAddress(bad), bad).toBe(false)
  })
})
