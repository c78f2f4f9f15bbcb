import { sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ecKeys, issue, revocationList, rsaKeys, someDay } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { blueSquare, letter, type SignOptions, signPdf } from '../../testing/signing/signed-pdf.ts'
import * as spoil from '../../testing/signing/spoil-pdf.ts'
import { startTimestamps } from '../../testing/signing/timestamp-stand-in.ts'
import { makeToken, openToken } from '../../testing/signing/token.ts'
import { digest } from './cms/algorithms.ts'
import { buildSignature, signedAttributes } from './cms/build-signature.ts'
import { addProofs } from './embed/add-proofs.ts'
import { fillSignature, prepareSignature } from './embed/prepare-signature.ts'
import { changeCatalog, put } from './embed/write-update.ts'
import { dictionary, name, reference, text } from './embed/write-values.ts'
import { type VerifyPolicy, verifyPdf } from './verify-pdf.ts'

const day = 86_400_000
const list = 'http://crl.mau.example/root.crl'
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
const office = issue({ name: 'Ủy ban nhân dân xã Mẫu', issuer: root, keys: ecKeys(), crlAddress: list })
const officer = issue({
  name: 'Lê Văn Ví Dụ',
  organisation: 'UBND xã Mẫu',
  issuer: root,
  keys: rsaKeys(),
  crlAddress: list,
})
const tsa = issue({ name: 'Dấu thời gian Mẫu', issuer: root, keys: rsaKeys(), kind: 'timestamps' })
const gone = issue({ name: 'Người Mẫu', issuer: root, from: someDay - 300 * day, to: someDay - day })
const stranger = issue({ name: 'CA Lạ', kind: 'authority' })
const crl = revocationList(root)
const policy: VerifyPolicy = {
  roots: [{ set: 'Mẫu', raw: root.certificate.raw }],
  others: [],
  answers: [],
  crls: [crl],
  now: someDay,
}

const stamps = await startTimestamps(tsa)
const programs = askPrograms(root)
let plain: Buffer
let one: Buffer
let two: Buffer
beforeAll(async () => {
  plain = await letter()
  one = await signPdf(plain, { holder: officer })
  two = await signPdf(one, { holder: office })
})
afterAll(async () => {
  await stamps.stop()
  programs.stop()
})

const judge = (bytes: Uint8Array, more: Partial<VerifyPolicy> = {}) =>
  verifyPdf(bytes, { ...policy, ...more }).report
const failing = (bytes: Uint8Array, more: Partial<VerifyPolicy> = {}) =>
  judge(bytes, more).signatures.map(({ verdict, checks }) => ({
    verdict,
    failed: checks.filter((each) => each.state === 'failed').map((each) => each.name),
  }))
const good = { verdict: 'valid', failed: [] }
const bad = (...failed: string[]) => ({ verdict: 'invalid', failed })

describe('signatures that are in order', () => {
  for (const form of ['table', 'stream'] as const) {
    it(`one and two, earlier ones stay valid, in a file with a cross-reference ${form}`, async () => {
      const first = await signPdf(await letter(form), { holder: officer })
      const both = await signPdf(first, { holder: office })
      expect(both.subarray(0, first.length).equals(first)).toBe(true)
      expect(failing(both)).toEqual([good, good])
      expect(judge(both).signatures.map((each) => each.changed)).toEqual(['signatures', 'none'])
      expect(programs.pdfsig(both).map((each) => each.isValid && each.isTrusted)).toEqual([true, true])
      expect([programs.openssl(both, 0), programs.openssl(both, 1)]).toEqual([true, true])
    })
  }

  it('by a token that alone holds the key', async () => {
    const token = makeToken(officer, '4321')
    process.env.SOFTHSM2_CONF = token.settings
    expect(() => openToken(token.label, '1111')).toThrow(/CKR_PIN_INCORRECT/)
    const opened = openToken(token.label, '4321')
    const prepared = prepareSignature(plain, { signer: 'Lê Văn Ví Dụ', at: someDay, place: null })
    const attributes = signedAttributes(prepared.hash, officer.certificate)
    const signature = opened.sign(attributes)
    opened.close()
    token.remove()
    const cms = buildSignature({
      attributes,
      certificate: officer.certificate,
      chain: [],
      scheme: 'rsa',
      signature,
    })
    const signed = fillSignature(prepared, cms)
    expect(failing(signed)).toEqual([good])
    expect(programs.pdfsig(signed)).toEqual([{ isValid: true, isTrusted: true, isWhole: true }])
  })

  it('with RSA-PSS, with proofs added, with a timestamp, under a timestamp of the whole file', async () => {
    expect(failing(await signPdf(plain, { holder: officer, scheme: 'pss' }))).toEqual([good])
    const stamped = await signPdf(plain, { holder: officer, timestamp: stamps.stamp })
    const proven = addProofs(stamped, { certificates: [root.certificate.raw], crls: [crl], answers: [] })
    expect(failing(proven, { crls: [] })).toEqual([good])
    expect(judge(proven).signatures[0]).toMatchObject({ timeSource: 'timestamp', changed: 'signatures' })
    expect(programs.pdfsig(proven)).toEqual([{ isValid: true, isTrusted: true, isWhole: false }])
    const prepared = prepareSignature(one, { signer: '', at: someDay, place: null, isTimestamp: true })
    const whole = Buffer.concat([
      prepared.bytes.subarray(0, prepared.contents.start),
      prepared.bytes.subarray(prepared.contents.end),
    ])
    const archived = fillSignature(prepared, await stamps.stamp(whole))
    expect(failing(archived)).toEqual([good, good])
    expect(judge(archived).signatures[0]?.timeSource).toBe('timestamp')
  })

  it('in a file that was only written anew, and with nothing signed it says so', () => {
    expect(failing(spoil.revise(one, spoil.rewriteSame))).toEqual([good])
    expect(judge(plain)).toMatchObject({ state: 'unsigned', verdict: null })
  })
})

describe('a file changed after it was signed', () => {
  const changes = {
    paintOver: spoil.paintOver,
    overwriteContent: spoil.overwriteContent,
    addNote: spoil.addNote,
    addActingField: spoil.addActingField,
    addScript: spoil.addScript,
    dropPage: spoil.dropPage,
    moveSignature: spoil.moveSignature,
  }
  for (const [kind, change] of Object.entries(changes)) {
    it(`is not valid: ${kind}, although pdfsig says it is`, () => {
      const changed = spoil.revise(one, change)
      expect(failing(changed)).toEqual([bad('changes')])
      expect(programs.pdfsig(changed)[0]?.isValid).toBe(true)
    })
  }

  it('is not valid even where another signature was put over the change', async () => {
    const changed = await signPdf(spoil.revise(one, spoil.paintOver), { holder: office })
    expect(failing(changed)).toEqual([bad('changes'), good])
  })

  it('is not valid where an object that was missing is filled in', async () => {
    const hollow = spoil.revise(plain, (update, file) => {
      const { reference: at, page } = spoil.pageOf(file)
      put(update, at, { ...page, entries: new Map([...page.entries, ['Contents', reference(900)]]) })
    })
    const filled = spoil.revise(await signPdf(hollow, { holder: officer }), (update) => {
      put(update, reference(900), dictionary({ Any: text('words') }))
    })
    expect(failing(filled)).toEqual([bad('changes')])
  })

  it('is warned of where a later signature covers the page', async () => {
    const box = { x: 0, y: 0, width: 595, height: 842 }
    const covered = await signPdf(one, { holder: office, place: { page: 1, box, appearance: blueSquare } })
    expect(judge(covered).signatures[1]?.checks).toContainEqual(
      expect.objectContaining({ name: 'appearance', state: 'warned' }),
    )
  })

  it('is not valid where one byte differs, and pdfsig agrees', () => {
    const tampered = Buffer.from(two)
    const at = tampered.indexOf('stream') + 12
    tampered[at] = (tampered[at] ?? 0) ^ 1
    expect(failing(tampered)).toEqual([bad('integrity'), bad('integrity')])
    expect(programs.pdfsig(tampered).some((each) => each.isValid)).toBe(false)
    expect(programs.openssl(tampered)).toBe(false)
  })
})

describe('a signature that lies about what it signs', () => {
  /** Rewrites the range and signs what it then says. */
  const lie =
    (range: (numbers: { start: number; end: number; rest: number }) => number[]): SignOptions['spoil'] =>
    (prepared) => {
      const { start, end } = prepared.contents
      const numbers = range({ start, end, rest: prepared.bytes.length - end })
      const at = prepared.bytes.lastIndexOf('/ByteRange [') + '/ByteRange '.length
      const bytes = Buffer.from(prepared.bytes)
      bytes.write(`[${numbers.join(' ')}]`.padEnd(35), at, 'latin1')
      const [from = 0, first = 0, second = 0, last = 0] = numbers
      return {
        ...prepared,
        bytes,
        hash: digest('sha256', bytes.subarray(from, from + first), bytes.subarray(second, second + last)),
      }
    }

  it('not from the first byte, with a wider gap, or not to the end of a revision', async () => {
    const late = await signPdf(plain, {
      holder: officer,
      spoil: lie(({ start, end, rest }) => [9, start - 9, end, rest]),
    })
    const wide = await signPdf(plain, {
      holder: officer,
      spoil: lie(({ start, end, rest }) => [0, start - 40, end, rest]),
    })
    const short = await signPdf(plain, {
      holder: officer,
      spoil: lie(({ start, end, rest }) => [0, start, end, rest - 30]),
    })
    for (const each of [late, wide, short]) expect(failing(each)).toEqual([bad('structure')])
  })

  it('with the signature of another place, or a dictionary that holds it twice', () => {
    const moved = Buffer.from(two)
    moved.write('/Contentz', one.lastIndexOf('/Contents <'), 'latin1')
    expect(judge(moved).verdict).not.toBe('valid')
  })
})

describe('certificates', () => {
  it('of a root that is not configured', async () => {
    const own = issue({ name: 'Người Lạ', issuer: stranger })
    expect(failing(await signPdf(plain, { holder: own, chain: [stranger] }))).toEqual([bad('chain')])
  })

  it('that expired: not valid, unless a timestamp proves that they had not when it was signed', async () => {
    expect(failing(await signPdf(plain, { holder: gone }))).toEqual([bad('validity')])
    // The authority of timestamps goes by the machine's clock, so the certificate ends after that.
    const to = Date.now() + 30 * day
    const ending = issue({ name: 'Lê Văn Ví Dụ', issuer: root, to, crlAddress: list, keys: rsaKeys() })
    const stamped = await signPdf(plain, { holder: ending, timestamp: stamps.stamp })
    const plainOne = await signPdf(plain, { holder: ending })
    expect([failing(stamped), failing(plainOne)]).toEqual([[good], [good]])
    expect(failing(stamped, { now: to + day })).toEqual([good])
    expect(failing(plainOne, { now: to + day })).toEqual([bad('validity')])
  })

  it('that were revoked: before a proven signature or without a proof of time, but not after it', async () => {
    const stamped = await signPdf(plain, { holder: officer, timestamp: stamps.stamp })
    const at = Date.parse(judge(stamped).signatures[0]?.signedAt ?? '')
    const revoked = (when: number) => ({
      crls: [
        revocationList(root, {
          revoked: [{ certificate: officer.certificate, at: when }],
          until: at + 9 * day,
        }),
      ],
    })
    expect(failing(stamped, revoked(at - day))).toEqual([bad('revocation')])
    expect(failing(stamped, revoked(at + day))).toEqual([good])
    expect(failing(one, revoked(at + day))).toEqual([bad('revocation')])
  })

  it('whose revocation nobody knows are never valid, and it is said where the list would be', () => {
    const stale = revocationList(root, { until: someDay - day })
    const forged = revocationList({ ...stranger, certificate: root.certificate })
    for (const crls of [[], [stale], [forged], [revocationList(stranger)]]) {
      const { report, wanted } = verifyPdf(one, { ...policy, crls })
      expect(report.verdict).toBe('unchecked')
      expect(wanted).toMatchObject([{ kind: 'crl', address: list }])
    }
  })

  it('of another officer, of another agency, too weak, or swapped after signing', async () => {
    const print = digest('sha256', office.certificate.raw).toString('hex')
    const expected = {
      agency: 'Uỷ ban nhân dân xã Khác',
      officer: { name: 'Trần Thị Mẫu', fingerprints: [print] },
    }
    expect(failing(one, { expected })).toEqual([bad('officer')])
    expect(
      judge(one, { expected: { agency: 'Uỷ ban nhân dân xã Mẫu' } }).signatures[0]?.checks,
    ).toContainEqual(expect.objectContaining({ name: 'agency', state: 'passed' }))
    const weak = issue({ name: 'Khóa ngắn', issuer: root, keys: rsaKeys(1024) })
    expect(failing(await signPdf(plain, { holder: weak }))).toEqual([bad('algorithm', 'chain')])
    const keys = rsaKeys()
    const [mine, twin] = [issue({ name: 'A', issuer: root, keys }), issue({ name: 'B', issuer: root, keys })]
    const prepared = prepareSignature(plain, { signer: 'A', at: someDay, place: null })
    const attributes = signedAttributes(prepared.hash, mine.certificate)
    const signature = sign('sha256', attributes, mine.privateKey)
    const cms = buildSignature({
      attributes,
      certificate: twin.certificate,
      chain: [],
      scheme: 'rsa',
      signature,
    })
    expect(failing(fillSignature(prepared, cms))).toEqual([bad('genuine')])
  })

  it('of an authority that may not be one', async () => {
    const fake = issue({ name: 'Giả CA', issuer: root })
    const own = issue({ name: 'Người Giả', issuer: fake })
    expect(failing(await signPdf(plain, { holder: own, chain: [fake] }))).toEqual([bad('chain')])
  })

  it('and timestamps by who may not give them, or of another signature', async () => {
    const wrong = await startTimestamps(
      issue({ name: 'Giờ giả', issuer: stranger, keys: rsaKeys(), kind: 'timestamps' }),
    )
    expect(failing(await signPdf(plain, { holder: officer, timestamp: wrong.stamp }))).toEqual([
      bad('timestamp'),
    ])
    await wrong.stop()
    const other = () => stamps.stamp(Buffer.from('another'))
    expect(failing(await signPdf(plain, { holder: officer, timestamp: other }))).toEqual([bad('timestamp')])
  })
})

describe('hostile files', () => {
  it('are said to carry scripts and files', async () => {
    const loaded = spoil.revise(plain, (update) => {
      changeCatalog(update, {
        OpenAction: dictionary({ S: name('JavaScript'), JS: text('x') }),
        Names: dictionary({ EmbeddedFiles: dictionary({ Names: [] }) }),
      })
    })
    expect(judge(await signPdf(loaded, { holder: officer })).notes).toHaveLength(2)
  })

  it('are unreadable, never valid: loops, encryption, cut off, junk after the end, another file after the end', async () => {
    const start = /startxref\s+(\d+)/.exec(plain.toString('latin1').slice(-60))?.[1] ?? ''
    const loop = Buffer.from(plain.toString('latin1').replace('/Size', `/Prev ${start} /Size`), 'latin1')
    const locked = Buffer.from(plain.toString('latin1').replace('/Size', '/Encrypt 1 0 R /Size'), 'latin1')
    const files = [
      loop,
      one.subarray(0, -7),
      Buffer.concat([one, Buffer.from('%more')]),
      Buffer.concat([one, await letter('stream')]),
    ]
    for (const each of files) expect(judge(each)).toMatchObject({ state: 'unreadable', verdict: 'unchecked' })
    expect(judge(locked).summary).toMatch(/mật khẩu/)
    expect(judge(Buffer.from('<html>')).summary).toMatch(/không phải tệp PDF/)
  })

  it('with endless objects or nesting end soon', () => {
    const built = (body: string, table = '0 2\n0000000000 65535 f \n0000000009 00000 n \n') => {
      const head = `%PDF-1.7\n1 0 obj\n${body}\nendobj\n`
      return Buffer.from(
        `${head}xref\n${table}trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n${head.length}\n%%EOF\n`,
      )
    }
    expect(judge(built('['.repeat(100_000))).state).toBe('unreadable')
    expect(judge(built('<</Type/Catalog>>', '0 9999999\n')).state).toBe('unreadable')
    expect(judge(built('<</Type/Catalog/AcroForm 1 0 R/Fields[1 0 R 1 0 R]/Kids[1 0 R]/T(a)>>')).state).toBe(
      'unsigned',
    )
  })
})
