import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Holder, issue, pem, revocationList, rsaKeys } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { makeResponder, startRevocationServer } from '../../testing/signing/revocation-stand-in.ts'
import { letter, signPdf } from '../../testing/signing/signed-pdf.ts'
import { startTimestamps } from '../../testing/signing/timestamp-stand-in.ts'
import { addTrustRoots } from '../commands/trust-roots.ts'
import { addProofs } from '../model/embed/add-proofs.ts'
import type { PdfReport } from '../model/report.ts'
import { verifyPdf } from '../model/verify-pdf.ts'
import { addProofsToFile, checkPdf } from './check-pdf.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** OpenSSL answers by the machine's clock, so the test's clock begins there. */
const start = systemClock().getTime()

const server = await startRevocationServer()
const root = issue({ name: 'CA Mẫu gốc', kind: 'authority', keys: rsaKeys() })
const middle = issue({
  name: 'CA Mẫu trung gian',
  kind: 'authority',
  issuer: root,
  keys: rsaKeys(),
  crlAddress: server.address('/root.crl'),
})
const listed = issue({
  name: 'Lê Văn Ví Dụ',
  organisation: 'UBND xã Mẫu',
  issuer: middle,
  keys: rsaKeys(),
  crlAddress: server.address('/middle.crl'),
  issuerAddress: server.address('/middle.cer'),
})
const asked = issue({
  name: 'Trần Thị Mẫu',
  issuer: root,
  keys: rsaKeys(),
  ocspAddress: server.address('/ocsp'),
})
const lost = issue({ name: 'Người Mẫu', issuer: root, crlAddress: 'http://127.0.0.1:9/nobody.crl' })
const tsa = issue({
  name: 'Dấu thời gian Mẫu',
  issuer: root,
  keys: rsaKeys(),
  kind: 'timestamps',
  crlAddress: server.address('/root.crl'),
})
const responder = await makeResponder(root, [asked])
const stamps = await startTimestamps(tsa)
const programs = askPrograms(root)

let test: TestApp
let plain: Buffer
beforeAll(async () => {
  plain = await letter()
  test = await startTestApp({ settings: { INTERNAL_HOSTS: '127.0.0.1', PROOF_SECONDS: '0.5' } })
  await test.write(await test.as('quantri'), addTrustRoots, {
    set: 'government',
    pem: pem(root.certificate.raw),
    source: 'Tệp thử của phòng thử',
  })
})
beforeEach(async () => {
  test.time.set(new Date(start).toISOString())
  await test.owner.query('delete from revocation_answers')
  responder.revoked.clear()
  server.at('/middle.cer', { bytes: middle.certificate.raw })
  server.at('/ocsp', { make: responder.make })
  publish('/root.crl', root)
  publish('/middle.crl', middle)
  server.asked.length = 0
})
afterAll(async () => {
  await Promise.all([test?.close(), server.stop(), stamps.stop(), responder.stop()])
  programs.stop()
})

/** A list of now, or of a little later, when something else is known. */
function publish(path: string, authority: Holder, revoked: Parameters<typeof revocationList>[1] = {}) {
  server.at(path, {
    bytes: revocationList(authority, { from: start - minute, until: start + day, ...revoked }),
  })
}

const check = (bytes: Uint8Array) => checkPdf(test.services, test.officeId, { bytes })
const said = (report: PdfReport) => ({
  verdict: report.verdict,
  not: report.signatures.flatMap(({ checks }) =>
    checks.filter(({ state }) => state === 'failed' || state === 'unchecked').map(({ name }) => name),
  ),
})
const good = { verdict: 'valid', not: [] }
const open = { verdict: 'unchecked', not: ['revocation'] }
const gone = { verdict: 'invalid', not: ['revocation'] }

describe('a signature that brings nothing along', () => {
  it('is judged with the issuer, its list and that of the root, each fetched once and kept until it runs out', async () => {
    const signed = await signPdf(plain, { holder: listed })
    const first = await check(signed)
    expect(said(first)).toEqual(good)
    expect(server.asked.toSorted()).toEqual(['/middle.cer', '/middle.crl', '/root.crl'])
    expect(programs.pdfsig(await signPdf(plain, { holder: listed, chain: [middle] }))[0]?.isValid).toBe(true)

    expect(said(await check(signed))).toEqual(good)
    expect(server.asked).toHaveLength(3)
    test.time.set(new Date(start + 2 * day).toISOString())
    expect(said(await check(signed))).toEqual(open)
    expect(server.asked.slice(3).toSorted()).toEqual(['/middle.crl', '/root.crl'])
  })

  it('is judged by an answer of OpenSSL as OCSP responder, good and revoked, each asked for once', async () => {
    const signed = await signPdf(plain, { holder: asked })
    expect(said(await check(signed))).toEqual(good)
    expect((await check(signed)).signatures[0]?.checks).toContainEqual({
      name: 'revocation',
      state: 'passed',
      words: 'Chứng thư không bị thu hồi, theo trả lời trực tuyến (OCSP).',
    })
    expect(server.asked).toEqual(['/ocsp'])
    responder.revoked.set(asked.certificate.serial, start - day)
    expect(said(await check(signed))).toEqual(good)
    await test.owner.query('delete from revocation_answers')
    expect(said(await check(signed))).toEqual(gone)
  })

  it('asks for a list only where no responder tells, also where another certificate needs the same list', async () => {
    const crlAddress = server.address('/root.crl')
    const both = issue({
      name: 'Có cả hai',
      issuer: root,
      crlAddress,
      ocspAddress: server.address('/ocsp-both'),
    })
    const alone = issue({ name: 'Chỉ có danh sách', issuer: root, crlAddress })
    const own = await makeResponder(root, [both])
    server.at('/ocsp-both', { make: own.make })
    const one = await signPdf(plain, { holder: both })
    expect(said(await check(one))).toEqual(good)
    expect(server.asked).toEqual(['/ocsp-both'])
    expect(said(await check(await signPdf(one, { holder: alone })))).toEqual(good)
    expect(server.asked).toEqual(['/ocsp-both', '/root.crl'])
    await test.owner.query('delete from revocation_answers')
    server.at('/ocsp-both', 'hang')
    expect(said(await check(one))).toEqual(good)
    await own.stop()
  })

  it('of a revoked certificate: revoked before it was signed, after it, and by an authority itself revoked', async () => {
    const stamped = await signPdf(plain, { holder: listed, timestamp: stamps.stamp })
    const revoked = (certificate: Holder, at: number) => ({
      revoked: [{ certificate: certificate.certificate, at }],
    })
    publish('/middle.crl', middle, revoked(listed, start - day))
    expect(said(await check(stamped))).toEqual(gone)

    await test.owner.query('delete from revocation_answers')
    publish('/middle.crl', middle, revoked(listed, start + day))
    expect(said(await check(stamped))).toEqual(good)
    expect(said(await check(await signPdf(plain, { holder: listed })))).toEqual(gone)

    await test.owner.query('delete from revocation_answers')
    publish('/middle.crl', middle)
    publish('/root.crl', root, revoked(middle, start - day))
    expect(said(await check(stamped))).toEqual(gone)
  })

  it('is not vouched for by an old list it brings itself, where the authority knows more by now', async () => {
    const stamped = await signPdf(plain, { holder: listed, chain: [middle], timestamp: stamps.stamp })
    const old = (authority: Holder) => revocationList(authority, { from: start - day, until: start + day })
    const brought = addProofs(stamped, { certificates: [], crls: [old(root), old(middle)], answers: [] })
    publish('/middle.crl', middle, {
      revoked: [{ certificate: listed.certificate, at: start - 60 * minute }],
    })
    expect(said(await check(brought))).toEqual(gone)
    await test.owner.query('delete from revocation_answers')
    server.at('/middle.crl', 'hang')
    server.at('/root.crl', 'hang')
    expect(said(await check(brought))).toEqual(good)
  })
})

describe('a timestamp', () => {
  it('counts no more where its authority was revoked, unless for a reason that leaves its key alone', async () => {
    const stamped = await signPdf(plain, { holder: asked, timestamp: stamps.stamp })
    expect(said(await check(stamped))).toEqual(good)
    const outcomes = []
    for (const [at, reason] of [
      [start - day, 4],
      [start + day, undefined],
      [start + day, 1],
      [start + day, 4],
    ] as const) {
      await test.owner.query('delete from revocation_answers')
      publish('/root.crl', root, {
        revoked: [{ certificate: tsa.certificate, at, ...(reason ? { reason } : {}) }],
      })
      outcomes.push(said(await check(stamped)).verdict)
    }
    // Taken keys are reason 1; of what was revoked without a reason the worst is thought.
    expect(outcomes).toEqual(['invalid', 'invalid', 'valid', 'valid'])
    await test.owner.query('delete from revocation_answers')
    server.at('/root.crl', 'hang')
    expect(said(await check(stamped))).toEqual({ verdict: 'unchecked', not: ['timestamp'] })
  })
})

describe('a server that does not answer as it should', () => {
  it('leaves the check open, never valid, and is not asked again for two minutes', async () => {
    const signed = await signPdf(plain, { holder: listed, chain: [middle] })
    const faults = [
      ['hang', 'late'],
      ['endless', 'too_large'],
      [{ bytes: Buffer.from('<html>không phải danh sách</html>') }, 'strange'],
      [{ bytes: revocationList(root, { from: start - minute, until: start + day }) }, 'strange'],
      [{ bytes: revocationList(middle, { from: start - 2 * day, until: start - day }) }, 'stale'],
      [{ redirect: 'http://localhost/middle.crl' }, 'forbidden'],
    ] as const
    for (const [behaviour, fault] of faults) {
      await test.owner.query('delete from revocation_answers')
      server.at('/middle.crl', behaviour)
      server.asked.length = 0
      expect(said(await check(signed)), fault).toEqual(open)
      expect(said(await check(signed)), fault).toEqual(open)
      expect(
        server.asked.filter((path) => path === '/middle.crl'),
        fault,
      ).toHaveLength(1)
      const kept = await test.owner.query(
        "select fault, content from revocation_answers where address like '%middle.crl'",
      )
      expect(kept.rows).toEqual([{ fault, content: null }])
    }
    publish('/middle.crl', middle)
    test.time.advanceMinutes(3)
    expect(said(await check(signed))).toEqual(good)
  }, 30_000)

  it('or has an address that is none', async () => {
    for (const crlAddress of [
      'http://127.0.0.1/\0x',
      `http://127.0.0.1/${'x'.repeat(3000)}`,
      'http://',
      'ldap://x/y',
    ]) {
      const odd = issue({ name: 'Người Mẫu', issuer: root, crlAddress, ocspAddress: crlAddress })
      expect(said(await check(await signPdf(plain, { holder: odd })))).toEqual(open)
    }
  })

  it('or is not there, or gives the certificate of somebody else as the issuer', async () => {
    expect(said(await check(await signPdf(plain, { holder: lost })))).toEqual(open)
    server.at('/middle.cer', { bytes: root.certificate.raw })
    const { verdict, not } = said(await check(await signPdf(plain, { holder: listed })))
    expect(verdict).toBe('invalid')
    expect(not).toContain('chain')
  })

  it('is not asked at all where it lies in our own network and no setting allows it', async () => {
    const guarded = { ...test.services, config: { ...test.config, internalHosts: [], proofSeconds: 0.5 } }
    const signed = await signPdf(plain, { holder: listed, chain: [middle] })
    expect(said(await checkPdf(guarded, test.officeId, { bytes: signed }))).toEqual(open)
    expect(server.asked).toEqual([])
  })

  it('is not asked about revocation by a certificate that nobody trusts', async () => {
    const stranger = issue({ name: 'CA Lạ', kind: 'authority' })
    const own = issue({
      name: 'Người Lạ',
      issuer: stranger,
      crlAddress: server.address('/any.crl'),
      ocspAddress: server.address('/any'),
    })
    expect(said(await check(await signPdf(plain, { holder: own, chain: [stranger] }))).verdict).toBe(
      'invalid',
    )
    expect(server.asked).toEqual([])
  })
})

describe('proofs put into the file', () => {
  it('let it be judged from itself alone, years later, and are not put there twice', async () => {
    const stamped = await signPdf(plain, { holder: listed, timestamp: stamps.stamp })
    publish('/middle.crl', middle, { from: start + minute })
    publish('/root.crl', root, { from: start + minute })
    const proven = await addProofsToFile(test.services, test.officeId, stamped)
    expect(proven.isComplete).toBe(true)
    expect(proven.bytes.subarray(0, stamped.length).equals(stamped)).toBe(true)
    const policy = {
      roots: [{ set: 'Mẫu', raw: root.certificate.raw }],
      others: [],
      crls: [],
      answers: [],
      now: start + 3000 * day,
    }
    const later = verifyPdf(proven.bytes, policy)
    expect(later.report.verdict).toBe('valid')
    expect(later.report.signatures[0]).toMatchObject({ timeSource: 'timestamp', changed: 'signatures' })
    expect(programs.pdfsig(proven.bytes)[0]?.isValid).toBe(true)
    const again = await addProofsToFile(test.services, test.officeId, proven.bytes)
    expect(again.bytes.equals(proven.bytes)).toBe(true)
  })

  it('are not put there half: where one is missing the file stays as it was', async () => {
    server.at('/middle.crl', 'hang')
    const stamped = await signPdf(plain, { holder: listed, timestamp: stamps.stamp })
    const kept = await addProofsToFile(test.services, test.officeId, stamped)
    expect(kept).toEqual({ bytes: stamped, isComplete: false })
  })
})
