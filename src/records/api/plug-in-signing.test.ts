import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { readTicket } from '../../signing/model/vgca/ticket.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { trustedAuthority } from '../../testing/signing/desk.ts'
import type { Holder } from '../../testing/signing/pki.ts'
import { offerPlugIn, plugInDesk, trustProgram } from '../../testing/signing/plug-in-desk.ts'
import { signPdf } from '../../testing/signing/signed-pdf.ts'
import { startVgcaStandIn, type VgcaFault, type VgcaStandIn } from '../../testing/vgca-stand-in/server.ts'
import { cancelOutgoing } from '../commands/outgoing/issue-outgoing.ts'
import { approvedOutgoing } from '../factory.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'

let test: TestApp
let program: VgcaStandIn
let origin: string
let untrust: () => void
let [chair, office, stranger] = [] as unknown as [Holder, Holder, Holder]
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  const authority = await trustedAuthority(test)
  const { rows } = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  chair = authority.certificate((await test.as('chutich')).name)
  office = authority.certificate(rows[0].name)
  stranger = authority.certificate('Người Khác Mẫu')
  program = await startVgcaStandIn({ holder: chair })
  untrust = trustProgram(program)
  await test.app.server.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(test.app.server.server.address() as AddressInfo).port}`
  await offerPlugIn(test)
})
afterAll(async () => {
  untrust?.()
  await program?.close()
  await test?.close()
})
beforeEach(() => {
  program.control.fault = () => null
  program.control.holder = chair
})

const thing = (id: string) => ({ kind: 'outgoing_document', id })
const openAddress = (id: string) => `/plug-in-signatures/outgoing_document/${id}`
const desk = (as = 'chutich', patience?: number) =>
  plugInDesk(test, as, { program, origin, ...(patience ? { patience } : {}) })
const stateOf = async (id: string) => (await test.read(await test.as('vanthu'), getOutgoing, { id })).state
const fail = (fault: VgcaFault) => {
  program.control.fault = () => fault
}

/** Opens a signing and gives its addresses, for a program that does what it likes. */
async function opened(as = 'chutich') {
  const { id } = await approvedOutgoing(test)
  const answer = await (await desk(as)).ask<{ id: string; file: string; upload: string }>(openAddress(id), {
    body: {},
  })
  if (!answer.ok) throw new Error(answer.problem.detail)
  return { document: id, ...answer.output }
}

async function bring(address: string, bytes: Uint8Array) {
  const form = new FormData()
  form.set('uploadfile', new Blob([Buffer.from(bytes)]), 'a.pdf')
  const answer = await fetch(`${origin}${address}`, { method: 'POST', body: form })
  return { status: answer.status, ...((await answer.json()) as { Status: boolean; Message: string }) }
}

const fetched = async (address: string) =>
  new Uint8Array(await (await fetch(`${origin}${address}`)).arrayBuffer())

describe('documents signed by the program of VGCA', () => {
  it('are signed by the signer and by the office, one after another, and kept as brought by hand', async () => {
    const ids = [(await approvedOutgoing(test)).id, (await approvedOutgoing(test)).id]
    program.control.calls.length = 0
    const own = await (await desk()).sign(ids.map(thing))
    expect(own).toEqual({ signed: ids, unsigned: [], waiting: [], words: null })
    expect(program.control.calls).toEqual(['/SignApproved', '/SignApproved'])
    expect(await Promise.all(ids.map(stateOf))).toEqual(['signed', 'signed'])
    program.control.holder = office
    expect((await (await desk('vanthu')).sign([thing(ids[0] ?? '')])).signed).toEqual([ids[0]])
    const { rows } = await test.owner.query(
      `select e.action, count(*)::int as n from audit_events e join signing_requests r on r.id::text = e.subject_id::text
       where r.target_id = $1 and e.action in ('signing.openPlugIn', 'signing.spendTicket') group by 1 order by 1`,
      [ids[0]],
    )
    // Of the signer and of the office: opened, fetched, brought.
    expect(rows).toEqual([
      { action: 'signing.openPlugIn', n: 2 },
      { action: 'signing.spendTicket', n: 4 },
    ])
  }, 60_000)

  it('are not given to who does not sign them, nor where the office signs in other ways', async () => {
    const { id } = await approvedOutgoing(test)
    const { unsigned } = await (await desk('vanthu')).sign([thing(id)])
    expect(unsigned[0]?.detail).toMatch(/^Chỉ .* ký được tệp này bằng thiết bị của mình/)
    expect((await (await desk('chuyenmon')).sign([thing(id)])).signed).toEqual([])
    expect((await (await desk()).sign([{ kind: 'nothing', id }])).unsigned).toHaveLength(1)
    await offerPlugIn(test, false)
    const elsewhere = await (await desk()).sign([thing(id)])
    expect(elsewhere.unsigned[0]?.detail).toContain('không dùng phần mềm ký của Ban Cơ yếu')
    await offerPlugIn(test)
    expect(await stateOf(id)).toBe('approved')
  })
})

describe('what the program may do wrong', () => {
  it.each<[VgcaFault, RegExp]>([
    ['cancel', /^Bạn đã hủy trong phần mềm ký/],
    ['old', /không nhận việc ký phê duyệt/],
    ['cut', /^Phần mềm ký ngắt giữa chừng/],
  ])(
    '%s: the batch stops and waits',
    async (fault, words) => {
      const ids = [(await approvedOutgoing(test)).id, (await approvedOutgoing(test)).id]
      fail(fault)
      const round = await (await desk()).sign(ids.map(thing))
      expect(round).toMatchObject({ signed: [], unsigned: [], words: expect.stringMatching(words) })
      expect(round.waiting.map(({ id }) => id)).toEqual(ids)
      program.control.fault = () => null
      expect((await (await desk()).sign(round.waiting)).signed).toEqual(ids)
    },
    60_000,
  )

  it.each<[VgcaFault, RegExp]>([
    ['no-token', /^Phần mềm ký báo: Không tìm thấy chứng thư số$/],
    ['garbage', /trả lời không đọc được/],
    ['claims', /^Chưa nhận được tệp đã ký/],
    ['unsigned', /không phải tệp vừa tải về/],
    ['other-file', /không phải tệp vừa tải về/],
  ])(
    '%s: said of the file, which is not taken, and the next one comes',
    async (fault, detail) => {
      const ids = [(await approvedOutgoing(test)).id, (await approvedOutgoing(test)).id]
      const faults = [fault, null]
      program.control.fault = () => faults.shift() ?? null
      const round = await (await desk()).sign(ids.map(thing))
      expect(round.unsigned).toEqual([{ name: ids[0], detail: expect.stringMatching(detail) }])
      expect(round).toMatchObject({ signed: [ids[1]], waiting: [] })
      expect(await stateOf(ids[0] ?? '')).toBe('approved')
    },
    60_000,
  )

  it('another person’s token, or the signer’s for the office, is refused by name', async () => {
    const { id } = await approvedOutgoing(test)
    program.control.holder = stranger
    expect((await (await desk()).sign([thing(id)])).unsigned[0]?.detail).toContain('Người Khác Mẫu')
    program.control.holder = chair
    expect((await (await desk()).sign([thing(id)])).signed).toEqual([id])
    expect((await (await desk('vanthu')).sign([thing(id)])).unsigned[0]?.detail).toContain('không phải của')
    expect(await stateOf(id)).toBe('signed')
  }, 60_000)

  it('a file that was brought counts, whatever the program says of it', async () => {
    for (const fault of ['twice', 'cut-after'] as const) {
      const { id } = await approvedOutgoing(test)
      fail(fault)
      expect((await (await desk()).sign([thing(id)])).signed).toEqual([id])
    }
  }, 60_000)

  it('nothing at all is waited for no longer than the file waits, and a program that is not there is told', async () => {
    const { id } = await approvedOutgoing(test)
    fail('hang')
    expect((await (await desk('chutich', 200)).sign([thing(id)])).words).toMatch(/^Đã quá thời gian chờ/)
    const nowhere = { address: 'wss://127.0.0.1:9' }
    const alone = await plugInDesk(test, 'chutich', { program: nowhere, origin })
    expect((await alone.sign([thing(id)])).words).toMatch(/^Không thấy phần mềm ký/)
    untrust()
    expect((await (await desk()).sign([thing(id)])).words).toMatch(/^Không thấy phần mềm ký/)
    untrust = trustProgram(program)
  })
})

describe('the one-time addresses', () => {
  it('give the file once, to whoever has them, and count as fetched only when it was given', async () => {
    const { file } = await opened()
    expect((await fetch(`${origin}${file}`, { method: 'HEAD' })).status).toBe(200)
    const first = await fetch(`${origin}${file}`)
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect(
      Buffer.from(await first.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect((await fetch(`${origin}${file}`)).status).toBe(404)
  })

  it('take a file once, after it was fetched, each for its own use', async () => {
    const { file, upload, document } = await opened()
    const ticket = new URL(upload, origin).searchParams.get('t') ?? ''
    expect((await bring(upload, Buffer.from('a'))).Message).toContain('Lượt ký này đã xong')
    expect((await fetch(`${origin}${file.split('?')[0]}?t=${ticket}`)).status).toBe(404)
    const signed = await signPdf(await fetched(file), { holder: chair })
    const answers = await Promise.all([bring(upload, signed), bring(upload, signed)])
    expect(answers.map(({ Status }) => Status).toSorted()).toEqual([false, true])
    expect(await stateOf(document)).toBe('signed')
    expect(await bring(upload, signed)).toMatchObject({ status: 200, Status: false })
  }, 30_000)

  it('run out, and end when the file is given out anew', async () => {
    const late = await opened()
    test.time.advanceMinutes(10)
    expect((await fetch(`${origin}${late.file}`)).status).toBe(404)
    const first = await opened()
    const signed = await signPdf(await fetched(first.file), { holder: chair })
    const again = await (await desk()).ask<{ file: string }>(openAddress(first.document), { body: {} })
    expect((await bring(first.upload, signed)).Status).toBe(false)
    if (again.ok)
      expect(
        Buffer.from(await fetched(again.output.file))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
    expect(await stateOf(first.document)).toBe('approved')
  })

  it('end with the document, and with the member', async () => {
    const { document, file, upload } = await opened()
    const signed = await signPdf(await fetched(file), { holder: chair })
    const clerk = await test.as('vanthu')
    const { revision } = await test.read(clerk, getOutgoing, { id: document })
    await test.write(clerk, cancelOutgoing, { id: document, revision, reason: 'Trùng văn bản khác' })
    expect((await bring(upload, signed)).Status).toBe(false)
    expect(await stateOf(document)).toBe('cancelled')

    const left = await opened()
    const theirs = await signPdf(await fetched(left.file), { holder: chair })
    const member = (await test.as('chutich')).id
    await test.owner.query('update staff_members set active = false where id = $1', [member])
    expect((await bring(left.upload, theirs)).Status).toBe(false)
    await test.owner.query('update staff_members set active = true where id = $1', [member])
    expect(await stateOf(left.document)).toBe('approved')
  })

  it('are none where they are made up, cut or of another office, and ask for a file', async () => {
    const { file, upload } = await opened()
    const foreign = Buffer.from(readable(upload), 'base64url')
    foreign[0] = (foreign[0] ?? 0) ^ 1
    for (const ticket of [
      '',
      'a',
      readable(file).slice(1),
      foreign.toString('base64url'),
      `${readable(file)}%00`,
    ])
      expect((await fetch(`${origin}${file.split('?')[0]}?t=${ticket}`)).status).toBe(404)
    expect((await fetch(`${origin}${file}&t=${readable(file)}`)).status).toBe(404)
    await fetched(file)
    const empty = await fetch(`${origin}${upload}`, { method: 'POST' })
    expect(await empty.json()).toEqual({
      Status: false,
      Message: 'Phần mềm ký không gửi tệp nào.',
      FileName: '',
      FileServer: '',
    })
  })

  it('are kept as hashes alone, and only their member hears what came of them', async () => {
    const { id, file, upload } = await opened()
    const { rows } = await test.owner.query('select p::text as text from plug_in_signings p where id = $1', [
      id,
    ])
    for (const address of [file, upload]) expect(rows[0].text).not.toContain(readable(address))
    expect(readTicket(readable(file))?.officeId).toBe(test.officeId)
    const ask = async (as: string) => (await desk(as)).ask<{ state: string }>(`/plug-in-signatures/${id}`)
    expect(await ask('chutich')).toMatchObject({ output: { state: 'waiting' } })
    expect((await ask('vanthu')).ok).toBe(false)
  })
})

const readable = (address: string) => new URL(address, origin).searchParams.get('t') ?? ''
