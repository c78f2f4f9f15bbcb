import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { getProcedure } from '../../procedures/queries.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { issuePaper } from '../commands/issue-paper.ts'
import { notePrinted } from '../commands/note-printed.ts'
import { receiveDossier } from '../commands/receive-dossier.ts'
import { turnAway } from '../commands/turn-away.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { signingPost } from '../model/compose-papers.ts'
import { receptionExample } from '../model/examples.ts'
import type { PaperFormKind } from '../model/papers/forms.ts'
import { getDossier } from './get-dossier.ts'
import { printControlSheet, printPaper } from './print-paper.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const slow = { procedureId: demoSlowProcedureId }

async function fetched(path: string, as = 'tiepnhan') {
  return test.app.server.inject({ url: `/api/v1${path}`, headers: { cookie: await test.cookie(as) } })
}
const textOf = async (path: string) => readPdf((await fetched(path)).rawPayload)

async function papersOf(code: string) {
  return (await test.read(await test.as('tiepnhan'), getDossier, { code })).papers
}

/** A paper as an earlier year left it: only the database can still make one. */
async function issuedEarlier(
  dossierId: string,
  paper: { form: PaperFormKind; issuedAt: string; facts: object },
) {
  const id = uuid()
  await test.owner.query(
    `insert into dossier_papers (office_id, id, dossier_id, form, edition, number, symbol, issued_at, issued_by, facts)
      values ($1, $2, $3, $4, '2018', 4, 'XL', $5, $6, $7)`,
    [
      test.officeId,
      id,
      dossierId,
      paper.form,
      paper.issuedAt,
      demoStaffId('chutich'),
      JSON.stringify(paper.facts),
    ],
  )
  return id
}

const newDate = {
  reason: 'Cơ quan phối hợp chưa trả lời.',
  dueBefore: '2026-03-24T10:00:00Z',
  dueAfter: '2026-03-30T10:00:00Z',
  sequence: 1,
}

describe('printing', () => {
  it('is for those who may read the dossier', async () => {
    const dossier = await receivedDossier(test, { procedureId: demoProcedureId })
    expect((await fetched(`/dossiers/${dossier.code}/receipt.pdf`, 'diachinh')).statusCode).toBe(403)
    expect((await fetched(`/dossiers/${dossier.code}/receipt.pdf`, 'ketoan')).statusCode).toBe(403)
    const [receipt] = await papersOf(dossier.code)
    expect(receipt?.printedCount).toBe(0)
    const noting = test.write(await test.as('diachinh'), notePrinted, { paperId: receipt?.id ?? '' })
    await expect(noting).rejects.toMatchObject({ code: 'not_allowed' })
    const nothing = test.write(await test.as('tiepnhan'), notePrinted, { paperId: uuid() })
    await expect(nothing).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is counted with who and when, and every time is in the audit', async () => {
    const dossier = await receivedDossier(test, slow)
    await fetched(`/dossiers/${dossier.code}/receipt.pdf`)
    test.time.set('2026-03-25T08:30:00+07:00')
    await fetched(`/dossiers/${dossier.code}/receipt.pdf`, 'tiepnhan2')
    const [receipt] = await papersOf(dossier.code)
    expect(receipt).toMatchObject({
      printedCount: 2,
      printedBy: 'Cán bộ Mẫu Hai',
      printedAt: new Date('2026-03-25T01:30:00Z'),
    })
    const audit = await test.owner.query(
      `select facts from audit_events where action = 'dossiers.notePrinted' and subject_id = $1 order by at`,
      [receipt?.id],
    )
    expect(audit.rows.map(({ facts }) => facts.time)).toEqual([1, 2])
  })

  it('two at once both count', async () => {
    const dossier = await receivedDossier(test, slow)
    await Promise.all(
      ['tiepnhan', 'tiepnhan2', 'chutich'].map((as) => fetched(`/dossiers/${dossier.code}/receipt.pdf`, as)),
    )
    expect((await papersOf(dossier.code))[0]?.printedCount).toBe(3)
  })
})

describe('a reprint says what the first print said', () => {
  it('after the office and its people were renamed', async () => {
    const dossier = await receivedDossier(test, slow)
    const path = `/dossiers/${dossier.code}/receipt.pdf`
    const first = await textOf(path)
    await test.owner.query(
      `update offices set name = 'UBND phường Mới', reception_name = 'Nơi Mới', phone = '0999'`,
    )
    await test.owner.query(`update staff_members set full_name = 'Tên Mới' where username = 'tiepnhan'`)
    expect(await textOf(path)).toBe(first)
    await test.owner.query(`update offices set name = 'UBND xã Cẩm Long', phone = '0237 000 0000',
      reception_name = 'Trung tâm Phục vụ hành chính công xã Cẩm Long'`)
    await test.owner.query(
      `update staff_members set full_name = 'Cán bộ Mẫu Một' where username = 'tiepnhan'`,
    )
  })

  it('after the citizen came back and declared otherwise', async () => {
    const counter = await test.as('tiepnhan')
    const { applicant } = receptionExample
    const away = await test.write(counter, turnAway, {
      ...slow,
      applicant,
      kind: 'supplement',
      items: ['Bản chính giấy tờ'],
      reason: 'Chưa mang bản chính.',
    })
    const first = await textOf(`/papers/${away.paperId}.pdf`)
    const procedure = await test.read(counter, getProcedure, { procedureId: demoSlowProcedureId })
    const received = await test.write(counter, receiveDossier, {
      ...slow,
      pendingId: away.id,
      components: (procedure.cases[0]?.components ?? []).map((_, ordinal) => ({
        ordinal,
        provided: true,
        originals: 1,
      })),
      applicant: { ...applicant, name: 'Nguyễn Thị Sửa Lại', address: 'Thôn Khác' },
    })
    expect(received.id).toBe(away.id)
    const again = await textOf(`/papers/${away.paperId}.pdf`)
    expect(again).toBe(first)
    expect(again).not.toContain(received.code)
  })

  it('in the edition of its day, whatever is in force now', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    const earlier = await issuedEarlier(dossier.id, {
      form: 'extension',
      issuedAt: '2025-06-30T16:00:00Z',
      facts: newDate,
    })
    const text = await textOf(`/papers/${earlier}.pdf`)
    expect(text).toContain('PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ')
    const today = await issuedEarlier(dossier.id, {
      form: 'extension',
      issuedAt: '2025-06-30T17:00:00Z',
      facts: newDate,
    })
    expect(await textOf(`/papers/${today}.pdf`)).toContain('VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN')
  })
})

describe('control sheet', () => {
  it('names the unit and the person of each side, and waits for the role until somebody takes it up', async () => {
    const dossier = await dossierAt(test, 'issue', slow)
    const trackingUrl = 'https://motcua.example.vn/tra-cuu/x'
    const { data } = await test.read(await test.as('vanthu'), printControlSheet, {
      code: dossier.code,
      trackingUrl,
    })
    const rows = data.handovers as {
      fromUnit: string
      fromPerson: string
      toUnit: string
      toPerson: string | null
    }[]
    expect(
      rows.map(({ fromUnit, fromPerson, toUnit, toPerson }) => [fromUnit, fromPerson, toUnit, toPerson]),
    ).toEqual([
      ['Trung tâm Phục vụ hành chính công', 'Cán bộ Mẫu Một', 'Công chức chuyên môn', null],
      ['Văn phòng HĐND và UBND', 'Công chức Mẫu Ba', 'Lãnh đạo UBND', null],
      ['Văn phòng HĐND và UBND', 'Lãnh đạo Mẫu Chín', 'Văn thư', null],
    ])
  })
})

describe('apology with a new date (Mẫu số 04)', () => {
  it('is signed by the leader who let it go out, for the agency that decides', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    const leader = await test.as('chutich')
    const paper = await test.services.database.use(async (session) => {
      await session.client.query('begin')
      await session.client.query(`set local role motcua_app`)
      await session.client.query(`select set_config('app.office', $1, true)`, [test.officeId])
      const tx = { db: session.db, now: test.services.clock(), requestId: uuid() } as Parameters<
        typeof issuePaper
      >[0]
      const issued = await issuePaper(tx, leader, {
        dossierId: dossier.id,
        form: 'extension',
        facts: newDate,
      })
      await session.client.query('commit')
      return issued
    })
    const printed = await test.read(await test.as('tiepnhan'), printPaper, {
      id: paper.id,
      publicUrl: 'https://motcua.example.vn',
    })
    expect(printed).toMatchObject({
      template: 'extension',
      data: {
        agency: 'UBND xã Cẩm Long',
        parentAgency: 'UBND tỉnh Thanh Hóa',
        signerName: 'Lãnh đạo Mẫu Chín',
        signerPost: 'Chủ tịch',
        dueBefore: '2026-03-24T17:00',
        dueAfter: '2026-03-30T17:00',
        dossierCode: dossier.code,
      },
    })
    expect((await papersOf(dossier.code)).at(-1)?.title).toContain('xin lỗi')
  })
})

it('a deputy signs for the chairperson (NĐ 30/2020/NĐ-CP)', () => {
  expect(signingPost('Phó Chủ tịch UBND xã')).toBe('KT. Chủ tịch\nPhó Chủ tịch')
  expect(signingPost('Chủ tịch UBND xã')).toBe('Chủ tịch')
  expect(signingPost('Trưởng phòng')).toBe('Trưởng phòng')
})
