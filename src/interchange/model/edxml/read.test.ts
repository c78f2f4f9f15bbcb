import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writtenDocument, writtenStatus } from '../../../testing/edxml-samples.ts'
import { type EdxmlDocument, type EdxmlStatus, edxmlLimits } from './message.ts'
import { readEdxml } from './read.ts'
import { packFile } from './single-file-zip.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
function documentOf(text: string): EdxmlDocument {
  const read = readEdxml(bytes(text))
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  if (read.message.kind !== 'document') throw new Error('a status')
  return read.message
}
function statusOf(text: string): EdxmlStatus {
  const read = readEdxml(bytes(text))
  if ('faults' in read || read.message.kind !== 'status') throw new Error(JSON.stringify(read))
  return read.message
}
/** Every fault as `place: sentence`; of a message that is read, none. */
function faultsOf(source: string | Uint8Array): string[] {
  const read = readEdxml(typeof source === 'string' ? bytes(source) : source)
  return 'faults' in read ? read.faults.map(({ place, sentence }) => `${place}: ${sentence}`) : []
}
/** The sample with something else in place of what stands there exactly once or more. */
function changed(from: string | RegExp, to: string, text = writtenDocument): string {
  const result = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'gs'), to)
  if (result === text) throw new Error(`nothing to change: ${from}`)
  return result
}
const without = (name: string, text?: string) =>
  changed(new RegExp(`<(edXML:)?${name}\\b[^>]*>.*?</(edXML:)?${name}>`), '', text)

describe('a document', () => {
  it('is read whole', () => {
    const document = documentOf(writtenDocument)
    expect(document).toMatchObject({
      from: {
        organId: 'H99.01.05',
        organName: 'UBND xã Ví Dụ',
        organizationInCharge: 'UBND tỉnh Mẫu',
        fax: '',
      },
      to: [{ organId: 'H99.02', organName: 'Sở Tư pháp' }],
      documentId: 'H99.01.05,2026/11/23,12/UBND-VP',
      codeNumber: '12',
      codeNotation: 'UBND-VP',
      place: 'Xã Ví Dụ',
      promulgationDate: '2026-11-23',
      typeCode: '2',
      typeDetail: '18',
      typeName: 'Công văn',
      subject: 'V/v phối hợp rà soát',
      signer: { competence: 'KT. CHỦ TỊCH', position: 'PHÓ CHỦ TỊCH', fullName: 'Nguyễn Văn Mẫu' },
      dueDate: '2026-12-05',
      toPlaces: ['Như trên', 'Lưu: VT'],
      pageAmount: 2,
      appendixes: ['Danh sách kèm theo'],
      responseFor: [{ organId: 'H99.02', code: '345/STP-HC', promulgationDate: '2026-11-10' }],
      traces: [{ organId: 'H99.01.05', timestamp: '2026-11-23T09:15:30+07:00' }],
      business: { type: 'new', staff: { staff: 'Trần Thị Mẫu' }, paper: false },
    })
    const [attachment] = document.attachments
    expect(attachment).toMatchObject({ contentId: 'cid:7f0c0001', name: '12-ubnd-vp.pdf' })
    expect(Buffer.from(attachment?.bytes ?? []).toString()).toBe('%PDF-1.4\n%%EOF\n')
    expect(readEdxml(bytes(writtenDocument))).toMatchObject({ signature: { state: 'none' } })
  })

  it('is the same in other orders, prefixes, spellings of the word, line breaks and dates', () => {
    const sample = documentOf(writtenDocument)
    const subject = '<edXML:Subject>V/v phối hợp rà soát</edXML:Subject>'
    const others = [
      changed('<edXML:From>', `${subject}<edXML:From>`, changed(subject, '')),
      changed(/(<\/?)edXML:/, '$1'),
      changed('Bussiness', 'Business'),
      changed('JVBERi0xLjQKJSVFT0YK', '\r\n JVBERi0x\n LjQKJSVFT0YK\n'),
      changed('2026/11/23<', '23/11/2026<'),
      changed('http://www.mic.gov.vn/TBT/QCVN_102_2016', 'urn:mau:khac'),
      changed(
        /<edXML:CodeNumber>12.*?UBND-VP<\/edXML:CodeNotation>/,
        '<edXML:CodeNumber>12/UBND-VP</edXML:CodeNumber>',
      ),
      changed('<edXML:DocumentId>H99.02,2026/11/10,345/STP-HC</edXML:DocumentId>', ''),
      changed('<edXML:Code>345/STP-HC</edXML:Code>', ''),
      `\uFEFF${writtenDocument}`,
    ]
    for (const each of others) expect(documentOf(each)).toEqual(sample)
  })

  it('is read in the private dialect', () => {
    const header = /<edXML:edXMLHeader>.*<\/edXML:edXMLHeader>/s
      .exec(writtenDocument)?.[0]
      .replaceAll('edXML:edXML', 'EdXML')
    const file =
      '<Attachment><Content>JVBERi0xLjQKJSVFT0YK</Content><FileName>12.pdf</FileName><FileType>pdf</FileType></Attachment>'
    const text = `<EdXMLEnvelope xmlns="http://www.go.vn/eDoc">${header?.replaceAll('edXML:', '')}<EdXMLBody><Manifest>${file}${file}</Manifest></EdXMLBody></EdXMLEnvelope>`
    const document = documentOf(text)
    expect({ ...document, attachments: [] }).toEqual({ ...documentOf(writtenDocument), attachments: [] })
    expect(document.attachments).toMatchObject([
      { contentId: 'cid:1', name: '12.pdf', contentType: 'application/pdf' },
      { contentId: 'cid:2' },
    ])
  })

  it('may recall, update or replace another', () => {
    const other = 'H99.01.05,2026/11/20,11/UBND-VP'
    const business = (type: number, more: string) =>
      changed(
        /<edXML:BussinessDocType>0.*?<edXML:BussinessDocReason\/>/,
        `<edXML:BussinessDocType>${type}</edXML:BussinessDocType><edXML:BussinessDocReason>Gửi nhầm</edXML:BussinessDocReason>${more}`,
      )
    const named = `<edXML:DocumentId>${other}</edXML:DocumentId>`
    expect(documentOf(business(1, named)).business).toMatchObject({
      type: 'recall',
      reason: 'Gửi nhầm',
      documentId: other,
    })
    const info =
      '<edXML:BussinessDocumentInfo><edXML:DocumentInfo>1</edXML:DocumentInfo><edXML:DocumentReceiver>0</edXML:DocumentReceiver>' +
      '<edXML:ReceiverList><edXML:Receiver><edXML:ReceiverType>1</edXML:ReceiverType><edXML:OrganId>H99.02</edXML:OrganId></edXML:Receiver></edXML:ReceiverList></edXML:BussinessDocumentInfo>'
    expect(documentOf(business(2, info + named)).business).toMatchObject({
      type: 'update',
      informationChanged: true,
      receiversChanged: false,
      receivers: [{ receiverType: '1', organId: 'H99.02' }],
    })
    const list = `<edXML:ReplacementInfoList><edXML:ReplacementInfo>${named}<edXML:OrganIdList><edXML:OrganId>H99.02</edXML:OrganId></edXML:OrganIdList></edXML:ReplacementInfo></edXML:ReplacementInfoList>`
    expect(documentOf(business(3, list)).business).toMatchObject({
      type: 'replace',
      replacements: [{ documentId: other, organIds: ['H99.02'] }],
    })
    expect(faultsOf(business(1, ''))).toEqual([expect.stringMatching(/Bussiness\/DocumentId: Thiếu/)])
    expect(faultsOf(business(3, ''))).toEqual([expect.stringMatching(/bị thay thế/)])
    expect(faultsOf(business(7, named))).toEqual([expect.stringMatching(/“7” không có trong quy định/)])
    expect(faultsOf(changed('Gửi nhầm', '', business(1, named)))).toEqual([
      expect.stringMatching(/Thiếu lý do/),
    ])
  })
})

describe('a status', () => {
  it('is read whole, and of a document known by its identifier alone', () => {
    const status = statusOf(writtenStatus)
    expect(status).toMatchObject({
      responseFor: { organId: 'H99.02', code: '345/STP-HC', promulgationDate: '2026-11-10' },
      from: { organId: 'H99.01.05' },
      statusCode: '03',
      description: 'Văn thư - Văn phòng: đã tiếp nhận, số đến 128',
      timestamp: '2026-11-23T09:20:00+07:00',
      staff: { department: 'Văn phòng' },
    })
    const bare = changed(/<edXML:OrganId>H99.02.*?2026\/11\/10<\/edXML:PromulgationDate>/, '', writtenStatus)
    expect(statusOf(bare)).toEqual(status)
    expect(statusOf(changed('>03<', '>3<', writtenStatus))).toEqual(status)
  })

  it('is refused with an unknown code, or without what it is about', () => {
    const code = (text: string) => changed('>03<', `>${text}<`, writtenStatus)
    for (const each of ['07', '99', 'xong', '__proto__'])
      expect(faultsOf(code(each))).toEqual([
        `edXMLHeader/MessageStatus/StatusCode: Mã trạng thái “${each}” không có trong quy định.`,
      ])
    expect(faultsOf(code(''))).toEqual(['edXMLHeader/MessageStatus/StatusCode: Thiếu nội dung bắt buộc.'])
    expect(faultsOf(without('ResponseFor', writtenStatus))).toEqual([
      'edXMLHeader/MessageStatus/ResponseFor: Thiếu phần bắt buộc.',
    ])
    expect(faultsOf(without('From', writtenStatus))).toHaveLength(1)
    expect(faultsOf(without('Timestamp', writtenStatus))).toHaveLength(1)
    // A UUID says nothing of number and day.
    const uuid = changed(
      /<edXML:OrganId>H99.02.*?<\/edXML:DocumentId>/,
      '<edXML:DocumentId>0198-ab</edXML:DocumentId>',
      writtenStatus,
    )
    expect(faultsOf(uuid)).toHaveLength(3)
  })
})

describe('what is not read', () => {
  it.each([
    ['From', 'edXMLHeader/MessageHeader/From'],
    ['To', 'edXMLHeader/MessageHeader/To'],
    ['Code', 'edXMLHeader/MessageHeader/Code'],
    ['CodeNumber', 'edXMLHeader/MessageHeader/Code/CodeNumber'],
    ['CodeNotation', 'edXMLHeader/MessageHeader/Code/CodeNotation'],
    ['PromulgationInfo', 'edXMLHeader/MessageHeader/PromulgationInfo'],
    ['Subject', 'edXMLHeader/MessageHeader/Subject'],
    ['edXMLHeader', 'edXMLHeader'],
    ['AttachmentName', 'AttachmentEncoded/Attachment/AttachmentName'],
  ])('is a document without %s', (name, place) => {
    expect(faultsOf(without(name))[0]).toMatch(new RegExp(`^${place}: Thiếu `))
  })

  it('is one without identifier, header of its kind, or with two of what there is one', () => {
    expect(
      faultsOf(changed('<edXML:DocumentId>H99.01.05,2026/11/23,12/UBND-VP</edXML:DocumentId>', '')),
    ).toEqual(['edXMLHeader/MessageHeader/DocumentId: Thiếu nội dung bắt buộc.'])
    expect(faultsOf(without('MessageHeader'))).toEqual([
      expect.stringMatching(/MessageHeader\) hoặc trạng thái/),
    ])
    const twice = changed(
      '<edXML:DueDate>2026/12/05</edXML:DueDate>',
      '<edXML:DueDate>2026/12/05</edXML:DueDate><DueDate>2027/12/05</DueDate>',
    )
    expect(faultsOf(twice)).toEqual([
      'edXMLHeader/MessageHeader/DueDate: Phần này chỉ được có một nhưng có nhiều.',
    ])
  })

  it.each(['2026/02/30', 'mai', '23-11/2026'])('is a date such as %s', (date) => {
    expect(faultsOf(changed('2026/12/05', date))).toEqual([
      `edXMLHeader/MessageHeader/DueDate: Ngày giờ “${date}” không đúng.`,
    ])
  })

  it('is urgency, an answer of yes and no, or an agency outside the rules', () => {
    expect(faultsOf(changed('<edXML:Priority>0', '<edXML:Priority>9'))).toEqual([
      expect.stringMatching(/Độ khẩn “9”/),
    ])
    expect(faultsOf(changed('<edXML:Paper>0', '<edXML:Paper>có'))).toEqual([
      expect.stringMatching(/“có” không phải 0 hoặc 1/),
    ])
    expect(faultsOf(changed('>H99.01.05<', '>H99,01<'))).toContain(
      'From/OrganId: Mã định danh có dấu cách hoặc dấu phẩy.',
    )
    expect(faultsOf(changed('V/v phối hợp', 'V/v '.repeat(1000)))).toEqual([
      'Subject: Nội dung dài hoặc nhiều hơn mức nhận được.',
    ])
  })

  it('is a file that is empty, cut, too large, not in the list, not there, or there twice', () => {
    const content = (text: string) => faultsOf(changed('JVBERi0xLjQKJSVFT0YK', text))
    expect(content('')).toEqual(['AttachmentEncoded/Attachment: Tệp đính kèm không có nội dung.'])
    for (const each of [
      'JVBERi0xLjQKJSVFT0Y',
      'JVBERi0*',
      'JV==BERi',
      '====',
      'A===',
      'JVBERi0xLjQKJSVFT0YK=',
    ])
      expect(content(each)).toEqual([expect.stringMatching(/không đúng mã base64/)])
    expect(faultsOf(without('ContentTransferEncoded'))).toEqual([expect.stringMatching(/không có nội dung/)])
    expect(faultsOf(without('AttachmentEncoded'))).toEqual([
      'edXMLBody/edXMLManifest/Reference: Tệp “cid:7f0c0001” có tên trong danh sách nhưng không có nội dung.',
    ])
    expect(faultsOf(without('edXMLManifest'))).toEqual([
      expect.stringMatching(/không có tên trong danh sách tệp/),
    ])
    expect(faultsOf(changed('<ContentId>cid:7f0c0001', '<ContentId>cid:khac'))).toHaveLength(2)
    expect(faultsOf(changed(/(<Attachment>.*<\/Attachment>)/, '$1$1'))).toEqual([
      expect.stringMatching(/Hai tệp có cùng mã/),
    ])
    expect(faultsOf(without('AttachmentEncoded', without('edXMLManifest')))).toEqual([
      'Attachments: Văn bản không có tệp nào kèm theo.',
    ])
    expect(faultsOf(changed('<AttachmentName>12', '<AttachmentName>../12'))).toEqual([
      expect.stringMatching(/Tên tệp không dùng được/),
    ])
  })

  it('is a file of more than 50 MB, or a zip that opens into one or into a path', () => {
    expect(edxmlLimits.attachment).toBe(50 * 1024 * 1024)
    const small = { attachment: 1024 * 1024, message: 4 * 1024 * 1024 }
    const within = (text: string) => {
      const read = readEdxml(bytes(text), small)
      return 'faults' in read ? read.faults.map(({ sentence }) => sentence) : []
    }
    const content = (file: Uint8Array) =>
      changed('JVBERi0xLjQKJSVFT0YK', Buffer.from(file).toString('base64'))
    const zipped = (zip: Uint8Array) => changed('application/pdf', 'application/zip', content(zip))
    expect(within(content(new Uint8Array(small.attachment)))).toEqual([])
    expect(within(content(new Uint8Array(small.attachment + 3)))).toEqual(['Tệp đính kèm lớn hơn 1 MB.'])
    expect(within(content(new Uint8Array(4 * 1024 * 1024)))).toEqual(['Gói tin lớn quá mức nhận được.'])
    expect(within(zipped(packFile('12.pdf', new Uint8Array(small.attachment + 1))))).toEqual([
      'Tệp nén mở ra lớn hơn 1 MB; phần mềm không mở.',
    ])
    expect(documentOf(zipped(packFile('12.pdf', bytes('%PDF')))).attachments[0]).toMatchObject({
      contentType: 'application/pdf',
      bytes: bytes('%PDF'),
    })
    expect(faultsOf(zipped(packFile('../12.pdf', bytes('%PDF'))))).toEqual([
      expect.stringMatching(/tên có thư mục/),
    ])
    expect(faultsOf(zipped(bytes('%PDF')))).toEqual([expect.stringMatching(/Tệp nén hỏng/)])
  })

  it('is anything but whole XML of UTF-8 without a document type', () => {
    const latin = new Uint8Array([...bytes('<edXML>'), 0xe9, ...bytes('</edXML>')])
    expect(faultsOf(latin)).toEqual([': Gói tin không phải mã UTF-8.'])
    expect(faultsOf(writtenDocument.slice(0, 2500))).toEqual([
      expect.stringMatching(/^dòng \d+: Tệp XML bị đứt/),
    ])
    const bomb = '<!DOCTYPE edXML [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><edXML>&b;</edXML>'
    const outside = changed(
      '<edXML xmlns',
      '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML xmlns',
    )
    for (const each of [bomb, outside]) expect(faultsOf(each)).toEqual([expect.stringMatching(/DOCTYPE/)])
    expect(faultsOf(`<edXML>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</edXML>`)).toEqual([
      expect.stringMatching(/lồng nhau quá sâu/),
    ])
    expect(faultsOf('<html/>')).toEqual(['html: Tệp này không phải gói tin edXML.'])
    expect(faultsOf('')).toHaveLength(1)
  })

  it('throws nothing, whatever is changed, and says something of what it refuses', () => {
    const whole = bytes(writtenDocument)
    const marks = writtenDocument.split(/(?=<)/)
    fc.assert(
      fc.property(
        fc.nat(whole.byteLength - 1),
        fc.uint8Array({ maxLength: 6 }),
        fc.nat(6),
        (at, put, cut) => {
          const read = readEdxml(
            Uint8Array.from([...whole.subarray(0, at), ...put, ...whole.subarray(at + cut)]),
          )
          if ('faults' in read) expect(read.faults.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 150 },
    )
    fc.assert(
      fc.property(fc.nat(marks.length - 1), fc.nat(marks.length - 1), (from, to) => {
        const read = readEdxml(bytes(marks.toSpliced(from, 1, marks[to] ?? '').join('')))
        if ('faults' in read) expect(read.faults.every(({ sentence }) => sentence.endsWith('.'))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})
