import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { demoSide, openOtherOffice, type TestOffice } from '../../interlink/factory.ts'
import { isAppError } from '../../platform/errors.ts'
import { deliverNews } from '../../platform/outbox.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { directIncoming } from '../../records/commands/direct-incoming.ts'
import { takeUpIncoming } from '../../records/commands/handle-incoming.ts'
import { withdrawOutgoing } from '../../records/commands/outgoing/issue-outgoing.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type AxisFault, type AxisStandIn, startAxisStandIn } from '../../testing/axis-stand-in/server.ts'
import { claimMessages } from '../commands/claim-messages.ts'
import { noteUpdate, refuseArrival } from '../commands/decide-arrival.ts'
import { decideRecall } from '../commands/decide-recall.ts'
import { registerArrival } from '../commands/register-arrival.ts'
import { saveAgency } from '../commands/save-agency.ts'
import { sendDocument } from '../commands/send-document.ts'
import { connectAxis, enterOffice, issuedDocument } from '../factory.ts'
import type { ArrivalState } from '../model/arrival.ts'
import { readEdxml } from '../model/edxml/read.ts'
import type { KeptMessage } from '../model/read-message.ts'
import { registrationOf } from '../model/registration.ts'
import { outgoingCard } from '../queries/cards.ts'
import { exchangeDocuments } from './exchange.ts'
import { interchangeNews } from './hear-news.ts'

let app: TestApp
let us: TestOffice
let them: TestOffice
let agencyId: string
let axis: AxisStandIn

const far = { organId: 'H99.02', name: 'Sở Mẫu tỉnh Ví Dụ', systemId: 'so-mau', secretKey: 'bi-mat-3' }

/** Two offices that exchange, and a third agency on the axis. */
async function open(via: 'here' | 'axis'): Promise<void> {
  app = await startTestApp()
  await loadDemoOutgoing(app.services)
  us = await demoSide(app)
  them = await openOtherOffice(app, 'H56.22.98')
  const members = [us, them].map(({ code, name }, index) => ({
    organId: code,
    name,
    systemId: `he-thong-${index}`,
    secretKey: `bi-mat-${index}`,
  }))
  axis = await startAxisStandIn({ members: [...members, far], clock: app.time.clock })
  agencyId = await enterOffice(app, { of: us, other: them, via })
  if (via === 'here') return
  for (const [index, office] of [us, them].entries())
    await connectAxis(app, office, {
      url: axis.url,
      systemId: `he-thong-${index}`,
      secretKey: `bi-mat-${index}`,
    })
}

async function close(): Promise<void> {
  await axis?.close()
  await app?.close()
}

interface Arrival {
  id: string
  kind: string
  state: ArrivalState
  revision: number
  document_id: string
  message: KeptMessage
  incoming_id: string | null
}

async function arrivalsAt(office: TestOffice, where = 'true', values: unknown[] = []): Promise<Arrival[]> {
  const found = await app.owner.query<Arrival>(
    `select * from interchange_arrivals where office_id = $1 and (${where}) order by received_at, id`,
    [office.officeId, ...values],
  )
  return found.rows
}

/** A program that dies after the given steps: what it has committed by then stays, what follows is not done. */
function dyingAt(steps: readonly number[]) {
  let step = 0
  return {
    ...app.services,
    limitSeconds: 0.5,
    observe: () => {
      step += 1
      if (steps.includes(step)) throw new Error('the program died here')
    },
  }
}

async function run(deps: Parameters<typeof exchangeDocuments>[0] = app.services): Promise<void> {
  for (const { officeId } of [us, them]) {
    await deliverNews(app.services, officeId, interchangeNews(app.services))
    await exchangeDocuments(deps, officeId).catch((error: unknown) => {
      if (!(error instanceof Error && /died here/.test(error.message))) throw error
    })
  }
}

async function isQuiet(): Promise<boolean> {
  const open = await app.owner.query(
    `select 1 from interchange_messages where state in ('waiting', 'sending')
      union all select 1 from interchange_arrivals where state = 'stored'
      union all select 1 from outbox where delivered_at is null and topic ~ '^(incoming|outgoing)\\.'`,
  )
  const atAxis = axis.book.messages.some(({ receivers }) => [...receivers.values()].includes('initial'))
  return open.rows.length === 0 && !atAxis
}

/** Until nothing is on its way any more. */
async function settle(): Promise<void> {
  axis.control.fault = () => null
  for (let round = 0; round < 20; round += 1) {
    axis.releaseLate()
    await run()
    if (await isQuiet()) return
    app.time.advanceMinutes(round < 4 ? 2 : 11)
  }
  throw new Error('something is still on its way')
}

async function register(arrival: Arrival): Promise<{ id: string; arrivalNumber: number }> {
  if (arrival.message.kind !== 'document') throw new Error('only documents are registered')
  const values = registrationOf(arrival.message)
  const { id, revision } = arrival
  const input = { id, revision, ...values, duplicateReason: 'Đăng ký lại để thử.' }
  return app.write(them.all, registerArrival, input as never)
}

const sent = async () => {
  const document = await issuedDocument(app)
  await app.write(us.all, sendDocument, { ...ref(document), agencyIds: [agencyId] })
  return document
}
const ref = ({ id, revision }: { id: string; revision: number }) => ({ id, revision })
const withdraw = (
  document: { id: string; revision: number },
  kind: 'recall' | 'replace' | 'correct',
  byId: string | null = null,
) =>
  app.write(us.all, withdrawOutgoing, {
    id: document.id,
    revision: document.revision + 1,
    kind,
    byId,
    reason: 'Ghi nhầm số liệu.',
  })
const standing = async (id: string) => {
  const { receivers } = await app.read(us.all, outgoingCard, { id })
  return receivers[0]
}
const lastArrival = async (kind: string) => (await arrivalsAt(them, 'kind = $2', [kind])).at(-1) as Arrival

describe.each(['here', 'axis'] as const)('a document between two offices: %s', (via) => {
  beforeAll(() => open(via))
  afterAll(close)

  it('is sent by a clerk alone, with its signed file, once to each, to who can be reached', async () => {
    const document = await issuedDocument(app)
    for (const username of ['chuyenmon', 'chutich', 'quantri', 'tiepnhan'])
      await expect(
        app.write(await app.as(username), sendDocument, { ...ref(document), agencyIds: [agencyId] }),
      ).rejects.toMatchObject({ code: 'not_allowed' })
    const clerk = await app.as('vanthu')
    const paper = await app.write(us.all, saveAgency, {
      organId: 'H99.78',
      name: 'Hội Giấy Mẫu',
      via: 'manual',
    })
    const distant = await app.write(us.all, saveAgency, { organId: 'H99.77', name: 'Sở Xa Mẫu', via: 'axis' })
    for (const id of via === 'here' ? [distant.id, paper.id] : [paper.id])
      await expect(
        app.write(clerk, sendDocument, { ...ref(document), agencyIds: [id] }),
      ).rejects.toMatchObject({ code: 'invalid_input', facts: { fields: { agencyIds: expect.any(String) } } })
    const { revision } = await app.write(clerk, sendDocument, { ...ref(document), agencyIds: [agencyId] })
    await expect(
      app.write(clerk, sendDocument, { id: document.id, revision, agencyIds: [agencyId] }),
    ).rejects.toMatchObject({ facts: { fields: { agencyIds: expect.stringContaining('Đã gửi cho') } } })
  })

  it('tells its sender each step once and in order: arrived, registered, assigned, taken up, finished', async () => {
    const document = await sent()
    await settle()
    expect((await standing(document.id))?.standing?.name).toBe('Đã đến')
    const { rows } = await app.owner.query(
      `select a.axis_sender from interchange_arrivals a where a.id = $1`,
      [(await lastArrival('document')).id],
    )
    expect(rows).toEqual([{ axis_sender: via === 'axis' ? us.code : '' }])
    const { id, arrivalNumber } = await register(await lastArrival('document'))
    const directed = await app.write(them.all, directIncoming, {
      id,
      revision: 1,
      kind: 'action',
      leadId: them.all.id,
      words: 'Thực hiện.',
    })
    await app.write(them.all, takeUpIncoming, { id, revision: directed.revision })
    await settle()
    expect(await standing(document.id)).toMatchObject({
      state: 'sent',
      late: false,
      standing: { name: 'Đang xử lý' },
    })
    const told = await app.owner.query(
      'select code, words from interchange_statuses where office_id = $1 order by noted_at, arrival_id',
      [us.officeId],
    )
    expect(told.rows.slice(-4).map(({ code }) => code)).toEqual(['01', '03', '04', '05'])
    expect(told.rows.at(-3)?.words).toContain(`số đến ${arrivalNumber}`)
    const files = await app.owner.query(
      'select f.name, f.guarded from incoming_files i join files f on f.id = i.file_id where i.incoming_id = $1',
      [id],
    )
    expect(files.rows).toEqual([{ name: 'ban-da-ky.pdf', guarded: true }])
  })

  it('is refused with a reason, which the sender reads; a refused one is not asked back', async () => {
    const document = await sent()
    await settle()
    const { id, revision } = await lastArrival('document')
    for (const actor of [
      await app.as('vanthu'),
      { ...them.all, duties: [{ role: 'leader', fieldCode: null }] },
    ])
      await expect(
        app.write(actor, refuseArrival, { id, revision, reason: 'Gửi nhầm đơn vị.' }),
      ).rejects.toMatchObject({ code: actor.officeId === us.officeId ? 'not_found' : 'not_allowed' })
    await app.write(them.all, refuseArrival, { id, revision, reason: 'Gửi nhầm đơn vị.' })
    await settle()
    expect((await standing(document.id))?.standing).toMatchObject({
      name: 'Từ chối tiếp nhận',
      words: 'Gửi nhầm đơn vị.',
    })
    await withdraw(document, 'recall')
    await settle()
    expect((await standing(document.id))?.recall).toBeNull()
  })

  it('recalled, of what is not registered yet takes it back at once', async () => {
    const document = await sent()
    await settle()
    await withdraw(document, 'recall')
    await settle()
    expect(await lastArrival('document')).toMatchObject({ state: 'withdrawn' })
    expect((await standing(document.id))?.recall?.answer?.name).toBe('Đồng ý lấy lại')
  })

  it('recalled before it set out, goes nowhere', async () => {
    const document = await sent()
    await withdraw(document, 'recall')
    await settle()
    expect(await standing(document.id)).toMatchObject({ state: 'dropped', recall: null })
  })

  it.each(['status', 'business'] as const)(
    'recalled in the form of %s when it is registered, waits for a decision, and either answer reaches the sender',
    async (recallForm) => {
      await app.owner.query('update interchange_agencies set recall_form = $1 where id = $2', [
        recallForm,
        agencyId,
      ])
      for (const agree of [true, false]) {
        const document = await sent()
        await settle()
        const { id } = await register(await lastArrival('document'))
        await withdraw(document, 'recall')
        await settle()
        const recall = await lastArrival('recall')
        expect(recall.state).toBe('waiting')
        const decision = { id: recall.id, revision: recall.revision, agree }
        await expect(
          app.write(
            { ...them.all, duties: [{ role: 'specialist', fieldCode: null }] },
            decideRecall,
            decision,
          ),
        ).rejects.toMatchObject({ code: 'not_allowed' })
        if (!agree)
          await expect(app.write(them.all, decideRecall, decision)).rejects.toMatchObject({
            facts: { fields: { words: expect.any(String) } },
          })
        await app.write(them.all, decideRecall, { ...decision, words: 'Đã thực hiện xong theo văn bản.' })
        await settle()
        expect((await standing(document.id))?.recall?.answer?.name).toBe(
          agree ? 'Đồng ý lấy lại' : 'Từ chối lấy lại',
        )
        const kept = await app.owner.query(
          'select recalled_at, recalled_reason from incoming_documents where id = $1',
          [id],
        )
        expect(kept.rows[0]?.recalled_at !== null).toBe(agree)
        expect(kept.rows[0]?.recalled_reason).toBe(agree ? 'Ghi nhầm số liệu.' : '')
      }
    },
  )

  it('corrected and replaced: the new ones go to whoever got it, and stand beside it there', async () => {
    const document = await sent()
    await settle()
    const { id } = await register(await lastArrival('document'))
    const letter = await issuedDocument(app, { example: 'cong-van' })
    await withdraw(document, 'correct', letter.id)
    await settle()
    const update = await lastArrival('update')
    await app.write(them.all, noteUpdate, { id: update.id, revision: update.revision })
    const other = await issuedDocument(app)
    await withdraw({ ...document, revision: document.revision + 1 }, 'replace', other.id)
    await settle()
    const replacing = await lastArrival('replace')
    expect(replacing.message).toMatchObject({ business: { reason: 'Ghi nhầm số liệu.' } })
    const registered = await register(replacing)
    await settle()
    const lines = await app.owner.query(
      'select kind from incoming_events where incoming_id = $1 order by id',
      [id],
    )
    expect(lines.rows.map(({ kind }) => kind)).toEqual([
      'registered',
      'updated_by_sender',
      'replaced_by_sender',
    ])
    expect((await standing(letter.id))?.standing?.name).toBe('Đã tiếp nhận')
    expect((await standing(other.id))?.standing?.words).toContain(`số đến ${registered.arrivalNumber}`)
  })
})

describe('receivers added later', () => {
  beforeAll(() => open('axis'))
  afterAll(close)

  /** The far agency's own software takes what lies there for it, and says which. */
  const takenByFar = () =>
    axis.book.messages
      .filter(({ envelope, receivers }) => envelope.kind === 'edoc' && receivers.has(far.organId))
      .map(({ bytes, receivers }) => {
        receivers.set(far.organId, 'done')
        const read = readEdxml(bytes)
        if ('faults' in read || read.message.kind !== 'document') throw new Error('no document')
        return read.message
      })

  it('over the axis get the document as a new one, named as added; who had it gets nothing twice, and each tells its own steps', async () => {
    const document = await issuedDocument(app)
    const farId = (await app.write(us.all, saveAgency, { organId: far.organId, name: far.name, via: 'axis' }))
      .id
    const first = await app.write(us.all, sendDocument, { ...ref(document), agencyIds: [farId] })
    await run()
    const [had] = takenByFar()
    app.time.advanceMinutes(1)
    await app.write(us.all, sendDocument, { ...ref(first), id: document.id, agencyIds: [agencyId] })
    await settle()

    const arrivals = await arrivalsAt(them)
    expect(arrivals).toMatchObject([
      {
        kind: 'document',
        state: 'waiting',
        document_id: had?.documentId,
        message: { business: { type: 'update', receiversChanged: true } },
      },
    ])
    const [arrival] = arrivals
    if (!arrival) throw new Error('nothing came')
    const { arrivalNumber } = await register(arrival)
    await settle()
    expect(takenByFar().map(({ business }) => business?.type ?? null)).toEqual([had?.business?.type ?? null])
    const { receivers } = await app.read(us.all, outgoingCard, { id: document.id })
    const standings = receivers.map((each) => [each.agency, each.state, each.standing?.words ?? null])
    expect(standings.toSorted()).toEqual([
      [them.name, 'sent', expect.stringContaining(`số đến ${arrivalNumber}`)],
      [far.name, 'sent', null],
    ])
    await expectAgreement()
  })

  it('a recall afterwards reaches both', async () => {
    const document = await issuedDocument(app)
    const { rows } = await app.owner.query<{ id: string }>(
      'select id from interchange_agencies where office_id = $1 and organ_id = $2',
      [us.officeId, far.organId],
    )
    const first = await app.write(us.all, sendDocument, {
      ...ref(document),
      agencyIds: [rows[0]?.id ?? ''],
    })
    await run()
    takenByFar()
    app.time.advanceMinutes(1)
    const { revision } = await app.write(us.all, sendDocument, {
      ...ref(first),
      id: document.id,
      agencyIds: [agencyId],
    })
    await settle()
    await withdraw({ id: document.id, revision: revision - 1 }, 'recall')
    await run()
    const asked = axis.book.messages.filter(
      ({ envelope, receivers }) => envelope.type === '13' && receivers.has(far.organId),
    )
    expect(asked.map(({ receivers }) => [...receivers.keys()].toSorted())).toContainEqual(
      [them.code, far.organId].toSorted(),
    )
    for (const { receivers } of asked) receivers.set(far.organId, 'done')
    await settle()
    expect((await lastArrival('document')).state).toBe('withdrawn')
  })
})

/** What the line may do: all but keeping silent for long, and losing what it said yes to, which nobody can mend. */
const lineFaults = [
  null,
  'reset',
  'fail',
  'busy',
  'error-inside',
  'redirect',
  'lose-answer',
  'cut',
  'garbage',
  'repeat',
  'late',
] as const satisfies readonly (AxisFault | null)[]

const deeds = [
  'send',
  'register',
  'refuse',
  'inform',
  'recall',
  'agree',
  'refuse recall',
  'replace',
  'correct',
  'crash',
] as const
type Deed = (typeof deeds)[number]

describe.each(['here', 'axis'] as const)(
  'two offices whose programs die and whose line breaks: %s',
  (via) => {
    beforeAll(() => open(via))
    afterAll(close)

    it('have each message once and agree in the end', { timeout: 120_000 }, async () => {
      const round = fc.record({
        deed: fc.constantFrom(...deeds),
        dies: fc.array(fc.integer({ min: 1, max: 24 }), { maxLength: 3 }),
        faults: fc.array(fc.constantFrom(...lineFaults), { maxLength: via === 'axis' ? 5 : 0 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 9 }), async (rounds) => {
          const story: Story = { documents: [await sent()] }
          for (const { deed, dies, faults } of rounds) {
            const toCome: (AxisFault | null)[] = [...faults]
            axis.control.fault = () => toCome.shift() ?? null
            await doDeed(deed, story).catch((error: unknown) => {
              if (!isAppError(error)) throw error
            })
            await run(dyingAt(dies))
            app.time.advanceMinutes(deed === 'crash' ? 11 : 2)
          }
          await settle()
          await expectAgreement()
        }),
        { numRuns: 4 },
      )
    })
  },
)

interface Story {
  documents: { id: string; revision: number }[]
}

async function doDeed(deed: Deed, story: Story): Promise<void> {
  const document = story.documents.at(-1)
  const waiting = (await arrivalsAt(them, "state = 'waiting'")).at(-1)
  const decided = waiting && { id: waiting.id, revision: waiting.revision }
  if (deed === 'send') story.documents.push(await sent())
  if (deed === 'register' && waiting && waiting.kind !== 'recall') await register(waiting)
  if (deed === 'refuse' && decided)
    await app.write(them.all, refuseArrival, { ...decided, reason: 'Gửi nhầm đơn vị.' })
  if (deed === 'inform') await finishLast()
  if (deed === 'recall' && document) await withdraw(document, 'recall')
  if ((deed === 'agree' || deed === 'refuse recall') && decided)
    await app.write(them.all, decideRecall, {
      ...decided,
      agree: deed === 'agree',
      words: 'Đã trao đổi qua điện thoại.',
    })
  if (deed === 'replace' && document) await withdraw(document, 'replace', (await issuedDocument(app)).id)
  if (deed === 'correct' && document) {
    await withdraw(document, 'correct', (await issuedDocument(app, { example: 'cong-van' })).id)
    document.revision += 1
  }
  // A program takes what is due and dies before it sends: nobody reports, and the lease runs out.
  if (deed === 'crash')
    for (const { officeId } of [us, them])
      await app.write(systemActor(officeId), claimMessages, { limit: 50 })
}

async function finishLast(): Promise<void> {
  const found = await app.owner.query<{ id: string; revision: number }>(
    `select id, revision from incoming_documents where office_id = $1 and state = 'registered' order by registered_at desc limit 1`,
    [them.officeId],
  )
  const last = found.rows[0]
  if (last) await app.write(them.all, directIncoming, { ...last, kind: 'information', words: '' })
}

/** Nothing in either tray; each document once there; what they told is what we were told, each word once. */
async function expectAgreement(): Promise<void> {
  const stuck = await app.owner.query(
    `select trouble from interchange_arrivals where state = 'trouble' union all select trouble from interchange_messages where state = 'failed'`,
  )
  expect(stuck.rows).toEqual([])
  const twice = await app.owner.query(
    `select document_id from interchange_arrivals where kind in ('document', 'update', 'replace') and state <> 'skipped'
      group by office_id, agency_id, document_id having count(*) > 1`,
  )
  expect(twice.rows).toEqual([])
  const differing = await app.owner.query(
    `select m.document_id, m.status_code from interchange_messages m where m.office_id = $1 and m.kind = 'status'
      except select p.document_id, s.code from interchange_statuses s join interchange_messages p on p.id = s.message_id`,
    [them.officeId],
  )
  expect(differing.rows.filter(({ status_code }) => status_code !== '15' && status_code !== '16')).toEqual([])
  const [told, heard] = await Promise.all([
    app.owner.query(
      `select count(*)::int as n from interchange_messages where kind = 'status' and state = 'sent'`,
    ),
    app.owner.query('select count(*)::int as n from interchange_statuses'),
  ])
  expect(heard.rows).toEqual(told.rows)
}
