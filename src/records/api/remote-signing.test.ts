import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import type { CscMember } from '../../testing/csc-stand-in/book.ts'
import { type CscStandIn, startCscStandIn } from '../../testing/csc-stand-in/server.ts'
import { sendFile, trustedAuthority } from '../../testing/signing/desk.ts'
import { pictures } from '../../testing/signing/pictures.ts'
import { ecKeys, type Holder } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { remoteDesk, useRemoteService } from '../../testing/signing/remote-desk.ts'
import { approvedOutgoing } from '../factory.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'

let test: TestApp
let authority: Awaited<ReturnType<typeof trustedAuthority>>
let service: CscStandIn
let chair: Holder
const pin = { PIN: '246810' }
const secretPin = '97531864'

beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  authority = await trustedAuthority(test)
  const { rows } = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  chair = authority.certificate((await test.as('chutich')).name)
  const office = authority.certificate(rows[0].name)
  const stranger = authority.certificate('Người Khác Mẫu')
  const member = (userId: string, holder: Holder, more: Partial<CscMember> = {}): CscMember => ({
    userId,
    credentialId: `khoa-${userId}`,
    holder,
    chain: [authority.root],
    pin: '246810',
    mode: 'pin',
    ...more,
  })
  const curve = authority.certificate((await test.as('chutich')).name, { keys: ecKeys() })
  const members = [
    member('chu-tich', chair),
    member('hai-lop', chair, { mode: 'pin-and-code', pin: secretPin, atOnce: 2 }),
    member('ung-dung', chair, { mode: 'application' }),
    member('cong', curve),
    member('nguoi-khac', stranger),
    // The service signs with a key that is not of the certificate it shows.
    member('nham-khoa', { certificate: chair.certificate, privateKey: stranger.privateKey }),
    member('co-quan', office),
  ]
  service = await startCscStandIn({ members, clock: test.services.clock })
  expect(
    (await sendFile(test, '/signature-pictures/own', { bytes: await pictures.signature(), as: 'chutich' }))
      .statusCode,
  ).toBe(200)
  await sendFile(test, '/signature-pictures/office', { bytes: await pictures.seal(), as: 'vanthu' })
}, 60_000)
afterAll(async () => {
  await service?.close()
  await test?.close()
})
beforeEach(async () => {
  service.control.fault = () => null
  service.control.calls.length = 0
  await useRemoteService(test, service)
})

const document = (id: string) => ({ kind: 'outgoing_document', id })
const stateOf = async (id: string) => (await test.read(await test.as('vanthu'), getOutgoing, { id })).state
const desk = () => remoteDesk(test, 'chutich')

/** A document of the chair, prepared for the key of this account. */
async function prepared(account: string) {
  await desk().account(account)
  const { id } = await approvedOutgoing(test)
  const answer = await desk().prepare(`khoa-${account}`, [document(id)])
  return { id, item: answer.prepared?.[0]?.id ?? '', answer }
}

describe('documents are signed by a key at a service', () => {
  it('a batch with one approval, then the office’s seal; other programs agree', async () => {
    const made = [await approvedOutgoing(test), await approvedOutgoing(test)]
    const ids = made.map(({ id }) => id)
    await desk().account('hai-lop')
    const { credentials } = await desk().credentials()
    expect(credentials).toMatchObject([
      {
        id: 'khoa-hai-lop',
        holder: (await test.as('chutich')).name,
        atOnce: 2,
        codes: [{ id: 'PIN' }, { id: 'OTP', isSent: true }],
      },
    ])
    const answer = await desk().prepare('khoa-hai-lop', ids.map(document))
    expect(answer.faults).toEqual([])
    const items = answer.prepared.map(({ id }) => id)
    expect(await desk().challenge('khoa-hai-lop', items)).toMatchObject({ sent: true })
    const OTP = service.book.sentCodes.get('khoa-hai-lop') ?? ''
    const signed = await desk().sign('khoa-hai-lop', items, { PIN: secretPin, OTP })
    expect(signed.outcomes.map(({ state }) => state)).toEqual(['signed', 'signed'])
    expect(await Promise.all(ids.map(stateOf))).toEqual(['signed', 'signed'])

    const clerk = remoteDesk(test, 'vanthu', 'office')
    await clerk.account('co-quan')
    const toSeal = await clerk.prepare('khoa-co-quan', ids.slice(0, 1).map(document))
    expect(toSeal.faults).toEqual([])
    const sealed = await clerk.sign('khoa-co-quan', [toSeal.prepared[0]?.id ?? ''], pin)
    expect(sealed.outcomes).toMatchObject([{ state: 'signed' }])
    const file = await test.app.server.inject({
      url: `/api/v1/outgoing-documents/${ids[0]}/signed.pdf`,
      headers: { cookie: await test.cookie('vanthu') },
    })
    const programs = askPrograms(authority.root)
    expect(programs.pdfsig(file.rawPayload).map(({ isValid, isTrusted }) => isValid && isTrusted)).toEqual([
      true,
      true,
    ])
    expect(programs.openssl(file.rawPayload, 0) && programs.openssl(file.rawPayload, 1)).toBe(true)
    programs.stop()
  }, 60_000)

  it.each(['cong', 'ung-dung'])('with the key of the account “%s”', async (account) => {
    const { id, item } = await prepared(account)
    const { outcomes } = await desk().sign(`khoa-${account}`, [item], account === 'cong' ? pin : {})
    expect(outcomes).toMatchObject([{ state: 'signed' }])
    expect(await stateOf(id)).toBe('signed')
  })

  it('keeps no code of the officer anywhere', async () => {
    const { rows } = await test.owner.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema in ('public', 'auth')`,
    )
    for (const { name } of rows) {
      const found = await test.owner.query(
        `select count(*)::int as n from ${name} as t where to_jsonb(t)::text like '%' || $1 || '%'`,
        [secretPin],
      )
      expect([name, found.rows[0].n]).toEqual([name, 0])
    }
  })
})

describe('what is refused, and leaves the document as it was', () => {
  it('a wrong PIN, which uses nothing up here; a signature that comes twice', async () => {
    const { id, item } = await prepared('chu-tich')
    const wrong = await desk().sign('khoa-chu-tich', [item], { PIN: '000000' })
    expect(wrong).toMatchObject({ statusCode: 422, detail: expect.stringMatching(/chưa đúng/) })
    expect(await stateOf(id)).toBe('approved')
    expect((await desk().sign('khoa-chu-tich', [item], pin)).outcomes).toMatchObject([{ state: 'signed' }])
    const again = await desk().sign('khoa-chu-tich', [item], pin)
    expect(again).toMatchObject({ statusCode: 404, detail: expect.stringMatching(/đã xong/) })
  })

  it('the key of somebody else, before any code is asked for', async () => {
    const { answer } = await prepared('nguoi-khac')
    expect(answer.prepared).toEqual([])
    expect(answer.faults[0]?.detail).toMatch(/không phải của/)
    const { item } = await prepared('chu-tich')
    // Prepared for one key, signed by another; and a key that is not of the account.
    await desk().account('cong')
    expect(await desk().sign('khoa-cong', [item], pin)).toMatchObject({ statusCode: 409 })
    expect(await desk().challenge('khoa-cong', [item])).toMatchObject({ statusCode: 409 })
    expect(await desk().sign('khoa-chu-tich', [item], pin)).toMatchObject({ statusCode: 404 })
    expect(service.control.calls).not.toContain('/credentials/authorize')
  })

  it('what another member prepared, and the office’s key for who is no văn thư', async () => {
    const { item } = await prepared('chu-tich')
    const other = remoteDesk(test, 'chuyenmon')
    await other.account('chu-tich')
    expect(await other.sign('khoa-chu-tich', [item], pin)).toMatchObject({ statusCode: 404 })
    const office = remoteDesk(test, 'chutich', 'office')
    expect(await office.credentials()).toMatchObject({ statusCode: 403 })
    await expect(office.account('co-quan')).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it.each(['other-hash', 'not-of-its-certificate'])(
    'a signature by the service that is not right (%s)',
    async (fault) => {
      const account = fault === 'other-hash' ? 'chu-tich' : 'nham-khoa'
      const { id, item } = await prepared(account)
      service.control.fault = (path) =>
        path === '/signatures/signHash' && fault === 'other-hash' ? fault : null
      const { outcomes } = await desk().sign(`khoa-${account}`, [item], pin)
      expect(outcomes).toMatchObject([{ state: 'failed', detail: expect.stringMatching(/không khớp/) }])
      expect(await stateOf(id)).toBe('approved')
    },
  )

  it.each([
    ['fail', 503],
    ['reset', 503],
    ['garbage', 503],
    ['fewer', 409],
    ['expire', 409],
    ['forget-token', 503],
  ] as const)('a service with the fault %s', async (fault, status) => {
    const { id, item } = await prepared('chu-tich')
    service.control.fault = (path) => (path === '/signatures/signHash' ? fault : null)
    expect(await desk().sign('khoa-chu-tich', [item], pin)).toMatchObject({ statusCode: status })
    expect(await stateOf(id)).toBe('approved')
    service.control.fault = () => null
    expect((await desk().sign('khoa-chu-tich', [item], pin)).outcomes).toMatchObject([{ state: 'signed' }])
  })

  it('more files than one approval signs, a batch that waited too long, an office that does not sign remotely', async () => {
    await desk().account('hai-lop')
    const made = [await approvedOutgoing(test), await approvedOutgoing(test), await approvedOutgoing(test)]
    const { prepared: items } = await desk().prepare(
      'khoa-hai-lop',
      made.map(({ id }) => document(id)),
    )
    const ids = items.map(({ id }) => id)
    expect(await desk().challenge('khoa-hai-lop', ids)).toMatchObject({
      statusCode: 422,
      detail: expect.stringMatching(/chỉ ký 2 tệp/),
    })
    test.time.advanceMinutes(16)
    expect(await desk().sign('khoa-hai-lop', ids.slice(0, 1), pin)).toMatchObject({ statusCode: 409 })
    await useRemoteService(test, service, { remote: false })
    expect(await desk().credentials()).toMatchObject({
      statusCode: 409,
      detail: 'Đơn vị không dùng ký số từ xa.',
    })
    await useRemoteService(test, service)
    await desk().account('')
    expect(await desk().credentials()).toMatchObject({
      statusCode: 409,
      detail: expect.stringMatching(/Chưa ghi tài khoản/),
    })
    await desk().account('khong-co')
    expect(await desk().credentials()).toMatchObject({ statusCode: 404 })
  })
})
