import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { storeFiles } from '../../files/commands.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { getProcedure } from '../../procedures/queries.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../factory.ts'
import { keepResult } from '../jobs/results.ts'
import { receptionExample } from '../model/examples.ts'
import type { digitiseInput } from '../model/paper-inputs.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { digitiseComponent } from './digitise-component.ts'
import { offerPapers } from './offer-papers.ts'
import { changePaperState, openStore } from './open-store.ts'
import { receiveDossier } from './receive-dossier.ts'
import { requestSupplement } from './request-supplement.ts'
import { turnAway } from './turn-away.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  await withCodes()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const code = 'KQ.G15.000038'
const slow = demoSlowProcedureId
const reason = 'Công dân đề nghị tra lại giấy tờ đã nộp.'
let people = 0
/** A made-up person whom no other test knows. */
function newPerson() {
  people += 1
  return {
    ...receptionExample.applicant,
    name: `Công Dân Thử ${people}`,
    personalId: `0380900071${String(people).padStart(2, '0')}`,
  }
}

/** The slow procedure as it will be: a declaration, a coded paper to be scanned, one known by name. */
async function withCodes(): Promise<void> {
  const admin = await test.as('quantri')
  const { cases } = await test.read(admin, getProcedure, { procedureId: slow })
  const components = [
    { name: 'Tờ khai', kind: 'form' as const, quantity: 1, required: true },
    {
      name: 'Giấy xác nhận tình trạng hôn nhân',
      kind: 'original' as const,
      quantity: 1,
      required: true,
      paperCode: code,
    },
    { name: 'Giấy chứng tử', kind: 'copy' as const, quantity: 1, required: false },
  ]
  await test.owner.query('update procedure_versions set cases = $1 where procedure_id = $2', [
    JSON.stringify([{ code: cases[0]?.code ?? 'chung', name: 'Trường hợp chung', components }]),
    slow,
  ])
}

const all = [0, 1, 2].map((ordinal) => ({ ordinal, provided: true, originals: 1 }))
const received = (applicant: ReturnType<typeof newPerson>, components: object[] = all) =>
  receivedDossier(test, { procedureId: slow, applicant, components: components as never })

async function uploaded(username: string, mediaType = 'application/pdf'): Promise<string> {
  const file = { sha256: 'a'.repeat(64), size: 10, name: 'quet.pdf', mediaType }
  const { files } = await test.write(await test.as(username), storeFiles, { files: [file] })
  return files[0]?.id ?? ''
}

type Digitised = Partial<z.input<typeof digitiseInput>>
async function digitise(dossier: MadeDossier, input: Digitised = {}, username = 'tiepnhan') {
  const fileId = input.fileId ?? (await uploaded(username))
  return test.write(await test.as(username), digitiseComponent, {
    code: dossier.code,
    revision: dossier.revision,
    ordinal: 1,
    fileId,
    name: 'Giấy xác nhận tình trạng hôn nhân',
    paperCode: code,
    number: '12/2026',
    issuedOn: '2026-03-05',
    issuingAgency: 'UBND xã Mẫu',
    compared: true,
    ...input,
  })
}

const offersFor = async (personalId: string, username = 'tiepnhan') =>
  (await test.write(await test.as(username), offerPapers, { procedureId: slow, personalId })).offers
const row = async (dossier: MadeDossier, ordinal = 1) =>
  (
    await test.owner.query('select * from dossier_components where dossier_id = $1 and ordinal = $2', [
      dossier.id,
      ordinal,
    ])
  ).rows[0]
const refusedAt = (field: string) => ({
  code: 'invalid_input',
  facts: { fields: { [field]: expect.any(String) } },
})
const journal = async (subject: string) =>
  (
    await test.owner.query(
      `select action, actor_name, facts from audit_events where subject_type = 'citizen_store' and subject_id = $1 order by id`,
      [subject],
    )
  ).rows

describe('digitising a component (NĐ 107/2021, TT 01/2023/TT-VPCP)', () => {
  it('is for those who receive or handle the field', async () => {
    const dossier = await received(newPerson())
    for (const username of ['vanthu', 'chutich', 'quantri', 'bientap', 'ketoan', 'diachinh', 'xahoi']) {
      const fileId = await uploaded('tiepnhan')
      await expect(digitise(dossier, { fileId }, username), username).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
    await digitise(dossier, {}, 'tuphap')
  })

  it('puts the paper with its facts into the owner’s store and notes it on the component', async () => {
    const person = newPerson()
    const dossier = await received(person)
    expect(await row(dossier)).toMatchObject({ must_scan: true, digitised_paper_id: null })
    expect(await row(dossier, 2)).toMatchObject({ must_scan: false })
    const { paperId } = await digitise(dossier, { validUntil: '2026-09-05', note: 'Để kết hôn' })
    expect(await row(dossier)).toMatchObject({ digitised_paper_id: paperId })
    const stored = (
      await test.owner.query('select *, valid_until::text as until from citizen_papers where id = $1', [
        paperId,
      ])
    ).rows[0]
    expect(stored).toMatchObject({
      owner_kind: 'citizen',
      owner_identifier: person.personalId,
      owner_name: person.name,
      paper_code: code,
      number: '12/2026',
      issuing_agency: 'UBND xã Mẫu',
      until: '2026-09-05',
      source: 'compared',
      confidence: 'compared',
      digitised_by_name: 'Cán bộ Mẫu Một',
    })
    const view = await test.read(await test.as('tiepnhan'), getDossier, { code: dossier.code })
    expect(view.components[1]?.digitisation).toEqual({
      DuocSoHoa: true,
      DuocTaiSuDung: false,
      DuocLayTuKhoDMQG: false,
    })
  })

  it('takes the scan that lies with the component, and no other file of the office', async () => {
    const scan = await uploaded('tiepnhan')
    const components = all.map((each) => (each.ordinal === 1 ? { ...each, fileIds: [scan] } : each))
    const dossier = await received(newPerson(), components)
    const others = await uploaded('chuyenmon')
    await expect(digitise(dossier, { fileId: others })).rejects.toMatchObject(refusedAt('fileId'))
    await expect(digitise(dossier, { fileId: uuid() })).rejects.toMatchObject(refusedAt('fileId'))
    const actor = await test.as('tiepnhan')
    const { revision, code: dossierCode } = dossier
    const input = { code: dossierCode, revision, ordinal: 1, name: 'Giấy xác nhận', compared: false }
    const { paperId } = await test.write(actor, digitiseComponent, input)
    const stored = await test.owner.query('select file_id, confidence from citizen_papers where id = $1', [
      paperId,
    ])
    expect(stored.rows[0]).toEqual({ file_id: scan, confidence: 'scanned' })
  })

  it('refuses what is no scan, impossible dates and papers that were not handed in', async () => {
    const dossier = await received(newPerson(), all.slice(0, 2))
    const word = await uploaded(
      'tiepnhan',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
    await expect(digitise(dossier, { fileId: word })).rejects.toMatchObject(refusedAt('fileId'))
    await expect(digitise(dossier, { issuedOn: '2026-03-25' })).rejects.toMatchObject(refusedAt('issuedOn'))
    await expect(digitise(dossier, { validUntil: '2026-03-04' })).rejects.toMatchObject(
      refusedAt('validUntil'),
    )
    await expect(digitise(dossier, { ordinal: 2 })).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(digitise(dossier, { ordinal: 77 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(digitise({ ...dossier, revision: 9 })).rejects.toMatchObject({ code: 'stale' })
  })

  it('again replaces what was stored, which stays as superseded', async () => {
    const person = newPerson()
    const dossier = await received(person)
    const first = await digitise(dossier, { number: '1/2026' })
    const second = await digitise({ ...dossier, revision: first.revision }, { number: '2/2026' })
    const states = await test.owner.query(
      'select id, state, state_reason from citizen_papers where owner_identifier = $1 order by digitised_at, id',
      [person.personalId],
    )
    expect(states.rows).toEqual([
      { id: first.paperId, state: 'superseded', state_reason: 'Số hóa lại.' },
      { id: second.paperId, state: 'valid', state_reason: '' },
    ])
  })
})

describe('looking into a store (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)', () => {
  it('is for those who receive or handle dossiers', async () => {
    for (const username of ['vanthu', 'chutich', 'quantri', 'bientap', 'ketoan']) {
      const attempt = test.write(await test.as(username), openStore, { identifier: '038090000001', reason })
      await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' })
      const offers = test.write(await test.as(username), offerPapers, {
        procedureId: slow,
        personalId: '038090000001',
      })
      await expect(offers).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(offersFor('038090000001', 'chuyenmon')).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('needs a reason or a dossier of that very person, and is noted with it and with what was shown', async () => {
    const person = newPerson()
    const dossier = await received(person)
    const { paperId } = await digitise(dossier)
    const counter = await test.as('tiepnhan')
    const open = (input: object) =>
      test.write(counter, openStore, { identifier: person.personalId, ...input } as never)
    await expect(open({})).rejects.toMatchObject(refusedAt('reason'))
    await expect(open({ reason: 'xem' })).rejects.toMatchObject(refusedAt('reason'))
    const foreign = await received(newPerson())
    await expect(open({ dossierCode: foreign.code })).rejects.toMatchObject(refusedAt('dossierCode'))
    await expect(open({ dossierCode: 'H56.22.17-20260324-0099999' })).rejects.toMatchObject(
      refusedAt('dossierCode'),
    )
    expect((await open({ dossierCode: dossier.code.toLowerCase() })).papers.map(({ id }) => id)).toEqual([
      paperId,
    ])
    await open({ reason })
    expect(await journal(person.personalId)).toEqual([
      {
        action: 'dossiers.openStore',
        actor_name: counter.name,
        facts: { purpose: 'look', reason: '', dossierId: dossier.id, shown: [paperId] },
      },
      {
        action: 'dossiers.openStore',
        actor_name: counter.name,
        facts: { purpose: 'look', reason, dossierId: null, shown: [paperId] },
      },
    ])
  })

  it('with a reason alone shows a specialist the papers of their own fields only', async () => {
    const person = newPerson()
    await digitise(await received(person))
    const seen = async (username: string) =>
      (await test.write(await test.as(username), openStore, { identifier: person.personalId, reason })).papers
        .length
    expect([await seen('tuphap'), await seen('diachinh'), await seen('chuyenmon')]).toEqual([1, 0, 1])
  })

  it('shows another office nothing', async () => {
    const person = newPerson()
    await digitise(await received(person))
    const foreigner = { ...(await test.as('tiepnhan')), officeId: randomUUID() }
    const opened = await test.write(foreigner, openStore, { identifier: person.personalId, reason })
    expect(opened.papers).toEqual([])
  })
})

describe('a paper that no longer holds', () => {
  it('is marked by those of its field, with a reason, and stays in the store', async () => {
    const person = newPerson()
    const { paperId } = await digitise(await received(person))
    const end = async (username: string, text = 'Đã thu hồi theo Quyết định số 5/QĐ-UBND.') =>
      test.write(await test.as(username), changePaperState, { id: paperId, state: 'annulled', reason: text })
    for (const username of ['vanthu', 'chutich', 'diachinh']) {
      await expect(end(username)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(end('tuphap', ' ')).rejects.toMatchObject(refusedAt('reason'))
    expect(await offersFor(person.personalId)).toHaveLength(1)
    await end('tuphap')
    await expect(end('tuphap')).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await offersFor(person.personalId)).toEqual([])
    const opened = await test.write(await test.as('tiepnhan'), openStore, {
      identifier: person.personalId,
      reason,
    })
    expect(opened.papers).toMatchObject([
      { state: 'annulled', stateReason: expect.stringContaining('5/QĐ-UBND') },
    ])
  })
})

describe('no paper is asked for twice', () => {
  it('what the store holds is offered for its kind, in words, and the look is noted', async () => {
    const person = newPerson()
    const { paperId } = await digitise(await received(person))
    expect(await offersFor(person.personalId)).toEqual([
      {
        ordinal: 1,
        words: 'Đã có: Giấy xác nhận tình trạng hôn nhân số 12/2026 cấp 05/03/2026',
        citizenPaperId: paperId,
      },
    ])
    expect((await journal(person.personalId)).at(-1)).toMatchObject({
      action: 'dossiers.offerPapers',
      facts: { purpose: 'reception', offered: 1 },
    })
  })

  it('taken, it stands for the paper: nothing is counted, the file goes along, the facts are kept', async () => {
    const person = newPerson()
    const fileId = await uploaded('tiepnhan')
    const { paperId } = await digitise(await received(person), { fileId })
    const next = await received(person, [
      all[0] ?? {},
      { ordinal: 1, provided: false, citizenPaperId: paperId },
    ])
    expect(await row(next)).toMatchObject({
      provided: true,
      originals: 0,
      copies: 0,
      reuse: 'store',
      citizen_paper_id: paperId,
      note: 'Giấy xác nhận tình trạng hôn nhân số 12/2026 cấp 05/03/2026',
    })
    const view = await test.read(await test.as('tuphap'), getDossier, { code: next.code })
    expect(view.components[1]).toMatchObject({
      files: [{ id: fileId }],
      digitisation: { DuocSoHoa: false, DuocTaiSuDung: true, DuocLayTuKhoDMQG: true },
    })
    await expect(digitise(next)).rejects.toMatchObject({ code: 'wrong_state' })
    const receipt = await test.app.server.inject({
      url: `/api/v1/dossiers/${next.code}/receipt.pdf`,
      headers: { cookie: await test.cookie('tiepnhan') },
    })
    expect(readPdf(receipt.rawPayload)).toMatch(
      /Giấy xác nhận tình trạng hôn nhân Cơ quan đã có, không phải nộp/,
    )
  })

  it('a scan in an earlier dossier is offered where the store has none', async () => {
    const person = newPerson()
    const scan = await uploaded('tiepnhan')
    const earlier = await received(
      person,
      all.map((each) => (each.ordinal === 2 ? { ...each, fileIds: [scan] } : each)),
    )
    const [offer] = await offersFor(person.personalId)
    expect(offer).toEqual({
      ordinal: 2,
      words: `Đã nộp: Giấy chứng tử trong hồ sơ ${earlier.code} ngày 24/03/2026`,
      earlier: { dossierId: earlier.id, ordinal: 2 },
    })
    const next = await received(person, [
      ...all.slice(0, 2),
      { ordinal: 2, provided: false, earlier: { dossierId: earlier.id, ordinal: 2 } },
    ])
    expect(await row(next, 2)).toMatchObject({
      reuse: 'dossier',
      reused_dossier_id: earlier.id,
      citizen_paper_id: null,
    })
    const view = await test.read(await test.as('tuphap'), getDossier, { code: next.code })
    expect(view.components[2]?.files.map(({ id }) => id)).toEqual([scan])
    expect(view.components[2]?.digitisation).toMatchObject({ DuocTaiSuDung: true, DuocLayTuKhoDMQG: false })
  })

  it('a result of the office itself is there for the next dossier', async () => {
    const person = newPerson()
    const dossier = await dossierAt(test, 'finished', {
      procedureId: slow,
      applicant: person,
      components: all,
    })
    await test.owner.query(
      `update dossier_results set title = 'Giấy xác nhận tình trạng hôn nhân' where dossier_id = $1`,
      [dossier.id],
    )
    await keepResult(test.services, { officeId: test.officeId, dossierId: dossier.id, key: randomUUID() })
    const [offer] = await offersFor(person.personalId)
    expect(offer).toMatchObject({ ordinal: 1, words: expect.stringMatching(/^Đã có: .* cấp 24\/03\/2026$/) })
  })

  it('expired, uncompared and another person’s papers are neither offered nor taken', async () => {
    const person = newPerson()
    const expiring = await digitise(await received(person), { validUntil: '2026-03-24' })
    expect(await offersFor(person.personalId)).toHaveLength(1)
    test.time.set('2026-03-25T09:00:00+07:00')
    expect(await offersFor(person.personalId)).toEqual([])
    const stranger = newPerson()
    const uncompared = await digitise(await received(stranger), { compared: false })
    expect(await offersFor(stranger.personalId)).toEqual([])
    const other = await digitise(await received(newPerson()))
    for (const citizenPaperId of [expiring.paperId, uncompared.paperId, other.paperId, uuid()]) {
      const attempt = received(person, [all[0] ?? {}, { ordinal: 1, provided: true, citizenPaperId }])
      await expect(attempt).rejects.toMatchObject(refusedAt('components.1.provided'))
    }
  })

  it('an earlier dossier of another person cannot be named, nor a paper of another kind', async () => {
    const scan = await uploaded('tiepnhan')
    const withScan = all.map((each) => ({ ...each, fileIds: each.ordinal === 2 ? [scan] : [] }))
    const owner = newPerson()
    const theirs = await received(owner, withScan)
    const take = (ordinal: number) => ({
      ordinal,
      provided: true,
      earlier: { dossierId: theirs.id, ordinal: 2 },
    })
    await expect(received(newPerson(), [...all.slice(0, 2), take(2)])).rejects.toMatchObject(
      refusedAt('components.2.provided'),
    )
    await expect(received(owner, [...all.slice(0, 1), take(1)])).rejects.toMatchObject(
      refusedAt('components.1.provided'),
    )
  })

  it('a person without a number has nothing on file', async () => {
    const nobody = { ...newPerson(), personalId: '' }
    const scan = await uploaded('tiepnhan')
    await received(
      nobody,
      all.map((each) => ({ ...each, fileIds: [scan] })),
    )
    const attempt = test.write(await test.as('tiepnhan'), offerPapers, { procedureId: slow, personalId: '' })
    await expect(attempt).rejects.toMatchObject(refusedAt('personalId'))
  })

  it('a declaration is never taken from an earlier dossier', async () => {
    const person = newPerson()
    const scan = await uploaded('tiepnhan')
    await received(
      person,
      all.map((each) => ({ ...each, fileIds: each.ordinal === 0 ? [scan] : [] })),
    )
    expect(await offersFor(person.personalId)).toEqual([])
  })

  it('a supplement request that names a paper on file is refused once, with what is there', async () => {
    const person = newPerson()
    const first = await received(person)
    await digitise(first)
    const next = await received(person, all)
    const ask = async (input: object) =>
      test.write(await test.as('tiepnhan'), requestSupplement, {
        code: next.code,
        revision: next.revision,
        items: ['Bản chính Giấy xác nhận tình trạng hôn nhân'],
        reason: 'Chưa có trong hồ sơ.',
        ...input,
      } as never)
    await expect(ask({})).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { items: expect.stringContaining('số 12/2026 cấp 05/03/2026') } },
    })
    expect((await ask({ askAgain: true })).status).toBe(5)
  })

  it('so is one before reception; what nobody has is asked for freely', async () => {
    const person = newPerson()
    await digitise(await received(person))
    const turn = async (items: string[], askAgain = false) =>
      test.write(await test.as('tiepnhan'), turnAway, {
        procedureId: slow,
        applicant: person,
        content: '',
        components: [],
        kind: 'supplement',
        items,
        reason: 'Chưa mang theo.',
        askAgain,
      })
    await expect(turn(['Giấy xác nhận tình trạng hôn nhân'])).rejects.toMatchObject(refusedAt('items'))
    await turn(['Hộ chiếu của người nước ngoài'])
    await turn(['Giấy xác nhận tình trạng hôn nhân'], true)
  })

  it('a required paper that is neither handed in nor on file is still missing', async () => {
    const attempt = test.write(await test.as('tiepnhan'), receiveDossier, {
      ...receptionExample,
      procedureId: slow,
      applicant: newPerson(),
      components: [{ ordinal: 0, provided: true, originals: 1 }],
    })
    await expect(attempt).rejects.toMatchObject(refusedAt('components.1.provided'))
  })
})
