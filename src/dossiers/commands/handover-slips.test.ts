import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { demoUnitId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf, scanPdf } from '../../testing/read-pdf.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../factory.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { getSlip, printSlip } from '../queries/get-slip.ts'
import { listSlips } from '../queries/list-slips.ts'
import { papersToPass } from '../queries/papers-to-pass.ts'
import { printControlSheet } from '../queries/print-paper.ts'
import { trackDossier } from '../queries/track-dossier.ts'
import { confirmPapers } from './confirm-papers.ts'
import { sendPapers } from './send-papers.ts'
import { turnAway } from './turn-away.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const office = { unitId: demoUnitId(0), kind: 'unit' } as const
const economy = { unitId: demoUnitId(1), kind: 'unit' } as const
const social = { unitId: demoUnitId(2), kind: 'unit' } as const
const registry = { kind: 'agency', name: 'Văn phòng đăng ký đất đai Mẫu', code: 'H56.18' } as const

async function sent(dossiers: readonly MadeDossier[], destination: object = social, as = 'tiepnhan') {
  const codes = dossiers.map(({ code }) => code)
  return test.write(await test.as(as), sendPapers, {
    destination: destination as typeof social,
    dossiers: codes,
  })
}

const slow = () => receivedDossier(test, { procedureId: demoSlowProcedureId })

async function refusal(
  work: Promise<unknown>,
): Promise<{ code: string; facts: { detail?: string; fields?: object } }> {
  return work.then(
    () => ({ code: 'none', facts: {} }),
    (error) => error,
  )
}

describe('who may make a slip', () => {
  it('nobody for a dossier of a field without a duty', async () => {
    const dossier = await slow()
    const foreign = await test.as('xahoi')
    const answer = await refusal(
      test.write(foreign, sendPapers, { destination: economy, dossiers: [dossier.code] }),
    )
    expect(answer.code).toBe('not_allowed')
  })

  it('nobody with only an administrator’s duty', async () => {
    const dossier = await slow()
    const admin = await test.as('quantri')
    expect(
      (await refusal(test.write(admin, sendPapers, { destination: social, dossiers: [dossier.code] }))).code,
    ).toBe('not_allowed')
  })
})

describe('a slip', () => {
  it('has gapless numbers by year, and the code of its office', async () => {
    const first = await sent([await slow()])
    expect(await refusal(sent([], social))).toMatchObject({ code: 'invalid_input' })
    const second = await sent([await slow()])
    const numbers = [first, second].map(({ code }) => Number(code.split('-').at(-1)))
    expect(second.code).toMatch(/^BG-H56\.22\.17-2026-\d{5}$/)
    expect((numbers[1] ?? 0) - (numbers[0] ?? 0)).toBe(1)
    test.time.set('2027-01-04T09:00:00+07:00')
    expect((await sent([await slow()])).code).toBe('BG-H56.22.17-2027-00001')
  })

  it('takes a dossier scanned twice once, in the order of scanning', async () => {
    const [a, b] = [await slow(), await slow()]
    const slip = await sent([b, a, b])
    const view = await test.read(await test.as('tiepnhan'), getSlip, { code: slip.code })
    expect(view.items.map((item) => item.code)).toEqual([b.code, a.code])
  })

  it('is told to the citizen by units, never by people', async () => {
    const dossier = await slow()
    const slip = await sent([dossier])
    const receiver = await test.as('xahoi')
    await test.write(receiver, confirmPapers, { code: slip.code, revision: 1, received: [dossier.code] })
    const tracked = await test.read(await test.as('tiepnhan'), trackDossier, { code: dossier.code })
    const told = tracked.events.map((event) => event.text)
    expect(told).toContain('Hồ sơ giấy đang chuyển đến Phòng Văn hóa - Xã hội.')
    expect(told).toContain('Phòng Văn hóa - Xã hội đã nhận hồ sơ giấy.')
    expect(JSON.stringify(tracked)).not.toMatch(/Mẫu Một|Mẫu Năm/)
  })

  it('notes which step hand-over its paper follows', async () => {
    const dossier = await dossierAt(test, 'appraisal', { procedureId: demoSlowProcedureId })
    const slip = await sent([dossier])
    const found = await test.owner.query(
      'select handover_sequence from handover_slip_items where slip_id = $1',
      [slip.id],
    )
    expect(found.rows[0].handover_sequence).toBe(1)
  })

  it.each([
    ['one’s own unit', () => ({ unitId: demoUnitId(3), kind: 'unit' }), 'destination.unitId'],
    ['a unit of nobody', () => ({ unitId: demoUnitId(90), kind: 'unit' }), 'destination.unitId'],
  ])('does not go to %s', async (_, destination, field) => {
    const answer = await refusal(sent([await slow()], destination()))
    expect(answer).toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [field]: expect.any(String) } },
    })
  })

  it('takes no dossier that is not there, was not received, or was returned', async () => {
    const returned = await dossierAt(test, 'returned', { procedureId: demoSlowProcedureId })
    const missing = { ...returned, code: 'H56.22.17-20260324-0009999' }
    const away = await test.write(await test.as('tiepnhan'), turnAway, turnAway.example as never)
    for (const dossier of [returned, missing, { ...returned, code: away.id }]) {
      const answer = await refusal(sent([dossier]))
      expect(answer).toMatchObject({
        code: 'invalid_input',
        facts: { fields: { dossiers: expect.any(String) } },
      })
    }
  })

  it('takes no dossier that is under way, or already lies there; from there it may go on', async () => {
    const dossier = await slow()
    const slip = await sent([dossier])
    const again = await refusal(sent([dossier], economy))
    expect(again.code).toBe('conflict')
    expect(again.facts.detail).toContain(slip.code)
    await test.write(await test.as('xahoi'), confirmPapers, {
      code: slip.code,
      revision: 1,
      received: [dossier.code],
    })
    expect((await refusal(sent([dossier]))).facts.detail).toContain('đã được Phòng Văn hóa - Xã hội nhận')
    expect((await sent([dossier], economy)).revision).toBe(1)
  })

  it('made by two officers at once takes the dossier once', async () => {
    const dossier = await slow()
    const answers = await Promise.all(
      ['tiepnhan', 'tiepnhan2', 'chutich'].map((as) => refusal(sent([dossier], social, as))),
    )
    expect(answers.map(({ code }) => code).toSorted()).toEqual([
      'conflict',
      'conflict',
      expect.stringMatching(/^BG|none/),
    ])
  })

  it('takes the longest names', async () => {
    const name = 'Ẩ'.repeat(200)
    const dossier = await receivedDossier(test, { procedureId: demoSlowProcedureId })
    const slip = await sent([dossier], { kind: 'agency', name, code: '' })
    const { data } = await test.read(await test.as('tiepnhan'), printSlip, {
      code: slip.code,
      publicUrl: 'https://motcua.example.vn',
    })
    const pdf = await test.services.pdf.render('handover-slip', data)
    expect(readPdf(pdf).replaceAll(' ', '')).toContain(name)
  })
})

describe('confirming', () => {
  it('is for those of the receiving unit and for leaders', async () => {
    const dossier = await slow()
    const slip = await sent([dossier])
    const input = { code: slip.code, revision: 1, received: [dossier.code] }
    for (const as of ['tiepnhan', 'vanthu', 'diachinh']) {
      expect((await refusal(test.write(await test.as(as), confirmPapers, input))).code).toBe('not_allowed')
    }
    expect((await test.write(await test.as('chutich'), confirmPapers, input)).open).toBe(0)
  })

  it('goes dossier by dossier; what is missing is noted and may turn up or be sent again', async () => {
    const [a, b, c] = [await slow(), await slow(), await slow()]
    const slip = await sent([a, b, c])
    const receiver = await test.as('xahoi')
    const first = await test.write(receiver, confirmPapers, {
      code: slip.code,
      revision: 1,
      received: [a.code],
      missing: [{ code: b.code, note: 'không có trong túi' }],
    })
    expect(first).toMatchObject({ revision: 2, open: 1 })
    const later = await test.write(receiver, confirmPapers, {
      code: slip.code,
      revision: 2,
      received: [b.code, c.code],
    })
    expect(later.open).toBe(0)
    const view = await test.read(receiver, getSlip, { code: slip.code.toLowerCase() })
    expect(view.items.map(({ state }) => state)).toEqual(['received', 'received', 'received'])
    const history = await test.read(await test.as('tiepnhan'), getDossier, { code: b.code })
    expect(history.events.map(({ kind }) => kind)).toEqual([
      'received',
      'paper_sent',
      'paper_missing',
      'paper_received',
    ])
    expect(history.events[2]?.note).toContain('không có trong túi')
  })

  it('twice is refused with who did it and when; the same key answers the same', async () => {
    const [a, b] = [await slow(), await slow()]
    const slip = await sent([a, b])
    const receiver = await test.as('xahoi')
    const input = { code: slip.code, revision: 1, received: [a.code] }
    const first = await test.write(receiver, confirmPapers, input, 'xac-nhan-mot-lan')
    expect(await test.write(receiver, confirmPapers, input, 'xac-nhan-mot-lan')).toEqual(first)
    expect((await refusal(test.write(receiver, confirmPapers, input))).code).toBe('stale')
    const again = await refusal(test.write(receiver, confirmPapers, { ...input, revision: 2 }))
    expect(again.code).toBe('wrong_state')
    expect(again.facts.detail).toContain('Công chức Mẫu Năm xác nhận lúc 09:00 ngày 24/03/2026')
  })

  it.each([
    ['nothing', {}],
    ['a dossier that is not on the slip', { received: ['H56.22.17-20260324-0009999'] }],
    ['a dossier of another office', { received: ['H56.99.99-20260324-0000001'] }],
  ])('of %s is refused', async (_, answers) => {
    const slip = await sent([await slow()])
    const input = { code: slip.code, revision: 1, ...answers }
    expect((await refusal(test.write(await test.as('xahoi'), confirmPapers, input))).code).toBe(
      'invalid_input',
    )
  })

  it('of one dossier as both there and missing is refused', async () => {
    const dossier = await slow()
    const slip = await sent([dossier])
    const input = {
      code: slip.code,
      revision: 1,
      received: [dossier.code],
      missing: [{ code: dossier.id, note: '' }],
    }
    expect((await refusal(test.write(await test.as('xahoi'), confirmPapers, input))).code).toBe(
      'invalid_input',
    )
  })

  it('at another agency names who took it', async () => {
    const dossier = await slow()
    const slip = await sent([dossier], registry)
    const counter = await test.as('tiepnhan')
    const input = { code: slip.code, revision: 1, received: [dossier.code] }
    expect((await refusal(test.write(counter, confirmPapers, input))).facts.fields).toHaveProperty(
      'receiverName',
    )
    await test.write(counter, confirmPapers, { ...input, receiverName: 'Người Nhận Mẫu' })
    const view = await test.read(counter, getDossier, { code: dossier.code })
    expect(view.events.at(-1)?.note).toContain('Người nhận: Người Nhận Mẫu')
    const sheet = await test.read(counter, printControlSheet, {
      code: dossier.code,
      trackingUrl: 'https://motcua.example.vn/tra-cuu/x',
    })
    expect(sheet.data.coordinatingAgency).toBe(registry.name)
  })
})

describe('looking at slips', () => {
  it('a code of another office is told as such', async () => {
    const reader = await test.as('tiepnhan')
    const foreign = await refusal(test.read(reader, getSlip, { code: 'BG-H56.99.99-2026-00001' }))
    expect(foreign).toMatchObject({
      code: 'not_found',
      facts: { detail: expect.stringContaining('H56.99.99') },
    })
    const unknown = await refusal(test.read(reader, getSlip, { code: 'BG-H56.22.17-2026-99999' }))
    expect(unknown.facts.detail).toContain('Không có phiếu bàn giao này')
  })

  it('those of other units and fields are not shown', async () => {
    const slip = await sent([await slow()], office)
    const stranger = await test.as('diachinh')
    const listed = await test.read(stranger, listSlips, {})
    expect(listed.items.map(({ code }) => code)).not.toContain(slip.code)
    expect((await refusal(test.read(stranger, getSlip, { code: slip.code }))).code).toBe('not_found')
    const own = await test.read(await test.as('tiepnhan'), listSlips, { open: 'true' })
    expect(own.items.find(({ code }) => code === slip.code)).toMatchObject({ dossiers: 1, received: 0 })
  })

  it('prints bar codes that a reader reads, and the same again after the unit was renamed', async () => {
    const dossier = await slow()
    const slip = await sent([dossier])
    const print = async () => {
      const input = { code: slip.code, publicUrl: 'https://motcua.example.vn' }
      return test.services.pdf.render(
        'handover-slip',
        (await test.read(await test.as('tiepnhan'), printSlip, input)).data,
      )
    }
    const pdf = await print()
    const scanned = scanPdf(pdf, 1, 300).split('\n')
    for (const code of [slip.code, dossier.code, `https://motcua.example.vn/ban-giao/${slip.code}`]) {
      expect(scanned).toContain(code)
    }
    await test.owner.query("update units set name = 'Phòng Tên Mới' where code = 'van-hoa-xa-hoi'")
    await test.owner.query("update offices set name = 'UBND xã Tên Mới'")
    expect(readPdf(await print())).toBe(readPdf(pdf))
    await test.owner.query("update units set name = 'Phòng Văn hóa - Xã hội' where code = 'van-hoa-xa-hoi'")
    await test.owner.query("update offices set name = 'UBND xã Cẩm Long'")
  })
})

describe('paper still at the desk', () => {
  it('is listed until it is on a slip, and marked once it should have been passed (NĐ 61/2018, Điều 18)', async () => {
    test.time.set('2026-03-26T14:59:00+07:00')
    const early = await slow()
    test.time.set('2026-03-26T15:01:00+07:00')
    const late = await slow()
    const counter = await test.as('tiepnhan')
    const marks = async (now: string) => {
      test.time.set(now)
      const { items } = await test.read(counter, papersToPass, {})
      return [early, late].map(({ code }) => items.find((item) => item.code === code)?.isLate)
    }
    expect(await marks('2026-03-26T16:00:00+07:00')).toEqual([false, false])
    expect(await marks('2026-03-26T17:30:00+07:00')).toEqual([true, false])
    expect(await marks('2026-03-27T09:30:00+07:00')).toEqual([true, true])
    const slip = await sent([early, late])
    expect(await marks('2026-03-27T09:31:00+07:00')).toEqual([undefined, undefined])
    await test.write(await test.as('xahoi'), confirmPapers, {
      code: slip.code,
      revision: 1,
      received: [early.code],
      missing: [{ code: late.code, note: '' }],
    })
    expect(await marks('2026-03-27T10:00:00+07:00')).toEqual([undefined, true])
  })

  it('of another field is not shown', async () => {
    const dossier = await slow()
    const { items } = await test.read(await test.as('xahoi'), papersToPass, {})
    expect(items.map(({ code }) => code)).not.toContain(dossier.code)
  })
})
