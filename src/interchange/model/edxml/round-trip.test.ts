import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writtenDocument, writtenStatus } from '../../../testing/edxml-samples.ts'
import { standardDialect } from './dialect.ts'
import {
  businessTypes,
  type EdxmlDocumentInput,
  type EdxmlMessage,
  edxmlDocumentSchema,
  edxmlStatusSchema,
  vietnamTimestamp,
} from './message.ts'
import { readEdxml } from './read.ts'
import { contentTypeOf } from './wire-values.ts'
import { writeEdxml } from './write.ts'

function written(...[message, options]: Parameters<typeof writeEdxml>): Uint8Array {
  const result = writeEdxml(message, options)
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result.bytes
}
function readBack(bytes: Uint8Array): EdxmlMessage {
  const read = readEdxml(bytes)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.message
}
const plain = (text: string) =>
  text
    .replaceAll(/>\s+</g, '><')
    .replaceAll(/<([\w:]+)><\/\1>/g, '<$1/>')
    .trim()
const head = '<?xml version="1.0" encoding="UTF-8"?>'

const words = fc.string({
  unit: fc.constantFrom('a', 'Đ', 'ộ', '<', '&', '"', ']]>', ' ', '\n', '\r', '\t', '😀', '/'),
  maxLength: 12,
})
const someWords = words.map((text) => `x${text}`)
const organId = fc.stringMatching(/^[A-Z0-9.]{1,35}$/)
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const timestamp = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map(vietnamTimestamp)
const agency = fc.record({
  organId,
  organName: someWords,
  organizationInCharge: words,
  organAdd: words,
  email: words,
  telephone: words,
  fax: words,
  website: words,
})
const staff = fc.record({ department: words, staff: words, mobile: words, email: words })
const responseFor = fc.record({ organId, code: someWords, promulgationDate: day, documentId: someWords })
const few = <T>(item: fc.Arbitrary<T>, minLength = 0) => fc.array(item, { minLength, maxLength: 3 })
const name = fc
  .tuple(fc.stringMatching(/^[a-zĐộ_ -]{1,20}$/), fc.constantFrom('pdf', 'docx', 'zip', 'png', 'xml', 'la'))
  .map(([stem, ending]) => `x${stem}.${ending}`)
const attachment = fc
  .record({
    contentId: fc.uuid().map((id) => `cid:${id}`),
    name,
    description: words,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  })
  .map((file) => ({ ...file, contentType: contentTypeOf(file.name) }))
const business = fc.record({
  type: fc.constantFrom(...businessTypes),
  reason: someWords,
  documentId: someWords,
  informationChanged: fc.boolean(),
  receiversChanged: fc.boolean(),
  receivers: few(fc.record({ receiverType: fc.constantFrom('', '1'), organId })),
  staff,
  paper: fc.boolean(),
  replacements: few(fc.record({ documentId: someWords, organIds: few(organId) }), 1),
})
const document = fc.record({
  kind: fc.constant('document' as const),
  from: agency,
  to: few(agency, 1),
  documentId: someWords,
  codeNumber: someWords,
  codeNotation: someWords,
  place: words,
  promulgationDate: day,
  typeCode: fc.constantFrom('', '2'),
  typeDetail: fc.constantFrom('', '18'),
  typeName: words,
  subject: someWords,
  content: words,
  signer: fc.record({ competence: words, position: words, fullName: words }),
  dueDate: fc.option(day),
  toPlaces: few(someWords),
  priority: fc.nat(3),
  sphereOfPromulgation: words,
  typerNotation: words,
  promulgationAmount: fc.nat(99_999),
  pageAmount: fc.nat(99_999),
  appendixes: few(someWords),
  responseFor: few(responseFor),
  steeringType: fc.constantFrom('', '1'),
  traces: few(fc.record({ organId, timestamp })),
  business,
  attachments: few(attachment, 1),
})
const status = fc.record({
  kind: fc.constant('status' as const),
  responseFor,
  from: agency,
  statusCode: fc.constantFrom('01' as const, '02' as const, '06' as const, '13' as const, '16' as const),
  description: words,
  timestamp,
  staff,
})

describe('what is written', () => {
  it('is read as it was, document and status, in any order of the dialect', () => {
    const { document: parts, status: ofStatus, business: ofBusiness } = standardDialect
    const dialect = fc.record({
      document: fc.shuffledSubarray([...parts], { minLength: parts.length }),
      status: fc.shuffledSubarray([...ofStatus], { minLength: ofStatus.length }),
      business: fc.shuffledSubarray([...ofBusiness], { minLength: ofBusiness.length }),
      businessWord: fc.constantFrom('Bussiness' as const, 'Business' as const),
    })
    fc.assert(
      fc.property(document, dialect, (message, order) => {
        expect(readBack(written(message, { dialect: order }))).toEqual(edxmlDocumentSchema.parse(message))
      }),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(status, dialect, (message, order) => {
        expect(readBack(written(message, { dialect: order }))).toEqual(edxmlStatusSchema.parse(message))
      }),
      { numRuns: 50 },
    )
  })

  it('stands as the samples of the standard do, to the letter', () => {
    for (const sample of [writtenDocument, writtenStatus]) {
      const again = Buffer.from(written(readBack(Buffer.from(sample)))).toString()
      expect(plain(again.replace(head, ''))).toBe(plain(sample.replace(head, '')))
    }
  })
})

describe('what is not written', () => {
  const sample = readBack(Buffer.from(writtenDocument))
  if (sample.kind !== 'document') throw new Error('no document')
  const [file] = sample.attachments
  const faultsOf = (change: Partial<EdxmlDocumentInput>) => {
    const result = writeEdxml({ ...sample, ...change })
    return 'faults' in result ? result.faults : []
  }

  it.each<[string, Partial<EdxmlDocumentInput>]>([
    ['Subject', { subject: '  ' }],
    ['Subject', { subject: 'chữ \u0000' }],
    ['Subject', { subject: '\ud800' }],
    ['To', { to: [] }],
    ['PromulgationDate', { promulgationDate: '2026-02-30' }],
    ['Attachments', { attachments: [] }],
    ['Attachments', { attachments: file ? [file, file] : [] }],
    ['Attachments/1/Bytes', { attachments: file ? [{ ...file, bytes: new Uint8Array() }] : [] }],
    ['Attachments/1/Name', { attachments: file ? [{ ...file, name: '../a.pdf' }] : [] }],
    ['Business/Reason', { business: { type: 'recall', documentId: 'H99' } }],
    ['Business/DocumentId', { business: { type: 'update', reason: 'Sai số' } }],
    ['Business/Replacements', { business: { type: 'replace', reason: 'Sai số' } }],
    ['Traces/1/Timestamp', { traces: [{ organId: 'H99', timestamp: '2026-11-23T09:15:30Z' }] }],
  ])('is told at %s', (place, change) => {
    const faults = faultsOf(change)
    expect(faults.map((fault) => fault.place)).toEqual([place])
    expect(faults[0]?.sentence).toMatch(/\.$/)
  })
})
