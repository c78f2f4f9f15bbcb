import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { startCscStandIn } from '../../testing/csc-stand-in/server.ts'
import { useRemoteService } from '../../testing/signing/remote-desk.ts'
import { tryRemoteService } from '../jobs/remote-signing.ts'
import { getMeansSetup, signingMeans } from '../queries/means.ts'
import { saveMeans, saveRemoteAccount } from './means.ts'

let test: TestApp
let service: Awaited<ReturnType<typeof startCscStandIn>>
beforeAll(async () => {
  test = await startTestApp()
  service = await startCscStandIn({ members: [], clock: test.services.clock })
})
afterAll(async () => {
  await service?.close()
  await test?.close()
})

const admin = () => test.as('quantri')
const setup = async () => test.read(await admin(), getMeansSetup, {})
const plain = {
  agent: true,
  plugIn: false,
  remote: false,
  upload: true,
  baseUrl: '',
  tokenUrl: '',
  clientId: '',
  secretSealed: null,
}

describe('by which means an office signs', () => {
  it('is the agent and a file brought by hand, until an administrator decides', async () => {
    const { offered, accounts, keepsSeal } = await test.read(await test.as('chuyenmon'), signingMeans, {})
    expect(offered).toEqual({ agent: true, plugIn: false, remote: false, upload: true })
    expect([accounts, keepsSeal]).toEqual([{ own: null, office: null }, false])
    await expect(
      test.write(await test.as('vanthu'), saveMeans, { revision: 0, ...plain }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    await test.write(await admin(), saveMeans, { revision: 0, ...plain, plugIn: true })
    expect((await test.read(await test.as('chutich'), signingMeans, {})).offered.plugIn).toBe(true)
    await expect(test.write(await admin(), saveMeans, { revision: 0, ...plain })).rejects.toMatchObject({
      code: 'stale',
    })
  })

  it.each([
    ['no means at all', { agent: false, upload: false }, 'agent'],
    ['a service without an address', { remote: true, clientId: 'a' }, 'baseUrl'],
    ['an address that is not encrypted', { baseUrl: 'http://vi-du.example' }, 'baseUrl'],
    ['an address with a password', { tokenUrl: 'https://a:b@vi-du.example' }, 'tokenUrl'],
    ['a service without a name for us', { remote: true, baseUrl: 'https://vi-du.example' }, 'clientId'],
    [
      'a service without a secret',
      { remote: true, baseUrl: 'https://vi-du.example', clientId: 'a' },
      'secret',
    ],
  ] as const)('is refused with %s', async (_name, wrong, field) => {
    const { revision } = await setup()
    await expect(
      test.write(await admin(), saveMeans, { revision, ...plain, ...wrong }),
    ).rejects.toMatchObject({ code: 'invalid_input', facts: { fields: { [field]: expect.any(String) } } })
  })

  it('keeps the secret sealed and shows it to nobody, and it never follows to another place', async () => {
    await useRemoteService(test, service)
    const { rows } = await test.owner.query('select secret_sealed from signing_means')
    expect(test.services.secrets.open(rows[0].secret_sealed)).toBe(service.secret)
    const shown = await setup()
    expect([shown.hasSecret, JSON.stringify(shown).includes('v1.')]).toEqual([true, false])
    const { hasSecret: _, ...same } = shown
    // The same place keeps it; another address, other tokens or another name do not.
    await test.write(await admin(), saveMeans, { ...same, secretSealed: null })
    for (const moved of [
      { baseUrl: 'https://noi-khac.example/csc/v2' },
      { tokenUrl: 'https://noi-khac.example/token' },
      { clientId: 'khac' },
    ]) {
      const { hasSecret: __, ...now } = await setup()
      await expect(
        test.write(await admin(), saveMeans, { ...now, ...moved, secretSealed: null }),
      ).rejects.toMatchObject({ facts: { fields: { secret: expect.any(String) } } })
    }
    const audit = await test.owner.query(
      `select count(*)::int as n from audit_events where action = 'signing.saveMeans' and facts::text like '%v1.%'`,
    )
    expect(audit.rows[0].n).toBe(0)
  })

  it('is tried with what is kept', async () => {
    expect(await tryRemoteService(test.services, await admin())).toEqual({
      name: 'Dịch vụ ký số từ xa mô phỏng',
    })
    await useRemoteService(test, service, { secretSealed: test.services.secrets.seal('sai') })
    expect(await tryRemoteService(test.services, await admin())).toMatchObject({
      problem: expect.stringMatching(/không nhận mã kết nối/),
    })
    await useRemoteService(test, service, { secretSealed: `v1.${'a'.repeat(60)}` })
    expect(await tryRemoteService(test.services, await admin())).toMatchObject({
      problem: expect.stringMatching(/Không mở được khóa/),
    })
    await expect(tryRemoteService(test.services, await test.as('vanthu'))).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })
})

describe('accounts at the service', () => {
  it('are one’s own, or the office’s for văn thư, and are changed and taken away', async () => {
    const clerk = await test.as('vanthu')
    await test.write(clerk, saveRemoteAccount, { owner: 'own', account: 'van-thu' })
    await test.write(clerk, saveRemoteAccount, { owner: 'office', account: 'co-quan' })
    await test.write(clerk, saveRemoteAccount, { owner: 'own', account: 'van-thu-2' })
    expect(await test.read(clerk, signingMeans, {})).toMatchObject({
      accounts: { own: 'van-thu-2', office: 'co-quan' },
      keepsSeal: true,
    })
    const other = await test.as('chuyenmon')
    expect((await test.read(other, signingMeans, {})).accounts).toEqual({ own: null, office: null })
    await expect(
      test.write(other, saveRemoteAccount, { owner: 'office', account: 'x' }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    await test.write(clerk, saveRemoteAccount, { owner: 'office', account: '' })
    expect((await test.read(clerk, signingMeans, {})).accounts.office).toBeNull()
    await expect(
      test.write(clerk, saveRemoteAccount, { owner: 'own', account: 'a\nb' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })
})
