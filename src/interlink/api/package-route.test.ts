import { createHash, randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOfficeFile, makeZip } from '../../files/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { pinPartnerKey, revokePartnerKey } from '../commands/partner-keys.ts'
import { demoSide, enterPartner, openOtherOffice, type TestOffice } from '../factory.ts'
import { type LegManifest, type ManifestBody, readAcknowledgement, writeManifest } from '../model/package.ts'
import { digestOf, isSignedBy, type KeyPair, makeKeyPair, signText } from '../model/signing.ts'

let app: TestApp
let origin: string
let us: TestOffice
let other: TestOffice
let partnerId: string
const sender = { code: 'H56.44', name: 'Chi cục Thuế Mẫu' }
const keys = makeKeyPair()
const strangerKeys = makeKeyPair()
const stranger = { code: 'H56.45', name: 'Công an Mẫu' }

beforeAll(async () => {
  app = await startTestApp()
  origin = await app.app.server.listen({ host: '127.0.0.1', port: 0 })
  us = await demoSide(app)
  other = await openOtherOffice(app, 'H56.22.98')
  const reached = { via: 'https' as const, url: 'https://thue-mau.invalid' }
  partnerId = await enterPartner(app, us, { partner: sender, reached })
  await app.write(us.all, pinPartnerKey, { partnerId, publicKey: keys.publicKey })
  const strangerId = await enterPartner(app, us, { partner: stranger, reached })
  await app.write(us.all, pinPartnerKey, { partnerId: strangerId, publicKey: strangerKeys.publicKey })
})
afterAll(() => app?.close())

const writer = { name: 'Công chức Mẫu', post: 'Chuyên viên' }
interface Sent {
  name: string
  content: Buffer
}

type Body = Pick<LegManifest, 'kind' | 'content'>

function requestBody(): Body {
  return {
    kind: 'request',
    content: {
      question: 'Đề nghị xác minh.',
      answerBy: '2026-03-27T10:00:00.000Z',
      dossier: {
        code: 'H56.44-20260324-0000001',
        procedureCode: null,
        procedureName: 'Đăng ký thuế',
        receivedAt: '2026-03-24T01:00:00.000Z',
        dueAt: '2026-04-24T10:00:00.000Z',
      },
      handedIn: sender,
      applicant: null,
      declaration: [],
      components: [],
      writer,
    },
  }
}

function manifestOf(
  over: Partial<ManifestBody> & Record<string, unknown> = {},
  files: readonly Sent[] = [],
): string {
  return writeManifest({
    id: uuid(),
    leg: uuid(),
    sequence: 1,
    sender,
    recipient: { code: us.code },
    createdAt: app.time.clock().toISOString(),
    parts: files.map(({ name, content }) => ({
      name,
      mediaType: 'application/pdf',
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    ...requestBody(),
    ...over,
  } as ManifestBody)
}

interface Letter {
  manifest: string
  files?: readonly Sent[]
  key?: KeyPair
  signature?: string
}

function formOf({ manifest, files = [], key = keys, signature }: Letter): FormData {
  const form = new FormData()
  form.set('manifest', manifest)
  const value = signature ?? signText('package', manifest, key.privateKey)
  form.set('signature', JSON.stringify({ keyId: key.keyId, signature: value }))
  for (const { name, content } of files) form.append('file', new Blob([new Uint8Array(content)]), name)
  return form
}

async function post(letter: Letter | FormData | { raw: Buffer; type: string }) {
  const isForm = letter instanceof FormData
  const sent = isForm || 'raw' in letter ? letter : formOf(letter)
  const answer = await fetch(`${origin}/api/v1/interlink/packages`, {
    method: 'POST',
    ...('raw' in sent
      ? { body: new Uint8Array(sent.raw), headers: { 'content-type': sent.type } }
      : { body: sent }),
  })
  const content = (await answer.json()) as Record<string, string>
  const acknowledgement = content.acknowledgement ? readAcknowledgement(content.acknowledgement) : null
  return { status: answer.status, content, acknowledgement, code: acknowledgement?.code ?? content.code }
}

const pdf = (text = 'giấy tờ mẫu'): Sent => ({
  name: 'giay-to.pdf',
  content: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`),
})

/** Everything the office has taken in, so that a refusal can be seen to leave nothing. */
async function taken(): Promise<string> {
  const counts = await app.owner.query(`select (select count(*) from interlink_legs) as legs,
    (select count(*) from interlink_received) as received, (select count(*) from files) as files`)
  return JSON.stringify(counts.rows[0])
}

describe('a package of a partner', () => {
  it('has its effect and is acknowledged with the signature of the office, for this very package', async () => {
    const file = { name: 'lon.pdf', content: Buffer.concat([pdf().content, randomBytes(3 * 2 ** 20)]) }
    const manifest = manifestOf({}, [file])
    const { acknowledgement, content, status } = await post({ manifest, files: [file] })
    expect(status).toBe(200)
    expect(acknowledgement).toMatchObject({ code: 'accepted', digest: digestOf(manifest), reason: '' })
    const own = await app.owner.query('select public_key from interlink_keys where office_id = $1', [
      us.officeId,
    ])
    const signed = {
      purpose: 'acknowledgement' as const,
      text: content.acknowledgement ?? '',
      signature: content.signature ?? '',
    }
    expect(isSignedBy(own.rows[0].public_key, signed)).toBe(true)
  })

  it('has one effect however often it comes, and none under its id with other content', async () => {
    const id = uuid()
    const manifest = manifestOf({ id })
    const codes = await Promise.all([post({ manifest }), post({ manifest }), post({ manifest })])
    expect(codes.map(({ code }) => code).toSorted()).toEqual(['accepted', 'processed', 'processed'])
    expect((await post({ manifest })).code).toBe('processed')
    const { acknowledgement } = await post({ manifest: manifestOf({ id }) })
    expect(acknowledgement).toMatchObject({ code: 'refused', reason: 'id_reused' })
    const legs = await app.owner.query('select 1 from interlink_received where id = $1', [id])
    expect(legs.rows).toHaveLength(1)
  })
})

describe('nothing is taken of a package', () => {
  const leavesNothing = async (letter: Parameters<typeof post>[0], status: number) => {
    const before = await taken()
    const answer = await post(letter)
    expect({ status: answer.status, code: answer.code }).toMatchObject({ status })
    expect(answer.acknowledgement).toBeNull()
    expect(await taken()).toBe(before)
    return answer
  }

  it('signed by another office, though that one is a partner too', async () => {
    const manifest = manifestOf()
    const said = [
      await leavesNothing({ manifest, key: strangerKeys }, 403),
      await leavesNothing({ manifest, key: { ...strangerKeys, keyId: keys.keyId } }, 403),
      await leavesNothing({ manifest: manifestOf({ sender: { code: 'H99', name: 'Không quen' } }) }, 403),
      await leavesNothing(
        { manifest, signature: signText('acknowledgement', manifest, keys.privateKey) },
        403,
      ),
      await leavesNothing({ manifest, signature: 'AAAA' }, 403),
    ]
    expect(new Set(said.map(({ content }) => content.detail)).size).toBe(1)
  })

  it('changed on the way, or written otherwise than it was signed', async () => {
    const manifest = manifestOf()
    const signature = signText('package', manifest, keys.privateKey)
    await leavesNothing(
      { manifest: manifest.replace('Đề nghị xác minh.', 'Đề nghị từ chối.'), signature },
      403,
    )
    await leavesNothing({ manifest: ` ${manifest}`, signature }, 400)
    await leavesNothing({ manifest: '{}', signature }, 400)
    await leavesNothing({ manifest: 'x'.repeat(600_000), signature }, 400)
  })

  it('for an office that is not here', async () => {
    await leavesNothing({ manifest: manifestOf({ recipient: { code: 'H56.11.11' } }) }, 404)
  })

  it('for an office that knows the sender not', async () => {
    await leavesNothing({ manifest: manifestOf({ recipient: { code: other.code } }) }, 403)
  })

  it('cut off, or with a file missing, too many, or other than signed', async () => {
    const file = pdf()
    const manifest = manifestOf({}, [file])
    const whole = new Response(formOf({ manifest, files: [file] }))
    const type = whole.headers.get('content-type') ?? ''
    const raw = Buffer.from(await whole.arrayBuffer())
    for (const share of [0.1, 0.5, 0.9, 0.97]) {
      await leavesNothing({ raw: raw.subarray(0, Math.floor(raw.length * share)), type }, 400)
    }
    await leavesNothing({ manifest, files: [] }, 400)
    await leavesNothing({ manifest, files: [file, pdf('thêm')] }, 400)
    await leavesNothing({ manifest, files: [pdf('khác')] }, 400)
    await leavesNothing(
      { manifest, files: [{ ...file, content: Buffer.concat([file.content, randomBytes(500)]) }] },
      400,
    )
    expect((await post({ manifest, files: [file] })).code).toBe('accepted')
  })

  it('whose parts come in another order than the signature first, or in no form at all', async () => {
    const manifest = manifestOf()
    const form = new FormData()
    form.append('file', new Blob(['%PDF-1.4']), 'a.pdf')
    form.set('manifest', manifest)
    await leavesNothing(form, 400)
    await leavesNothing({ raw: Buffer.from(manifest), type: 'application/x-khong-ro' }, 400)
  })

  it('larger than a package may be, before its body is read', async () => {
    const began = performance.now()
    const status = await new Promise<number>((resolve, reject) => {
      const headers = {
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(200 * 2 ** 20),
      }
      const sending = httpRequest(
        `${origin}/api/v1/interlink/packages`,
        { method: 'POST', headers },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
          sending.destroy()
        },
      )
      sending.on('error', reject)
      sending.flushHeaders()
    })
    expect(status).toBe(413)
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('signed with a key that was given up', async () => {
    const former = makeKeyPair()
    await app.write(us.all, pinPartnerKey, { partnerId, publicKey: former.publicKey })
    const manifest = manifestOf()
    await app.write(us.all, revokePartnerKey, { partnerId, keyId: former.keyId })
    await leavesNothing({ manifest, key: former }, 403)
  })
})

describe('a package is refused for good, with the reason signed,', () => {
  it('when a file in it is a bomb, a program, or not what its name says', async () => {
    const bomb = makeZip({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml': ' '.repeat(200 * 2 ** 20),
    })
    const wrong: Sent[] = [
      { name: 'bom.docx', content: bomb },
      { name: 'macro.docx', content: makeOfficeFile('docm') },
      { name: 'anh.pdf', content: Buffer.from('MZ chương trình') },
    ]
    for (const file of wrong) {
      const manifest = manifestOf({}, [file])
      const { acknowledgement } = await post({ manifest, files: [file] })
      expect(acknowledgement, file.name).toMatchObject({ code: 'refused', reason: 'file_refused' })
      expect(acknowledgement?.detail).toContain(file.name.split('.')[0])
      expect((await post({ manifest, files: [file] })).acknowledgement?.reason).toBe('file_refused')
    }
  })

  it('when it answers a leg that is not there, or that another office asked', async () => {
    const answer = {
      kind: 'answer' as const,
      content: { outcome: 'result' as const, text: 'Xong.', promisedAt: null, writer },
    }
    expect((await post({ manifest: manifestOf(answer) })).acknowledgement?.reason).toBe('unknown_leg')
    const leg = uuid()
    expect((await post({ manifest: manifestOf({ leg }) })).code).toBe('accepted')
    const foreign = manifestOf({
      sender: stranger,
      leg,
      sequence: 2,
      kind: 'recall',
      content: { text: 'Thôi.', writer },
    })
    expect((await post({ manifest: foreign, key: strangerKeys })).acknowledgement?.reason).toBe('unknown_leg')
  })
})

describe('a clock that is wrong', () => {
  it('refuses for now, and not for ever', async () => {
    const ahead = new Date(app.time.clock().getTime() + 11 * 60_000)
    const manifest = manifestOf({ createdAt: ahead.toISOString() })
    expect((await post({ manifest })).acknowledgement).toMatchObject({ code: 'refused', reason: 'clock' })
    app.time.advanceMinutes(5)
    expect((await post({ manifest })).code).toBe('accepted')
  })
})

describe('packages of one leg', () => {
  it('have their effects in their order, each once, in whatever order and however often they come', async () => {
    const supplement = (sequence: number) => ({
      sequence,
      kind: 'supplement' as const,
      content: { text: `Bổ sung ${sequence}`, answerBy: '2026-03-28T10:00:00.000Z', writer },
    })
    const order = fc.array(fc.nat({ max: 4 }), { minLength: 3, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(order, async (arrivals) => {
        const leg = uuid()
        const file = pdf(leg)
        const manifests = [
          manifestOf({ leg }, [file]),
          ...[2, 3, 4].map((sequence) => manifestOf({ leg, ...supplement(sequence) }, [file])),
          manifestOf({ leg, sequence: 5, kind: 'recall', content: { text: 'Thôi.', writer } }),
        ]
        const send = (index: number) =>
          post({ manifest: manifests[index] ?? '', files: index < 4 ? [file] : [] })
        const seen = new Set<number>()
        for (const index of arrivals) {
          const { code } = await send(index)
          const isFirst = !seen.has(index)
          seen.add(index)
          const isWhole = Array.from({ length: index }, (_, each) => each).every((each) => seen.has(each))
          expect(code).toBe(isWhole ? (isFirst ? 'accepted' : 'processed') : 'received')
        }
        for (let index = 4; index >= 0; index -= 1) await send(index)
        const events = await app.owner.query(
          'select text from interlink_leg_events where leg_id = $1 order by id',
          [leg],
        )
        expect(events.rows.map(({ text }) => text)).toEqual([
          'Đề nghị xác minh.',
          'Bổ sung 2',
          'Bổ sung 3',
          'Bổ sung 4',
          'Thôi.',
        ])
        const files = await app.owner.query('select 1 from interlink_leg_files where leg_id = $1', [leg])
        expect(files.rows).toHaveLength(4)
      }),
      { numRuns: 8 },
    )
  })
})
