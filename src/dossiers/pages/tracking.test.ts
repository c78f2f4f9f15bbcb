import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { type MadeDossier, receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'

let app: TestApp
let dossier: MadeDossier

const name = 'Trần <script>alert(1)</script> "Riêng" 😀'
const applicant = {
  ...receptionExample.applicant,
  name,
  personalId: '038190000123',
  phone: '0912345678',
  address: 'Ngõ Bí Mật',
}

beforeAll(async () => {
  app = await startTestApp({ pages: await builtPages() })
  dossier = await receivedDossier(app, { applicant })
})
afterAll(() => app?.close())

let addresses = 0
function open(url: string, form?: Record<string, string>, remoteAddress?: string) {
  addresses += 1
  const from = remoteAddress ?? `10.4.0.${addresses}`
  if (!form) return app.app.server.inject({ url, remoteAddress: from })
  return app.app.server.inject({
    method: 'POST',
    url,
    remoteAddress: from,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
}

const pageOf = (code: string) => `/tra-cuu/${encodeURIComponent(code)}`

describe('the start', () => {
  test('the first page leads the public to tracking', async () => {
    expect((await open('/')).headers.location).toBe('/tra-cuu')
  })

  test('asks for a code, without script, under the name of the only office', async () => {
    const { body, statusCode, headers } = await open('/tra-cuu')
    expect(statusCode).toBe(200)
    expect(body).toContain('<html lang="vi"')
    expect(body).not.toMatch(/<script|style="|<style/)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'(?!.*script-src)/)
    expect(body).toContain('UBND xã Cẩm Long')
    expect(body).toMatch(/<a class="skip" href="#noi-dung">/)
    for (const landmark of ['<header', '<main', '<footer']) expect(body).toContain(landmark)
  })

  test('a code in any spelling leads to its page', async () => {
    const typed = encodeURIComponent(` ${dossier.code.toLowerCase().replaceAll('-', ' - ')} `)
    const { statusCode, headers } = await open(`/tra-cuu?ma=${typed}`)
    expect([statusCode, headers.location]).toEqual([302, pageOf(dossier.code)])
    const lower = await open(pageOf(dossier.code.toLowerCase()))
    expect([lower.statusCode, lower.headers.location]).toEqual([302, pageOf(dossier.code)])
  })

  test.each([
    ['😀', '😀'],
    ["' or 1=1 --", '&#x27; or 1=1 --'],
    ['"><b>x</b>', '&quot;&gt;&lt;b&gt;x&lt;/b&gt;'],
    ['https://elsewhere.example/', 'https://elsewhere.example/'],
  ])('%s is told to be no code and stays in its box', async (typed, shown) => {
    const { statusCode, body } = await open(`/tra-cuu?ma=${encodeURIComponent(typed)}`)
    expect(statusCode).toBe(422)
    expect(body).toContain('Đây chưa phải mã hồ sơ.')
    expect(body).toContain(`value="${shown}"`)
    expect(body).toMatch(/aria-invalid="true"/)
  })
})

describe('the page of a code', () => {
  test('shows the state, the desk and the steps in words, and nothing personal', async () => {
    const { statusCode, body, headers } = await open(pageOf(dossier.code))
    expect(statusCode).toBe(200)
    for (const words of ['Được tiếp nhận', 'Đang thực hiện', 'Bộ phận Tiếp nhận và trả kết quả', 'Hẹn trả']) {
      expect(body).toContain(words)
    }
    const personal = ['Trần', 'Riêng', '038190000123', '0912345678', 'Bí Mật', 'Mẫu Một']
    expect(personal.filter((value) => body.includes(value))).toEqual([])
    expect(body).not.toMatch(/<script|style="/)
    expect(body).toContain('<meta name="robots" content="noindex"/>')
    expect(headers).toMatchObject({ 'x-robots-tag': 'noindex', 'cache-control': 'no-store' })
    expect(headings(body)).toEqual([
      '1',
      ...headings(body)
        .slice(1)
        .map(() => '2'),
    ])
  })

  test.each(['H99.99.99-20260324-0000001', '😀', '<i>x</i>', '9'.repeat(1000), 'hồ sơ'.normalize('NFD')])(
    'an unknown code says what to do: %s',
    async (code) => {
      const { statusCode, body } = await open(pageOf(code))
      expect([404, 422]).toContain(statusCode)
      expect(body).toContain('<h1>Chưa tra cứu được</h1>')
      expect(body).toContain('name="ma"')
      expect(body).not.toContain('<i>x</i>')
    },
  )

  test('too many lookups are told to wait', async () => {
    const answers = []
    for (let number = 1; number <= 12; number += 1) {
      answers.push(await open(pageOf(`H56.22.17-20260325-000000${number}`), undefined, '10.5.0.1'))
    }
    const last = answers.at(-1)
    expect(last?.statusCode).toBe(429)
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
    expect(last?.body).toMatch(/Hãy chờ \d+ phút/)
  })
})

describe('the full view', () => {
  test('opens with four digits, escaped and masked, and is kept by nobody', async () => {
    const { statusCode, body, headers } = await open(pageOf(dossier.code), { digits: '5678' })
    expect(statusCode).toBe(200)
    expect(body).toContain('Trần &lt;script&gt;alert(1)&lt;/script&gt; &quot;Riêng&quot; 😀')
    expect(body).not.toContain('<script>')
    expect(body).not.toMatch(/038190000123|0912345678/)
    expect(body).toContain('•••••••678')
    expect(headers['cache-control']).toBe('no-store')
  })

  test('shows the papers that are missing', async () => {
    const { code, revision } = await receivedDossier(app, { applicant })
    const items = ['Giấy chứng sinh của bé Na']
    await app.write(await app.as('tiepnhan'), requestSupplement, { code, revision, items, reason: 'Thiếu' })
    const alone = (await open(pageOf(code))).body
    expect(alone).toContain('Còn thiếu giấy tờ')
    expect(alone).not.toContain('bé Na')
    expect((await open(pageOf(code), { digits: '0123' })).body).toContain('Giấy chứng sinh của bé Na')
  })

  test.each<Record<string, string>>([{ digits: '9999' }, { digits: '12' }, { digits: '' }, {}])(
    'refuses %j at the field and shows nothing more',
    async (form) => {
      const { statusCode, body } = await open(pageOf(dossier.code), form)
      expect(statusCode).toBe(422)
      expect(body).toMatch(/id="digits-sai" role="alert"/)
      expect(body).not.toContain('Riêng')
    },
  )

  test('locks after five wrong tries, from wherever, through page and API alike', async () => {
    const { code } = await receivedDossier(app, { applicant })
    for (let index = 0; index < 4; index += 1) await open(pageOf(code), { digits: `100${index}` })
    await app.app.server.inject({
      method: 'POST',
      url: `/api/v1/tracking/${code}/details`,
      payload: { digits: '1004' },
      remoteAddress: '10.6.0.1',
    })
    const { statusCode, body, headers } = await open(pageOf(code), { digits: '5678' })
    expect([statusCode, headers['retry-after']]).toEqual([429, '3600'])
    expect(body).toContain('tạm khóa')
    expect(body).not.toContain('Riêng')
  })

  test('a form of unknown or enormous size is refused before it is read', async () => {
    for (const size of [{ 'content-length': '10737418240' }, { 'transfer-encoding': 'chunked' }]) {
      const { statusCode } = await app.app.server.inject({
        method: 'POST',
        url: pageOf(dossier.code),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...size },
        payload: 'digits=5678',
      })
      expect(statusCode).toBe(413)
    }
  })

  test('what is no form at all is refused at the field', async () => {
    const { statusCode, body } = await app.app.server.inject({
      method: 'POST',
      url: pageOf(dossier.code),
      headers: { 'content-type': 'application/json' },
      payload: '{"digits":"5678"}',
      remoteAddress: '10.6.0.2',
    })
    expect(statusCode).toBe(422)
    expect(body).not.toContain('Riêng')
  })
})

describe('beside', () => {
  test('a page that is not there brings a stylesheet and no inline style', async () => {
    const { statusCode, body } = await open('/khong-co')
    expect(statusCode).toBe(404)
    expect(body).toContain('<h1>Không tìm thấy trang</h1>')
    expect(body).not.toMatch(/Error|No route|khong-co/)
    expect(body).toMatch(/<link rel="stylesheet" href="\/assets\/public-/)
    expect(body).not.toMatch(/style="|<script/)
  })

  test('robots.txt and the stylesheet, each kept as long as it stays the same', async () => {
    const robots = await open('/robots.txt')
    expect(robots.body).toContain('Disallow: /api/')
    expect(robots.headers['cache-control']).toBe('public, max-age=3600')
    const sheet = /\/assets\/public-[^"]+\.css/.exec((await open('/tra-cuu')).body)?.[0] ?? ''
    expect((await open(sheet)).headers['cache-control']).toMatch(/immutable/)
  })
})

function headings(body: string): string[] {
  return [...body.matchAll(/<h([1-6])/g)].map((match) => match[1] ?? '')
}
