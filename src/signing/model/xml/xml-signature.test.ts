import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { isXmlFault, parseXml } from '../../../platform/xml.ts'
import { ecKeys, type Holder, issue, pem, rsaKeys } from '../../../testing/signing/pki.ts'
import { makeToken, openToken } from '../../../testing/signing/token.ts'
import { checkXmlSignature, partForm, type XmlForm } from './check-xml.ts'
import { methodOf, signByKey, xmlNames } from './methods.ts'
import {
  fillXmlSignature,
  type PreparedXml,
  prepareXmlSignature,
  type XmlSignaturePlan,
} from './prepare-xml.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-xml-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
const office = issue({ name: 'UBND xã Mẫu', issuer: root, keys: rsaKeys() })
const second = issue({ name: 'Cơ quan khác', issuer: root, keys: ecKeys() })

const receipt = `<?xml version="1.0" encoding="UTF-8"?>
<BLai xmlns="http://thue.example/bl" xmlns:x="http://khac.example/x"><DLBLai Id="BL-1">
  <TTChung><SBLai x:kind="a">123</SBLai></TTChung>
  <NDBLai><Ten>Nguyễn Văn Mẫu &amp; con</Ten><TgTTTBSo>8000</TgTTTBSo></NDBLai>
</DLBLai><DSCKS><NBan></NBan><CQT></CQT></DSCKS></BLai>`
const element = (name: string) => `//*[local-name(.)='${name}']`
const within = ['DSCKS', 'NBan']
const form = partForm('BL-1', within)
const wholeForm: XmlForm = {
  canonical: [xmlNames.exclusive],
  methods: [xmlNames.rsaSha256],
  digests: [xmlNames.sha256],
  whole: [[xmlNames.enveloped, xmlNames.exclusive]],
  part: [],
  covers: '',
  mostReferences: 1,
}

function planFor(holder: Holder, more: Partial<XmlSignaturePlan> = {}): XmlSignaturePlan {
  return {
    certificate: holder.certificate.x509,
    scheme: holder.privateKey.asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa',
    canonical: 'inclusive',
    covers: [{ elements: element('DLBLai') }],
    place: element('NBan'),
    time: { id: 'NBan-1', at: '2026-11-26T10:15:00' },
    ...more,
  }
}

function sign(text: string, holder: Holder, more: Partial<XmlSignaturePlan> = {}): string {
  const plan = planFor(holder, more)
  const prepared = prepareXmlSignature(text, plan)
  return fillXmlSignature(prepared, signByKey(plan.scheme, prepared.toSign, holder.privateKey))
}

function check(text: string, by: XmlForm = form) {
  const read = parseXml(text)
  if (isXmlFault(read)) return { state: 'unread' as const }
  return checkXmlSignature(read, text, by)
}

/** What Debian's xmlsec1 says of the signature at a place. */
function xmlsecAgrees(text: string, at = 'NBan'): boolean {
  writeFileSync(join(folder, 'signed.xml'), text)
  writeFileSync(join(folder, 'root.pem'), pem(root.certificate.raw))
  const names = ['DLBLai', 'http://thue.example/bl:DLBLai', 'http://www.w3.org/2000/09/xmldsig#:Object']
  const ids = names.flatMap((name) => ['--id-attr:Id', name])
  const node = `//*[local-name(.)='${at}']/*[local-name(.)='Signature']`
  const words = ['--verify', '--trusted-pem', 'root.pem', ...ids, '--node-xpath', node, 'signed.xml']
  try {
    execFileSync('xmlsec1', words, { cwd: folder, stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

const good = sign(receipt, office)

describe('a signature made elsewhere', () => {
  it('by a token that alone has the key is taken by xmlsec1 and by us, with its time', () => {
    const token = makeToken(office, '4321')
    process.env.SOFTHSM2_CONF = token.settings
    const opened = openToken(token.label, '4321')
    const prepared = prepareXmlSignature(receipt, planFor(office))
    const signed = fillXmlSignature(prepared, opened.sign(prepared.toSign))
    opened.close()
    token.remove()
    expect(xmlsecAgrees(signed)).toBe(true)
    const found = check(signed)
    expect(found).toMatchObject({ state: 'valid', signingTime: '2026-11-26T10:15:00' })
    if (found.state !== 'valid') return
    expect(found.certificate.raw.equals(office.certificate.raw)).toBe(true)
    expect(found.signedText).toContain('<Ten>Nguyễn Văn Mẫu &amp; con</Ten>')
    expect(found.signedText.startsWith('<DLBLai ')).toBe(true)
  })

  it('by ECDSA and PSS, over the whole or a part, exclusive or inclusive', () => {
    for (const canonical of ['inclusive', 'exclusive'] as const) {
      const signed = sign(receipt, second, { canonical })
      expect([check(signed).state, xmlsecAgrees(signed)], canonical).toEqual(['valid', true])
    }
    expect(check(sign(receipt, office, { scheme: 'pss' })).state).toBe('valid')
    const { time: _, ...rest } = planFor(office, { canonical: 'exclusive', covers: ['whole'] })
    const prepared = prepareXmlSignature(receipt, rest)
    const whole = fillXmlSignature(prepared, signByKey('rsa', prepared.toSign, office.privateKey))
    expect([check(whole, wholeForm).state, xmlsecAgrees(whole)]).toEqual(['valid', true])
    expect(check(whole)).toEqual({ state: 'invalid', fault: 'form' })
  })

  it('stands beside another in the same document, each at its place', () => {
    const both = sign(good, second, {
      place: element('CQT'),
      time: { id: 'CQT-1', at: '2026-11-26T10:20:00' },
    })
    expect(check(both).state).toBe('valid')
    expect(check(both, partForm('BL-1', ['DSCKS', 'CQT'])).state).toBe('valid')
    expect([xmlsecAgrees(both), xmlsecAgrees(both, 'CQT')]).toEqual([true, true])
    expect(check(both, partForm('BL-1', ['DSCKS']))).toEqual({ state: 'invalid', fault: 'several' })
  })

  it('is not prepared where its place or what it covers is missing, a time is none, or another still waits', () => {
    const prepare = (text: string, more: Partial<XmlSignaturePlan>) => () =>
      prepareXmlSignature(text, planFor(office, more))
    expect(prepare(receipt, { place: element('KhongCo') })).toThrow()
    expect(prepare(receipt, { covers: [{ elements: element('KhongCo') }] })).toThrow()
    expect(prepare(receipt, { time: { id: 'a', at: '"/><x>' } })).toThrow()
    expect(prepare(receipt, { time: { id: 'a"b', at: '2026-11-26T10:15:00' } })).toThrow()
    const waiting: PreparedXml = prepareXmlSignature(receipt, planFor(office))
    expect(check(waiting.text).state).toBe('invalid')
    expect(
      prepare(waiting.text, { place: element('CQT'), time: { id: 'b', at: '2026-11-26T10:15:00' } }),
    ).toThrow()
  })
})

describe('a signature by xmlsec1', () => {
  it('is taken with the transforms of the tax office, and refused with SHA-1, without the part, in another form', () => {
    const made = (more: { uri?: string; transforms?: string[]; digest?: string; method?: string } = {}) => {
      const { uri = '#BL-1', transforms = [xmlNames.enveloped], digest = xmlNames.sha256 } = more
      const { method = methodOf.rsa } = more
      const template = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
        <CanonicalizationMethod Algorithm="${xmlNames.inclusive}"/><SignatureMethod Algorithm="${method}"/>
        <Reference URI="${uri}"><Transforms>${transforms.map((each) => `<Transform Algorithm="${each}"/>`).join('')}</Transforms>
        <DigestMethod Algorithm="${digest}"/><DigestValue/></Reference></SignedInfo>
        <SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>`
      writeFileSync(join(folder, 'template.xml'), receipt.replace('<NBan>', `<NBan>${template}`))
      writeFileSync(join(folder, 'key.pem'), office.privateKey.export({ type: 'pkcs8', format: 'pem' }))
      writeFileSync(join(folder, 'own.pem'), pem(office.certificate.raw))
      const ids = ['--id-attr:Id', 'http://thue.example/bl:DLBLai']
      const words = [
        '--sign',
        '--privkey-pem',
        'key.pem,own.pem',
        ...ids,
        '--output',
        'out.xml',
        'template.xml',
      ]
      execFileSync('xmlsec1', words, { cwd: folder, stdio: 'pipe' })
      return readFileSync(join(folder, 'out.xml'), 'utf8')
    }
    expect(check(made()).state).toBe('valid')
    expect(check(made({ transforms: [xmlNames.enveloped, xmlNames.inclusive] })).state).toBe('valid')
    expect(check(made({ transforms: [xmlNames.exclusive] })).state).toBe('valid')
    expect(check(made({ digest: xmlNames.sha512 })).state).toBe('valid')
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1'
    expect(check(made({ digest: sha1 }))).toEqual({ state: 'invalid', fault: 'form' })
    const oldMethod = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
    expect(check(made({ method: oldMethod }))).toEqual({ state: 'invalid', fault: 'form' })
    expect(check(made(), partForm('BL-2', within))).toEqual({ state: 'invalid', fault: 'uncovered' })
    expect(check(made(), wholeForm).state).toBe('invalid')
  })
})

describe('what was changed or moved after signing', () => {
  const signature = /<Signature .*<\/Signature>/s.exec(good)?.[0] ?? ''
  const part = /<DLBLai .*<\/DLBLai>/s.exec(good)?.[0] ?? ''

  it('is refused by both', () => {
    const changes: [string, string][] = [
      ['8000', '80000'],
      ['2026-11-26T10:15:00', '2026-11-27T10:15:00'],
      ['<TTChung>', '<TTChung> '],
      ['x:kind="a"', 'x:kind="b"'],
      ['<Ten>', '<Ten><!-- ghi chú -->x'],
    ]
    for (const [from, to] of changes) {
      const changed = good.replace(from, to)
      expect([check(changed).state, xmlsecAgrees(changed)], from).toEqual(['invalid', false])
    }
    const other = good.replace(
      /<X509Certificate>.*<\/X509Certificate>/s,
      `<X509Certificate>${issue({ name: 'Khác', issuer: root, keys: rsaKeys() }).certificate.raw.toString('base64')}</X509Certificate>`,
    )
    expect(check(other)).toEqual({ state: 'invalid', fault: 'changed' })
  })

  it('never vouches for a forged part: the signed one moved aside, doubled, wrapped, with its Id in other letters', () => {
    const forged = part.replace('8000', '80000')
    const wrapped = [
      good.replace(part, forged).replace('</Signature>', `<Object>${part}</Object></Signature>`),
      good.replace(part, forged.replace('Id="BL-1"', 'Id="BL-2"')).replace('<CQT>', `<CQT>${part}`),
      good.replace(part, `${forged}${part}`),
      good.replace(part, `${part}${forged}`),
      good.replace(part, `${forged.replace('Id=', 'ID=')}${part}`),
      good.replace(part, `${forged.replace('Id=', 'id=')}<CQT>${part}</CQT>`),
      good.replace(part, `<DLBLai Id="BL-1">${part}</DLBLai>`),
    ]
    for (const [index, text] of wrapped.entries()) {
      const found = check(text)
      // Where it is called valid at all, what may be read is what was signed.
      if (found.state === 'valid') expect(found.signedText, `${index}`).toContain('<TgTTTBSo>8000</TgTTTBSo>')
      if (![1].includes(index)) expect(found.state, `${index}`).toBe('invalid')
    }
  })

  it('is refused with parts of a signature missing, doubled or unreadable, and is none where there is none', () => {
    const put = (text: string) => check(good.replace(signature, text))
    expect(put('')).toEqual({ state: 'none' })
    expect(put(signature + signature)).toEqual({ state: 'invalid', fault: 'several' })
    const spoiled: [string, string][] = [
      [signature.replace(/<KeyInfo>.*<\/KeyInfo>/s, ''), 'form'],
      [signature.replace(/<X509Certificate>.*<\/X509Certificate>/s, ''), 'no_certificate'],
      [signature.replace(/(<X509Certificate>).*(<\/X509Certificate>)/s, '$1AAAA$2'), 'strange_certificate'],
      [signature.replace(/<SignedInfo>.*<\/SignedInfo>/s, '$&$&'), 'form'],
      [signature.replace(/<DigestValue>.*?<\/DigestValue>/s, '$&$&'), 'form'],
      [signature.replace('URI="#BL-1"', ''), 'form'],
      [signature.replace('URI="#BL-1"', `URI="#xpointer(id('BL-1'))"`), 'form'],
      [signature.replace('URI="#BL-1"', 'URI="http://khac.example/x"'), 'form'],
      [signature.replace(/<SignatureValue>.*<\/SignatureValue>/s, '<SignatureValue/>'), 'changed'],
      [
        signature.replace(
          /(<Transform Algorithm=)"[^"]*"/,
          '$1"http://www.w3.org/TR/1999/REC-xslt-19991116"',
        ),
        'form',
      ],
    ]
    for (const [text, fault] of spoiled) expect(put(text), fault).toEqual({ state: 'invalid', fault })
    const weak = issue({ name: 'Khóa ngắn', issuer: root, keys: rsaKeys(1024) })
    expect(check(sign(receipt, weak))).toEqual({ state: 'invalid', fault: 'weak_key' })
    const mixed = good.replace(methodOf.rsa, methodOf.ecdsa)
    expect(check(mixed)).toEqual({ state: 'invalid', fault: 'form' })
  })

  it('ends in an answer whatever is written over it, and “valid” only over what was signed', () => {
    const signedText = 'signedText' in check(good) ? (check(good) as { signedText: string }).signedText : ''
    const fault = fc.record({
      at: fc.nat(good.length - 1),
      length: fc.nat(40),
      put: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(part, signature, '<', '&#13;', ' ')),
    })
    fc.assert(
      fc.property(fc.array(fault, { minLength: 1, maxLength: 3 }), (faults) => {
        const text = faults.reduce(
          (before, { at, length, put }) => before.slice(0, at) + put + before.slice(at + length),
          good,
        )
        const found = check(text)
        if (found.state === 'valid') expect(found.signedText).toBe(signedText)
      }),
      { interruptAfterTimeLimit: 3_000, numRuns: 2_000 },
    )
  })
})
