import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { procedureId } from '../../procedures/model/record-schema.ts'
import { demoOfficeId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { checkPdf, countPages, readPdf } from '../../testing/read-pdf.ts'
import { certifyAtCounter } from '../commands/certify-at-counter.ts'
import { promiseCertification } from '../commands/certify-later.ts'
import { strikeCertification } from '../commands/strike-certification.ts'
import { certificationExample, certificationRequestExample } from '../model/certification/examples.ts'
import { certificationDesk } from './certification-desk.ts'
import { certificationRegister } from './certification-register.ts'

let test: TestApp
let code = ''
let struckNumber = 0
beforeAll(async () => {
  test = await startTestApp()
  const counter = await test.as('tiepnhan')
  test.time.set('2026-03-20T09:00:00+07:00')
  const first = await test.write(counter, certifyAtCounter, {
    ...certificationExample,
    signerId: demoStaffId('chutich'),
  })
  code = first.code
  test.time.set('2026-03-24T10:00:00+07:00')
  const wrong = await test.write(counter, certifyAtCounter, {
    ...certificationExample,
    originals: [{ name: 'Giấy phép lái xe', pages: 2, copies: 1 }],
    quoted: { version: 1, feeVnd: 4000 },
  })
  struckNumber = wrong.entries[0]?.number ?? 0
  const reason = 'Ghi nhầm tên giấy tờ'
  await test.write(counter, strikeCertification, { id: wrong.entries[0]?.id ?? '', reason })
  await test.write(counter, promiseCertification, { ...certificationRequestExample, extraDays: 2 })
})
afterAll(() => test?.close())

const period = { register: 'copy', from: '2026-03-01', to: '2026-03-31' } as const

describe('the desk', () => {
  it('is for the counter', async () => {
    for (const name of ['chutich', 'vanthu', 'chuyenmon', 'quantri'])
      await expect(test.read(await test.as(name), certificationDesk, {})).rejects.toMatchObject({
        code: 'not_allowed',
      })
  })

  it('shows what is certified at the counter, the next numbers, and papers to choose from', async () => {
    const desk = await test.read(await test.as('tiepnhan'), certificationDesk, {})
    expect(desk.procedures.map(({ code: each, nextNumber }) => [each, nextNumber])).toEqual([
      ['2.000815', 4],
      ['2.000942', 4],
      ['2.000884', 1],
      ['2.000992', 1],
      ['2.001008', 1],
    ])
    expect(desk.procedures.every(({ isCounted }) => isCounted)).toBe(true)
    expect(desk.picks.slice(0, 3)).toEqual([
      'Bằng tốt nghiệp trung học phổ thông',
      'Giấy phép lái xe',
      'Thẻ căn cước',
    ])
    expect(new Set(desk.picks).size).toBe(desk.picks.length)
    expect(desk.waiting).toMatchObject([
      { applicantName: 'Nguyễn Văn Mẫu', originals: [{ copies: 3 }, { copies: 2 }] },
    ])
  })

  it('remembers whom the officer had sign, as long as they are on duty', async () => {
    const deskOf = async (name: string) => test.read(await test.as(name), certificationDesk, {})
    expect((await deskOf('tiepnhan')).signerId).toBe(demoStaffId('phochutich'))
    const [firstByName] = (await deskOf('tiepnhan2')).signers
    expect((await deskOf('tiepnhan2')).signerId).toBe(firstByName?.id)
    await test.owner.query("update duties set ends_on = '2026-03-23' where staff_id = $1", [
      demoStaffId('phochutich'),
    ])
    const desk = await deskOf('tiepnhan')
    expect(desk.signers.map(({ id }) => id)).toEqual([demoStaffId('chutich')])
    expect(desk.signerId).toBe(demoStaffId('chutich'))
    await test.owner.query('update duties set ends_on = null where staff_id = $1', [
      demoStaffId('phochutich'),
    ])
  })

  it('tells when 15:00 has passed (NĐ 23/2015/NĐ-CP, Điều 7)', async () => {
    const isPast = async (time: string) => {
      test.time.set(`2026-03-24T${time}:00+07:00`)
      return (await test.read(await test.as('tiepnhan'), certificationDesk, {})).isPastCutoff
    }
    expect([await isPast('14:59'), await isPast('15:00'), await isPast('15:01')]).toEqual([
      false,
      false,
      true,
    ])
  })
})

describe('the register', () => {
  it.each(['ketoan', 'quantri', 'bientap'])('is not for %s', async (name) => {
    await expect(test.read(await test.as(name), certificationRegister, period)).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('lists newest first; what was struck stays with its number and counts in no sum', async () => {
    const { title, items, totals, next } = await test.read(
      await test.as('chutich'),
      certificationRegister,
      period,
    )
    expect(title).toBe('SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH')
    expect(items.map(({ number, struck }) => [number, struck?.reason ?? null])).toEqual([
      [3, 'Ghi nhầm tên giấy tờ'],
      [2, null],
      [1, null],
    ])
    expect(totals).toEqual({ numbers: 3, struck: 1, copies: 5, feeVnd: 20_000 })
    expect(next).toBeNull()
  })

  it('keeps to its days and to the fields of the reader', async () => {
    const leader = await test.as('chutich')
    const day = await test.read(leader, certificationRegister, {
      ...period,
      from: '2026-03-24',
      to: '2026-03-24',
    })
    expect(day.items.map(({ number }) => number)).toEqual([3])
    const landOnly = { ...(await test.as('tiepnhan')), duties: [{ role: 'counter', fieldCode: 'dat-dai' }] }
    const none = await test.read(landOnly, certificationRegister, period)
    expect([none.items, none.totals.numbers]).toEqual([[], 0])
  })

  it.each([
    [{ from: '2026-03-31', to: '2026-03-01' }, 'to'],
    [{ from: '2020-01-01', to: '2026-03-01' }, 'to'],
    [{ from: '2026-02-30' }, 'from'],
    [{ register: 'gi-do' }, 'register'],
    [{ after: 'x' }, 'after'],
  ])('refuses %o', async (change, field) => {
    const asked = { ...period, ...change } as typeof period
    await expect(test.read(await test.as('chutich'), certificationRegister, asked)).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [field]: expect.any(String) } },
    })
  })

  it('goes on page by page without losing or repeating a number', async () => {
    test.time.set('2026-05-05T09:00:00+07:00')
    const originals = Array.from({ length: 60 }, (_, n) => ({
      name: `Bảng điểm ${n + 1}`,
      pages: 1,
      copies: 1,
    }))
    const many = { originals, quoted: { version: 1, feeVnd: 120_000 } }
    await test.write(await test.as('tiepnhan'), certifyAtCounter, { ...certificationExample, ...many })
    await test.write(await test.as('tiepnhan'), certifyAtCounter, { ...certificationExample, ...many })
    const reader = await test.as('vanthu')
    const seen: number[] = []
    let after: string | undefined
    do {
      const page = await test.read(reader, certificationRegister, {
        ...period,
        from: '2026-05-01',
        to: '2026-05-31',
        after,
      })
      seen.push(...page.items.map(({ number }) => number))
      expect(page.totals).toEqual({ numbers: 120, struck: 0, copies: 120, feeVnd: 240_000 })
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 123 - index))
  })
})

describe('what is printed', () => {
  const get = async (path: string, name = 'tiepnhan') =>
    test.app.server.inject({ url: `/api/v1${path}`, headers: { cookie: await test.cookie(name) } })
  const query = 'register=copy&from=2026-03-01&to=2026-03-31'

  it('a label for each copy, with number, volume, day and signer', async () => {
    const answer = await get(`/dossiers/${code}/certification.pdf`)
    expect(answer.statusCode).toBe(200)
    const text = readPdf(answer.rawPayload)
    expect(text.match(/CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH/g)).toHaveLength(5)
    expect(text.match(/Số chứng thực: 1 /g)).toHaveLength(3)
    for (const words of [
      'Số chứng thực: 2',
      'Quyển số: 01/2026 - SCT/BS',
      'Ngày 20 tháng 3 năm 2026',
      'CHỦ TỊCH',
      'Lãnh đạo Mẫu Chín',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('KT. CHỦ TỊCH')
    checkPdf(answer.rawPayload)
  })

  it('the whole statement for a signature, one sheet each; a deputy signs for the chairperson', async () => {
    const done = await test.write(await test.as('tiepnhan'), certifyAtCounter, {
      ...certificationExample,
      procedureId: procedureId(demoOfficeId, '2.000884'),
      originals: [
        { name: 'Đơn xin xác nhận', copies: 1 },
        { name: 'Giấy ủy quyền', copies: 2 },
      ],
      quoted: { version: 1, feeVnd: 20_000 },
    })
    const answer = await get(`/dossiers/${done.code}/certification.pdf`)
    expect(countPages(answer.rawPayload)).toBe(2)
    const text = readPdf(answer.rawPayload)
    for (const words of [
      'LỜI CHỨNG CHỨNG THỰC CHỮ KÝ',
      'giấy tờ tùy thân số 038090000001',
      '“Giấy ủy quyền”',
      'Quyển số: 01/2026 - SCT/CK,ĐC',
      'KT. CHỦ TỊCH',
    ])
      expect(text).toContain(words)
  })

  it('nothing for a dossier without entries, or of another field', async () => {
    expect((await get('/dossiers/H56.22.17-20260324-0009999/certification.pdf')).statusCode).toBe(404)
    expect((await get(`/dossiers/${code}/certification.pdf`, 'xahoi')).statusCode).toBe(403)
    expect((await get(`/dossiers/${code}/certification.pdf`, 'quantri')).statusCode).toBe(403)
  })

  it('the register as a book, with its columns, what was struck, and the sums', async () => {
    const answer = await get(`/certification-register.pdf?${query}`)
    const text = readPdf(answer.rawPayload)
    for (const words of [
      'SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH',
      'Từ ngày 01/03/2026 đến ngày 31/03/2026',
      'Số chứng thực',
      'Họ tên người yêu cầu',
      'Lệ phí',
      'Người ký chứng thực',
      'Bằng tốt nghiệp trung học phổ thông',
      'Gạch bỏ: Ghi nhầm tên giấy tờ',
      'Cộng: 3 số, trong đó gạch bỏ 1 số',
      '20.000',
    ])
      expect(text).toContain(words)
    checkPdf(answer.rawPayload)
  })

  it('the register as a sheet, numbers as numbers', async () => {
    const answer = await get(`/certification-register.xlsx?${query}`)
    expect(answer.statusCode).toBe(200)
    const rows = await readSheet(answer.rawPayload)
    expect(rows[0]?.[0]).toBe('SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH')
    expect(rows[3]?.[0]).toBe('Số chứng thực')
    expect(rows[4]?.slice(0, 8)).toEqual([
      1,
      '20/03/2026',
      'Nguyễn Văn Mẫu',
      'Bằng tốt nghiệp trung học phổ thông',
      2,
      3,
      12_000,
      'Lãnh đạo Mẫu Chín',
    ])
    expect(rows[6]?.[0]).toBe(struckNumber)
    expect(rows[7]?.slice(3, 7)).toEqual(['Cộng: 3 số, trong đó gạch bỏ 1 số', null, 5, 20_000])
  })

  it('more than one book can hold is refused in words, and still comes as a sheet', async () => {
    const originals = Array.from({ length: 100 }, () => ({ name: 'Học bạ', pages: 1, copies: 1 }))
    test.time.set('2026-06-05T09:00:00+07:00')
    const quoted = { version: 1, feeVnd: 200_000 }
    const counter = await test.as('tiepnhan')
    for (let n = 0; n < 21; n += 1)
      await test.write(counter, certifyAtCounter, { ...certificationExample, originals, quoted })
    const june = 'register=copy&from=2026-06-01&to=2026-06-30'
    const book = await get(`/certification-register.pdf?${june}`)
    expect([book.statusCode, book.json().detail]).toEqual([422, expect.stringContaining('kỳ ngắn hơn')])
    const sheet = await get(`/certification-register.xlsx?${june}`)
    expect(await readSheet(sheet.rawPayload)).toHaveLength(4 + 2100 + 1)
  })

  it.each(['pdf', 'xlsx'])('a wrong period is refused in words (%s)', async (kind) => {
    const answer = await get(`/certification-register.${kind}?register=copy&from=2026-03-31&to=2026-03-01`)
    expect(answer.statusCode).toBe(422)
    expect((await get(`/certification-register.${kind}?register=copy`)).statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ fields: { to: expect.stringContaining('Ngày cuối') } })
  })
})
