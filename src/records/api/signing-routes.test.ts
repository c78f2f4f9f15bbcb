import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import type { Actor } from '../../platform/operations.ts'
import { endCertificate, registerCertificate } from '../../signing/commands/certificates.ts'
import { buildSignature, signedAttributes } from '../../signing/model/cms/build-signature.ts'
import { fillSignature, prepareSignature } from '../../signing/model/embed/prepare-signature.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { sendFile, trustedAuthority } from '../../testing/signing/desk.ts'
import { type Holder, issue, pem, rsaKeys } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { letter, signPdf } from '../../testing/signing/signed-pdf.ts'
import { paintOver, revise } from '../../testing/signing/spoil-pdf.ts'
import { makeToken, openToken } from '../../testing/signing/token.ts'
import { cancelOutgoing, issueOutgoing } from '../commands/outgoing/issue-outgoing.ts'
import { approvedOutgoing } from '../factory.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'

const day = 86_400_000
const at = new Date('2026-03-24T02:00:00Z').getTime()
const valid = { from: at - day, to: at + 365 * day }

let root: Holder
let test: TestApp
let people: Record<'drafter' | 'clerk' | 'chair', Actor>
let chair: Holder
let office: Holder
let officeName: string
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  const [drafter, clerk, leader] = await Promise.all(
    ['chuyenmon', 'vanthu', 'chutich'].map((each) => test.as(each)),
  )
  people = { drafter, clerk, chair: leader } as typeof people
  const names = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  officeName = names.rows[0].name
  const organisation = officeName
  const trusted = await trustedAuthority(test)
  root = trusted.root
  chair = issue({ name: people.chair.name, organisation, issuer: root, keys: rsaKeys(), ...valid })
  office = issue({ name: organisation, issuer: root, keys: rsaKeys(), ...valid })
})
afterAll(() => test?.close())

const approved = () => approvedOutgoing(test)

async function download(id: string, username = 'chutich') {
  const url = `/api/v1/outgoing-documents/${id}/to-sign.pdf`
  return test.app.server.inject({ url, headers: { cookie: await test.cookie(username) } })
}

const upload = (id: string, bytes: Uint8Array, as = 'chutich') =>
  sendFile(test, `/outgoing-documents/${id}/signed-file`, { bytes, as })

const stateOf = async (id: string) => (await test.read(people.clerk, getOutgoing, { id })).state

/** Signs as a token does: the key lies on SoftHSM, and only the attributes go to it. */
function signByToken(bytes: Uint8Array, holder: Holder): Buffer {
  const token = makeToken(holder, '246810')
  process.env.SOFTHSM2_CONF = token.settings
  const opened = openToken(token.label, '246810')
  try {
    const prepared = prepareSignature(bytes, { signer: 'Người ký mẫu', at, place: null })
    const attributes = signedAttributes(prepared.hash, holder.certificate)
    const signature = opened.sign(attributes)
    const parts = {
      attributes,
      certificate: holder.certificate,
      chain: [],
      scheme: 'rsa' as const,
      signature,
    }
    return fillSignature(prepared, buildSignature(parts))
  } finally {
    opened.close()
    token.remove()
  }
}

describe('a document signed by token', () => {
  it('goes out, comes back with the signer’s signature, then with the office’s, and is issued; others agree', async () => {
    const { id } = await approved()
    const given = await download(id)
    expect(given.statusCode).toBe(200)
    // The same bytes again, for whoever brings the signature.
    expect((await download(id, 'vanthu')).rawPayload.equals(given.rawPayload)).toBe(true)
    const signed = signByToken(given.rawPayload, chair)
    const taken = await upload(id, signed)
    expect(taken.json()).toMatchObject({ state: 'signed' })

    const refused = test.write(people.clerk, issueOutgoing, { id, revision: taken.json().revision })
    await expect(refused).rejects.toMatchObject({ code: 'wrong_state' })
    const toSeal = await download(id, 'vanthu')
    expect(toSeal.rawPayload.equals(signed)).toBe(true)
    const sealed = signByToken(toSeal.rawPayload, office)
    const done = await upload(id, sealed, 'vanthu')
    expect(done.json()).toMatchObject({ state: 'signed' })
    await test.write(people.clerk, issueOutgoing, { id, revision: done.json().revision })

    const kept = await test.app.server.inject({
      url: `/api/v1/outgoing-documents/${id}/signed.pdf`,
      headers: { cookie: await test.cookie('vanthu') },
    })
    expect(kept.rawPayload.equals(sealed)).toBe(true)
    const programs = askPrograms(root)
    expect(programs.pdfsig(kept.rawPayload).map(({ isValid }) => isValid)).toEqual([true, true])
    programs.stop()
    const requests = await test.owner.query(
      `select purpose, state, signer->>'name' as signer, report->>'state' as report from signing_requests where target_id = $1 order by purpose`,
      [id],
    )
    expect(requests.rows).toEqual([
      {
        purpose: 'outgoing_seal',
        state: 'taken',
        signer: officeName,
        report: 'signed',
      },
      { purpose: 'outgoing_signature', state: 'taken', signer: people.chair.name, report: 'signed' },
    ])
  }, 60_000)

  it('is asked for once: the same copy sent twice, at once or later, signs once', async () => {
    const { id } = await approved()
    const signed = await signPdf((await download(id)).rawPayload, { holder: chair })
    const answers = await Promise.all([upload(id, signed), upload(id, signed)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()[0]).toBe(200)
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect((await upload(id, signed)).statusCode).toBeGreaterThanOrEqual(400)
    const events = await test.owner.query(
      `select count(*)::int as n from outgoing_events where document_id = $1 and kind = 'signed'`,
      [id],
    )
    expect(events.rows[0].n).toBe(1)
  })
})

describe('what is refused, and leaves the document as it was', () => {
  let id: string
  let given: Buffer
  beforeAll(async () => {
    id = (await approved()).id
    given = (await download(id)).rawPayload
  })

  const deputy = () => issue({ name: 'Người Khác Mẫu', issuer: root, keys: rsaKeys(), ...valid })
  const expired = () =>
    issue({ name: people.chair.name, issuer: root, keys: rsaKeys(), from: at - 99 * day, to: at - day })
  const stranger = () => {
    const other = issue({ name: 'CA Lạ', kind: 'authority', keys: rsaKeys(), from: at - day, to: at + day })
    return issue({ name: people.chair.name, issuer: other, keys: rsaKeys(), ...valid })
  }
  const changedByte = (bytes: Buffer, place: number) => {
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ 1
    return changed
  }
  const cases: [string, () => Promise<Uint8Array>, RegExp][] = [
    ['the file unsigned', async () => given, /không phải tệp vừa tải về|chưa có chữ ký/],
    [
      'another file, signed',
      async () => signPdf(await letter(), { holder: chair }),
      /không phải tệp vừa tải về/,
    ],
    [
      'two signatures',
      async () => signPdf(await signPdf(given, { holder: chair }), { holder: chair }),
      /nhiều hơn một/,
    ],
    [
      'another officer’s certificate',
      async () => signPdf(given, { holder: deputy() }),
      /không phải của .*người ký/,
    ],
    [
      'a certificate that has run out',
      async () => signPdf(given, { holder: expired() }),
      /hết hạn|hiệu lực/i,
    ],
    ['a certificate of nobody known', async () => signPdf(given, { holder: stranger() }), /gốc/],
    [
      'words painted over before signing',
      async () => signPdf(revise(given, paintOver), { holder: chair }),
      /bị sửa trước khi ký/,
    ],
    [
      'words painted over after signing',
      async () => revise(await signPdf(given, { holder: chair }), paintOver),
      /./,
    ],
    ['one byte changed', async () => changedByte(await signPdf(given, { holder: chair }), 2000), /./],
    ['no PDF', async () => Buffer.from('không phải PDF'), /./],
    [
      'the office’s certificate in the place of the signer’s',
      async () => signPdf(given, { holder: office }),
      /không phải của/,
    ],
  ]
  it.each(cases)('%s', async (_name, make, words) => {
    const answer = await upload(id, await make())
    expect(answer.statusCode).toBe(422)
    expect(answer.json().detail).toMatch(words)
    expect(await stateOf(id)).toBe('approved')
  })

  it('a copy brought by who has nothing to do with it, or for a document that nobody asked to sign', async () => {
    const signed = await signPdf(given, { holder: chair })
    for (const username of ['chuyenmon', 'phochutich', 'tuphap']) {
      expect((await upload(id, signed, username)).statusCode, username).toBe(403)
      expect((await download(id, username)).statusCode, username).toBe(403)
    }
    const fresh = await approved()
    const answer = await upload(fresh.id, signed)
    expect(answer.json()).toMatchObject({
      code: 'wrong_state',
      detail: expect.stringContaining('Tải tệp về'),
    })
  })

  it('a copy that comes after the document was cancelled', async () => {
    const { id: late, revision } = await approved()
    const signed = await signPdf((await download(late)).rawPayload, { holder: chair })
    await test.write(people.clerk, cancelOutgoing, { id: late, revision, reason: 'Không ban hành nữa.' })
    expect((await upload(late, signed)).statusCode).toBe(403)
    expect(await stateOf(late)).toBe('cancelled')
  })

  it('a certificate of the right name that is not the one in the register, or that ended there', async () => {
    const register = (holder: Holder) =>
      test.write(people.clerk, registerCertificate, {
        memberId: people.chair.id,
        pem: pem(holder.certificate.raw),
      })
    const twin = issue({ name: people.chair.name, issuer: root, keys: rsaKeys(), ...valid })
    const first = await register(chair)
    const foreign = await upload(id, await signPdf(given, { holder: twin }))
    expect(foreign.json().detail).toMatch(/chưa có trong sổ chứng thư số/)
    await register(twin)
    await test.write(people.clerk, endCertificate, { id: first.id, as: 'lost', reason: 'Mất USB token.' })
    const ended = await upload(id, await signPdf(given, { holder: chair }))
    expect(ended.json().detail).toMatch(/không còn dùng/)
    expect(await stateOf(id)).toBe('approved')
    expect((await upload(id, await signPdf(given, { holder: twin }))).json()).toMatchObject({
      state: 'signed',
    })
  })
})
