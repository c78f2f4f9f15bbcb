import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import type { PortalStandIn } from '../../testing/portal-stand-in/server.ts'
import { connect, connectedPortal, exchangeDeps, oneMinute, standInAccount } from '../factory.ts'
import { testConnection } from '../jobs/test-connection.ts'
import { readSettingsForm } from '../pages/read-settings-form.ts'
import { getPortalSettings } from '../queries/get-settings.ts'
import { noteConnectionTest } from './note-contact.ts'
import { pauseExchange } from './pause-exchange.ts'
import { savePortalSettings } from './save-settings.ts'

let app: TestApp
let portal: PortalStandIn
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await portal?.close()
  await app?.close()
})

const settings = {
  revision: 0,
  active: false,
  baseUrl: 'https://cong.invalid',
  account: 'xa-mau',
  secretSealed: null,
  unitCode: 'H56.22.17',
  takeCodes: false,
  codePool: 30,
}
const shown = async () => app.read(await app.as('quantri'), getPortalSettings, {})
const sealedNow = async () =>
  (await app.owner.query<{ secret_sealed: string }>('select secret_sealed from portal_settings')).rows[0]
    ?.secret_sealed

describe('who may not', () => {
  it.each(['tiepnhan', 'chuyenmon', 'vanthu', 'chutich', 'ketoan'])(
    '%s: set, pause, try or see the connection',
    async (username) => {
      const actor = await app.as(username)
      const refused = { code: 'not_allowed' }
      await expect(app.write(actor, savePortalSettings, settings)).rejects.toMatchObject(refused)
      await expect(app.write(actor, pauseExchange, { paused: true })).rejects.toMatchObject(refused)
      const contact = { of: 'asking' as const, succeeded: 1, failed: 0, reason: '' }
      await expect(app.write(actor, noteConnectionTest, contact)).rejects.toMatchObject(refused)
      await expect(app.read(actor, getPortalSettings, {})).rejects.toMatchObject(refused)
    },
  )
})

describe('wrong settings', () => {
  it.each([
    [{ baseUrl: 'http://cong.invalid' }, 'baseUrl'],
    [{ baseUrl: 'https://ten:matkhau@cong.invalid' }, 'baseUrl'],
    [{ baseUrl: 'https://cong.invalid/?khoa=1' }, 'baseUrl'],
    [{ baseUrl: 'file:///etc/passwd' }, 'baseUrl'],
    [{ account: 'có dấu cách' }, 'account'],
    [{ unitCode: 'xã Cẩm Long' }, 'unitCode'],
    [{ codePool: 0 }, 'codePool'],
    [{ codePool: 501 }, 'codePool'],
    [{ secretSealed: 'mat-khau-de-lo' }, 'secretSealed'],
    [{ active: true, baseUrl: '' }, 'baseUrl'],
    [{ active: true, account: '' }, 'account'],
    [{ active: true, unitCode: '' }, 'unitCode'],
    [{ active: true }, 'secret'],
  ])('%j is refused at its field', async (changes, field) => {
    const admin = await app.as('quantri')
    const refused = app.write(admin, savePortalSettings, { ...settings, ...changes })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [field]: expect.any(String) } },
    })
  })

  it('pausing what is not connected says what to do', async () => {
    const refused = app.write(await app.as('quantri'), pauseExchange, { paused: true })
    await expect(refused).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('trying it before anything was saved says so', async () => {
    expect(await testConnection(exchangeDeps(app), app.officeId)).toMatchObject({ ok: false })
  })
})

describe('the secret', () => {
  it('typed, it is sealed by the page; left out it stays, but never follows to another address or name', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({
      revision: '0',
      baseUrl: 'https://cong.invalid/',
      account: 'xa-mau',
    }))
      form.set(name, value)
    for (const [name, value] of Object.entries({ secret: 'bi-mat', unitCode: 'h56.22.17', codePool: '30' }))
      form.set(name, value)
    const admin = await app.as('quantri')
    await app.write(admin, savePortalSettings, readSettingsForm(form, app.services.secrets) as never)
    const sealed = await sealedNow()
    expect(app.services.secrets.open(sealed ?? '')).toBe('bi-mat')
    expect(await shown()).toMatchObject({
      baseUrl: 'https://cong.invalid',
      unitCode: 'H56.22.17',
      hasSecret: true,
    })
    expect(JSON.stringify(await shown())).not.toContain(sealed)
    await app.write(admin, savePortalSettings, { ...settings, revision: 1, codePool: 31 })
    expect(await sealedNow()).toBe(sealed)
    await app.write(admin, savePortalSettings, {
      ...settings,
      revision: 2,
      baseUrl: 'https://noi-khac.invalid',
    })
    expect(await sealedNow()).toBe('')
    await expect(app.write(admin, savePortalSettings, { ...settings, revision: 1 })).rejects.toMatchObject({
      code: 'stale',
    })
    const journal = await app.owner.query(
      `select facts::text as t from audit_events where action = 'nationalPortal.saveSettings'`,
    )
    expect(journal.rows).toHaveLength(3)
    expect(JSON.stringify(journal.rows)).not.toMatch(/v1\.|bi-mat/)
  })
})

describe('trying the connection', () => {
  it('says in words what the portal answered, also while it is switched off', async () => {
    portal = await connectedPortal(app, { active: false })
    const deps = exchangeDeps(app)
    expect(await testConnection(deps, app.officeId)).toEqual({ ok: true, reason: '' })
    await connect(app, { baseUrl: portal.url, active: false, secretSealed: app.services.secrets.seal('sai') })
    expect((await testConnection(deps, app.officeId)).reason).toContain(
      'không nhận tên đăng nhập hoặc mật khẩu',
    )
    await app.owner.query(`update portal_settings set secret_sealed = 'v1.${'a'.repeat(60)}'`)
    expect((await testConnection(deps, app.officeId)).reason).toContain('Hãy nhập lại mật khẩu')
    portal.control.fault = () => 'garbage'
    await connect(app, { baseUrl: portal.url, active: false })
    expect((await testConnection(deps, app.officeId)).reason).toContain('không đọc được')
    portal.control.fault = () => null
  })

  it('each call is measured by its service', async () => {
    await connect(app, { baseUrl: portal.url })
    await oneMinute(app, exchangeDeps(app))
    const metrics = await app.app.server.inject('/metrics')
    expect(metrics.body).toContain('operation="portal.LayThayDoi",outcome="ok"')
    expect(metrics.body).not.toContain(standInAccount.password)
  })
})
