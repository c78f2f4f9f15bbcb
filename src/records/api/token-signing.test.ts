import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { sendFile, tokenDesk, trustedAuthority } from '../../testing/signing/desk.ts'
import { pictures } from '../../testing/signing/pictures.ts'
import { ecKeys, type Holder } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { signWith } from '../../testing/signing/signed-pdf.ts'
import { makeToken, openToken } from '../../testing/signing/token.ts'
import { cancelOutgoing } from '../commands/outgoing/issue-outgoing.ts'
import { approvedOutgoing } from '../factory.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'
import { outgoingForToken } from '../queries/outgoing/waiting-for-token.ts'

let test: TestApp
let authority: Awaited<ReturnType<typeof trustedAuthority>>
let chair: Holder
let office: Holder
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  authority = await trustedAuthority(test)
  const { rows } = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  chair = authority.certificate((await test.as('chutich')).name)
  office = authority.certificate(rows[0].name)
})
afterAll(() => test?.close())

const document = (id: string) => ({ kind: 'outgoing_document', id })
const stateOf = async (id: string) => (await test.read(await test.as('vanthu'), getOutgoing, { id })).state
const attributesOf = ({ attributes }: { attributes: string }) => Buffer.from(attributes, 'base64')
const bring = (owner: string, bytes: Uint8Array, as: string) =>
  sendFile(test, `/signature-pictures/${owner}`, { bytes, as })

/** Which of these wait for the member's token, and for whose certificate. */
async function waitsFor(username: string, ids: readonly string[]) {
  const { items } = await test.read(await test.as(username), outgoingForToken, {})
  return items.filter(({ id }) => ids.includes(id)).map(({ id, holder }) => [id, holder])
}

async function signedFile(id: string): Promise<Buffer> {
  const answer = await test.app.server.inject({
    url: `/api/v1/outgoing-documents/${id}/signed.pdf`,
    headers: { cookie: await test.cookie('vanthu') },
  })
  return answer.rawPayload
}

/** Signs one document of the chair, whose picture is there, with the key in memory. */
async function signOne(id: string, sign = signWith(chair)) {
  const desk = tokenDesk(test, 'chutich')
  const { prepared } = await desk.prepare(chair, [document(id)])
  return desk.finish(prepared.map((each) => ({ id: each.id, signature: sign(attributesOf(each)) })))
}

describe('a batch of documents at the token', () => {
  it('says where the picture is to be brought while there is none', async () => {
    const { id } = await approvedOutgoing(test)
    const { prepared, faults } = await tokenDesk(test, 'chutich').prepare(chair, [document(id)])
    expect(prepared).toEqual([])
    expect(faults[0]?.detail).toContain('Hình chữ ký, con dấu')
  })

  it('is signed with one PIN, each by itself, then sealed by the clerk; others agree', async () => {
    expect((await bring('own', await pictures.signature(), 'chutich')).statusCode).toBe(200)
    expect((await bring('office', await pictures.seal(), 'vanthu')).statusCode).toBe(200)
    const made = [await approvedOutgoing(test), await approvedOutgoing(test), await approvedOutgoing(test)]
    const ids = made.map(({ id }) => id)
    const desk = tokenDesk(test, 'chutich')
    const { prepared, faults } = await desk.prepare(chair, ids.map(document))
    expect(faults).toEqual([])
    expect(prepared.map(({ name }) => name)[0]).toMatch(/^\d+\/TB-UBND, Lịch tiếp công dân/)
    // The agent shows the hash and finds it among what it signs.
    for (const each of prepared)
      expect(attributesOf(each).includes(Buffer.from(each.fileHash, 'hex'))).toBe(true)

    const token = makeToken(chair, '246810')
    process.env.SOFTHSM2_CONF = token.settings
    const opened = openToken(token.label, '246810')
    const raw = prepared.map((each) => ({ id: each.id, signature: opened.sign(attributesOf(each)) }))
    opened.close()
    token.remove()
    // The token was pulled before the last: what is signed stays signed, the rest waits.
    const first = await desk.finish(raw.slice(0, 2))
    expect(first.outcomes.map(({ state }) => state)).toEqual(['signed', 'signed'])
    expect(await Promise.all(ids.map(stateOf))).toEqual(['signed', 'signed', 'approved'])
    expect(await waitsFor('chutich', ids)).toEqual([[ids[2], 'own']])
    expect(await waitsFor('vanthu', ids)).toEqual([
      [ids[0], 'office'],
      [ids[1], 'office'],
    ])
    expect(await waitsFor('phochutich', ids)).toEqual([])
    expect((await desk.finish(raw)).outcomes.map(({ state }) => state)).toEqual([
      'failed',
      'failed',
      'signed',
    ])

    const clerk = tokenDesk(test, 'vanthu')
    const toSeal = await clerk.prepare(office, ids.slice(0, 1).map(document))
    expect(toSeal.faults).toEqual([])
    const sealed = await clerk.finish(
      toSeal.prepared.map((each) => ({ id: each.id, signature: signWith(office)(attributesOf(each)) })),
    )
    expect(sealed.outcomes).toMatchObject([{ state: 'signed' }])
    const file = await signedFile(ids[0] ?? '')
    const programs = askPrograms(authority.root)
    expect(programs.pdfsig(file)).toEqual([
      { isValid: true, isTrusted: true, isWhole: false },
      { isValid: true, isTrusted: true, isWhole: true },
    ])
    expect(programs.openssl(file, 0) && programs.openssl(file, 1)).toBe(true)
    programs.stop()
    const left = await test.owner.query('select count(*)::int as n from prepared_signatures')
    expect(left.rows[0].n).toBe(0)
  }, 60_000)

  it('takes keys on elliptic curves too', async () => {
    const { id } = await approvedOutgoing(test)
    const holder = authority.certificate((await test.as('chutich')).name, { keys: ecKeys() })
    const desk = tokenDesk(test, 'chutich')
    const { prepared } = await desk.prepare(holder, [document(id)])
    const signatures = prepared.map((each) => ({
      id: each.id,
      signature: signWith(holder)(attributesOf(each)),
      scheme: 'ecdsa' as const,
    }))
    expect((await desk.finish(signatures)).outcomes).toMatchObject([{ state: 'signed' }])
  })
})

describe('what is refused, and leaves the document as it was', () => {
  const day = 86_400_000
  const now = () => test.services.clock().getTime()

  it.each([
    ['another officer’s certificate', () => authority.certificate('Người Khác Mẫu'), /không phải của/],
    [
      'a certificate that has run out',
      async () =>
        authority.certificate((await test.as('chutich')).name, { from: now() - 9 * day, to: now() - day }),
      /đã hết hạn/,
    ],
    [
      'a certificate that does not hold yet',
      async () =>
        authority.certificate((await test.as('chutich')).name, { from: now() + day, to: now() + 9 * day }),
      /chưa đến ngày/,
    ],
    ['the office’s certificate', () => office, /không phải của/],
  ] as const)('%s', async (_name, make, words) => {
    const { id } = await approvedOutgoing(test)
    const { prepared, faults } = await tokenDesk(test, 'chutich').prepare(await make(), [document(id)])
    expect(prepared).toEqual([])
    expect(faults[0]?.detail).toMatch(words)
    expect(await stateOf(id)).toBe('approved')
  })

  it('somebody else at the token than the signer, even with their certificate', async () => {
    const { id } = await approvedOutgoing(test)
    const { faults } = await tokenDesk(test, 'vanthu').prepare(chair, [document(id)])
    expect(faults[0]?.detail).toMatch(/^Chỉ .* ký được tệp này/)
    const stranger = await tokenDesk(test, 'chuyenmon').prepare(chair, [document(id)])
    expect(stranger.faults[0]?.detail).toMatch(/không chờ ký số, hoặc việc này không phải của bạn/)
  })

  it('a signature over something else, or by another key, or taken from another document', async () => {
    const [one, other] = [await approvedOutgoing(test), await approvedOutgoing(test)]
    const desk = tokenDesk(test, 'chutich')
    const { prepared } = await desk.prepare(chair, [document(one.id), document(other.id)])
    const [first, second] = prepared
    if (!first || !second) throw new Error('nothing prepared')
    const wrong = [
      signWith(chair)(Buffer.from('khác')),
      signWith(authority.certificate('Người Khác Mẫu'))(attributesOf(first)),
      signWith(chair)(attributesOf(second)),
      Buffer.alloc(256),
    ]
    for (const signature of wrong) {
      const { outcomes } = await desk.finish([{ id: first.id, signature }])
      expect(outcomes[0]?.detail).toMatch(/không khớp với tệp hoặc chứng thư/)
    }
    expect(await stateOf(one.id)).toBe('approved')
    // The right one is taken all the same: nothing was used up.
    const right = { id: first.id, signature: signWith(chair)(attributesOf(first)) }
    expect((await desk.finish([right])).outcomes).toMatchObject([{ state: 'signed' }])
  })

  it('what another member was given, what was answered already, and what has run out', async () => {
    const { id } = await approvedOutgoing(test)
    const desk = tokenDesk(test, 'chutich')
    const { prepared } = await desk.prepare(chair, [document(id)])
    const raw = prepared.map((each) => ({ id: each.id, signature: signWith(chair)(attributesOf(each)) }))
    const byClerk = await tokenDesk(test, 'vanthu').finish(raw)
    expect(byClerk.outcomes[0]?.detail).toMatch(/không phải của bạn/)
    test.time.advanceMinutes(16)
    expect((await desk.finish(raw)).outcomes[0]?.detail).toMatch(/quá thời gian/)
    expect((await signOne(id)).outcomes).toMatchObject([{ state: 'signed' }])
    expect((await desk.finish(raw)).outcomes[0]?.detail).toMatch(/đã xong, đã bị thay/)
  })

  it('a signature for a document that was cancelled, or prepared again, meanwhile', async () => {
    const { id, revision } = await approvedOutgoing(test)
    const desk = tokenDesk(test, 'chutich')
    const before = await desk.prepare(chair, [document(id)])
    const after = await desk.prepare(chair, [document(id)])
    const rawOf = ({ prepared }: typeof before) =>
      prepared.map((each) => ({ id: each.id, signature: signWith(chair)(attributesOf(each)) }))
    expect((await desk.finish(rawOf(before))).outcomes[0]?.state).toBe('failed')
    await test.write(await test.as('vanthu'), cancelOutgoing, { id, revision, reason: 'Không ban hành nữa.' })
    expect((await desk.finish(rawOf(after))).outcomes[0]?.detail).toMatch(/không chờ ký số/)
    expect(await stateOf(id)).toBe('cancelled')
  })

  it('the same signature brought twice at once signs once', async () => {
    const { id } = await approvedOutgoing(test)
    const desk = tokenDesk(test, 'chutich')
    const { prepared } = await desk.prepare(chair, [document(id)])
    const raw = prepared.map((each) => ({ id: each.id, signature: signWith(chair)(attributesOf(each)) }))
    const answers = await Promise.all([desk.finish(raw), desk.finish(raw)])
    expect(answers.map(({ outcomes }) => outcomes[0]?.state).toSorted()).toEqual(['failed', 'signed'])
  })

  it('a certificate that is none, too many things, things of no kind', async () => {
    const cookie = await test.cookie('chutich')
    const send = (payload: object) =>
      test.app.server.inject({
        method: 'POST',
        url: '/api/v1/token-signatures/prepared',
        headers: { cookie },
        payload,
      })
    const certificate = chair.certificate.raw.toString('base64')
    const some = document('01a00000-0000-7000-8000-000000000000')
    expect((await send({ certificate: 'MIIB', things: [some] })).statusCode).toBe(422)
    expect((await send({ certificate, things: [] })).statusCode).toBe(422)
    expect((await send({ certificate, things: Array(21).fill(some) })).statusCode).toBe(422)
    const strange = await send({ certificate, things: [{ ...some, kind: 'xyz' }, some] })
    expect(strange.json()).toMatchObject({ prepared: [], faults: [{ kind: 'xyz' }, { kind: some.kind }] })
  })
})

describe('pictures of signatures and of the seal', () => {
  it.each([
    ['a photograph', 'own', pictures.photograph, /\.png có nền trong suốt/],
    ['a picture on white', 'own', pictures.onWhite, /Nền của hình chưa trong suốt/],
    ['a black signature', 'own', () => pictures.signature('#202020'), /màu xanh/],
    ['a blue seal', 'office', () => pictures.seal('#1a3fb5'), /màu đỏ/],
    ['a seal that is not round', 'office', () => pictures.signature('#c4161c'), /tròn/],
    ['an empty picture', 'own', pictures.empty, /trống|xanh/],
    ['no picture', 'own', async () => Buffer.from('GIF89a'), /Không đọc được|\.png/],
  ] as const)('%s is refused', async (_name, owner, make, words) => {
    const answer = await bring(owner, await make(), 'vanthu')
    expect(answer.statusCode).toBe(422)
    expect(answer.json().detail).toMatch(words)
  })

  it('the seal is the clerk’s alone, a signature its owner’s', async () => {
    expect((await bring('office', await pictures.seal(), 'chutich')).statusCode).toBe(403)
    expect((await bring('all', await pictures.seal(), 'vanthu')).statusCode).toBe(404)
    const show = async (owner: string, as: string) =>
      test.app.server.inject({
        url: `/api/v1/signature-pictures/${owner}`,
        headers: { cookie: await test.cookie(as) },
      })
    expect((await show('office', 'chutich')).statusCode).toBe(404)
    expect((await show('own', 'tiepnhan')).statusCode).toBe(404)
    const seal = await show('office', 'vanthu')
    expect(seal.headers['content-type']).toBe('image/png')
  })
})
