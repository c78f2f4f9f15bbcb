import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { setSettings, silentSettings, statesOf, waitingMessages } from '../factory.ts'
import { shippedWording } from '../model/default-wordings.ts'
import { getNotificationSettings } from '../queries/get-settings.ts'
import { listMessages } from '../queries/list-messages.ts'
import { listWordings } from '../queries/list-wordings.ts'
import { saveNotificationSettings } from './save-settings.ts'
import { saveWording } from './save-wording.ts'
import { sendAgain } from './send-again.ts'
import { sendTestMessage } from './send-test.ts'

let test: TestApp
let admin: Actor
beforeAll(async () => {
  test = await startTestApp()
  admin = await test.as('quantri')
})
afterAll(() => test?.close())

const refused = (code: string, fields?: object) => ({
  code,
  ...(fields ? { facts: { fields: expect.objectContaining(fields) } } : {}),
})

describe('the settings', () => {
  const mailOn = {
    emailOn: true,
    smtpHost: 'mail.cam-long.invalid',
    smtpUser: 'mot-cua',
    senderAddress: 'mot-cua@cam-long.invalid',
  }

  it('are for the administrator', async () => {
    for (const username of ['tiepnhan', 'chutich', 'chuyenmon']) {
      const actor = await test.as(username)
      await expect(test.read(actor, getNotificationSettings, {})).rejects.toMatchObject({
        code: 'not_allowed',
      })
      await expect(
        test.write(actor, saveNotificationSettings, { ...silentSettings, revision: 0 }),
      ).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it.each([
    [{ emailOn: true, smtpHost: '' }, { smtpHost: expect.any(String) }],
    [
      { ...mailOn, senderName: 'UBND xã\r\nBcc: ke-gian@example.vn' },
      { senderName: expect.stringContaining('một dòng') },
    ],
    [
      { ...mailOn, senderAddress: 'a@example.vn\r\nBcc: b@example.vn' },
      { senderAddress: expect.any(String) },
    ],
    [{ ...mailOn, smtpHost: 'mail server' }, { smtpHost: expect.any(String) }],
    [{ ...mailOn, smtpPort: 70_000 }, { smtpPort: expect.any(String) }],
    [{ ...mailOn, smtpSecurity: 'none' as const }, { smtpSecurity: expect.stringContaining('lộ') }],
    [{ gatewayOn: true }, { gatewayUrl: expect.any(String) }],
    [
      { gatewayOn: true, gatewayUrl: 'http://sms.example.vn/gui' },
      { gatewayUrl: expect.stringContaining('https://') },
    ],
    [
      { gatewayOn: true, gatewayUrl: 'https://ten:matkhau@sms.example.vn/' },
      { gatewayUrl: expect.any(String) },
    ],
    [{ gatewayOn: true, gatewayUrl: 'file:///etc/passwd' }, { gatewayUrl: expect.any(String) }],
    [{ quietFrom: '21:00' }, { quietTo: expect.stringContaining('cả hai') }],
    [{ quietFrom: '25:00', quietTo: '07:00' }, { quietFrom: expect.any(String) }],
    [{ dailyLimit: 0 }, { dailyLimit: expect.any(String) }],
  ])('refuse %j at the field', async (changes, fields) => {
    await expect(
      test.write(admin, saveNotificationSettings, { ...silentSettings, ...changes, revision: 0 }),
    ).rejects.toMatchObject(refused('invalid_input', fields))
  })

  it('keep the password sealed, show it to nobody, and write it into no journal', async () => {
    const sealed = test.services.secrets.seal('mat-khau-that')
    await setSettings(test, { ...mailOn, smtpPasswordSealed: sealed })
    const shown = await test.read(admin, getNotificationSettings, {})
    expect(shown).toMatchObject({ hasPassword: true, smtpHost: 'mail.cam-long.invalid' })
    expect(JSON.stringify(shown)).not.toContain(sealed)
    const everything = await test.owner.query(
      `select (select json_agg(e.facts)::text from audit_events e) || coalesce((select json_agg(k)::text from idempotency_keys k), '') as text`,
    )
    expect(everything.rows[0].text).not.toContain(sealed)
    const kept = await test.owner.query('select smtp_password_sealed from notification_settings')
    expect(kept.rows[0].smtp_password_sealed).not.toContain('mat-khau-that')
  })

  it('keep a password that is not typed again, but never take it to another server', async () => {
    await setSettings(test, { ...mailOn, senderName: 'Tên khác' })
    expect((await test.read(admin, getNotificationSettings, {})).hasPassword).toBe(true)
    await setSettings(test, { ...mailOn, smtpHost: 'mail.ke-gian.invalid' })
    expect((await test.read(admin, getNotificationSettings, {})).hasPassword).toBe(false)
  })

  it('changed by two at once: the second is told', async () => {
    const { revision } = await test.read(admin, getNotificationSettings, {})
    const input = { ...silentSettings, ...mailOn, revision }
    const both = await Promise.allSettled([
      test.write(admin, saveNotificationSettings, input),
      test.write(admin, saveNotificationSettings, input),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('wordings', () => {
  const own = {
    event: 'finished' as const,
    channel: 'sms' as const,
    validFrom: '2026-03-24',
    active: true,
    subject: '',
    body: 'Mời đến nhận kết quả {ma_ho_so}',
    seenVersion: 0,
  }
  const current = async () =>
    (await test.read(admin, listWordings, {})).items.find(
      ({ event, channel }) => event === 'finished' && channel === 'sms',
    )

  it('are written by the administrator', async () => {
    await expect(test.write(await test.as('tiepnhan'), saveWording, own)).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it.each([
    [{ body: 'Hồ sơ {ma_hs}' }, { body: expect.stringContaining('dòng 1, ký tự 7') }],
    [{ body: 'a'.repeat(481) }, { body: expect.stringContaining('480') }],
    [{ validFrom: '2026-03-23' }, { validFrom: expect.any(String) }],
    [{ event: 'late' as const }, { channel: expect.any(String) }],
    [{ channel: 'email' as const, body: 'x {ngung_nhan}' }, { subject: expect.any(String) }],
    [{ channel: 'email' as const, subject: 'x' }, { body: expect.stringContaining('{ngung_nhan}') }],
    [
      { channel: 'email' as const, subject: 'a\nBcc: b@c.vn', body: '{ngung_nhan}' },
      { subject: expect.stringContaining('một dòng') },
    ],
    [
      { channel: 'email' as const, subject: 'Bước {buoc}', body: '{ngung_nhan}' },
      { subject: expect.stringContaining('{buoc}') },
    ],
  ])('refuse %j at the field', async (changes, fields) => {
    await expect(test.write(admin, saveWording, { ...own, ...changes })).rejects.toMatchObject(
      refused('invalid_input', fields),
    )
  })

  it('count from their day on; until then the one before does', async () => {
    expect(await current()).toMatchObject({ version: 0, body: shippedWording('finished', 'sms').body })
    await test.write(admin, saveWording, { ...own, validFrom: '2026-03-26' })
    expect(await current()).toMatchObject({ version: 0, lastVersion: 1, plannedFrom: '2026-03-26' })
    test.time.set('2026-03-26T00:00:30+07:00')
    expect(await current()).toMatchObject({ version: 1, body: own.body, plannedFrom: null })
  })

  it('changed by two at once: the second is told', async () => {
    const next = { ...own, validFrom: '2026-03-26', body: 'Khác', seenVersion: 1 }
    await test.write(admin, saveWording, next)
    await expect(test.write(admin, saveWording, next)).rejects.toMatchObject({ code: 'stale' })
  })
})

describe('the trial message', () => {
  it('is sent by the administrator, on a channel that is on, to what is an address', async () => {
    await setSettings(test, { emailOn: true, smtpHost: 'mail.cam-long.invalid' })
    const input = { channel: 'email' as const, address: 'quan-tri@example.vn' }
    await expect(test.write(await test.as('chutich'), sendTestMessage, input)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(test.write(admin, sendTestMessage, { ...input, channel: 'sms' })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(
      test.write(admin, sendTestMessage, { ...input, address: 'a@example.vn, b@example.vn' }),
    ).rejects.toMatchObject(refused('invalid_input', { address: expect.any(String) }))
    const { id } = await test.write(admin, sendTestMessage, input)
    expect(await statesOf(test, [id])).toEqual(['waiting'])
  })
})

describe('the delivery log', () => {
  it('is read by administrator and leader, by state, channel and whole address, page by page', async () => {
    await expect(test.read(await test.as('tiepnhan'), listMessages, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await waitingMessages(
      test,
      Array.from({ length: 35 }, () => ({ address: '84912345678', channel: 'sms' as const })),
    )
    const leader = await test.as('chutich')
    const first = await test.read(leader, listMessages, { channel: 'sms', address: '0912 345 678' })
    expect(first.items).toHaveLength(30)
    expect(first.items[0]).toMatchObject({ address: '0912345678', state: 'waiting' })
    const rest = await test.read(leader, listMessages, { channel: 'sms', cursor: first.next ?? '' })
    expect(rest.items).toHaveLength(5)
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(35)
    expect((await test.read(leader, listMessages, { address: '0912' })).items).toEqual([])
    expect((await test.read(leader, listMessages, { state: 'failed' })).items).toEqual([])
  })

  it('lets a failed message go once more, once, in the same words', async () => {
    const [waiting = '', failed = ''] = await waitingMessages(test, [
      { address: 'a@example.vn' },
      { address: 'a@example.vn', body: 'Nguyên văn' },
    ])
    await test.owner.query(`update messages set state = 'failed', attempts = 7 where id = $1`, [failed])
    await expect(test.write(await test.as('chutich'), sendAgain, { id: failed })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(test.write(admin, sendAgain, { id: waiting })).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(test.write(admin, sendAgain, { id: test.officeId })).rejects.toMatchObject({
      code: 'not_found',
    })
    const again = await test.write(admin, sendAgain, { id: failed })
    expect(await statesOf(test, [failed, again.id])).toEqual(['failed', 'waiting'])
    const copy = await test.owner.query('select body, attempts from messages where id = $1', [again.id])
    expect(copy.rows[0]).toEqual({ body: 'Nguyên văn', attempts: 0 })
    await expect(test.write(admin, sendAgain, { id: failed })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})
