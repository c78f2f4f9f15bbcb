import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptFiling } from '../../dossiers/commands/accept-filing.ts'
import { answerFiling } from '../../dossiers/commands/answer-filing.ts'
import { certifyAtCounter } from '../../dossiers/commands/certify-at-counter.ts'
import { answerWithdrawal } from '../../dossiers/commands/withdraw-dossier.ts'
import { dossierAt, receivedDossier } from '../../dossiers/factory.ts'
import { keepWaitingResults } from '../../dossiers/jobs/results.ts'
import { certificationExample } from '../../dossiers/model/certification/examples.ts'
import { listFilings } from '../../dossiers/queries/list-filings.ts'
import { practiceTwin } from '../../platform/practice.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { getProcedure } from '../../procedures/queries.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import type { MadeFiling } from '../../testing/portal-stand-in/citizens.ts'
import type { PortalStandIn } from '../../testing/portal-stand-in/server.ts'
import { queueForPortal } from '../commands/queue-messages.ts'
import { settleFailure } from '../commands/settle-failure.ts'
import { connect, connectedPortal, exchangeDeps, messagesOf, oneMinute } from '../factory.ts'
import { portalConnection } from '../queries/load-settings.ts'
import type { ExchangeDeps } from './open-account.ts'

let app: TestApp
let portal: PortalStandIn
let deps: ExchangeDeps
/** Papers that the procedure asks for, by name. */
let asked: string[] = []
beforeAll(async () => {
  app = await startTestApp()
  portal = await connectedPortal(app)
  deps = exchangeDeps(app)
  const procedure = await app.read(await app.as('tiepnhan'), getProcedure, {
    procedureId: demoSlowProcedureId,
  })
  asked = (procedure.cases[0]?.components ?? []).map(({ name }) => name)
})
afterAll(async () => {
  await portal?.close()
  await app?.close()
})
beforeEach(() => {
  portal.refusals.splice(0)
})

const marital = '1.004873'
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const filing = (changes: Partial<MadeFiling> = {}): MadeFiling => ({
  procedureCode: marital,
  name: 'Nguyễn Văn Mẫu',
  personalId: '038090000009',
  papers: asked.map((name) => ({ name, files: [] })),
  ...changes,
})

interface Seen {
  id: string
  status: number
  code: string | null
  revision: number
  filings: string
}

async function dossierOf(reference: string): Promise<Seen | undefined> {
  const found = await app.owner.query<Seen>(
    `select d.id, d.status, d.code, d.revision, (select count(*) from online_filings where reference = $1) as filings
     from dossiers d join online_filings o on o.office_id = d.office_id and o.dossier_id = d.id where o.reference = $1`,
    [reference],
  )
  return found.rows[0]
}

async function arrived(reference: string): Promise<Seen> {
  await oneMinute(app, deps)
  const seen = await dossierOf(reference)
  if (!seen) throw new Error('the filing has not arrived')
  return seen
}

const there = (code: string) => portal.book.dossiers.get(code)
const statesThere = (code: string) => there(code)?.statuses.map(({ status }) => status)
const twoMinutes = async () => {
  await oneMinute(app, deps)
  await oneMinute(app, deps)
}
const arrivalsOf = async (code: string) =>
  (
    await app.owner.query<{ item: string; kind: string; state: string; reason: string }>(
      'select item, kind, state, reason from portal_arrivals where portal_code = $1 order by position, item',
      [code],
    )
  ).rows

describe('a dossier received at the desk', () => {
  it('is on the portal with its papers, progress, states and result, each once and in order', async () => {
    const { code } = await dossierAt(app, 'finished')
    await keepWaitingResults(app.services, app.officeId)
    await twoMinutes()
    expect(portal.refusals).toEqual([])
    expect(statesThere(code)).toEqual(['2', '4', '9'])
    expect(there(code)?.progress.map((line) => line.TrangThai)).toEqual(['2', '4', '4', '9'])
    expect(there(code)?.sent).toMatchObject({
      MaTTHC: '2.000815',
      KenhThucHien: '1',
      LoaiDoiTuong: '0',
      NgayTiepNhan: '20260324090000',
      SoHoSoDonVi: code,
    })
    expect(there(code)?.sent?.GiayToKetQua).toHaveLength(1)
  })

  it('certified on the spot goes through “đang xử lý”, which the national table asks for', async () => {
    const { code } = await app.write(await app.as('tiepnhan'), certifyAtCounter, certificationExample)
    await twoMinutes()
    const unheard = await app.owner.query('select topic, last_error from outbox where last_error is not null')
    expect(unheard.rows).toEqual([])
    expect(portal.refusals).toEqual([])
    expect(statesThere(code)).toEqual(['2', '4', '9', '10'])
  })

  it('news delivered again is not said again, also after the answers of keys are forgotten', async () => {
    const { id } = await receivedDossier(app)
    await oneMinute(app, deps)
    const before = await messagesOf(app, id)
    const { rows } = await app.owner.query<{ source: string }>(
      'select distinct source from portal_messages where dossier_id = $1',
      [id],
    )
    const again = { source: rows[0]?.source ?? '', topic: 'dossier.received', dossierId: id, status: null }
    expect(await app.write(systemActor(app.officeId), queueForPortal, again)).toEqual({ queued: 0 })
    expect(await messagesOf(app, id)).toEqual(before)
  })

  it('whose procedure has no national code waits in the list, with what to do', async () => {
    await app.owner.query(`update procedures set code = null where code = '2.000815'`)
    const { id, code } = await receivedDossier(app)
    await oneMinute(app, deps)
    expect((await messagesOf(app, id))[0]).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('chưa có mã quốc gia'),
    })
    await app.owner.query(`update procedures set code = '2.000815' where code is null and key = '2.000815'`)
    await retryFailures('message')
    await oneMinute(app, deps)
    expect(there(code)).toBeDefined()
  })
})

async function retryFailures(what: 'message' | 'arrival'): Promise<void> {
  const table =
    what === 'message' ? 'select id::text from portal_messages' : 'select item as id from portal_arrivals'
  const { rows } = await app.owner.query<{ id: string }>(`${table} where state = 'failed'`)
  for (const { id } of rows)
    await app.write(await app.as('tiepnhan'), settleFailure, { what, id, action: 'again' })
}

describe('codes issued by the portal', () => {
  it('are kept for the day and taken at reception; where none is left ours stands, beside one of the portal', async () => {
    await connect(app, { baseUrl: portal.url, takeCodes: true, codePool: 1 })
    await oneMinute(app, deps)
    const [first, second] = [await receivedDossier(app), await receivedDossier(app)]
    const issued = await app.owner.query<{ code: string }>(
      'select code from reserved_codes where dossier_id = $1',
      [first.id],
    )
    expect(first.code).toBe(issued.rows[0]?.code)
    expect(portal.book.dossiers.has(second.code)).toBe(false)
    await connect(app, { baseUrl: portal.url, takeCodes: true, codePool: 1 })
    await twoMinutes()
    expect(there(first.code)?.sent).toMatchObject({ SoHoSoDonVi: first.code })
    const mapped = await app.owner.query<{ portal_code: string }>(
      'select portal_code from portal_dossiers where dossier_id = $1',
      [second.id],
    )
    const portalCode = mapped.rows[0]?.portal_code ?? ''
    expect(portalCode).not.toBe(second.code)
    expect(there(portalCode)?.sent).toMatchObject({ MaHoSo: portalCode, SoHoSoDonVi: second.code })
    await connect(app, { baseUrl: portal.url })
  })

  it('the citizen is not kept waiting when the portal is away', async () => {
    await connect(app, { baseUrl: portal.url, takeCodes: true, codePool: 5 })
    await app.owner.query('delete from reserved_codes')
    portal.control.fault = (service) => (service === 'SinhMaHoSo' ? 'reset' : null)
    await oneMinute(app, deps)
    const { code } = await receivedDossier(app)
    expect(code).toMatch(/^H56\.22\.17-\d{8}-\d{7}$/)
    portal.control.fault = () => null
    await connect(app, { baseUrl: portal.url })
    await twoMinutes()
  })
})

describe('what a citizen files on the portal', () => {
  it('is in the inbox within the minute as state 1, with its papers looked into', async () => {
    const reference = portal.citizens.file(
      filing({
        papers: [
          { name: asked[0] ?? '', files: [{ name: 'to-khai.pdf', content: pdf }] },
          { name: 'Ảnh chụp', files: [{ name: 'anh.exe', content: Buffer.from('MZ nothing') }] },
        ],
        submitter: { name: 'Trần Thị Mẫu', personalId: '038190000008', relation: 'vợ' },
      }),
    )
    const { id, status, code } = await arrived(reference)
    expect({ status, code }).toEqual({ status: 1, code: null })
    const { waiting } = await app.read(await app.as('tiepnhan'), listFilings, {})
    expect(waiting.find((each) => each.id === id)).toMatchObject({
      source: 'portal',
      reference,
      isLate: false,
    })
    const papers = await app.owner.query(
      `select c.name, c.note, (select count(*)::int from dossier_files f where f.dossier_id = c.dossier_id and f.component = c.ordinal) as files
       from dossier_components c where c.dossier_id = $1 and c.provided order by c.ordinal`,
      [id],
    )
    const [good, bad] = [
      papers.rows.find(({ files }) => files === 1),
      papers.rows.find(({ note }) => note !== ''),
    ]
    const kept = await app.owner.query('select body from portal_arrivals where portal_code = $1', [reference])
    expect(kept.rows).toEqual([{ body: {} }])
    expect(good).toMatchObject({ note: '' })
    expect(bad).toMatchObject({ files: 0, note: expect.stringContaining('Tệp “anh.exe” không nhận được') })
  })

  it('accepted, it keeps the portal’s code; worked on, the portal hears every step', async () => {
    const reference = portal.citizens.file(filing())
    const { id } = await arrived(reference)
    const { code } = await app.write(await app.as('tiepnhan'), acceptFiling, { id, revision: 1 })
    expect(code).toBe(reference)
    await twoMinutes()
    expect(portal.refusals).toEqual([])
    expect(statesThere(reference)).toEqual(['1', '2'])
    expect(there(reference)?.sent).toMatchObject({ KenhThucHien: '2', TaiKhoanDuocXacThucVoiVNeID: '1' })
    expect(there(reference)?.progress.map((line) => line.TrangThai)).toEqual(['2'])
  })

  it('asked for more: state 5, papers come, then it is accepted', async () => {
    const reference = portal.citizens.file(filing())
    const { id, revision } = await arrived(reference)
    await app.write(await app.as('tiepnhan'), answerFiling, {
      id,
      revision,
      kind: 'supplement',
      items: ['Bản chụp rõ hơn'],
      reason: 'Ảnh mờ.',
    })
    await oneMinute(app, deps)
    expect(statesThere(reference)).toEqual(['1', '5'])
    portal.citizens.supplement(reference, [
      { name: 'Bản chụp rõ hơn', files: [{ name: 'ro.pdf', content: pdf }] },
    ])
    const after = await arrived(reference)
    await app.write(await app.as('tiepnhan'), acceptFiling, { id, revision: after.revision })
    await twoMinutes()
    expect(portal.refusals).toEqual([])
    expect(statesThere(reference)).toEqual(['1', '5', '2'])
    expect(there(reference)?.sent?.TaiLieuNop.flatMap((paper) => paper.TepDinhKem)).toHaveLength(1)
  })

  it('refused: state 3 with the reason on its way', async () => {
    const reference = portal.citizens.file(filing())
    const { id, revision } = await arrived(reference)
    const refusal = { id, revision, kind: 'refusal' as const, items: [], reason: 'Không thuộc thẩm quyền.' }
    await app.write(await app.as('tiepnhan'), answerFiling, refusal)
    await twoMinutes()
    expect(portal.refusals).toEqual([])
    expect(statesThere(reference)).toEqual(['1', '3'])
  })

  it('withdrawn: state 7 here, an officer agrees, state 8 there', async () => {
    const reference = portal.citizens.file(filing())
    await arrived(reference)
    portal.citizens.withdraw(reference, 'Nộp nhầm.')
    const asked = await arrived(reference)
    expect(asked.status).toBe(7)
    const answer = { code: asked.id, revision: asked.revision, accept: true, note: '' }
    await app.write(await app.as('tiepnhan'), answerWithdrawal, answer)
    await twoMinutes()
    expect(portal.refusals).toEqual([])
    expect(statesThere(reference)).toEqual(['1', '7', '8'])
  })

  it('withdrawn when the result is there: nothing changes here, and the difference is listed', async () => {
    const { code } = await dossierAt(app, 'returned')
    await twoMinutes()
    portal.citizens.withdraw(code, 'Đổi ý.')
    await oneMinute(app, deps)
    expect(await arrivalsOf(code)).toMatchObject([{ kind: 'withdrawal', state: 'conflict' }])
    const found = await app.owner.query(
      'select kind, ours, theirs from portal_differences where portal_code = $1',
      [code],
    )
    expect(found.rows).toEqual([
      { kind: 'late_withdrawal', ours: 'Đã trả kết quả', theirs: 'Công dân yêu cầu rút hồ sơ' },
    ])
  })

  it('withdrawn, of a dossier received at the desk: the officer who has it is asked to note it there', async () => {
    const { code } = await dossierAt(app, 'appraisal')
    await twoMinutes()
    portal.citizens.withdraw(code, 'Đổi ý.')
    await oneMinute(app, deps)
    const [arrival] = await arrivalsOf(code)
    expect(arrival).toMatchObject({ state: 'failed', reason: expect.stringContaining('nhận tại quầy') })
    const drop = { what: 'arrival' as const, id: arrival?.item ?? '', action: 'drop' as const }
    expect(await app.write(await app.as('tiepnhan'), settleFailure, drop)).toEqual({ state: 'dropped' })
  })

  it('a payment is kept once and stands on the timeline', async () => {
    const reference = portal.citizens.file(filing())
    const { id } = await arrived(reference)
    portal.citizens.pay(reference, 15_000)
    portal.citizens.repeat(portal.book.feed.length, { asNew: true })
    await oneMinute(app, deps)
    const kept = await app.owner.query('select amount::int from portal_payments where dossier_id = $1', [id])
    expect(kept.rows).toEqual([{ amount: 15_000 }])
    const told = await app.owner.query(
      `select public_text from dossier_events where dossier_id = $1 and kind = 'paid_on_portal'`,
      [id],
    )
    expect(told.rows).toEqual([
      { public_text: 'Công dân đã thanh toán 15.000 đồng qua Cổng Dịch vụ công quốc gia.' },
    ])
  })
})

describe('bad news', () => {
  it('told again, under its number or a new one, has no second effect', async () => {
    const reference = portal.citizens.file(filing())
    await arrived(reference)
    portal.citizens.repeat(portal.book.feed.length, { asNew: false })
    portal.citizens.repeat(portal.book.feed.length - 1, { asNew: true })
    const again = await arrived(reference)
    expect(again.filings).toBe('1')
    expect(again.revision).toBe(1)
  })

  it('that cannot be read holds up nobody, and waits for somebody', async () => {
    portal.citizens.babble({ gi: 'không ai hiểu' })
    portal.citizens.babble({
      SoThuTu: '900001',
      Loai: '1',
      MaHoSo: 'H56.22.17-20260324-0900001',
      ThoiDiem: '20260324090000',
      NoiDung: { MaHoSo: 'sai' },
    })
    const reference = portal.citizens.file(filing())
    expect((await arrived(reference)).status).toBe(1)
    const failed = await app.owner.query<{ reason: string }>(
      `select reason from portal_arrivals where state = 'failed'`,
    )
    expect(failed.rows.length).toBeGreaterThanOrEqual(2)
    for (const { reason } of failed.rows.slice(-2)) expect(reason).toContain('thiếu hoặc sai nội dung')
    await app.owner.query(`update portal_arrivals set state = 'dropped' where state = 'failed'`)
  })

  it('of a procedure the office does not have waits; what follows of that dossier waits behind it', async () => {
    const reference = portal.citizens.file(filing({ procedureCode: '9.999999' }))
    portal.citizens.pay(reference, 8_000)
    await oneMinute(app, deps)
    expect(await arrivalsOf(reference)).toMatchObject([
      { kind: 'filing', state: 'failed', reason: expect.stringContaining('không có thủ tục mã 9.999999') },
      { kind: 'payment', state: 'waiting' },
    ])
    await app.owner.query(
      `update portal_arrivals set body = jsonb_set(body, '{MaTTHC}', '"${marital}"') where portal_code = $1`,
      [reference],
    )
    await retryFailures('arrival')
    await oneMinute(app, deps)
    expect((await arrivalsOf(reference)).map(({ state }) => state)).toEqual(['done', 'done'])
  })

  it('whose file breaks off is taken in when it comes whole', async () => {
    const reference = portal.citizens.file(
      filing({ papers: [{ name: 'Đơn', files: [{ name: 'don.pdf', content: pdf }] }] }),
    )
    portal.control.fault = (service) => (service === 'lay-tep' ? 'reset' : null)
    await oneMinute(app, deps)
    expect(await dossierOf(reference)).toBeUndefined()
    portal.control.fault = () => null
    app.time.advanceMinutes(5)
    expect((await arrived(reference)).status).toBe(1)
  })
})

describe('a practice office', () => {
  it('never talks to the portal, whatever its settings say', async () => {
    const twin = practiceTwin(app.officeId)
    await app.owner.query(
      `insert into offices select (jsonb_populate_record(o, jsonb_build_object('office_id', $2::text, 'practice', true))).* from offices o where office_id = $1`,
      [app.officeId, twin],
    )
    await app.owner.query(
      `insert into portal_settings select (jsonb_populate_record(s, jsonb_build_object('office_id', $2::text))).* from portal_settings s where office_id = $1`,
      [app.officeId, twin],
    )
    const asked = await app.read(systemActor(twin), portalConnection, { anyway: true, whileResting: true })
    expect(asked.connection).toBeNull()
  })
})
