import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { saveOutgoing } from '../../records/commands/outgoing/draft-outgoing.ts'
import { submitOutgoing } from '../../records/commands/outgoing/step-outgoing.ts'
import { printOutgoing } from '../../records/queries/outgoing/print-outgoing.ts'
import { demoDeskId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readDocx, wordsOf } from '../../testing/read-docx.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { draftProposal } from './draft-proposal.ts'
import { addEquipment } from './keep-equipment.ts'
import { setEquipmentState } from './set-state.ts'

let test: TestApp
let accountant: Actor
const refused = (code: string, facts?: object) =>
  expect.objectContaining({ code, ...(facts ? { facts: expect.objectContaining(facts) } : {}) })
const wrong = (field: string) =>
  refused('invalid_input', { fields: expect.objectContaining({ [field]: expect.any(String) }) })
const line = { what: 'Máy quét có khay nạp tự động', quantity: 2, unitPriceVnd: 15_000_000 }
const proposal = {
  from: '2026-03-01',
  to: '2026-04-30',
  addressee: 'Chủ tịch Ủy ban nhân dân xã Mẫu',
  fundingSource: 'ngân sách xã năm 2026',
  lines: [line, { what: 'Bộ lưu điện', quantity: 1, unitPriceVnd: 2_500_000 }],
}

beforeAll(async () => {
  test = await startTestApp()
  accountant = await test.as('ketoan')
})
afterAll(() => test?.close())

async function brokenScanner(): Promise<void> {
  const admin = await test.as('quantri')
  const { id } = await test.write(admin, addEquipment, {
    kind: 'scanner',
    name: 'Máy quét Mẫu',
    assetNumber: '',
    serialNumber: '',
    deskId: demoDeskId(0),
    unitId: null,
    sheetsPerMinute: 6,
    feeder: false,
    twoSided: false,
    boughtOn: null,
    priceVnd: null,
    note: '',
    inUseSince: '2020-01-01',
  })
  const broken = { id, revision: 1, state: 'broken' as const, onDay: '2026-03-20', reason: 'Kẹt giấy' }
  await test.write(admin, setEquipmentState, broken)
}

describe('the budget proposal', () => {
  it('is drafted by the accountant alone, and only when something is missing', async () => {
    for (const name of ['quantri', 'chutich', 'tiepnhan'] as const)
      await expect(test.write(await test.as(name), draftProposal, proposal)).rejects.toEqual(
        refused('not_allowed'),
      )
    await expect(test.write(accountant, draftProposal, proposal)).rejects.toEqual(refused('wrong_state'))
    expect((await test.owner.query('select 1 from outgoing_documents')).rows).toEqual([])
  })

  it('takes no price for nothing, none below zero, none out of this world', async () => {
    await brokenScanner()
    const withLine = (own: object) =>
      test.write(accountant, draftProposal, { ...proposal, lines: [{ ...line, ...own }] })
    for (const unitPriceVnd of [0, -1, 0.5, 10_000_000_001, 1e300])
      await expect(withLine({ unitPriceVnd })).rejects.toEqual(wrong('lines.0.unitPriceVnd'))
    for (const quantity of [0, -2, 1001, 1.5])
      await expect(withLine({ quantity })).rejects.toEqual(wrong('lines.0.quantity'))
    await expect(withLine({ what: '  ' })).rejects.toEqual(wrong('lines.0.what'))
    await expect(test.write(accountant, draftProposal, { ...proposal, lines: [] })).rejects.toEqual(
      wrong('lines'),
    )
    await expect(test.write(accountant, draftProposal, { ...proposal, addressee: '' })).rejects.toEqual(
      wrong('addressee'),
    )
    await expect(test.write(accountant, draftProposal, { ...proposal, from: '2026-05-01' })).rejects.toEqual(
      wrong('to'),
    )
  })

  it('is a draft with the counts of the days that were counted, and the sums of what was entered', async () => {
    const { outgoingId } = await test.write(accountant, draftProposal, proposal)
    const kept = await test.owner.query('select content, state from outgoing_documents where id = $1', [
      outgoingId,
    ])
    expect(kept.rows[0].state).toBe('draft')
    const { body, typeCode, addressees } = kept.rows[0].content
    expect({ typeCode, addressees }).toEqual({ typeCode: 'to-trinh', addressees: [proposal.addressee] })
    expect(body.split('\n')).toEqual([
      // Not until the end of April: the test's day is the 24th of March.
      'Trên cơ sở số liệu số hóa hồ sơ, văn bản và sổ trang thiết bị ghi trên phần mềm từ ngày 01/03/2026 đến ngày 24/03/2026, kính trình Chủ tịch Ủy ban nhân dân xã Mẫu xem xét, bố trí kinh phí trang bị thiết bị, cụ thể như sau:',
      'I. HIỆN TRẠNG',
      '1. Trong 17 ngày làm việc chưa số hóa tệp nào.',
      expect.stringMatching(
        /^2\. Quầy 1: Tư pháp, xã hội: Máy quét Mẫu \(6 tờ\/phút, không có khay nạp, hỏng\); đã số hóa 0 tệp, ít nhất 0 trang/,
      ),
      'II. CHỖ CÒN THIẾU',
      '1. Máy quét Mẫu tại Quầy 1: Tư pháp, xã hội: hỏng từ ngày 20/03/2026.',
      'III. ĐỀ NGHỊ',
      '1. Máy quét có khay nạp tự động: 02 × 15.000.000 đồng = 30.000.000 đồng.',
      '2. Bộ lưu điện: 01 × 2.500.000 đồng = 2.500.000 đồng.',
      '3. Tổng kinh phí đề nghị: 32.500.000 đồng. Nguồn kinh phí: ngân sách xã năm 2026.',
      'Kính trình Chủ tịch Ủy ban nhân dân xã Mẫu xem xét, quyết định.',
    ])
    const audited = await test.owner.query(
      `select action, facts from audit_events where subject_id = $1 order by action`,
      [outgoingId],
    )
    expect(audited.rows.map(({ action }) => action)).toEqual([
      'equipment.draftProposal',
      'records.createOutgoing',
    ])
    expect(audited.rows[0].facts.totalVnd).toBe(32_500_000)
  })

  it('is printed as PDF and Word in the layout of a tờ trình, and goes on as every document does', async () => {
    const { outgoingId } = await test.write(accountant, draftProposal, proposal)
    const { paper } = await test.read(accountant, printOutgoing, { id: outgoingId })
    expect(JSON.stringify(paper)).toContain('TỜ TRÌNH')
    const cookie = await test.cookie('ketoan')
    const get = async (kind: string) => {
      const url = `/api/v1/outgoing-documents/${outgoingId}/paper.${kind}`
      return (await test.app.server.inject({ url, headers: { cookie } })).rawPayload
    }
    const word = (await readDocx(await get('docx'))).get('word/document.xml') ?? ''
    for (const text of [readPdf(await get('pdf')), wordsOf(word)]) {
      expect(text).toContain('CHỖ CÒN THIẾU')
      expect(text).toContain('32.500.000 đồng')
    }
    // Who signs is chosen in the draft, as with every document.
    const { rows } = await test.owner.query('select content from outgoing_documents where id = $1', [
      outgoingId,
    ])
    const saved = await test.write(accountant, saveOutgoing, {
      id: outgoingId,
      revision: 1,
      content: { ...rows[0].content, signerId: demoStaffId('phochutich') },
      secrecy: 'open',
      fileId: null,
      repliesTo: [],
      replyBy: null,
    })
    await test.write(accountant, submitOutgoing, { id: outgoingId, revision: saved.revision })
    const after = await test.owner.query('select state from outgoing_documents where id = $1', [outgoingId])
    expect(after.rows[0].state).not.toBe('draft')
  })
})
