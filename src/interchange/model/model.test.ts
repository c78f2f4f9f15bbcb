import fc from 'fast-check'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { DEFAULT_HOURS } from '../../calendar/model/working-calendar.ts'
import { outgoingExamples } from '../../records/model/outgoing/outgoing-examples.ts'
import { makeSigningKey } from '../../testing/signing-key.ts'
import { agencyInput, interchangeSettingsSchema } from './agency.ts'
import { type ArrivalState, arrivalStates, nextArrivalSteps } from './arrival.ts'
import { keyProblem } from './certificate.ts'
import { composeMessage, type MessageFacts } from './compose.ts'
import { edxmlAgencySchema } from './edxml/message.ts'
import { readEdxml } from './edxml/read.ts'
import { writeEdxml } from './edxml/write.ts'
import { aboutOf, keptMessage, kindOf } from './read-message.ts'
import { isLateToSend, type messageKinds, retryAt } from './sending.ts'
import { mayStillTell, recallAnswer, standingOf, statusesAfter } from './status-order.ts'

const code = fc.constantFrom('01', '02', '03', '04', '05', '06', '13', '15', '16')
const status = fc.record({
  code,
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(1e12) }),
})

describe('statuses', () => {
  it('told in any order end at the same standing and the same answer', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(status, { selector: (each) => `${each.code}${+each.at}` }),
        fc.nat(),
        (all, turn) => {
          const turned = [...all.slice(turn % (all.length || 1)), ...all.slice(0, turn % (all.length || 1))]
          expect(standingOf(turned)?.code).toBe(standingOf(all)?.code)
          expect(recallAnswer(turned)?.code).toBe(recallAnswer(all)?.code)
        },
      ),
    )
  })

  it('go forward only, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('01', '03', '04', '05', '06')), (wanted) => {
        const told: string[] = []
        for (const each of wanted) if (mayStillTell(each as '01', told)) told.push(each)
        expect(told).toEqual([...new Set(told)].toSorted())
      }),
    )
  })

  it('follow the news: what was for information is finished with the direction', () => {
    expect(statusesAfter('incoming.directed', 'directed')).toEqual(['04'])
    expect(statusesAfter('incoming.directed', 'finished')).toEqual(['04', '06'])
    expect(statusesAfter('incoming.taken_up', 'in_progress')).toEqual(['05'])
    expect(statusesAfter('incoming.outcome_accepted', 'in_progress')).toEqual([])
  })
})

describe('what may be done', () => {
  it('nothing with what is done, or by who is neither clerk nor leader', () => {
    const states = Object.keys(arrivalStates) as ArrivalState[]
    for (const state of states)
      for (const kind of ['document', 'recall', 'update', 'replace', 'status', null] as const) {
        const arrival = { state, kind, hasOriginal: true }
        expect(nextArrivalSteps(arrival, { isClerk: false, isLeader: false })).toEqual([])
        const steps = nextArrivalSteps(arrival, { isClerk: true, isLeader: true })
        if (state !== 'waiting' && state !== 'trouble') expect(steps).toEqual([])
      }
  })
})

describe('sending', () => {
  it('pauses grow, and end', () => {
    const now = new Date(0)
    const pauses = Array.from({ length: 30 }, (_, index) => retryAt(index + 1, now)?.getTime() ?? null)
    const real = pauses.filter((pause) => pause !== null)
    expect(real).toEqual(real.toSorted((one, other) => one - other))
    expect(pauses.at(-1)).toBeNull()
  })

  it('is late after the next working day; an office without hours is never late', () => {
    const calendar = { hours: [DEFAULT_HOURS], daysOff: {}, extraWorkingDays: {} }
    const late = (signedOn: string, sent: string) =>
      isLateToSend(calendar, { signedOn, sentAt: new Date(sent), now: new Date(sent) })
    expect(late('2026-03-27', '2026-03-30T16:00:00+07:00')).toBe(false)
    expect(late('2026-03-27', '2026-03-31T08:00:00+07:00')).toBe(true)
    const never = { hours: [], daysOff: {}, extraWorkingDays: {} }
    expect(isLateToSend(never, { signedOn: '2026-03-27', sentAt: null, now: new Date('2027-01-01') })).toBe(
      false,
    )
  })
})

const agency = (organId: string) => edxmlAgencySchema.parse({ organId, organName: `Cơ quan ${organId}` })

function facts(own: Partial<MessageFacts>): MessageFacts {
  const content = outgoingExamples['cong-van']
  if (!content) throw new Error('an example')
  return {
    kind: 'document',
    from: agency('H56.22.17'),
    to: [agency('H99.1'), agency('H99.2')],
    isMore: false,
    recallForm: 'status',
    madeAt: new Date('2026-03-24T02:00:00Z'),
    madeBy: 'Văn thư Mẫu',
    words: 'Ghi nhầm số liệu.',
    statusCode: null,
    document: {
      documentId: 'H56.22.17,2026/03/24,12/UBND-VP',
      number: '12',
      symbol: 'UBND-VP',
      datedOn: '2026-03-24',
      typeName: 'Công văn',
      content,
      printedWith: {
        office: { name: 'UBND xã Mẫu', parentName: '', placeName: 'Mẫu' },
        symbol: 'UBND-VP',
        unitSymbol: 'VP',
        signing: {
          kind: 'deputy',
          collective: true,
          collectiveName: 'Ủy ban nhân dân',
          headPost: 'Chủ tịch',
          post: 'Phó Chủ tịch',
          name: 'Nguyễn Văn Mẫu',
        },
        number: 12,
        datedOn: '2026-03-24',
        draft: null,
      },
      replyBy: null,
      responseFor: [],
    },
    aboutDocumentId: null,
    responseFor: null,
    ...own,
  }
}

const file = {
  contentId: 'cid:1',
  name: 'van-ban.pdf',
  description: '',
  contentType: 'application/pdf',
  bytes: new Uint8Array([37, 80, 68, 70]),
}

function throughTheWire(own: Partial<MessageFacts>) {
  const message = composeMessage(facts(own), own.kind === 'status' ? null : file)
  const written = writeEdxml(message)
  if ('faults' in written) throw new Error(JSON.stringify(written.faults))
  const read = readEdxml(written.bytes)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return keptMessage(read.message)
}

describe('what is composed', () => {
  const about = 'H56.22.17,2026/03/20,9/UBND-VP'
  it('is written, read and known again for what it is', () => {
    const responseFor = { organId: 'H99.1', code: '1/A', promulgationDate: '2026-03-01', documentId: 'x' }
    const made: Record<keyof typeof messageKinds, Partial<MessageFacts>> = {
      document: {},
      recall: { kind: 'recall' },
      update: { kind: 'update', aboutDocumentId: about },
      replace: { kind: 'replace', aboutDocumentId: about },
      status: { kind: 'status', statusCode: '03', responseFor, document: null },
    }
    for (const [kind, own] of Object.entries(made)) expect(kindOf(throughTheWire(own))).toBe(kind)
    expect(kindOf(throughTheWire({ kind: 'recall', recallForm: 'business' }))).toBe('recall')
    expect(aboutOf(throughTheWire({ kind: 'replace', aboutDocumentId: about }))).toBe(about)
  })

  it('says how many pages its file has, and nothing of a file that is no PDF or is broken', async () => {
    const pdf = await PDFDocument.create()
    for (let page = 0; page < 3; page += 1) pdf.addPage()
    const pagesOf = (bytes: Uint8Array<ArrayBuffer>, contentType = 'application/pdf') => {
      const message = composeMessage(facts({}), { ...file, bytes, contentType })
      return 'pageAmount' in message ? message.pageAmount : null
    }
    const whole = Buffer.from(await pdf.save())
    expect(pagesOf(whole)).toBe(3)
    expect(pagesOf(whole.subarray(0, 200))).toBe(0)
    expect(pagesOf(whole, 'application/zip')).toBe(0)
  })

  it('carries the signing block, and all who get it; those added later are named, and it is new to them', () => {
    const first = throughTheWire({})
    expect(first).toMatchObject({
      signer: { competence: 'TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH', position: 'PHÓ CHỦ TỊCH' },
      to: [{ organId: 'H99.1' }, { organId: 'H99.2' }],
    })
    const later = throughTheWire({ isMore: true, to: [agency('H99.3')] })
    expect(later).toMatchObject({
      business: { type: 'update', receiversChanged: true, receivers: [{ organId: 'H99.3' }] },
    })
    expect([kindOf(later), aboutOf(later)]).toEqual(['document', null])
  })
})

describe('settings', () => {
  it('take only addresses that are safe, and a certificate with its own RSA key', () => {
    const settings = {
      revision: 0,
      active: true,
      organId: 'H56',
      systemId: 'xa',
      secretSealed: null,
      pollMinutes: 5,
      requireSignature: false,
    }
    for (const baseUrl of [
      'http://truc.mau.vn',
      'https://a:b@truc.mau.vn',
      'https://truc.mau.vn/?x=1',
      '',
      'ftp://x',
    ])
      expect(interchangeSettingsSchema.safeParse({ ...settings, baseUrl }).success).toBe(false)
    expect(
      interchangeSettingsSchema.safeParse({ ...settings, baseUrl: 'https://truc.mau.vn/' }).success,
    ).toBe(true)
    const wrong = { organId: 'H56,1', name: 'Mẫu', via: 'axis', fingerprint: 'ab:cd' }
    const issues = agencyInput.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'))
    expect(issues).toEqual(['organId', 'fingerprint'])
    const [one, other] = [makeSigningKey('Một'), makeSigningKey('Hai')]
    expect(keyProblem(one.certificate, one.privateKey)).toBeNull()
    expect(keyProblem(one.certificate, other.privateKey)).toContain('không phải của chứng thư')
    expect(keyProblem('x', one.privateKey)).toContain('không đọc được')
    expect(keyProblem(one.certificate, 'x')).toContain('không đọc được')
  })
})
