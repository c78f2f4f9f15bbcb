import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieHeader } from '../../platform/session.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { demoPassword } from '../../testing/places.ts'
import { changeAccount } from './account-actions.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

async function cookieOf(username: string, password = demoPassword): Promise<string> {
  const client = { ip: '127.0.0.1', userAgent: 'test' }
  return cookieHeader((await test.services.sessions.signIn({ username, password }, client)).setCookies)
}
const change = (cookie: string | undefined, form: Record<string, string>) =>
  changeAccount(test.services.sessions, cookie, form)
const wrongAt = (field: string) => ({
  code: 'invalid_input',
  facts: { fields: { [field]: expect.any(String) } },
})

describe('the page of one’s own account', () => {
  it('says at its field what is wrong with a new password', async () => {
    const cookie = await cookieOf('vanthu')
    const good = {
      viec: 'mat-khau',
      current: demoPassword,
      next: 'tre-xanh-2026',
      nextAgain: 'tre-xanh-2026',
    }
    const cases = [
      [{ current: '' }, 'current'],
      [{ current: 'sai-mat-khau' }, 'current'],
      [{ next: 'ngắn', nextAgain: 'ngắn' }, 'next'],
      [{ next: 'x'.repeat(129), nextAgain: 'x'.repeat(129) }, 'next'],
      [{ nextAgain: 'khac-han' }, 'nextAgain'],
    ] as const
    for (const [bad, field] of cases) {
      await expect(change(cookie, { ...good, ...bad }), field).rejects.toMatchObject(wrongAt(field))
    }
    const { setCookies } = await change(cookie, good)
    expect(await test.services.sessions.find(cookieHeader(setCookies))).not.toBeNull()
    await cookieOf('vanthu', 'tre-xanh-2026')
  })

  it('shows the secret as a picture once, and turns codes on with a right code only', async () => {
    const cookie = await cookieOf('ketoan')
    await expect(change(cookie, { viec: 'chuan-bi-ma', password: 'sai-mat-khau' })).rejects.toMatchObject(
      wrongAt('password'),
    )
    const { setup } = await change(cookie, { viec: 'chuan-bi-ma', password: demoPassword })
    const picture = Buffer.from(setup?.picture.split(',')[1] ?? '', 'base64').toString()
    expect(picture).toMatch(/^<svg/)
    expect(setup?.secret).toMatch(/^[A-Z2-7]{30,}$/)
    for (const code of ['', '12345', 'abcdef', '12345678']) {
      await expect(change(cookie, { viec: 'xac-nhan-ma', code })).rejects.toMatchObject(wrongAt('code'))
    }
    expect(await test.services.sessions.asksForCode(cookie)).toBe(false)
  })

  it('ends a session of one’s own, and refuses what it does not know', async () => {
    const [cookie, elsewhere] = await Promise.all([cookieOf('diachinh'), cookieOf('diachinh')])
    const { sessions } = test.services
    const other = (await sessions.list(cookie)).find((session) => !session.current)
    await change(cookie, { viec: 'phien', session: other?.id ?? '' })
    expect(await sessions.find(elsewhere)).toBeNull()
    await expect(change(cookie, { viec: 'xoa-het' })).rejects.toMatchObject({ code: 'malformed_request' })
    await expect(change(undefined, { viec: 'phien', session: 'x' })).rejects.toMatchObject({
      code: 'not_signed_in',
    })
  })
})
