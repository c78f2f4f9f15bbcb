import { randomUUID } from 'node:crypto'
import papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { countPages, readPdf, scanPdf } from '../../testing/read-pdf.ts'
import { loadCatalogue } from '../commands/load-catalogue.ts'
import { postSheets } from '../commands/post-sheets.ts'
import { demoAgencyCode, demoProcedureId, demoSlowProcedureId } from '../examples.ts'
import { parseCatalogue, readShippedCatalogue } from '../model/catalogue.ts'
import type { CatalogueRecord } from '../model/record-schema.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
})
afterAll(() => test?.close())

const get = (url: string, headers: Record<string, string> = {}) => test.app.server.inject({ url, headers })

describe('the public pages', () => {
  it('are plain: no script, no style in the text, and kept for a minute', async () => {
    for (const url of ['/thu-tuc', '/thu-tuc?q=khai+sinh', '/thu-tuc/1.001193']) {
      const { statusCode, body, headers } = await get(url)
      expect(statusCode, url).toBe(200)
      expect(body, url).not.toMatch(/<script|style="|<style/)
      expect(headers['content-security-policy']).toMatch(/default-src 'none'(?!.*script-src)/)
      expect(headers['cache-control']).toBe('public, max-age=60')
    }
  })

  it('show what was typed as text, whatever it is', async () => {
    for (const typed of ['"><script>alert(1)</script>', "' or 1=1 --", '%', '\\', '{{7*7}}']) {
      const { statusCode, body } = await get(`/thu-tuc?q=${encodeURIComponent(typed)}`)
      expect(statusCode, typed).toBe(200)
      expect(body).not.toContain('<script>alert')
    }
    expect((await get(`/thu-tuc?sau=khong-phai-ma`)).statusCode).toBe(422)
    expect((await get(`/thu-tuc?don-vi=H00.00`)).statusCode).toBe(404)
  })

  it('lead from the local form of a code to its page, and keep the rest of the address', async () => {
    const { statusCode, headers } = await get('/thu-tuc/2.000815.000.00.00.H56?ban=1')
    expect([statusCode, headers.location]).toEqual([302, '/thu-tuc/2.000815?ban=1'])
    expect((await get('/thu-tuc/9.999999')).statusCode).toBe(404)
    expect((await get('/thu-tuc/2.000815?ban=abc')).body).not.toContain('Phiếu giấy')
  })

  it('say every part, where to hand in and where to complain, and when it was last checked', async () => {
    const { body } = await get('/thu-tuc/1.001193')
    const words = [
      ...[
        'Trình tự thực hiện',
        'Cách thức thực hiện',
        'Thành phần hồ sơ',
        'Số lượng hồ sơ',
        'Thời hạn giải quyết',
      ],
      ...[
        'Đối tượng thực hiện',
        'Cơ quan thực hiện',
        'Kết quả thực hiện',
        'Phí, lệ phí',
        'mẫu đơn',
        'Yêu cầu, điều kiện',
      ],
      ...[
        'Căn cứ pháp lý',
        'Địa chỉ tiếp nhận hồ sơ',
        'Phản ánh, kiến nghị',
        'Kiểm tra lần cuối',
        'Lịch sử thay đổi',
      ],
      'Chưa có thông tin. Vui lòng hỏi tại nơi tiếp nhận.',
    ]
    for (const each of words) expect(body, each).toContain(each)
    // Remarks of whoever made the catalogue are for the office.
    expect(body).not.toContain('Cổng DVCQG')
  })

  it('tell who scanned an old sheet what is different now', async () => {
    const record = parseCatalogue(await readShippedCatalogue()).records.find(({ key }) => key === '1.004873')
    const changed = { ...record, timeLimit: { amount: 2, unit: 'working_day' } } as CatalogueRecord
    await test.write(await test.as('quantri'), loadCatalogue, { validFrom: '2026-03-24', records: [changed] })
    const { body } = await get('/thu-tuc/1.004873?ban=1')
    expect(body).toContain('Phiếu giấy bạn quét là bản cũ')
    expect(body).toContain('<del>3 ngày làm việc</del>')
    expect(body).toContain('<ins>2 ngày làm việc</ins>')
    expect((await get('/thu-tuc/1.004873?ban=2')).body).toContain('vẫn đúng với nội dung hiện nay')
  })
})

describe('sheets and the board as PDF', () => {
  it('carry every part and the QR of the page with the version', async () => {
    const { statusCode, rawPayload, headers } = await get('/api/v1/posting/procedures/1.001193/sheet.pdf')
    expect(statusCode).toBe(200)
    expect(scanPdf(rawPayload, 1)).toBe(
      `http://127.0.0.1:3000/thu-tuc/1.001193?don-vi=${demoAgencyCode}&ban=1`,
    )
    const text = readPdf(rawPayload)
    for (const words of [
      'Đăng ký khai sinh',
      '60/2014/QH13; 123/2015/NĐ-CP',
      'Phản ánh, kiến nghị',
      'Bước 1.',
    ]) {
      expect(text).toContain(words)
    }
    const again = await get('/api/v1/posting/procedures/1.001193/sheet.pdf', {
      'if-none-match': String(headers.etag),
    })
    expect(again.statusCode).toBe(304)
    for (const key of ['1.001731', '9.999999']) {
      expect((await get(`/api/v1/posting/procedures/${key}/sheet.pdf`)).statusCode, key).toBe(404)
    }
  })

  it('print the whole list by field on A4 and on A3', async () => {
    const [a4, a3] = await Promise.all(
      ['a4', 'a3'].map((paper) => get(`/api/v1/posting/board.pdf?kho=${paper}`)),
    )
    for (const board of [a4, a3]) {
      const text = readPdf(board?.rawPayload ?? new Uint8Array())
      for (const words of ['Hộ tịch', 'Đất đai', '1.001193', 'Xử lý đơn tại cấp xã'])
        expect(text).toContain(words)
      expect(text).not.toContain('335/2026')
    }
    expect(countPages(a3?.rawPayload ?? new Uint8Array())).toBeLessThanOrEqual(3)
    expect((await get('/api/v1/posting/board.pdf?kho=a0')).statusCode).toBe(422)
  })

  it('are made once in a flood of requests, and a caller who wants ever new ones is stopped', async () => {
    const flood = await Promise.all(
      Array.from({ length: 100 }, () => get('/api/v1/posting/procedures/2.000815/sheet.pdf')),
    )
    expect(new Set(flood.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    // Whoever has used up what an address may look up in a minute gets what is there already, and nothing made anew.
    const from = (url: string) => test.app.server.inject({ url, remoteAddress: '10.9.0.1' })
    await Promise.all(Array.from({ length: 61 }, () => from('/api/v1/tracking/H56.22.17-20260324-0009999')))
    expect((await from('/api/v1/posting/procedures/2.000815/sheet.pdf')).statusCode).toBe(200)
    expect((await from('/api/v1/posting/procedures/2.000884/sheet.pdf')).statusCode).toBe(429)
  })

  it('print exactly what the board lacks or has out of date, for the staff alone', async () => {
    const url = '/api/v1/posting/sheets.pdf'
    expect((await get(url)).statusCode).toBe(401)
    expect((await get(url, { cookie: await test.cookie('ketoan') })).statusCode).toBe(403)
    const admin = await test.as('quantri')
    const rows = (await get('/api/v1/posting/sheets', { cookie: await test.cookie('quantri') })).json().rows
    const ids = rows.map(({ procedureId }: { procedureId: string }) => procedureId)
    const procedureIds = ids.filter((id: string) => id !== demoProcedureId)
    await test.write(admin, postSheets, { procedureIds, place: 'Bảng', state: 'hung' })
    const record = parseCatalogue(await readShippedCatalogue()).records.find(({ key }) => key === '1.004873')
    await test.write(admin, loadCatalogue, { validFrom: '2026-03-24', records: [record as CatalogueRecord] })
    const print = async (need: string) =>
      readPdf((await get(`${url}?can=${need}`, { cookie: await test.cookie('quantri') })).rawPayload)
    const [missing, old, both] = await Promise.all(['thieu', 'cu', 'ca-hai'].map(print))
    expect(missing).toContain('Mã thủ tục: 2.000815')
    expect(missing).not.toContain('Mã thủ tục: 1.004873')
    expect(old).toContain('Mã thủ tục: 1.004873')
    expect(old).not.toContain('Mã thủ tục: 2.000815')
    expect(both?.match(/Mã thủ tục:/g)).toHaveLength(2)
    const all = {
      procedureIds: [demoProcedureId, demoSlowProcedureId],
      place: 'Bảng',
      state: 'hung' as const,
    }
    await test.write(admin, postSheets, all)
    expect((await get(url, { cookie: await test.cookie('quantri') })).statusCode).toBe(404)
  })
})

describe('open data', () => {
  it('is a table that Excel opens (RFC 4180, UTF-8 with its mark), with columns that stay', async () => {
    const { statusCode, body, headers } = await get('/thu-tuc.csv')
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(body.startsWith('\uFEFF')).toBe(true)
    const { data, errors } = papa.parse<string[]>(body.slice(1).trimEnd())
    expect(errors).toEqual([])
    expect(data).toHaveLength(94)
    expect(data[0]).toEqual([
      ...[
        'ma_thu_tuc',
        'khoa',
        'ten_thu_tuc',
        'linh_vuc',
        'trinh_tu',
        'cach_thuc',
        'thanh_phan_ho_so',
        'so_bo',
      ],
      ...[
        'thoi_han',
        'doi_tuong',
        'co_quan_thuc_hien',
        'ket_qua',
        'phi_le_phi',
        'mau_don',
        'yeu_cau',
        'can_cu_phap_ly',
      ],
      ...['quyet_dinh_cong_bo', 'dich_vu_cong_truc_tuyen', 'su_kien_trong_doi', 'phien_ban', 'ap_dung_tu'],
      ...['kiem_tra_lan_cuoi', 'dang_ra_soat'],
    ])
    expect(data.every((row) => row.length === data[0]?.length)).toBe(true)
  })

  it('is JSON with the same names, and 304 for who has it already', async () => {
    const { body, headers, statusCode } = await get('/thu-tuc.json')
    expect(statusCode).toBe(200)
    const { don_vi, thu_tuc } = JSON.parse(body)
    expect(don_vi).toMatchObject({ ma_dinh_danh: demoAgencyCode, ten: 'UBND xã Cẩm Long' })
    expect(thu_tuc).toHaveLength(93)
    expect(thu_tuc.find(({ khoa }: { khoa: string }) => khoa === '1.001193')).toMatchObject({
      ten_thu_tuc: 'Đăng ký khai sinh',
      chi_tiet: { truong_hop: [{ code: 'chung' }] },
    })
    expect(Number.isNaN(Date.parse(String(headers['last-modified'])))).toBe(false)
    for (const known of [String(headers.etag), `W/${headers.etag}`, `"other", ${headers.etag}`]) {
      expect((await get('/thu-tuc.json', { 'if-none-match': known })).statusCode, known).toBe(304)
    }
    expect((await get('/thu-tuc.json', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  it('runs nothing in a spreadsheet', async () => {
    await test.owner.query(
      `update procedure_versions set result = '=HYPERLINK("http://x")' where procedure_id = $1`,
      [demoProcedureId],
    )
    const { body } = await get('/thu-tuc.csv')
    expect(body).toContain(`"'=HYPERLINK(""http://x"")"`)
  })
})

describe('importing on its page', () => {
  const address = '/quan-tri/thu-tuc/nhap'
  async function send(
    fields: Record<string, string>,
    file?: { name: string; content: string | Buffer },
    as = 'quantri',
  ) {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    if (file) form.append('tep', new Blob([file.content as never]), file.name)
    const encoded = new Response(form)
    return test.app.server.inject({
      method: 'POST',
      url: address,
      headers: { cookie: await test.cookie(as), 'content-type': encoded.headers.get('content-type') ?? '' },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
  }
  const files = async () => Number((await test.owner.query('select count(*) as n from files')).rows[0].n)

  it('is for the administrator only', async () => {
    expect((await get(address)).statusCode).toBe(302)
    expect((await send({}, { name: 'a.csv', content: 'x' }, 'tiepnhan')).statusCode).toBe(403)
  })

  it('keeps nothing of a faulty file and names each row and column', async () => {
    const before = await files()
    const content = 'Mã thủ tục,Tên thủ tục,Lĩnh vực,Thời hạn\r\n1.001193,Đăng ký khai sinh,Hộ tịch,x\r\n'
    const { body, statusCode } = await send({}, { name: 'danh-muc.csv', content })
    expect(statusCode).toBe(200)
    expect(body).toContain('có 1 chỗ phải sửa')
    expect(body).toContain('“x” không phải là số nguyên.')
    expect((await send({})).body).toContain('Hãy chọn tệp danh mục.')
    expect(await files()).toBe(before)
  })

  it('shows the difference, and applies what was ticked once it is confirmed', async () => {
    const exported = await get('/api/v1/procedures/export?loai=csv', { cookie: await test.cookie('quantri') })
    const same = await send({}, { name: 'a.csv', content: exported.rawPayload })
    expect(
      (await get(String(same.headers.location), { cookie: await test.cookie('quantri') })).body,
    ).toContain('Không có gì thay đổi')
    const content = exported.body.replace(
      'Sửa lỗi sai sót trong giao dịch',
      'Sửa lỗi kỹ thuật trong giao dịch',
    )
    const sent = await send({}, { name: 'b.csv', content })
    expect(sent.statusCode).toBe(302)
    const page = await get(String(sent.headers.location), { cookie: await test.cookie('quantri') })
    expect(page.body).toContain('1<!-- --> thay đổi')
    expect(page.body).toContain('Sửa lỗi sai sót trong giao dịch')
    const fileId = String(sent.headers.location).split('tep=')[1] ?? ''
    const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(page.body)?.[1] ?? ''
    const confirm = {
      viec: 'xac-nhan',
      fileId,
      sha256,
      take: '2.000927',
      decision: '9/QĐ-UBND',
      validFrom: '01042026',
    }
    const wrong = await send({ ...confirm, sha256: 'c'.repeat(64), idempotencyKey: randomUUID() })
    expect(wrong.body).not.toContain('Đã nhập danh mục')
    const done = await send({ ...confirm, idempotencyKey: randomUUID() })
    expect(done.body).toContain('Đã nhập danh mục')
    const stored = await test.owner.query(
      `select v.name, v.valid_from::text from procedure_versions v join procedures p on p.id = v.procedure_id where p.key = '2.000927' order by version desc limit 1`,
    )
    expect(stored.rows).toEqual([{ name: 'Sửa lỗi kỹ thuật trong giao dịch', valid_from: '2026-04-01' }])
  })

  it('gives a template and the catalogue as files', async () => {
    const cookie = await test.cookie('quantri')
    const template = await get('/api/v1/procedures/export?mau=1', { cookie })
    expect(template.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect(template.headers['content-disposition']).toContain('mau-danh-muc-thu-tuc.xlsx')
    const json = (await get('/api/v1/procedures/export?loai=json', { cookie })).json()
    expect(parseCatalogue(json).records).toHaveLength(107)
    expect(
      (await get('/api/v1/procedures/export', { cookie: await test.cookie('chutich') })).statusCode,
    ).toBe(403)
  })
})
