import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { signByKey } from '../../signing/model/xml/methods.ts'
import { fillXmlSignature, prepareXmlSignature } from '../../signing/model/xml/prepare-xml.ts'
import { ecKeys, type Holder, issue, pem, rsaKeys } from '../../testing/signing/pki.ts'
import {
  canBeWritten,
  type ReceiptContent,
  readReceiptXml,
  signaturePlan,
  writeReceiptXml,
} from './receipt-xml.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-receipt-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
const office = issue({ name: 'UBND xã Mẫu', issuer: root, keys: rsaKeys() })
const curve = issue({ name: 'UBND xã Mẫu', issuer: root, keys: ecKeys() })

const receipt: ReceiptContent = {
  formCode: 'EBL01',
  symbol: '26TAA',
  number: 123,
  issuedOn: '2026-11-27',
  collector: { name: 'UBND xã Mẫu', taxCode: '0000000000', address: 'Thôn Mẫu, xã Mẫu' },
  payer: { name: 'Công Dân Mẫu & <con>', address: 'Thôn "Mẫu"', personalId: '038090000001' },
  lines: [
    { name: 'Phí chứng thực bản sao', kind: 'fee', amountVnd: 8_000 },
    { name: 'Lệ phí hộ tịch', kind: 'charge', amountVnd: 12_000 },
  ],
  totalVnd: 20_000,
  method: 'cash',
  dossierCode: 'H56.22.17-20261127-0000001',
  lookupCode: 'ABCDEFGH2345',
}

function sign(content: ReceiptContent, holder: Holder): string {
  const scheme = holder === curve ? ('ecdsa' as const) : ('rsa' as const)
  const plan = signaturePlan({ certificate: holder.certificate.x509, scheme }, '2026-11-27T09:15:00')
  const prepared = prepareXmlSignature(writeReceiptXml(content), plan)
  return fillXmlSignature(prepared, signByKey(scheme, prepared.toSign, holder.privateKey))
}

function xmlsecAgrees(text: string): boolean {
  writeFileSync(join(folder, 'signed.xml'), text)
  writeFileSync(join(folder, 'root.pem'), pem(root.certificate.raw))
  const ids = ['DLBLai', 'http://www.w3.org/2000/09/xmldsig#:Object'].flatMap((name) => [
    '--id-attr:Id',
    name,
  ])
  try {
    execFileSync('xmlsec1', ['--verify', '--trusted-pem', 'root.pem', ...ids, 'signed.xml'], {
      cwd: folder,
      stdio: 'pipe',
    })
    return true
  } catch {
    return false
  }
}

const words = fc.stringMatching(/^[A-Za-zÀ-ỹ0-9&<>"' .,;-]{1,40}$/).filter((text) => text.trim() === text)
const content: fc.Arbitrary<ReceiptContent> = fc
  .record({
    formCode: fc.constant('EBL01'),
    symbol: fc.constant('26TAA'),
    number: fc.integer({ min: 1, max: 99_999_999 }),
    issuedOn: fc.constant('2026-11-27'),
    collector: fc.record({ name: words, taxCode: fc.constant('0000000000'), address: words }),
    payer: fc.record({
      name: words,
      address: fc.oneof(fc.constant(''), words),
      personalId: fc.constantFrom('', '038090000001'),
    }),
    lines: fc.array(
      fc.record({
        name: words,
        kind: fc.constantFrom('fee' as const, 'charge' as const),
        amountVnd: fc.integer({ min: 1, max: 1e9 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    method: fc.constantFrom('cash' as const, 'transfer' as const, 'portal' as const),
    dossierCode: fc.constant('H56.22.17-20261127-0000001'),
    lookupCode: fc.constant('ABCDEFGH2345'),
  })
  .map((made) => ({ ...made, totalVnd: made.lines.reduce((sum, { amountVnd }) => sum + amountVnd, 0) }))

describe('the XML of a receipt', () => {
  it('says everything that the decree wants, and is read back as it was', () => {
    const text = writeReceiptXml(receipt)
    for (const wanted of [
      'EBL01',
      '26TAA',
      '<SBLai>123</SBLai>',
      '0000000000',
      '2026-11-27',
      'Hai mươi nghìn đồng',
      'VND',
    ])
      expect(text).toContain(wanted)
    fc.assert(
      fc.property(content, (made) => {
        expect(readReceiptXml(writeReceiptXml(made))).toEqual({
          state: 'read',
          content: made,
          signature: 'none',
        })
      }),
    )
  })

  it('names what it replaces', () => {
    const replaces = { formCode: 'EBL01', symbol: '26TAA', number: 122, issuedOn: '2026-11-26' }
    expect(readReceiptXml(writeReceiptXml({ ...receipt, replaces }))).toMatchObject({ content: { replaces } })
  })

  it('signed by the office is taken by xmlsec1 and by us, RSA and ECDSA', () => {
    for (const holder of [office, curve]) {
      const signed = sign(receipt, holder)
      expect(xmlsecAgrees(signed)).toBe(true)
      expect(readReceiptXml(signed)).toEqual({ state: 'read', content: receipt, signature: 'valid' })
    }
  })

  it('with one letter, one đồng or the time changed is taken by neither', () => {
    const signed = sign(receipt, office)
    for (const [from, to] of [
      ['Công Dân Mẫu', 'Công Dân Mâu'],
      ['<ThTien>8000<', '<ThTien>9000<'],
      ['2026-11-27T09:15:00', '2026-11-28T09:15:00'],
    ] as const) {
      const spoilt = signed.replace(from, to)
      expect(spoilt).not.toBe(signed)
      expect([xmlsecAgrees(spoilt), (readReceiptXml(spoilt) as { signature?: string }).signature]).toEqual([
        false,
        'invalid',
      ])
    }
  })

  it('is refused where a text holds what XML cannot, and other XML is no receipt', () => {
    expect(canBeWritten(receipt)).toBe(true)
    expect(canBeWritten({ ...receipt, payer: { ...receipt.payer, name: 'A\u0000B' } })).toBe(false)
    expect(canBeWritten({ ...receipt, payer: { ...receipt.payer, name: 'A\u0008B' } })).toBe(false)
    for (const text of ['', '<HDon/>', '<BLai/>', '<!DOCTYPE a [<!ENTITY b "c">]><BLai>&b;</BLai>'])
      expect(readReceiptXml(text)).toEqual({ state: 'unreadable' })
  })
})
