import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type AxisFault, axisFaults, startAxisStandIn } from '../../testing/axis-stand-in/server.ts'
import { writtenDocument, writtenStatus } from '../../testing/edxml-samples.ts'
import { makeSigningKey } from '../../testing/signing-key.ts'
import type { EdxmlDocumentInput, EdxmlStatusInput } from '../model/edxml/message.ts'
import { readEdxml } from '../model/edxml/read.ts'
import { writeEdxml } from '../model/edxml/write.ts'
import { openAxis } from './axis-client.ts'

const members = [
  { organId: 'H99.01.05', name: 'UBND xã Ví Dụ', systemId: 'xa', secretKey: 'khoa-xa' },
  { organId: 'H99.02', name: 'Sở Tư pháp', systemId: 'so', secretKey: 'khoa-so' },
] as const
const axis = await startAxisStandIn({ members, clock: () => new Date('2026-11-23T03:00:00Z') })
afterAll(() => axis.close())
beforeEach(() => {
  axis.book.messages.length = 0
  axis.refusals.length = 0
  axis.control.fault = () => null
})

const observed: string[] = []
const open = ({ systemId, secretKey }: { systemId: string; secretKey: string }, limitSeconds = 5) =>
  openAxis(
    { baseUrl: axis.url, systemId, secretKey },
    { observe: (name, _seconds, outcome) => observed.push(`${name} ${outcome}`), limitSeconds },
  )
const [commune, department] = [open(members[0]), open(members[1])]
/** Gives up soon, for what never answers. */
const hasty = open(members[0], 0.15)

function bytesOf(message: EdxmlDocumentInput | EdxmlStatusInput, key?: ReturnType<typeof makeSigningKey>) {
  const result = writeEdxml(message, key ? { key } : {})
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result.bytes
}
function messageOf(bytes: Uint8Array | string) {
  const read = readEdxml(Buffer.from(bytes))
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.message
}
const document = messageOf(writtenDocument)
if (document.kind !== 'document') throw new Error('no document')
const sent = bytesOf(document)
const value = <T>(told: { ok: true; value: T } | { ok: false; reason: string }): T => {
  if (!told.ok) throw new Error(told.reason)
  return told.value
}

describe('the axis', () => {
  it('takes nobody who does not know the secret, and shows nobody what is for another', async () => {
    const stranger = open({ systemId: 'xa', secretKey: 'doan-mo' })
    for (const told of [
      await stranger.agencies(),
      await stranger.send('edoc', sent),
      await stranger.download('x'),
    ])
      expect(told).toEqual({ ok: false, fault: 'credentials', reason: 'sai mã hệ thống hoặc khóa bí mật' })
    const { docId } = value(await commune.send('edoc', sent))
    for (const told of [await commune.download(docId), await commune.confirm(docId, 'done')])
      expect(told).toMatchObject({ ok: false, fault: 'refused' })
    expect(value(await commune.received('edoc'))).toEqual([])
  })

  it('carries a document there and a status back, each until it is confirmed', async () => {
    expect(value(await commune.agencies()).map(({ code }) => code)).toEqual(['H99.01.05', 'H99.02'])
    const { docId } = value(await commune.send('edoc', sent))
    expect(value(await department.received('status'))).toEqual([])
    expect(value(await department.received('edoc'))).toEqual([{ docId, from: 'H99.01.05' }])
    expect(messageOf(value(await department.download(docId)))).toEqual(document)
    value(await department.confirm(docId, 'processing'))
    expect(value(await department.received('edoc'))).toHaveLength(1)
    value(await department.confirm(docId, 'done'))
    expect(value(await department.received('edoc'))).toEqual([])

    const status = messageOf(writtenStatus)
    if (status.kind !== 'status') throw new Error('no status')
    const answer = bytesOf({
      ...status,
      from: { organId: 'H99.02', organName: 'Sở Tư pháp' },
      responseFor: { ...status.responseFor, organId: 'H99.01.05', documentId: document.documentId },
    })
    value(await department.send('status', answer))
    const [entry] = value(await commune.received('status'))
    expect(messageOf(value(await commune.download(entry?.docId ?? '')))).toMatchObject({ statusCode: '03' })
    expect(observed).toContain('axis.send ok')
  })

  it('has one effect of the same bytes, and refuses other ones under the same identifier', async () => {
    const first = value(await commune.send('edoc', sent))
    expect(value(await commune.send('edoc', sent))).toEqual(first)
    const other = bytesOf({ ...document, subject: 'V/v khác' })
    expect(await commune.send('edoc', other)).toMatchObject({
      fault: 'refused',
      reason: 'DocumentId đã dùng cho nội dung khác',
    })
    const business = { type: 'recall' as const, reason: 'Gửi nhầm', documentId: document.documentId }
    value(await commune.send('edoc', bytesOf({ ...document, business, attachments: [] })))
    expect(axis.book.messages).toHaveLength(2)
  })

  it('tells all who got a document that it is asked back', async () => {
    const status = messageOf(writtenStatus)
    if (status.kind !== 'status') throw new Error('no status')
    const { organId } = document.from
    const responseFor = { ...status.responseFor, organId, documentId: document.documentId }
    const asked = bytesOf({ ...status, from: document.from, statusCode: '13', responseFor })
    expect(await commune.send('status', asked)).toMatchObject({ ok: false, fault: 'refused' })
    value(await commune.send('edoc', sent))
    value(await commune.send('status', asked))
    expect(value(await department.received('status'))).toHaveLength(1)
  })
})

describe('what the axis finds wrong', () => {
  const text = Buffer.from(sent).toString()
  it.each<[string, string | Uint8Array]>([
    [
      'another sender',
      bytesOf({ ...document, documentId: 'x', from: { organId: 'H99.02', organName: 'Sở' } }),
    ],
    ['an unknown receiver', bytesOf({ ...document, to: [{ organId: 'H00', organName: 'Không có' }] })],
    [
      'another order',
      text.replace(/(<edXML:Subject>.*?<\/edXML:Subject>)\s*(<edXML:Content>.*?<\/edXML:Content>)/s, '$2$1'),
    ],
    ['a missing part', text.replace(/<edXML:SignerInfo>.*?<\/edXML:SignerInfo>/s, '')],
    ['another date', text.replace('<edXML:DueDate>2026/12/05', '<edXML:DueDate>2026-12-05')],
    [
      'another prefix',
      text
        .replace('<ContentId>', '<edXML:ContentId xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">')
        .replace('</ContentId>', '</edXML:ContentId>'),
    ],
    ['a file that is not in the list', text.replace('<ContentId>cid:7f0c0001', '<ContentId>cid:khac')],
    ['a file that should be packed', text.replaceAll('>application/pdf<', '>image/png<')],
    ['a document type', text.replace('<edXML xmlns', '<!DOCTYPE edXML><edXML xmlns')],
    ['half a message', text.slice(0, text.length / 2)],
    ['a status sent as a document', writtenStatus],
  ])('is %s', async (_what, message) => {
    expect(await commune.send('edoc', Buffer.from(message))).toMatchObject({ ok: false, fault: 'refused' })
    expect(axis.book.messages).toHaveLength(0)
    expect(axis.refusals).toHaveLength(1)
  })

  it('is nothing of what we write: signed, packed, of every kind of business', async () => {
    const key = makeSigningKey('UBND xã Ví Dụ')
    const [file] = document.attachments
    if (!file) throw new Error('no file')
    const photo = { ...file, contentId: 'cid:anh', name: 'ảnh.png', contentType: 'image/png' }
    value(await commune.send('edoc', bytesOf({ ...document, attachments: [file, photo] }, key)))
    const receivers = [{ receiverType: '1', organId: 'H99.02' }]
    const about = { reason: 'Sai số', documentId: document.documentId, receivers }
    const replacements = [{ documentId: document.documentId, organIds: ['H99.02'] }]
    for (const business of [
      { ...about, type: 'recall' as const },
      { ...about, type: 'update' as const, informationChanged: true },
      { ...about, type: 'replace' as const, replacements },
    ])
      value(
        await commune.send(
          'edoc',
          bytesOf(
            { ...document, business, dueDate: null, toPlaces: [], appendixes: [], responseFor: [] },
            key,
          ),
        ),
      )
    expect(axis.refusals).toEqual([])
  })
})

describe('a call that goes wrong', () => {
  const withoutEffect: readonly AxisFault[] = [
    'reset',
    'hang',
    'fail',
    'busy',
    'error-inside',
    'redirect',
    'flood',
    'late',
  ]

  it.each(axisFaults)('is told as what it is: %s', async (fault) => {
    axis.control.fault = () => fault
    const told = await hasty.send('edoc', sent)
    const saysYes = fault === 'forget' || fault === 'repeat'
    expect(told.ok).toBe(saysYes)
    if (!told.ok) {
      expect(told.fault).toBe(['flood', 'cut', 'garbage'].includes(fault) ? 'unclear' : 'down')
    }
    const effects = fault === 'repeat' ? 2 : withoutEffect.includes(fault) || fault === 'forget' ? 0 : 1
    expect(axis.book.messages).toHaveLength(effects)
    if (fault === 'late') axis.releaseLate()
    axis.control.fault = () => null
    value(await commune.send('edoc', sent))
    expect(axis.book.messages).toHaveLength(Math.max(1, effects))
  })

  it('never gives half a list for a whole one; half a file is seen by who reads it', async () => {
    value(await commune.send('edoc', sent))
    const [entry] = value(await department.received('edoc'))
    axis.control.fault = () => 'cut'
    expect(await department.received('edoc')).toMatchObject({ ok: false, fault: 'unclear' })
    const half = value(await department.download(entry?.docId ?? ''))
    expect(readEdxml(half)).toHaveProperty('faults')
    for (const fault of ['hang', 'fail', 'error-inside', 'redirect'] as const) {
      axis.control.fault = () => fault
      const impatient = open(members[1], 0.15)
      expect(await impatient.download(entry?.docId ?? '')).toMatchObject({ ok: false, fault: 'down' })
      expect(await impatient.confirm(entry?.docId ?? '', 'done')).toMatchObject({ ok: false })
    }
    axis.control.fault = () => 'repeat'
    value(await department.confirm(entry?.docId ?? '', 'done'))
    expect(value(await department.received('edoc'))).toHaveLength(1)
  })

  it('is not even made to an address without encryption', async () => {
    const told = await openAxis(
      { ...members[0], baseUrl: 'http://truc.mau.gov.vn' },
      { observe: () => {} },
    ).agencies()
    expect(told).toMatchObject({ ok: false, reason: expect.stringMatching(/https/) })
  })
})
