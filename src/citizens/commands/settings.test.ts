import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDemoSignIn } from '../../demo/citizens.ts'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { startIdentityProvider } from '../../testing/identity-provider.ts'
import { standInSettings } from '../examples.ts'
import { setSignIn } from '../factory.ts'
import { tryProvider } from '../pages/try-provider.ts'
import { getProvider } from '../queries/get-provider.ts'
import { getSignInSettings } from '../queries/get-settings.ts'
import { saveSignInSettings } from './save-settings.ts'

let test: TestApp
let admin: Actor
beforeAll(async () => {
  test = await startTestApp()
  admin = await test.as('quantri')
})
afterAll(() => test?.close())

const sealed = () => test.services.secrets.seal('khoa-bi-mat-cua-nha-cung-cap')
const save = async (changes: Partial<typeof standInSettings>, actor = admin) => {
  const { revision } = await test.read(admin, getSignInSettings, {})
  return test.write(actor, saveSignInSettings, { ...standInSettings, ...changes, revision })
}

describe('the settings', () => {
  it('are for the administrator', async () => {
    for (const username of ['tiepnhan', 'chutich', 'chuyenmon']) {
      const actor = await test.as(username)
      await expect(save({}, actor)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(test.read(actor, getSignInSettings, {})).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(test.read(admin, getProvider, {})).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it.each<[string, Partial<typeof standInSettings>, string]>([
    ['an address without encryption', { issuer: 'http://noi-cap.example' }, 'issuer'],
    ['an address with a password', { issuer: 'https://a:b@noi-cap.example' }, 'issuer'],
    ['another kind of address', { tokenUrl: 'file:///etc/passwd' }, 'tokenUrl'],
    ['no issuer while on', { providerOn: true, issuer: '' }, 'issuer'],
    ['no client while on', { providerOn: true, clientId: '' }, 'clientId'],
    ['no name on the button', { providerOn: true, providerName: '' }, 'providerName'],
    ['a secret that is missing', { providerOn: true, secretWay: 'post' }, 'clientSecret'],
    ['scopes without openid', { scopes: 'profile' }, 'scopes'],
    ['some addresses of five', { tokenUrl: 'https://noi-cap.example/token' }, 'authorizationUrl'],
    ['a tolerance beyond five minutes', { clockTolerance: 301 }, 'clockTolerance'],
    ['two lines', { clientId: 'a\r\nb' }, 'clientId'],
    ['letters with marks in a claim', { nameClaim: 'họ tên' }, 'nameClaim'],
  ])('refuse %s, at its field', async (_, changes, field) => {
    await expect(save(changes)).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [field]: expect.any(String) } },
    })
  })

  it('refuse a save on what somebody else has changed', async () => {
    await save({})
    await expect(
      test.write(admin, saveSignInSettings, { ...standInSettings, revision: 1 }),
    ).rejects.toMatchObject({ code: 'stale' })
  })

  it('keep a secret that is left out, but never for another provider', async () => {
    const there = { issuer: 'https://noi-cap.example', secretWay: 'post' as const }
    await save({ ...there, clientSecretSealed: sealed() })
    await save(there)
    expect(await test.read(admin, getSignInSettings, {})).toMatchObject({ hasSecret: true })
    await save({ ...there, issuer: 'https://ke-gian.example' })
    expect(await test.read(admin, getSignInSettings, {})).toMatchObject({ hasSecret: false })
  })

  it('stand in the journal with what changed and without the secret', async () => {
    await save({ secretWay: 'post', clientSecretSealed: sealed(), clockTolerance: 45 })
    const found = await test.owner.query(
      `select facts from audit_events where action = 'citizens.saveSettings' order by id desc limit 1`,
    )
    expect(found.rows[0].facts.after).toMatchObject({ clock_tolerance: 45, hasSecret: true })
    expect(JSON.stringify(found.rows)).not.toContain('v1.')
  })
})

describe('the demonstration office', () => {
  const issuer = 'http://127.0.0.1:3999'

  it('is configured for the stand-in, and lets people in once a stand-in is named', async () => {
    const fresh = await startTestApp()
    const settings = async () => fresh.read(await fresh.as('quantri'), getSignInSettings, {})
    expect(await settings()).toMatchObject({ revision: 1, providerOn: false, clientId: 'mot-cua' })
    await openDemoSignIn(fresh.services, issuer)
    await openDemoSignIn(fresh.services, issuer)
    expect(await settings()).toMatchObject({ revision: 2, providerOn: true, issuer })
    await fresh.close()
  })

  it('is not made where there is none', async () => {
    await test.owner.query('delete from citizen_sign_in_settings')
    await openDemoSignIn(test.services, issuer)
    expect(await test.read(admin, getSignInSettings, {})).toMatchObject({ revision: 0 })
  })
})

describe('a trial of the settings', () => {
  let standIn: Awaited<ReturnType<typeof startIdentityProvider>>
  beforeAll(async () => {
    standIn = await startIdentityProvider({ redirectUris: ['http://127.0.0.1:3000/cong-dan/tro-ve'] })
  })
  afterAll(() => standIn?.close())
  const trial = () => tryProvider(test.services, test.officeId)

  it('says that the provider answers and how many keys it has', async () => {
    await setSignIn(test, { issuer: standIn.issuer })
    expect(await trial()).toEqual({
      good: true,
      sentences: [expect.stringContaining('có 1 khóa'), expect.stringContaining('đang tắt')],
    })
  })

  it.each([
    ['fail', 'OpenID Connect'],
    ['flood', 'quá dài'],
    ['other-issuer', 'tự xưng một địa chỉ khác'],
    ['redirect', 'OpenID Connect'],
  ] as const)('says in words what is wrong with one that answers by %s', async (behaviour, words) => {
    standIn.state.behaviour = behaviour
    expect(await trial()).toEqual({ good: false, sentences: [expect.stringContaining(words)] })
    standIn.state.behaviour = 'honest'
  })

  it('says that nothing is there, that nothing is set, and that a secret cannot be opened', async () => {
    await setSignIn(test, { issuer: 'http://127.0.0.1:9' })
    expect((await trial()).sentences).toEqual([expect.stringContaining('Không kết nối được')])
    await setSignIn(test, { issuer: '' })
    expect((await trial()).sentences).toEqual([expect.stringContaining('Hãy nhập địa chỉ nơi cấp')])
    await setSignIn(test, { clientSecretSealed: `v1.${'A'.repeat(60)}`, secretWay: 'post' })
    expect((await trial()).sentences).toEqual([expect.stringContaining('Không mở được khóa bí mật')])
  })
})
