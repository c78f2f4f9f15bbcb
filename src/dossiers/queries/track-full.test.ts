import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { type MadeDossier, receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { trackFull } from './track-full.ts'

let app: TestApp
let dossier: MadeDossier

const submitter = { name: 'Lê Văn Nộp Hộ', personalId: '038085004444', phone: '+84 98 765 4321' }
const applicant = { ...receptionExample.applicant, personalId: '038190000123', phone: '0912345678' }

beforeAll(async () => {
  app = await startTestApp()
  dossier = await receivedDossier(app, { applicant, submitter })
})
afterAll(() => app?.close())

const post = (code: string, payload: object, remoteAddress = '10.3.0.1') =>
  app.app.server.inject({
    method: 'POST',
    url: `/api/v1/tracking/${encodeURIComponent(code)}/details`,
    payload,
    remoteAddress,
  })
const full = (code: string, digits: string) => app.read(publicActor, trackFull, { code, digits })

describe('who may not', () => {
  test('wrong digits and an unknown code get the same answer', async () => {
    const wrong = await post(dossier.code, { digits: '9999' }, '10.3.1.1')
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json().fields.digits).toMatch(/không khớp/)
    for (const code of ['H56.22.17-20260324-0009999', 'H99.99-20260324-0000001', '😀', "' or 1=1 --"]) {
      const unknown = await post(code, { digits: '0123' }, '10.3.1.2')
      expect({ ...unknown.json(), requestId: '' }).toEqual({ ...wrong.json(), requestId: '' })
    }
  })

  test.each([
    ['', '12', '12345', 'abcd', '١٢٣٤', '%%%%', "1' o"],
    [null, 1234, ['0', '1', '2', '3'], {}, undefined],
  ])('what is not four digits is refused at its field and is no wrong try (%#)', async (...typed) => {
    for (const digits of typed) {
      const answer = await post(dossier.code, { digits }, '10.3.2.1')
      expect(answer.statusCode, String(digits)).toBe(422)
      expect(answer.json().fields.digits).toBeTruthy()
    }
    expect((await full(dossier.code, '0123')).code).toBe(dossier.code)
  })

  test('a dossier without any number declared opens to nobody', async () => {
    const anonymous = { ...applicant, personalId: '', phone: '' }
    const { code } = await receivedDossier(app, { applicant: anonymous, submitter: null })
    await expect(full(code, '0000')).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('another site cannot send it for the citizen', async () => {
    const answer = await app.app.server.inject({
      method: 'POST',
      url: `/api/v1/tracking/${dossier.code}/details`,
      headers: { origin: 'https://elsewhere.example' },
      payload: { digits: '0123' },
    })
    expect(answer.statusCode).toBe(403)
  })

  test('five wrong tries lock the code for an hour from every address, also for the right digits', async () => {
    const { code } = await receivedDossier(app)
    for (let index = 0; index < 5; index += 1) {
      expect((await post(code, { digits: `100${index}` }, `10.3.3.${index}`)).statusCode).toBe(422)
    }
    const locked = await post(code.toLowerCase(), { digits: '0001' }, '10.3.4.1')
    expect(locked.statusCode).toBe(429)
    expect(locked.headers['retry-after']).toBe('3600')
    expect(locked.json().detail).toMatch(/tạm khóa.*Hãy chờ 60 phút/)
    expect((await post(dossier.code, { digits: '0123' }, '10.3.4.1')).statusCode).toBe(200)
  })
})

describe('who knows', () => {
  test.each([
    ['personal id', '0123'],
    ['telephone', '5678'],
    ["submitter's id", '4444'],
    ["submitter's telephone", '4321'],
    ['spaces and wide digits', ' 56 ７８ '],
  ])('the last digits of the %s sees the rest, numbers masked', async (_, digits) => {
    const answer = await post(dossier.code, { digits }, '10.3.5.1')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toMatchObject({
      code: dossier.code,
      applicantName: 'Nguyễn Văn Mẫu',
      submitterName: 'Lê Văn Nộp Hộ',
      personalId: '•••••••••123',
      phone: '•••••••678',
      missingPapers: [],
      returnPlace: 'Trung tâm Phục vụ hành chính công xã Cẩm Long',
    })
    expect(answer.json().components[0]).toMatchObject({ provided: true, originals: 1 })
    expect(answer.body).not.toMatch(/038190000123|0912345678|038085004444|987654321/)
  })

  test('sees which papers are missing', async () => {
    const { code, revision } = await receivedDossier(app)
    const items = ['Bản chính giấy chứng sinh', 'Ảnh 3×4']
    await app.write(await app.as('tiepnhan'), requestSupplement, { code, revision, items, reason: 'Thiếu' })
    expect((await full(code, '0001')).missingPapers).toEqual(items)
  })

  test('also when signed in as staff of some office', async () => {
    const found = await app.read(await app.as('quantri'), trackFull, { code: dossier.code, digits: '0123' })
    expect(found.applicantName).toBe('Nguyễn Văn Mẫu')
  })
})
