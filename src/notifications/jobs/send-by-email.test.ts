import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { startMailServer } from '../../testing/mail-server.ts'
import { openMailer } from './send-by-email.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const now = new Date('2026-03-24T09:00:00+07:00')
const settings = {
  smtpHost: '127.0.0.1',
  smtpSecurity: 'none',
  smtpUser: '',
  password: '',
  senderName: 'UBND xã Cẩm Long',
  senderAddress: 'mot-cua@cam-long.invalid',
  gatewayUrl: '',
  gatewayAccount: '',
  gatewaySecretSealed: '',
}
const message = {
  id: '5d0c7f7e-6d0a-4c3e-9f57-0a1b2c3d4e5f',
  address: 'cong-dan-mau@example.vn',
  subject: 'Đã có kết quả hồ sơ H56.22.17-20260324-0000001',
  body: 'Kính gửi ông/bà,\n\nHồ sơ đã có kết quả.\n.\nNgừng nhận: https://motcua.example/ngung-tin/AbCdEfGhIjKlMnOp',
}

function mailer(port: number, over: Partial<typeof settings> = {}, limitSeconds = 5) {
  const opened = openMailer({ ...settings, smtpPort: port, ...over }, { clock: () => now, limitSeconds })
  closing.push(() => opened.close())
  return opened
}

async function server(options?: Parameters<typeof startMailServer>[0]) {
  const started = await startMailServer(options)
  closing.push(() => started.close())
  return started
}

describe('e-mail', () => {
  it('arrives as it was written, says that it is automatic, and can be ended from the mail program', async () => {
    const { port, letters } = await server()
    expect(await mailer(port).send(message)).toEqual({ outcome: 'accepted', reason: '' })
    const [letter] = letters
    expect(letter).toMatchObject({
      from: 'mot-cua@cam-long.invalid',
      to: ['cong-dan-mau@example.vn'],
      text: message.body,
    })
    const header = (name: string) => letter?.headers.get(name)
    expect(header('subject')).toEqual([message.subject])
    expect(header('from')).toEqual(['UBND xã Cẩm Long <mot-cua@cam-long.invalid>'])
    expect(header('message-id')).toEqual([`<${message.id}@cam-long.invalid>`])
    expect(header('auto-submitted')).toEqual(['auto-generated'])
    expect(header('list-unsubscribe')).toEqual(['<https://motcua.example/ngung-tin/AbCdEfGhIjKlMnOp>'])
    expect(new Date(header('date')?.[0] ?? '')).toEqual(now)
  })

  it('lets no line break in a subject, name or address become a header or a recipient', async () => {
    const { port, letters } = await server()
    const evil = { ...message, subject: 'Chào\r\nBcc: ke-gian@example.vn\r\n\r\nnội dung khác' }
    const named = mailer(port, { senderName: 'UBND"\r\nBcc: <ke-gian@example.vn>, "x' })
    await named.send(evil)
    for (const address of [
      'a@example.vn\r\nRCPT TO:<b@example.vn>',
      'a@example.vn, b@example.vn',
      'a@example.vn>, <b@example.vn',
    ]) {
      await named.send({ ...message, address })
    }
    for (const letter of letters) {
      expect(letter.headers.has('bcc')).toBe(false)
      expect(letter.headers.get('subject')).toHaveLength(1)
      expect(letter.to).not.toContain('ke-gian@example.vn')
    }
    expect(letters.flatMap(({ to }) => to)).not.toContain('b@example.vn')
    expect(letters[0]?.to).toEqual(['cong-dan-mau@example.vn'])
  })

  it('to an address the server does not know is not tried again; a server with a bad day is', async () => {
    const answer = (code: number) => ({
      onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) =>
        done(Object.assign(new Error('no such user'), { responseCode: code })),
    })
    expect(await mailer((await server(answer(550))).port).send(message)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('không nhận địa chỉ này'),
    })
    expect((await mailer((await server(answer(451))).port).send(message)).outcome).toBe('failed')
  })

  it('with a wrong password says so and may be tried again', async () => {
    const { port } = await server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        password === 'dung' ? done(null, { user: username }) : done(new Error('bad credentials')),
    })
    expect(await mailer(port, { smtpUser: 'xa', password: 'sai' }).send(message)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('không nhận tên đăng nhập hoặc mật khẩu'),
    })
    expect((await mailer(port, { smtpUser: 'xa', password: 'dung' }).send(message)).outcome).toBe('accepted')
  })

  it('does not go in clear where encryption is asked for, nor to a server that cannot prove its name', async () => {
    const plain = await server()
    expect((await mailer(plain.port, { smtpSecurity: 'starttls' }).send(message)).outcome).toBe('failed')
    const selfSigned = await server({ disabledCommands: [] })
    expect((await mailer(selfSigned.port, { smtpSecurity: 'starttls' }).send(message)).outcome).toBe('failed')
    expect([...plain.letters, ...selfSigned.letters]).toEqual([])
  })

  it('ends in time when the server says nothing, or nothing more', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const address = silent.address()
    closing.push(() => silent.close())
    const silentPort = typeof address === 'object' && address ? address.port : 0
    const stuck = await server({ onData: () => {} })
    for (const port of [silentPort, stuck.port]) {
      const started = performance.now()
      expect((await mailer(port, {}, 0.4).send(message)).outcome).toBe('failed')
      expect(performance.now() - started).toBeLessThan(3000)
    }
  })
})
