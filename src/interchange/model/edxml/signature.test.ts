import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writtenDocument, writtenStatus } from '../../../testing/edxml-samples.ts'
import { makeSigningKey } from '../../../testing/signing-key.ts'
import { readEdxml } from './read.ts'
import { writeEdxml } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'edxml-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const key = makeSigningKey('UBND xã Ví Dụ')
const other = makeSigningKey('UBND xã Khác')

const at = (name: string) => join(folder, name)
const idAttribute = ['--id-attr:Id', 'http://www.mic.gov.vn/TBT/QCVN_102_2016:Attachment']

/** What Debian's xmlsec1 says of a signature. */
function xmlsecAgrees(text: string): boolean {
  writeFileSync(at('signed.xml'), text)
  writeFileSync(at('trusted.pem'), key.certificate)
  try {
    execFileSync(
      'xmlsec1',
      ['--verify', '--trusted-pem', at('trusted.pem'), ...idAttribute, at('signed.xml')],
      { stdio: 'ignore' },
    )
    return true
  } catch {
    return false
  }
}

function weSay(text: string) {
  const read = readEdxml(Buffer.from(text))
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read
}
const stateOf = (text: string) => weSay(text).signature.state

function signedByUs(sample: string): string {
  const read = weSay(sample)
  const result = writeEdxml(read.message, { key })
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return Buffer.from(result.bytes).toString()
}

interface Template {
  canonical?: string
  method?: string
  digest?: string
  references?: [uri: string, transforms: string[]][]
  more?: string
}
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const whole: [string, string[]] = ['', [enveloped, exclusive]]

/** Signs a sample by xmlsec1, from a template as another writer would make it. */
function signedByXmlsec(sample: string, template: Template = {}): string {
  const digest = template.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256'
  const references = (template.references ?? [whole]).map(
    ([uri, transforms]) => `
      <ds:Reference URI="${uri}">
        <ds:Transforms>${transforms.map((each) => `<ds:Transform Algorithm="${each}"/>`).join('')}</ds:Transforms>
        <ds:DigestMethod Algorithm="${digest}"/><ds:DigestValue/>
      </ds:Reference>`,
  )
  const signature = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
    <ds:SignedInfo>
      <ds:CanonicalizationMethod Algorithm="${template.canonical ?? exclusive}"/>
      <ds:SignatureMethod Algorithm="${template.method ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'}"/>${references.join('')}
    </ds:SignedInfo>
    <ds:SignatureValue/>
    <ds:KeyInfo><ds:X509Data/></ds:KeyInfo>${template.more ?? ''}
  </ds:Signature>`
  writeFileSync(
    at('template.xml'),
    sample.replace('</edXML:edXMLHeader>', `${signature}</edXML:edXMLHeader>`),
  )
  writeFileSync(at('key.pem'), key.privateKey)
  writeFileSync(at('certificate.pem'), key.certificate)
  const keys = ['--privkey-pem', `${at('key.pem')},${at('certificate.pem')}`]
  execFileSync(
    'xmlsec1',
    ['--sign', ...keys, ...idAttribute, '--output', at('out.xml'), at('template.xml')],
    { stdio: 'ignore' },
  )
  return readFileSync(at('out.xml'), 'utf8')
}

/** Every way in which the text of a signed message is changed on its way. */
const tampering: [string, (text: string) => string][] = [
  ['the subject', (text) => text.replace('V/v phối hợp', 'V/v phối hợp gấp')],
  ['a file', (text) => text.replace('JVBERi0xLjQK', 'JVBERi0xLjUK')],
  ['a space between elements', (text) => text.replace('<edXML:Code>', ' <edXML:Code>')],
  [
    'a file more',
    (text) =>
      text.replace(
        /<Attachment[ >].*<\/Attachment>/s,
        (file) => `${file}<Attachment Id="x"><ContentId>y</ContentId></Attachment>`,
      ),
  ],
  [
    'the digest',
    (text) => text.replace(/(DigestValue>)(.)/, (_all, tag, sign) => `${tag}${sign === 'A' ? 'B' : 'A'}`),
  ],
  [
    'the value',
    (text) =>
      text.replace(/(SignatureValue>\s*)(.)/, (_all, tag, sign) => `${tag}${sign === 'A' ? 'B' : 'A'}`),
  ],
]

const ours = signedByUs(writtenDocument)
const theirs = signedByXmlsec(writtenDocument)

describe('a message signed by us', () => {
  it('is taken by xmlsec1 and by us, document and status, with the certificate of the signer', () => {
    for (const sample of [writtenDocument, writtenStatus]) {
      const text = signedByUs(sample)
      expect(xmlsecAgrees(text)).toBe(true)
      const { message, signature } = weSay(text)
      expect(message).toEqual(weSay(sample).message)
      expect(signature).toMatchObject({
        state: 'valid',
        certificate: { pem: key.certificate, subject: 'CN=UBND xã Ví Dụ' },
      })
    }
    expect(ours.match(/Reference URI="[^"]*"/g)).toEqual(['Reference URI=""', 'Reference URI="#tep-1"'])
  })

  it.each(tampering)('is refused by both when %s is changed', (_what, change) => {
    const changed = change(ours)
    expect(changed).not.toBe(ours)
    expect(xmlsecAgrees(changed)).toBe(false)
    const read = readEdxml(Buffer.from(changed))
    // Some changes leave no message at all.
    if (!('faults' in read)) expect(read.signature.state).toBe('invalid')
  })
})

describe('a message signed by another program', () => {
  it('is taken, with prefixes, line breaks and longer digests', () => {
    const longer = {
      method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
    }
    for (const sample of [
      writtenDocument,
      writtenStatus,
      writtenDocument.replace('Tóm tắt', 'T&#13;ó&amp;<!-- ghi chú -->m tắt'),
    ])
      expect(stateOf(signedByXmlsec(sample))).toBe('valid')
    expect(stateOf(signedByXmlsec(writtenDocument, longer))).toBe('valid')
    const named = writtenDocument.replace('<Attachment>', '<Attachment Id="a">')
    expect(stateOf(signedByXmlsec(named, { references: [['#a', [exclusive]], whole] }))).toBe('valid')
  })

  it.each(tampering)('is refused by both when %s is changed', (_what, change) => {
    const changed = change(theirs)
    expect(xmlsecAgrees(changed)).toBe(false)
    const read = readEdxml(Buffer.from(changed))
    if (!('faults' in read)) expect(read.signature.state).toBe('invalid')
  })

  it('is refused when it does not cover the whole, or in another form, though xmlsec1 would take it', () => {
    const named = writtenDocument.replace('<Attachment>', '<Attachment Id="a">')
    const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1'
    const refused: Template[] = [
      { references: [['#a', [exclusive]]] },
      { references: [whole, whole] },
      { references: [['', [enveloped]]] },
      { references: [['', [enveloped, inclusive]]] },
      { canonical: inclusive },
      { digest: sha1 },
    ]
    for (const template of refused) {
      const text = signedByXmlsec(named, template)
      expect(xmlsecAgrees(text)).toBe(true)
      expect(weSay(text).signature).toMatchObject({
        state: 'invalid',
        sentence: expect.stringMatching(/\.$/),
      })
    }
  })
})

describe('a signature that was moved about', () => {
  const signed = ours
  const signature = /<Signature .*<\/Signature>/s.exec(signed)?.[0] ?? ''
  const forged = writtenDocument.replace('V/v phối hợp', 'V/v giả mạo')

  it('says nothing of the message that was wrapped around what it covers', () => {
    const original = signed.slice(signed.indexOf('<edXML '))
    const wrapped = [
      // The signed message inside a forged one, and the other way round, with the signature of the first.
      forged.replace('</edXML:edXMLHeader>', `${signature}</edXML:edXMLHeader>`),
      forged.replace('<AttachmentEncoded>', `${original}<AttachmentEncoded>`),
      forged.replace('</edXML:edXMLHeader>', `<Object>${original}</Object></edXML:edXMLHeader>`),
      signed.replace(
        '</Signature>',
        `<Object>${forged.slice(forged.indexOf('<edXML '))}</Object></Signature>`,
      ),
    ]
    for (const each of wrapped) {
      const read = readEdxml(Buffer.from(each))
      const isTaken = !('faults' in read) && read.signature.state === 'valid'
      if (isTaken) expect(read.message).toEqual(weSay(writtenDocument).message)
      if (each !== wrapped[3]) expect(isTaken).toBe(false)
    }
  })

  it('is refused when there are two, or none of its parts may be trusted', () => {
    const put = (text: string) => signed.replace(signature, text)
    expect(stateOf(put(signature + signature))).toBe('invalid')
    expect(stateOf(put(''))).toBe('none')
    expect(stateOf(put('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'))).toBe('invalid')
    expect(stateOf(put(signature.replace(/<KeyInfo>.*<\/KeyInfo>/, '')))).toBe('invalid')
    expect(stateOf(put(signature.replace(/<X509Certificate>.*<\/X509Certificate>/, '')))).toBe('invalid')
    expect(stateOf(put(signature.replace(/(<X509Certificate>).*(<\/X509Certificate>)/, '$1AAAA$2')))).toBe(
      'invalid',
    )
    expect(stateOf(put(signature.replace(' URI=""', '')))).toBe('invalid')
    expect(stateOf(put(signature.replace(/<SignedInfo>.*<\/SignedInfo>/, '$&$&')))).toBe('invalid')
    expect(stateOf(put(signature.replace(/<DigestValue>.*?<\/DigestValue>/, '$&$&')))).toBe('invalid')
    const foreign = other.certificate.replaceAll(/-----.*?-----|\s/g, '')
    expect(
      stateOf(put(signature.replace(/(<X509Certificate>).*(<\/X509Certificate>)/, `$1${foreign}$2`))),
    ).toBe('invalid')
  })

  it('is refused with a key that is too short', () => {
    const result = writeEdxml(weSay(writtenDocument).message, { key: makeSigningKey('yếu', 1024) })
    if ('faults' in result) throw new Error('not written')
    expect(weSay(Buffer.from(result.bytes).toString()).signature).toMatchObject({
      sentence: expect.stringMatching(/quá yếu/),
    })
  })
})
