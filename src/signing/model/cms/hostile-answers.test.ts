import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../platform/clock.ts'
import { issue, revocationList, rsaKeys } from '../../../testing/signing/pki.ts'
import { makeResponder } from '../../../testing/signing/revocation-stand-in.ts'
import { signWith } from '../../../testing/signing/signed-pdf.ts'
import { startTimestamps } from '../../../testing/signing/timestamp-stand-in.ts'
import { buildSignature, signedAttributes } from './build-signature.ts'
import { accessAddresses, crlAddresses, readCertificate, readIssuers, readName } from './certificate.ts'
import { der, tags } from './der.ts'
import { ocspRequest } from './ocsp-request.ts'
import { readAnswer, stampRevocation } from './revocation.ts'
import { checkSigner, readSignedData } from './signed-data.ts'
import { checkTimestamp } from './timestamp.ts'
import { judgeAnswer, type Wanted, wantedAnswers, wantedIssuers } from './wanted.ts'

const now = systemClock().getTime()
const day = 86_400_000
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
const officer = issue({
  name: 'Lê Văn Ví Dụ',
  issuer: root,
  keys: rsaKeys(),
  crlAddress: 'http://crl.mau.example/a.crl',
  ocspAddress: 'http://ocsp.mau.example/',
  issuerAddress: 'http://ca.mau.example/a.cer',
})
const tsa = issue({ name: 'Dấu thời gian Mẫu', issuer: root, keys: rsaKeys(), kind: 'timestamps' })
const responder = await makeResponder(root, [officer])
const stamps = await startTimestamps(tsa)
const pair = { certificate: officer.certificate, issuer: root.certificate }
const hash = Buffer.alloc(32, 7)

/** What lies before us in DER, each as it should be; certificates and answers say “revoked”. */
let given: Record<'certificate' | 'crl' | 'ocsp' | 'cms' | 'stamp', Buffer>
beforeAll(async () => {
  responder.revoked.set(officer.certificate.serial, now - day)
  const attributes = signedAttributes(hash, officer.certificate)
  const signature = signWith(officer)(attributes)
  const stamp = await stamps.stamp(signature)
  given = {
    certificate: officer.certificate.raw,
    crl: revocationList(root, {
      revoked: [{ certificate: officer.certificate, at: now - day, reason: 1 }],
      from: now - day,
      until: now + day,
    }),
    ocsp: await responder.make(ocspRequest(officer.certificate, root.certificate)),
    cms: buildSignature({
      attributes,
      certificate: officer.certificate,
      chain: [root.certificate],
      scheme: 'rsa',
      signature,
      timestamp: stamp,
    }),
    stamp,
  }
})
afterAll(() => Promise.all([responder.stop(), stamps.stop()]))

/** Single bytes written over, a piece doubled or taken out, the end cut off. */
const fault = fc.oneof(
  fc.record({
    kind: fc.constant('byte' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.nat(255),
  }),
  fc.record({
    kind: fc.constantFrom('double' as const, 'drop' as const, 'cut' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.nat(64),
  }),
)
const faults = fc.array(fault, { minLength: 1, maxLength: 4 })

function spoil(bytes: Buffer, all: readonly { kind: string; at: number; value: number }[]): Buffer {
  return all.reduce((before, { kind, at, value }) => {
    const place = Math.floor(at * before.length)
    if (kind === 'cut') return before.subarray(0, place)
    if (kind === 'drop') return Buffer.concat([before.subarray(0, place), before.subarray(place + value)])
    if (kind === 'double') return Buffer.concat([before.subarray(0, place + value), before.subarray(place)])
    const after = Buffer.from(before)
    if (place < after.length) after[place] = value
    return after
  }, bytes)
}

const bounded = { interruptAfterTimeLimit: 1_500, numRuns: 4_000 }

describe('DER with random faults', () => {
  it('as a list or an answer says “revoked” as before, or nothing at all', () => {
    for (const source of ['crl', 'ocsp'] as const) {
      const whole = readAnswer(source, given[source], pair)
      expect(whole?.revokedAt, source).not.toBeNull()
      fc.assert(
        fc.property(faults, (all) => {
          const word = readAnswer(source, spoil(given[source], all), pair)
          if (word) expect(word).toEqual(whole)
        }),
        bounded,
      )
    }
  })

  it('as an answer that was asked for is taken as what it was, or refused', () => {
    const wanted: Wanted[] = [
      ...wantedAnswers(officer.certificate, root.certificate),
      ...wantedIssuers(officer.certificate),
    ]
    expect(wanted.map(({ kind }) => kind)).toEqual(['ocsp', 'crl', 'issuer'])
    fc.assert(
      fc.property(
        fc.constantFrom(...wanted),
        fc.constantFrom(...Object.values(given)),
        faults,
        (each, bytes, all) => {
          const answer = spoil(bytes, all)
          const judged = judgeAnswer(each, answer, now)
          if (!('until' in judged)) return
          const isIssuer = readIssuers(answer).some(({ raw }) => raw.equals(root.certificate.raw))
          if (each.kind === 'issuer') expect(isIssuer).toBe(true)
          else expect(judged).toEqual(judgeAnswer(each, given[each.kind], now))
        },
      ),
      bounded,
    )
  })

  it('as a certificate is read or not, and what it names can be asked for', () => {
    fc.assert(
      fc.property(faults, (all) => {
        const bytes = spoil(given.certificate, all)
        const certificate = readCertificate(bytes)
        expect(readIssuers(bytes).length).toBeLessThan(2)
        if (!certificate) return
        for (const { address } of [
          ...wantedAnswers(certificate, root.certificate),
          ...wantedIssuers(certificate),
        ])
          expect(address).toMatch(/^https?:\/\/[\x21-\x7e]+$/i)
        readName(certificate.subject)
      }),
      bounded,
    )
  })

  it('as a signature or a timestamp is never both intact and genuine over something else', () => {
    const known = { roots: [root.certificate], others: [] }
    const signature = readSignedData(given.cms).signer.signature
    expect(checkTimestamp(given.stamp, [signature], known).state).toBe('proven')
    const other = Buffer.from('something else')
    fc.assert(
      fc.property(faults, (all) => {
        expect(checkTimestamp(spoil(given.stamp, all), [other], known).state).toBe('failed')
        const data = readOrNothing(spoil(given.cms, all))
        const check = data && checkSigner(data, [other], true)
        expect(check?.isIntact === true && check.isGenuine).toBe(false)
      }),
      bounded,
    )
  })
})

/** Its reader may refuse by an Error, which whoever judges a signature expects; nothing else may come out of it. */
function readOrNothing(bytes: Buffer) {
  try {
    return readSignedData(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(RangeError)
    return undefined
  }
}

describe('DER that is deep or long', () => {
  const deep = (levels: number) => {
    let inner: Buffer = der(tags.implicit(6), Buffer.from('http://ca.mau.example/'))
    for (let level = 0; level < levels; level += 1) inner = der(tags.sequence, inner)
    return inner
  }

  it('does not exhaust the stack in extensions, lists, answers or signatures', () => {
    const hollow = deep(20_000)
    const certificate = {
      ...officer.certificate,
      extensions: new Map(
        ['2.5.29.31', '1.3.6.1.5.5.7.1.1'].map((id) => [id, { critical: false, value: hollow }]),
      ),
    }
    expect(crlAddresses(certificate)).toEqual([])
    expect(accessAddresses(certificate, 'ocsp')).toEqual([])
    expect(readCertificate(hollow)).toBeUndefined()
    expect(readIssuers(hollow)).toEqual([])
    for (const source of ['crl', 'ocsp'] as const) expect(readAnswer(source, hollow, pair)).toBeUndefined()
    expect(readOrNothing(hollow)).toBeUndefined()
    const indefinite = Buffer.alloc(200_000, Buffer.from([0x30, 0x80]))
    expect(readCertificate(indefinite)).toBeUndefined()
    expect(readOrNothing(indefinite)).toBeUndefined()
  })

  it('is read in a moment where a list has a hundred thousand entries, and refused where it is only long', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      certificate: { ...officer.certificate, serial: (index + 2 ** 31).toString(16) },
      at: now - day,
    }))
    const list = revocationList(root, { revoked: many, from: now - day, until: now + day })
    const started = performance.now()
    expect(readAnswer('crl', list, pair)).toMatchObject({ revokedAt: null })
    expect(
      readAnswer('crl', der(tags.sequence, Buffer.alloc(4_000_000, Buffer.from([0x05, 0x00]))), pair),
    ).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(
      stampRevocation([tsa.certificate, root.certificate], { crls: [list], answers: [] }, now).state,
    ).toBe('good')
  })
})
