import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieHeader } from '../../platform/session.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
})
afterAll(() => test?.close())

const form = {
  name: 'UBND xã Mẫu',
  parentName: 'UBND tỉnh Mẫu',
  placeName: 'Mẫu',
  agencyCode: 'H01.02.03',
  receptionName: 'Trung tâm Phục vụ hành chính công xã Mẫu',
  address: 'Thôn Một, xã Mẫu',
  phone: '',
  email: '',
  fullName: 'Người Quản Trị',
  username: 'quan.tri',
  password: 'lua-vang-2026',
  passwordAgain: 'lua-vang-2026',
}

const open = (url: string) => test.app.server.inject({ url })
const send = (code: string, fields: Record<string, string>) =>
  test.app.server.inject({
    method: 'POST',
    url: `/thiet-lap?ma=${encodeURIComponent(code)}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const offices = async () => (await test.owner.query<{ name: string }>('select name from offices')).rows

describe('an installation that has an office', () => {
  it('is not set up again, whatever the code', async () => {
    for (const url of ['/thiet-lap', '/thiet-lap?ma=doan-bua']) {
      expect((await open(url)).headers.location).toBe('/dang-nhap')
    }
    expect((await send('doan-bua', form)).headers.location).toBe('/dang-nhap')
    expect(await offices()).toHaveLength(1)
  })
})

describe('an installation without an office', () => {
  beforeAll(async () => {
    await test.owner.query('truncate offices, auth."user" cascade')
  })

  it('leads everybody to a page that says how to start and shows no code', async () => {
    const code = test.app.openSetup()
    for (const url of ['/', '/dang-nhap']) expect((await open(url)).headers.location).toBe('/thiet-lap')
    const { body, statusCode } = await open('/thiet-lap')
    expect(statusCode).toBe(200)
    expect(body).toContain('Phần mềm chưa có đơn vị nào')
    expect(body).not.toContain(code)
    expect(body).not.toContain('<form')
    expect(body).not.toContain('role="alert"')
    expect((await open('/thiet-lap?ma=doan-bua')).body).toContain('không đúng hoặc đã hết hiệu lực')
  })

  it('refuses a form under a wrong code, and every code before one is offered', async () => {
    for (const code of ['', 'doan-bua', 'null', 'undefined']) {
      expect((await send(code, form)).body).toContain('Mã thiết lập không đúng')
    }
    expect(await offices()).toEqual([])
  })

  it('says at each field what is wrong, keeps what was typed but no password, and keeps the code', async () => {
    const code = test.app.openSetup()
    const shown = await open(`/thiet-lap?ma=${code}`)
    expect(shown.body).toContain('Người quản trị đầu tiên')
    expect(shown.body).not.toMatch(/<script|style="|<style/)
    const bad = {
      ...form,
      name: '<b>Đơn vị</b> "lạ"',
      agencyCode: 'Mã lạ',
      username: 'Tên Có Dấu',
      passwordAgain: 'khac-hoan-toan',
    }
    const { body } = await send(code, bad)
    for (const id of ['agencyCode-sai', 'username-sai']) expect(body).toContain(`id="${id}"`)
    expect(body).toContain('value="&lt;b&gt;Đơn vị&lt;/b&gt; &quot;lạ&quot;"')
    expect(body).not.toContain(form.password)
    expect((await send(code, { ...form, passwordAgain: 'khac-hoan-toan' })).body).toContain(
      'passwordAgain-sai',
    )
    expect((await send(code, { ...form, practice: 'true' })).body).toContain('role="alert"')
    expect(await offices()).toEqual([])
  })

  it('opens one office with its administrator from a form sent twice, and spends the code', async () => {
    const code = test.app.openSetup()
    const [first, second] = await Promise.all([send(code, form), send(code, form)])
    const outcomes = [first, second].map((answer) => answer.headers.location ?? 'refused')
    expect(outcomes).toContain('/dang-nhap')
    expect(await offices()).toEqual([{ name: form.name }])
    expect(test.services.setup.accepts(code)).toBe(false)
    const { actor, setCookies } = await test.services.sessions.signIn(
      { username: form.username, password: form.password },
      { ip: '127.0.0.1', userAgent: 'test' },
    )
    expect(actor).toMatchObject({ name: form.fullName, duties: [{ role: 'admin', fieldCode: null }] })
    const cookie = cookieHeader(setCookies)
    const landing = (url: string) => test.app.server.inject({ url, headers: { cookie } })
    expect((await landing('/')).headers.location).toBe('/quan-tri/thiet-lap')
    const guide = await landing('/quan-tri/thiet-lap')
    expect(guide.body).toContain('Còn 3 bước')
    expect(guide.body).toContain('Chưa bố trí quầy tiếp nhận.')
    expect(guide.body).toMatch(/\d+ lĩnh vực chưa có người giữ vai trò Tiếp nhận và trả kết quả/)
    const counted = await test.owner.query(
      'select (select count(*)::int from procedures) as procedures, (select count(*)::int from calendar_days) as days',
    )
    expect(counted.rows[0].procedures).toBe(107)
    expect(counted.rows[0].days).toBeGreaterThan(100)
    expect((await open('/dang-nhap')).statusCode).toBe(200)
    expect((await send(code, form)).headers.location).toBe('/dang-nhap')
    expect(await offices()).toHaveLength(1)
  })
})
