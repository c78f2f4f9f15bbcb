import { describe, expect, it } from 'vitest'
import { der, derSet, oid, tags } from '../src/signing/model/cms/der.ts'
import { issue } from '../src/testing/signing/pki.ts'
import { saysWhatIsShown } from './attributes.ts'
import { fingerprintOf, itemsFor } from './testing/signing-items.ts'

const holder = issue({ name: 'Trần Thị Mẫu' })
const other = issue({ name: 'Lê Văn Khác' })
const [item, second] = itemsFor(holder, 2) as [ReturnType<typeof itemsFor>[0], ReturnType<typeof itemsFor>[0]]
const mine = fingerprintOf(holder)

/** What is signed of an XML document whose data has this hash. */
function signedInfoOf(
  hash: string,
  more: Partial<Record<'digest' | 'tail' | 'uri' | 'head', string>> = {},
): string {
  const { digest = Buffer.from(hash, 'hex').toString('base64'), tail = '', uri = '#BL-1', head = '' } = more
  const part = (to: string, value: string) =>
    `<Reference URI="${to}"><Transforms><Transform Algorithm="c14n"></Transform></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>${value}</DigestValue></Reference>`
  return `${head}<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><CanonicalizationMethod Algorithm="c14n"></CanonicalizationMethod><SignatureMethod Algorithm="rsa"></SignatureMethod>${part(uri, digest)}${part('#SigningTime-1', Buffer.alloc(32).toString('base64'))}</SignedInfo>${tail}`
}

describe('what is signed of an XML document', () => {
  const says = (text: string) =>
    saysWhatIsShown({ ...item, attributes: Buffer.from(text).toString('base64') }, mine)

  it('is the data that is shown', () => {
    expect(says(signedInfoOf(item.fileHash))).toBe(true)
    expect(says(signedInfoOf(second.fileHash))).toBe(false)
  })

  it('is refused with anything before, behind or inside it', () => {
    const digest = Buffer.from(item.fileHash, 'hex').toString('base64')
    for (const more of [
      { tail: '<more/>' },
      { head: ' ' },
      { uri: 'https://example/x' },
      { digest: `${digest}<!-- -->` },
      { digest: `</DigestValue><DigestValue>${digest}` },
    ])
      expect(says(signedInfoOf(item.fileHash, more))).toBe(false)
    expect(says(`<a>${item.fileHash}</a>`)).toBe(false)
  })
})

describe('what is signed', () => {
  it('is the file that is shown, by the certificate that is shown', () => {
    expect(saysWhatIsShown(item, mine)).toBe(true)
    expect(saysWhatIsShown({ ...item, fileHash: second.fileHash }, mine)).toBe(false)
    expect(saysWhatIsShown(item, fingerprintOf(other))).toBe(false)
  })

  it('is refused with anything besides, twice the same, or in another form', () => {
    const attribute = (type: string, value: Uint8Array) => der(tags.sequence, oid(type), der(tags.set, value))
    const type = attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1'))
    const hash = attribute('1.2.840.113549.1.9.4', der(tags.octets, Buffer.from(item.fileHash, 'hex')))
    const own = der(tags.sequence, der(tags.octets, Buffer.from(mine, 'hex')))
    const signer = attribute('1.2.840.113549.1.9.16.2.47', der(tags.sequence, der(tags.sequence, own)))
    const more = attribute('1.2.840.113549.1.9.5', der(tags.time, Buffer.from('20261126000000Z')))
    const says = (bytes: Uint8Array) =>
      saysWhatIsShown({ ...item, attributes: Buffer.from(bytes).toString('base64') }, mine)
    expect(says(derSet(tags.set, [type, hash, signer]))).toBe(true)
    expect(says(derSet(tags.set, [type, hash, signer, more]))).toBe(false)
    expect(says(derSet(tags.set, [type, hash, hash, signer]))).toBe(false)
    expect(says(derSet(tags.set, [type, hash]))).toBe(false)
    expect(says(derSet(tags.sequence, [type, hash, signer]))).toBe(false)
    expect(says(Buffer.concat([derSet(tags.set, [type, hash, signer]), Buffer.from([5, 0])]))).toBe(false)
    expect(says(Buffer.from('31', 'hex'))).toBe(false)
    expect(says(Buffer.alloc(0))).toBe(false)
  })
})
