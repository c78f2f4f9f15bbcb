import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieHeader } from '../../platform/session.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { demoPassword } from '../../testing/places.ts'
import { removeOneTimeCode } from '../commands/remove-one-time-code.ts'
import { demoDutyId, demoStaffId } from '../examples.ts'
import { listCover } from '../queries/list-cover.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
})
afterAll(() => test?.close())

const problem = (code: string) => expect.objectContaining({ code })
const page = async (username: string, form?: Record<string, string>, url = '/quan-tri/can-bo') => {
  const cookie = await test.cookie(username)
  if (!form) return test.app.server.inject({ url, headers: { cookie } })
  return test.app.server.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
}

describe('the page of staff and duties', () => {
  it('is for the administrator, and for nobody who is not signed in', async () => {
    expect((await page('tiepnhan')).statusCode).toBe(403)
    expect((await page('tiepnhan', { viec: 'khoa', staffId: demoStaffId('ketoan') })).statusCode).toBe(403)
    const anonymous = await test.app.server.inject('/quan-tri/can-bo')
    expect(anonymous.headers.location).toBe('/dang-nhap?tiep=%2Fquan-tri%2Fcan-bo')
    expect((await page('quantri', { viec: 'lạ' })).statusCode).toBeLessThan(500)
  })

  it('closes an account at once, and says so to whoever comes back', async () => {
    const before = await page('bientap', undefined, '/tai-khoan')
    expect(before.statusCode).toBe(200)
    await page('quantri', {
      viec: 'khoa',
      staffId: demoStaffId('bientap'),
      active: 'false',
      idempotencyKey: 'khoa-bientap-1',
    })
    expect((await page('bientap', undefined, '/tai-khoan')).headers.location).toMatch(/^\/dang-nhap/)
    expect((await page('quantri')).body).toContain('Đã khóa')
  })

  it('shows loudly what nobody covers', async () => {
    const calm = await page('quantri')
    expect(calm.statusCode).toBe(200)
    expect(calm.body).not.toContain('Có lĩnh vực chưa có người phụ trách')
    const end = (username: 'tiepnhan' | 'tiepnhan2', form: Record<string, string>) =>
      page('quantri', {
        viec: 'ket-thuc',
        dutyId: demoDutyId(username, 0),
        revision: '2',
        endsOn: '23/03/2026',
        idempotencyKey: `ket-thuc-${username}-${Object.keys(form).length}`,
        ...form,
      })
    await end('tiepnhan', {})
    await end('tiepnhan2', {})
    expect((await page('quantri')).body).not.toContain('Có lĩnh vực chưa có người phụ trách')
    await end('tiepnhan2', { acceptGap: 'on', gapReason: 'Chờ điều động' })
    const loud = await page('quantri')
    expect(loud.body).toContain('Có lĩnh vực chưa có người phụ trách')
    expect(loud.body).toContain('Chưa có ai')
  })
})

describe('the page of one’s own account', () => {
  it('changes the password with the present one, goes on with the new session, and says so in the audit', async () => {
    const form = {
      viec: 'mat-khau',
      current: 'sai-mat-khau',
      next: 'tre-xanh-2026',
      nextAgain: 'tre-xanh-2026',
    }
    const wrong = await page('xahoi', form, '/tai-khoan')
    expect(wrong.headers['set-cookie']).toBeUndefined()
    const changed = await page('xahoi', { ...form, current: demoPassword }, '/tai-khoan')
    expect(changed.headers.location).toBe('/tai-khoan')
    const renewed = cookieHeader([changed.headers['set-cookie'] ?? []].flat())
    expect((await test.services.sessions.find(renewed))?.actor.username).toBe('xahoi')
    const audit = await test.owner.query(
      `select facts, facts::text as text from audit_events where action = 'staff.noteAccountChange'`,
    )
    expect(audit.rows.map((row) => row.facts)).toEqual([{ change: 'password', username: 'xahoi' }])
    expect(audit.rows[0].text).not.toContain('tre-xanh')
  })
})

describe('who covers a field', () => {
  it('is told by role, of those on duty today', async () => {
    const { fields } = await test.read(await test.as('quantri'), listCover, {})
    const land = fields.find((field) => field.code === 'dat-dai')
    expect(land?.holders.specialist).toEqual(['Công chức Mẫu Ba', 'Công chức Mẫu Sáu'])
    expect(land?.holders.leader).toEqual(['Lãnh đạo Mẫu Chín', 'Lãnh đạo Mẫu Mười'])
    expect(land?.holders.counter).toEqual([])
    await expect(test.read(await test.as('vanthu'), listCover, {})).rejects.toEqual(problem('not_allowed'))
  })
})

describe('a lost telephone', () => {
  it('is helped by the administrator alone', async () => {
    const { sessions } = test.services
    const cookie = await test.cookie('ketoan')
    await sessions.prepareCode(cookie, demoPassword)
    await test.owner.query(`update auth."twoFactor" set verified = true`)
    await test.owner.query(`update auth."user" set "twoFactorEnabled" = true where username = 'ketoan'`)
    const signIn = () =>
      sessions.signIn({ username: 'ketoan', password: demoPassword }, { ip: '127.0.0.1', userAgent: 'test' })
    await expect(signIn()).rejects.toEqual(problem('one_time_code_needed'))
    const staffId = demoStaffId('ketoan')
    for (const username of ['tiepnhan', 'chutich', 'ketoan']) {
      await expect(test.write(await test.as(username), removeOneTimeCode, { staffId })).rejects.toEqual(
        problem('not_allowed'),
      )
    }
    await test.write(await test.as('quantri'), removeOneTimeCode, { staffId })
    expect((await signIn()).actor.username).toBe('ketoan')
    expect(await sessions.find(cookie)).toBeNull()
    await expect(
      test.write(await test.as('quantri'), removeOneTimeCode, { staffId: demoDutyId('ketoan', 0) }),
    ).rejects.toEqual(problem('not_found'))
  })
})
