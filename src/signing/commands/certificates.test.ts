import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Holder, issue, pem, rsaKeys, type Wanted } from '../../testing/signing/pki.ts'
import { watchCertificatesOf } from '../jobs/watch-certificates.ts'
import { listCertificates } from '../queries/certificates.ts'
import { draftCertificateRequest } from '../queries/draft-request.ts'
import { endCertificate, registerCertificate } from './certificates.ts'

const day = 86_400_000
const at = new Date('2026-03-24T02:00:00Z').getTime()
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys(), from: at - day, to: at + 999 * day })
const given = (name: string, own: Partial<Wanted> = {}) =>
  issue({ name, issuer: root, keys: rsaKeys(), from: at - day, to: at + 300 * day, ...own })
const textOf = ({ certificate }: Holder) => pem(certificate.raw)

let test: TestApp
let clerk: Actor
let chair: Actor
let officeName: string
beforeAll(async () => {
  test = await startTestApp()
  clerk = await test.as('vanthu')
  chair = await test.as('chutich')
  const found = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  officeName = found.rows[0].name
})
afterAll(() => test?.close())

const register = (holder: Holder, memberId: string | null, by = clerk) =>
  test.write(by, registerCertificate, { memberId, pem: textOf(holder) })
const refusedFor = async (pemText: string, memberId: string | null = chair.id): Promise<string> => {
  const refused = await test.write(clerk, registerCertificate, { memberId, pem: pemText }).then(
    () => null,
    (error) => error,
  )
  return refused?.facts?.fields?.pem ?? ''
}
const list = () => test.read(clerk, listCertificates, {})
const told = async (event: string) =>
  (
    await test.owner.query('select staff_id from messages where event = $1 order by staff_id', [event])
  ).rows.map((row) => row.staff_id as string)

describe('the register', () => {
  it('is kept by clerks and administrators, read by leaders too, by nobody else', async () => {
    for (const username of ['chutich', 'chuyenmon', 'ketoan']) {
      const who = await test.as(username)
      await expect(register(given(who.name), who.id, who)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(test.read(await test.as('chuyenmon'), listCertificates, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect((await test.read(chair, listCertificates, {})).certificates).toEqual([])
  })

  it('takes nothing that may not be there, and says what is wrong with it', async () => {
    const own = given(chair.name)
    const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(await refusedFor(`${textOf(own)}${key}`)).toMatch(/khóa bí mật/)
    expect(await refusedFor('không phải chứng thư')).toMatch(/Không thấy chứng thư/)
    expect(await refusedFor(textOf(root))).toMatch(/nơi cấp/)
    expect(await refusedFor(textOf(given(chair.name, { to: at - 60_000 })))).toMatch(/hết hạn/)
    expect(await refusedFor(textOf(given('Người Khác Mẫu')))).toMatch(/cấp cho “Người Khác Mẫu”, không phải/)
    expect(await refusedFor(textOf(own), null)).toMatch(/không phải/)
    expect(await refusedFor(`${textOf(own)}${textOf(given(chair.name))}`)).toMatch(/nhiều chứng thư/)
    expect((await list()).certificates).toEqual([])
  })

  it('reads everything from the certificate, knows it once, and keeps one that ended with its reason', async () => {
    expect((await list()).missing.map(({ id }) => id)).toContain(chair.id)
    const own = given(chair.name.toUpperCase())
    const { id } = await register(own, chair.id)
    expect(await refusedFor(textOf(own))).toMatch(/đã có trong sổ/)
    const office = await register(given(`Ủy ban nhân dân ${officeName.replace(/^UBND /, '')}`), null)
    const before = await list()
    expect(before.missing.map((each) => each.id)).not.toContain(chair.id)
    expect(before.officeHasNone).toBe(false)
    expect(before.certificates.find((each) => each.id === id)).toMatchObject({
      holder: chair.name,
      issuer: 'CA Mẫu',
      daysLeft: 300,
      endedAt: null,
    })
    await test.write(clerk, endCertificate, {
      id: office.id,
      as: 'revoked',
      reason: 'Thu hồi theo văn bản số 5.',
    })
    await expect(
      test.write(clerk, endCertificate, { id: office.id, as: 'lost', reason: 'Mất thiết bị.' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    const after = await list()
    expect(after.officeHasNone).toBe(true)
    expect(after.certificates.find((each) => each.id === office.id)?.endedAs).toBe('revoked')
  })
})

describe('the letter that asks', () => {
  const draft = (revokedId: string | null, by = clerk) =>
    test.read(by, draftCertificateRequest, { revokedId })

  it('names the leaders who have none, or the certificate that ended; of one in use there is nothing to ask', async () => {
    const { missing, certificates } = await list()
    const { body } = await draft(null)
    for (const { name } of missing) expect(body).toContain(name)
    expect(body).not.toContain(chair.name)
    const ended = certificates.find(({ endedAt }) => endedAt !== null)
    expect((await draft(ended?.id ?? '')).body).toContain(
      `số chứng thư ${ended?.serial}; lý do: Thu hồi theo văn bản số 5.`,
    )
    const inUse = certificates.find(({ endedAt }) => endedAt === null)
    await expect(draft(inUse?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(draft(null, await test.as('chuyenmon'))).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('what is told', () => {
  it('comes once at 60, 30 and 7 days and once after, to holder and clerks; who looks late tells once', async () => {
    const deputy = await test.as('phochutich')
    await register(given(deputy.name, { to: at + 70 * day }), deputy.id)
    const look = () => watchCertificatesOf(test.services, test.officeId)
    const of = async (event: string) => (await told(event)).filter((id) => id === deputy.id).length
    await look()
    expect(await of('certificate_expiring')).toBe(0)
    for (const [days, expected] of [
      [12, 1],
      [13, 1],
      [41, 2],
      [64, 3],
      [66, 3],
    ] as const) {
      test.time.set(new Date(at + days * day).toISOString())
      await look()
      expect(await of('certificate_expiring'), `day ${days}`).toBe(expected)
    }
    test.time.set(new Date(at + 71 * day).toISOString())
    await look()
    expect(await look()).toBe(0)
    expect(await of('certificate_expired')).toBe(1)
    expect(await told('certificate_expired')).toContain(clerk.id)
    // A leader whose certificate has run out is one without, from the same day.
    expect(await of('certificate_missing')).toBe(1)
    test.time.set(new Date(at).toISOString())
  })
})
