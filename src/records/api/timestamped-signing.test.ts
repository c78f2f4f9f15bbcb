import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { systemClock } from '../../platform/clock.ts'
import { setSigningSettings } from '../../signing/commands/signing-settings.ts'
import { checkPdf } from '../../signing/jobs/check-pdf.ts'
import { openPdf } from '../../signing/model/pdf/open-pdf.ts'
import { proofsOf } from '../../signing/model/pdf/signature-fields.ts'
import { signingSettings } from '../../signing/queries/signing-settings.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { sendFile, tokenDesk, trustedAuthority } from '../../testing/signing/desk.ts'
import { pictures } from '../../testing/signing/pictures.ts'
import { issue, revocationList, rsaKeys } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { startRevocationServer } from '../../testing/signing/revocation-stand-in.ts'
import { signWith } from '../../testing/signing/signed-pdf.ts'
import { startTimestamps } from '../../testing/signing/timestamp-stand-in.ts'
import { approvedOutgoing } from '../factory.ts'

const day = 86_400_000
const server = await startRevocationServer()
let test: TestApp
let authority: Awaited<ReturnType<typeof trustedAuthority>>
let stamps: Awaited<ReturnType<typeof startTimestamps>>
let foreign: typeof stamps
let people: Record<'chair' | 'office', ReturnType<typeof issue>>
beforeAll(async () => {
  test = await startTestApp({ settings: { INTERNAL_HOSTS: '127.0.0.1', PROOF_SECONDS: '0.5' } })
  // The authority of timestamps is OpenSSL, which has the machine's time.
  test.time.set(systemClock().toISOString())
  await loadDemoOutgoing(test.services)
  authority = await trustedAuthority(test)
  const { root } = authority
  const listed = { crlAddress: server.address('/root.crl') }
  stamps = await startTimestamps(
    authority.certificate('Dấu thời gian Mẫu', { kind: 'timestamps', ...listed }),
  )
  foreign = await startTimestamps(issue({ name: 'Dấu thời gian lạ', kind: 'timestamps', keys: rsaKeys() }))
  const now = test.services.clock().getTime()
  server.at('/root.crl', { bytes: revocationList(root, { from: now - day, until: now + day }) })
  const { rows } = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  people = {
    chair: authority.certificate((await test.as('chutich')).name, listed),
    office: authority.certificate(rows[0].name, listed),
  }
  await sendFile(test, '/signature-pictures/own', { bytes: await pictures.signature(), as: 'chutich' })
  await sendFile(test, '/signature-pictures/office', { bytes: await pictures.seal(), as: 'vanthu' })
})
afterAll(async () => {
  await Promise.all([test?.close(), server.stop(), stamps?.stop(), foreign?.stop()])
})

async function takeStampsAt(path: string, timestampSeconds = 1) {
  const admin = await test.as('quantri')
  const { revision } = await test.read(admin, signingSettings, {})
  const timestampAddress = path === '' ? '' : server.address(path)
  await test.write(admin, setSigningSettings, { revision, timestampAddress, timestampSeconds })
}

async function signAll(ids: readonly string[], as: 'chutich' | 'vanthu') {
  const holder = as === 'chutich' ? people.chair : people.office
  const desk = tokenDesk(test, as)
  const { prepared } = await desk.prepare(
    holder,
    ids.map((id) => ({ kind: 'outgoing_document', id })),
  )
  const raw = prepared.map(({ id, attributes }) => ({
    id,
    signature: signWith(holder)(Buffer.from(attributes, 'base64')),
  }))
  return (await desk.finish(raw)).outcomes.map(({ state }) => state)
}

async function reportOf(id: string) {
  const answer = await test.app.server.inject({
    url: `/api/v1/outgoing-documents/${id}/signed.pdf`,
    headers: { cookie: await test.cookie('vanthu') },
  })
  const bytes = new Uint8Array(answer.rawPayload)
  return { bytes, report: await checkPdf(test.services, test.officeId, { bytes }) }
}

describe('timestamps and proofs of what is signed at the token', () => {
  it('are put in: the time is proven, and the sealed file holds all it is judged by', async () => {
    server.at('/tsa', { make: stamps.answer })
    await takeStampsAt('/tsa', 20)
    const { id } = await approvedOutgoing(test)
    expect(await signAll([id], 'chutich')).toEqual(['signed'])
    expect(await signAll([id], 'vanthu')).toEqual(['signed'])
    const { bytes, report } = await reportOf(id)
    expect(report.verdict).toBe('valid')
    expect(report.signatures.map(({ timeSource, changed }) => [timeSource, changed])).toEqual([
      ['timestamp', expect.anything()],
      ['timestamp', expect.anything()],
    ])
    const file = openPdf(bytes)
    expect(proofsOf(file, 'CRLs').length).toBeGreaterThan(0)
    expect(proofsOf(file, 'Certs').length).toBeGreaterThan(0)
    const programs = askPrograms(authority.root)
    expect(programs.pdfsig(bytes).map(({ isValid, isTrusted }) => isValid && isTrusted)).toEqual([true, true])
    programs.stop()
    const kept = await test.owner.query(
      `select count(*)::int as n from signature_reports r join outgoing_documents d on d.signed_file_id = r.file_id where d.id = $1`,
      [id],
    )
    expect(kept.rows[0].n).toBe(1)
  }, 60_000)

  it.each([
    ['hangs', '/hangs'],
    ['answers with rubbish', '/rubbish'],
    ['is not trusted by the office', '/foreign'],
    ['is not there', '/nowhere'],
  ])(
    'are left out where the server %s: a batch waits once, and is signed',
    async (_name, path) => {
      server.at('/hangs', 'hang')
      server.at('/rubbish', { bytes: Buffer.from('không phải dấu thời gian') })
      server.at('/foreign', { make: foreign.answer })
      await takeStampsAt(path)
      server.asked.length = 0
      const ids = [(await approvedOutgoing(test)).id, (await approvedOutgoing(test)).id]
      expect(await signAll(ids, 'chutich')).toEqual(['signed', 'signed'])
      expect(server.asked.filter((asked) => asked === path)).toHaveLength(path === '/foreign' ? 2 : 1)
      const { report } = await reportOf(ids[1] ?? '')
      expect(report.signatures[0]).toMatchObject({ timeSource: 'claimed' })
      expect(report.verdict).toBe('valid')
    },
    60_000,
  )

  it('are asked for nowhere where the office names no server', async () => {
    await takeStampsAt('')
    server.asked.length = 0
    const { id } = await approvedOutgoing(test)
    expect(await signAll([id], 'chutich')).toEqual(['signed'])
    expect(server.asked.filter((path) => !path.endsWith('.crl'))).toEqual([])
  })
})

describe('the settings', () => {
  it('are the administrator’s, an address or nothing, and changed on what was seen', async () => {
    const admin = await test.as('quantri')
    const set = (input: object, actor = admin) =>
      test.write(actor, setSigningSettings, {
        revision: 0,
        timestampAddress: '',
        timestampSeconds: 10,
        ...input,
      })
    await expect(set({}, await test.as('vanthu'))).rejects.toMatchObject({ code: 'not_allowed' })
    for (const timestampAddress of ['ftp://tsa.example.vn', 'tsa.example.vn', 'http://a:b@tsa.example.vn/'])
      await expect(set({ timestampAddress })).rejects.toMatchObject({ code: 'invalid_input' })
    for (const timestampSeconds of [0, 61, 1.5])
      await expect(set({ timestampSeconds })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(set({})).rejects.toMatchObject({ code: 'stale' })
  })
})
