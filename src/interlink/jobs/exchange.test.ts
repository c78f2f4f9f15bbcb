import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossierAt } from '../../dossiers/factory.ts'
import { storeFiles } from '../../files/commands.ts'
import { isAppError } from '../../platform/errors.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type FaultyLine, lineFaults, openFaultyLine } from '../../testing/faulty-line.ts'
import { sealedKeyPair } from '../api/own-key.ts'
import { answerLeg, takeLeg } from '../commands/answer-leg.ts'
import { claimPackages } from '../commands/claim-packages.ts'
import { addOwnKey } from '../commands/own-keys.ts'
import { pinPartnerKey, revokePartnerKey } from '../commands/partner-keys.ts'
import { retryLeg } from '../commands/retry-leg.ts'
import { sendLeg } from '../commands/send-leg.ts'
import { recallLeg, supplementLeg } from '../commands/supplement-leg.ts'
import { demoSide, linkOverHttp, openOtherOffice, type TestOffice } from '../factory.ts'
import { exchangePackages } from './exchange.ts'

let app: TestApp
let line: FaultyLine
let us: TestOffice
let them: TestOffice
let partnerId: string
let theirPartnerId: string
let fileId: string

beforeAll(async () => {
  app = await startTestApp()
  line = await openFaultyLine()
  line.state.target = await app.app.server.listen({ host: '127.0.0.1', port: 0 })
  us = await demoSide(app)
  them = await openOtherOffice(app, 'H56.22.98')
  ;[partnerId, theirPartnerId] = await linkOverHttp(app, [us, them], line.url)
  fileId = await storedPdf()
})
afterAll(async () => {
  await line?.close()
  await app?.close()
})

async function storedPdf(): Promise<string> {
  const content = Buffer.from('%PDF-1.4\n% giay to mau\n%%EOF\n')
  const { sha256, size } = await app.services.blobs.put(bytes(content), 1000)
  const file = { sha256, size, name: 'giay-to.pdf', mediaType: 'application/pdf' }
  const stored = await app.write(them.all, storeFiles, { files: [file] })
  return stored.files[0]?.id ?? ''
}
async function* bytes(content: Buffer) {
  yield content
}

/** What a member of either side may do in a round; one that is not possible at the moment does nothing. */
const deeds = [
  'take',
  'ask more',
  'supplement',
  'longer',
  'result',
  'recall',
  'crash',
  'release',
  'nothing',
] as const
type Deed = (typeof deeds)[number]

interface Side {
  state: string
  revision: number
  due_at: Date
  out_sequence: number
  in_sequence: number
}

async function sideOf(office: TestOffice, legId: string): Promise<Side | undefined> {
  const found = await app.owner.query<Side>('select * from interlink_legs where office_id = $1 and id = $2', [
    office.officeId,
    legId,
  ])
  return found.rows[0]
}

async function attempt(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isAppError(error)) throw error
  })
}

async function doDeed(deed: Deed, legId: string): Promise<void> {
  const [here, there] = await Promise.all([sideOf(us, legId), sideOf(them, legId)])
  const ours = { legId, revision: here?.revision ?? 1 }
  const theirs = { legId, revision: there?.revision ?? 1 }
  const answer = (outcome: 'more' | 'longer' | 'result') =>
    app.write(them.all, answerLeg, {
      ...theirs,
      outcome,
      text: `Trả lời: ${outcome}`,
      ...(outcome === 'longer' ? { promisedOn: '2026-04-27' } : {}),
      ...(outcome === 'result' ? { fileIds: [fileId] } : {}),
    })
  if (deed === 'take') await attempt(app.write(them.all, takeLeg, theirs))
  if (deed === 'ask more') await attempt(answer('more'))
  if (deed === 'longer') await attempt(answer('longer'))
  if (deed === 'result') await attempt(answer('result'))
  if (deed === 'supplement') await attempt(app.write(us.all, supplementLeg, { ...ours, text: 'Bổ sung.' }))
  if (deed === 'recall') await attempt(app.write(us.all, recallLeg, { ...ours, reason: 'Thôi.' }))
  if (deed === 'release') await line.release()
  // A program takes what is due and dies before it sends: nobody reports, and the lease runs out.
  if (deed === 'crash') {
    for (const { officeId } of [us, them])
      await app.write(systemActor(officeId), claimPackages, { limit: 50 })
  }
}

async function exchange(): Promise<void> {
  await exchangePackages({ ...app.services, limitSeconds: 5 }, us.officeId)
  await exchangePackages({ ...app.services, limitSeconds: 5 }, them.officeId)
}

/** Until nothing is on its way any more: the line is whole, held letters arrive, and time passes. */
async function settle(legId: string): Promise<void> {
  line.state.faults = []
  for (let round = 0; round < 30; round += 1) {
    await line.release()
    await exchange()
    const open = await app.owner.query(
      `select 1 from interlink_packages where leg_id = $1 and state in ('waiting', 'sending', 'kept')`,
      [legId],
    )
    if (open.rows.length === 0) return
    app.time.advanceMinutes(61)
  }
  throw new Error('something is still on its way')
}

/** Kinds of what one side has written, and of what the other side has got from it, in the order of either. */
async function written(office: TestOffice, legId: string, kinds: readonly string[]): Promise<string[]> {
  const found = await app.owner.query<{ kind: string }>(
    'select kind from interlink_leg_events where office_id = $1 and leg_id = $2 and kind = any($3) order by id',
    [office.officeId, legId, kinds],
  )
  return found.rows.map(({ kind }) => kind)
}

const ourKinds = ['request', 'supplement', 'recall']
const theirKinds = ['more', 'longer', 'result', 'refused']

describe('two offices over a line on which everything goes wrong', () => {
  it('have each package exactly once, in its order, and agree in the end', { timeout: 120_000 }, async () => {
    const round = fc.record({
      deed: fc.constantFrom(...deeds),
      faults: fc.array(fc.constantFrom(...lineFaults), { maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 3, maxLength: 9 }), async (rounds) => {
        app.time.set('2026-03-24T09:00:00+07:00')
        const { code, revision } = await dossierAt(app, 'appraisal')
        line.state.faults = [...(rounds[0]?.faults ?? [])]
        const sent = await app.write(us.all, sendLeg, {
          code,
          revision,
          partnerId,
          question: 'Đề nghị xác nhận.',
          answerOn: '2026-03-27',
        })
        for (const { deed, faults } of rounds) {
          line.state.faults = [...faults]
          await doDeed(deed, sent.id)
          await exchange()
          app.time.advanceMinutes(deed === 'crash' ? 11 : 2)
        }
        await settle(sent.id)
        await expectAgreement(sent.id)
      }),
      { numRuns: 10 },
    )
  })
})

describe('a new key of the office', () => {
  const keysKnown = async () =>
    (
      await app.owner.query<{ key_id: string }>(
        'select key_id from interlink_partner_keys where office_id = $1 and revoked_at is null order by added_at',
        [them.officeId],
      )
    ).rows.map(({ key_id }) => key_id)

  it('is told under the old one, used once it is known, and then the old one counts no more', async () => {
    app.time.set('2026-03-24T09:00:00+07:00')
    const [old] = await keysKnown()
    const { keyId, told } = await app.write(us.all, addOwnKey, {
      ...sealedKeyPair(app.services.secrets),
      first: false,
    })
    expect(told).toBe(1)
    // The word that it has arrived is lost: the announcement goes again under the key that the partner still knows.
    line.state.faults = ['drop', 'drop-answer']
    for (let round = 0; round < 3; round += 1) {
      await exchange()
      app.time.advanceMinutes(16)
    }
    expect(await keysKnown()).toEqual([old, keyId])
    const { code, revision } = await dossierAt(app, 'appraisal')
    const request = { code, revision, partnerId, question: 'Đề nghị xác nhận.', answerOn: '2026-03-27' }
    const sent = await app.write(us.all, sendLeg, request)
    await exchange()
    expect((await sideOf(us, sent.id))?.state).toBe('delivered')
    expect(await keysKnown()).toEqual([keyId])
  })

  it('is used also with a partner that was told of it by telephone and knows no other', async () => {
    app.time.set('2026-03-24T12:00:00+07:00')
    line.state.faults = []
    const before = await keysKnown()
    const pair = sealedKeyPair(app.services.secrets)
    await app.write(us.all, addOwnKey, { ...pair, first: false })
    await app.write(them.all, pinPartnerKey, { partnerId: theirPartnerId, publicKey: pair.publicKey })
    for (const keyId of before)
      await app.write(them.all, revokePartnerKey, { partnerId: theirPartnerId, keyId })
    await exchange()
    app.time.advanceMinutes(2)
    await exchange()
    const open = await app.owner.query(
      `select 1 from interlink_packages where kind = 'key' and state <> 'done'`,
    )
    expect(open.rows).toEqual([])
  })

  it('made while nothing of the old one can be opened any more is made by an administrator alone', async () => {
    const clerk = await app.as('vanthu')
    const pair = { ...sealedKeyPair(app.services.secrets), first: false }
    await expect(app.write(clerk, addOwnKey, pair)).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('a partner that is not there', () => {
  it('is tried again after growing pauses, said after a while, given up after days, and tried again when asked', async () => {
    app.time.set('2026-03-24T09:00:00+07:00')
    const { code, revision } = await dossierAt(app, 'appraisal')
    line.state.faults = Array.from({ length: 20 }, () => 'drop' as const)
    const request = { code, revision, partnerId, question: 'Đề nghị xác nhận.', answerOn: '2026-05-27' }
    const { id } = await app.write(us.all, sendLeg, request)
    const before = line.state.requests
    await exchange()
    await exchange()
    expect(line.state.requests - before).toBe(1)
    for (let minutes = 0; minutes < 30; minutes += 6) {
      app.time.advanceMinutes(6)
      await exchange()
    }
    expect(line.state.requests - before).toBe(4)
    const trouble = 'Không kết nối được máy chủ của cơ quan nhận.'
    expect(await sideOf(us, id)).toMatchObject({ state: 'sending', trouble })
    for (let day = 0; day < 12; day += 1) {
      app.time.advanceMinutes(1441)
      await exchange()
    }
    expect(await sideOf(us, id)).toMatchObject({ state: 'undelivered', trouble })
    line.state.faults = []
    await app.write(us.all, retryLeg, { legId: id, revision: (await sideOf(us, id))?.revision ?? 0 })
    await exchange()
    expect(await sideOf(us, id)).toMatchObject({ state: 'delivered', trouble: '' })
  })

  it('that answers without its own signature has not answered', async () => {
    app.time.set('2026-03-24T09:00:00+07:00')
    const { code, revision } = await dossierAt(app, 'appraisal')
    const request = { code, revision, partnerId, question: 'Đề nghị xác nhận.', answerOn: '2026-05-27' }
    line.state.faults = ['garble', 'busy']
    const { id } = await app.write(us.all, sendLeg, request)
    await exchange()
    app.time.advanceMinutes(2)
    await exchange()
    expect(await sideOf(us, id)).toMatchObject({ state: 'sending' })
    const stored = await app.owner.query(
      'select reason, acknowledgement from interlink_packages where leg_id = $1',
      [id],
    )
    expect(stored.rows[0]).toMatchObject({ reason: expect.stringContaining('mã 503'), acknowledgement: null })
  })
})

async function expectAgreement(legId: string): Promise<void> {
  const [here, there] = await Promise.all([sideOf(us, legId), sideOf(them, legId)])
  // Recalled before it set out, it is nowhere else.
  if (!there) return expect(here).toMatchObject({ state: 'recalled', out_sequence: 1 })
  expect(here?.in_sequence).toBe(there.out_sequence)
  expect(there.in_sequence).toBe(here?.out_sequence)
  // What came after the end was refused in its turn, on whichever side the leg had ended.
  const refused = await app.owner.query<{ office_id: string; kind: string; reason: string }>(
    `select office_id, kind, reason from interlink_received where leg_id = $1 and code = 'refused'`,
    [legId],
  )
  expect(refused.rows.filter(({ reason }) => reason !== 'leg_ended')).toEqual([])
  const refusedAt = (office: TestOffice) =>
    refused.rows.filter(({ office_id }) => office_id === office.officeId).length
  const [asked, got] = await Promise.all([written(us, legId, ourKinds), written(them, legId, ourKinds)])
  expect(got).toEqual(asked.slice(0, asked.length - refusedAt(them)))
  const [answered, heard] = await Promise.all([
    written(them, legId, theirKinds),
    written(us, legId, theirKinds),
  ])
  expect(heard).toEqual(answered.slice(0, answered.length - refusedAt(us)))
  const files = await app.owner.query(
    'select 1 from interlink_leg_files where office_id = $1 and leg_id = $2',
    [us.officeId, legId],
  )
  expect(files.rows).toHaveLength(heard.filter((kind) => kind === 'result').length)
  if (here?.state === 'answered') expect(there.state).toBe('answered')
  if (there.state === 'recalled') expect(here?.state).toBe('recalled')
  if (here?.state === 'delivered') expect(['new', 'taken']).toContain(there.state)
  if (here?.state === 'more') expect(there.state).toBe('more')
  expect(['delivered', 'more', 'answered', 'recalled']).toContain(here?.state)
}
