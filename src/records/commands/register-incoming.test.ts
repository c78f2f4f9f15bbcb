import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOfficeFile } from '../../files/factory.ts'
import { getFile } from '../../files/queries.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Cast, cast, givenDocument, someDocument, storedFile } from '../factory.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import { listIncomingRegister } from '../queries/incoming-register.ts'
import { listIncoming } from '../queries/list-incoming.ts'
import { attachToIncoming, correctIncoming } from './correct-incoming.ts'
import { registerIncoming } from './register-incoming.ts'
import { voidIncoming } from './undo-incoming.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const numbers = async (year: number) =>
  (
    await test.owner.query<{ n: number }>(
      'select arrival_number as n from incoming_documents where arrival_year = $1 order by 1',
      [year],
    )
  ).rows.map(({ n }) => n)

describe('registering an incoming document', () => {
  it('is for the clerk alone', async () => {
    for (const name of ['chutich', 'chuyenmon', 'tiepnhan', 'quantri']) {
      await expect(test.write(await test.as(name), registerIncoming, someDocument())).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('refuses state secrets with the sentence that says so, by mark and by subject', async () => {
    for (const secrecy of ['mat', 'toi_mat', 'tuyet_mat'] as const) {
      await expect(
        test.write(people.clerk, registerIncoming, someDocument({ secrecy })),
      ).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { detail: expect.stringContaining('sổ văn bản mật'), fields: { secrecy: expect.any(String) } },
      })
    }
    for (const subject of ['(MẬT) Kế hoạch', '[Tối mật] về việc', ' ( tuyệt  mật ) x']) {
      await expect(
        test.write(people.clerk, registerIncoming, someDocument({ subject })),
      ).rejects.toMatchObject({
        facts: {
          detail: expect.stringContaining('bí mật nhà nước'),
          fields: { subject: expect.any(String) },
        },
      })
    }
    // A document about secrets is none.
    const open = someDocument({ subject: 'Về việc tập huấn bảo vệ bí mật nhà nước' })
    await expect(test.write(people.clerk, registerIncoming, open)).resolves.toBeDefined()
  })

  it('refuses days that cannot be, each at its field', async () => {
    const wrong: [string, object][] = [
      ['issuedOn', { issuedOn: '2026-03-25' }],
      ['arrivedOn', { arrivedOn: '2026-03-25' }],
      ['arrivedOn', { arrivedOn: '2026-01-05', issuedOn: '2026-01-02' }],
      ['replyBy', { replyBy: '2026-03-01' }],
      ['fieldCode', { fieldCode: 'khong-co' }],
      ['issuer', { issuer: '  ' }],
      ['subject', { subject: '' }],
      ['symbol', { symbol: 'a\u0000b' }],
      ['fileIds', { channel: 'scan' }],
    ]
    for (const [field, own] of wrong) {
      await expect(test.write(people.clerk, registerIncoming, someDocument(own))).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.stringMatching(/./) } },
      })
    }
    expect(await numbers(2026)).toEqual([1])
  })

  it('warns once of the same number, symbol, issuer and date, and takes it with a reason', async () => {
    const first = someDocument({ issuer: 'UBND tỉnh Mẫu', symbol: '0007/UBND-VP' })
    const { arrivalNumber } = await test.write(people.clerk, registerIncoming, first)
    const again = { ...first, issuer: 'ubnd  Tỉnh mẫu', symbol: '7 / ubnd–vp' }
    await expect(test.write(people.clerk, registerIncoming, again)).rejects.toMatchObject({
      code: 'conflict',
      facts: {
        detail: expect.stringContaining(`số đến ${arrivalNumber}`),
        fields: { duplicateReason: expect.any(String) },
      },
    })
    const reason = 'Bản chính thức gửi lại thay bản sao'
    const taken = await test.write(people.clerk, registerIncoming, { ...again, duplicateReason: reason })
    expect(taken.arrivalNumber).toBe(arrivalNumber + 1)
    const noted = await test.owner.query(
      `select (select facts from audit_events where subject_id = $1::text) as facts,
        (select words from incoming_events where incoming_id = $1::uuid) as words`,
      [taken.id],
    )
    expect(noted.rows[0].facts.reason).toBe(reason)
    expect(noted.rows[0].words).toContain(reason)
    // Another date is another document.
    const other = { ...first, issuedOn: '2026-03-19' }
    expect((await test.write(people.clerk, registerIncoming, other)).arrivalNumber).toBe(arrivalNumber + 2)
  })

  it('lets one of two clerks register the same document at the same moment', async () => {
    const paper = someDocument()
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => test.write(people.clerk, registerIncoming, paper)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const each of tries) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'conflict' })
    }
  })

  it('gives 32 clerks at once numbers without gap or double, whatever fails between', async () => {
    const before = await numbers(2026)
    const same = someDocument()
    const tries = await Promise.allSettled(
      Array.from({ length: 96 }, (_, index) =>
        test.write(people.clerk, registerIncoming, index % 4 === 3 ? same : someDocument()),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(73)
    const after = await numbers(2026)
    expect(after).toEqual(Array.from({ length: before.length + 73 }, (_, index) => index + 1))
  })

  it('begins at 1 at midnight in Viet Nam, also for a form opened the year before', async () => {
    test.time.set('2026-12-31T23:59:30+07:00')
    const last = await test.write(people.clerk, registerIncoming, someDocument({ issuedOn: '2026-12-30' }))
    expect(last.arrivalYear).toBe(2026)
    test.time.set('2027-01-01T00:00:10+07:00')
    const begun = someDocument({ issuedOn: '2026-12-30', arrivedOn: '2026-12-31' })
    const first = await test.write(people.clerk, registerIncoming, begun)
    expect(first).toMatchObject({ arrivalYear: 2027, arrivalNumber: 1 })
    // Each volume has the numbers of its own year, whatever day the paper came.
    const volume = async (year: number) =>
      (
        await test.read(people.clerk, listIncomingRegister, {
          kind: 'dang-ky',
          from: `${year}-12-31`,
          to: `${year + 1}-01-01`,
        })
      ).items.map(({ cells }) => cells.slice(0, 2))
    expect(await volume(2026)).toEqual([
      ['31/12/2026', String(last.arrivalNumber)],
      ['31/12/2026', '1'],
    ])
    const { items } = await test.read(people.clerk, listIncomingRegister, {
      kind: 'dang-ky',
      from: '2026-12-31',
      to: '2026-12-31',
    })
    expect(items.map(({ id }) => id)).toEqual([last.id])
  })

  it('keeps the number of a document registered by mistake, with the reason; the paper may come again', async () => {
    const paper = someDocument()
    const { id, arrivalNumber } = await test.write(people.clerk, registerIncoming, paper)
    const reason = 'Văn bản gửi nhầm địa chỉ, đã trả lại.'
    await expect(test.write(people.clerk, voidIncoming, { id, revision: 1, reason })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await test.write(people.leader, voidIncoming, { id, revision: 1, reason })
    const again = await test.write(people.clerk, registerIncoming, paper)
    expect(again.arrivalNumber).toBe(arrivalNumber + 1)
    // What was directed is no mistake any more.
    const { id: directed, revision } = await givenDocument(test, people, { upTo: 'directed' })
    await expect(
      test.write(people.leader, voidIncoming, { id: directed, revision, reason }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('takes uploaded files into its keeping: nobody reads them past it', async () => {
    const fileId = await storedFile(test, people.clerk, { bytes: makeOfficeFile('docx') })
    const strange = await storedFile(test, people.lead, { bytes: makeOfficeFile('docx') })
    const refused = { code: 'invalid_input', facts: { fields: { fileIds: expect.any(String) } } }
    const with_ = (fileIds: string[]) => someDocument({ channel: 'scan', fileIds })
    await expect(test.write(people.clerk, registerIncoming, with_([strange]))).rejects.toMatchObject(refused)
    await test.read(people.lead, getFile, { id: fileId })
    await test.write(people.clerk, registerIncoming, with_([fileId]))
    await expect(test.write(people.clerk, registerIncoming, with_([fileId]))).rejects.toMatchObject(refused)
    for (const who of [people.clerk, people.lead, people.leader]) {
      await expect(test.read(who, getFile, { id: fileId })).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it('takes the scan of a paper later, by the clerk alone', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    const fileId = await storedFile(test, people.clerk, { bytes: makeOfficeFile('docx') })
    const attach = { id, revision: 1, fileIds: [fileId] }
    await expect(test.write(people.leader, attachToIncoming, attach)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(
      test.write(people.clerk, attachToIncoming, { ...attach, fileIds: [] }),
    ).rejects.toMatchObject({ facts: { fields: { fileIds: expect.any(String) } } })
    await test.write(people.clerk, attachToIncoming, attach)
    const { document } = await test.read(people.clerk, getIncoming, { id })
    expect(document?.files.map((file) => file.textState)).toEqual(['waiting'])
  })

  it('tells every leader at once of an urgent one', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument({ urgency: 3 }))
    const told = await test.owner.query(
      `select staff_id from messages where event = 'document_urgent' and subject_id = $1`,
      [id],
    )
    expect(told.rows.map((row) => row.staff_id).toSorted()).toEqual(
      [people.leader.id, people.deputy.id].toSorted(),
    )
  })
})

describe('correcting what was registered', () => {
  const reason = 'Gõ nhầm trích yếu khi đăng ký.'
  it('is for the clerk, keeps what was there before, and refuses what would be a double or a secret', async () => {
    const paper = someDocument()
    const other = someDocument()
    await test.write(people.clerk, registerIncoming, other)
    const { id } = await test.write(people.clerk, registerIncoming, paper)
    const { channel: _, ...fields } = paper
    const change = { ...fields, id, revision: 1, reason }
    await expect(
      test.write(people.leader, correctIncoming, { ...change, subject: 'Khác' }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    for (const own of [{ symbol: other.symbol }, { secrecy: 'mat' as const }, {}]) {
      await expect(test.write(people.clerk, correctIncoming, { ...change, ...own })).rejects.toMatchObject({
        code: expect.stringMatching(/conflict|invalid_input/),
      })
    }
    await test.write(people.clerk, correctIncoming, { ...change, subject: 'Về việc đã sửa đúng' })
    const found = await test.read(people.clerk, listIncoming, { q: 'da sua dung' })
    expect(found.items.map((item) => item.id)).toEqual([id])
    const event = await test.owner.query(
      `select facts from incoming_events where incoming_id = $1 and kind = 'corrected'`,
      [id],
    )
    expect(event.rows[0].facts.was.subject).toBe(paper.subject)
  })
})
