import { describe, expect, it } from 'vitest'
import { der, derSet, oid, tags } from '../src/signing/model/cms/der.ts'
import { issue } from '../src/testing/signing/pki.ts'
import { saysWhatIsShown } from './attributes.ts'
import { fingerprintOf, itemsFor } from './testing/signing-items.ts'

const holder = issue({ name: 'Trần Thị Mẫu' })
const other = issue({ name: 'Lê Văn Khác' })
const [item, second] = itemsFor(holder, 2) as [ReturnType<typeof itemsFor>[0], ReturnType<typeof itemsFor>[0]]
const mine = fingerprintOf(holder)

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
