import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { localMail, setSettings } from '../../notifications/factory.ts'
import { sendMessages } from '../../notifications/jobs/send-messages.ts'
import { listMessages } from '../../notifications/queries/list-messages.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { startMailServer } from '../../testing/mail-server.ts'
import { startMessageGateway } from '../../testing/message-gateway.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { setSignIn } from '../factory.ts'
import { sweepCitizens } from '../jobs.ts'
import { anyEnded } from '../queries/any-ended.ts'

let test: TestApp
let mail: Awaited<ReturnType<typeof startMailServer>>
let gateway: Awaited<ReturnType<typeof startMessageGateway>>
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
  // The demonstration office sends nothing outside.
  await test.owner.query('update offices set practice = false')
  mail = await startMailServer()
  const secret = 'khoa-cua-cong-tin-nhan-thu-nghiem'
  gateway = await startMessageGateway({ account: 'xa-mau', secret, clock: test.services.clock })
  await setSettings(test, {
    ...localMail(mail.port),
    gatewayOn: true,
    gatewayUrl: gateway.url,
    gatewayAccount: 'xa-mau',
    gatewaySecretSealed: test.services.secrets.seal(secret),
  })
})
afterAll(async () => {
  await test?.close()
  await mail?.close()
  await gateway?.close()
})
beforeEach(() => setSignIn(test, { guestsOn: true }))

type Visitor = ReturnType<typeof createVisitor>
let count = 0
function somebody(): Visitor {
  count += 1
  return createVisitor(test, `203.0.113.${count}`)
}
const newAddress = () => {
  count += 1
  return `cong-dan-mau-${count}@example.vn`
}

const ask = (visitor: Visitor, address: string, path = '/cong-dan') =>
  visitor.post(path, { viec: 'xin-ma', 'don-vi': test.officeId, 'dia-chi': address })

/** The code in the newest message to an address, as its owner reads it. */
async function codeTo(address: string): Promise<string> {
  // The page has begun to send it already.
  await vi.waitFor(async () => {
    await sendMessages(test.services, test.officeId)
    const open = `select id from messages where address = $1 and state in ('waiting', 'sending')`
    expect((await test.owner.query(open, [address])).rows).toEqual([])
  })
  const isPhone = address.startsWith('84')
  const texts = isPhone
    ? [...gateway.inbox.values()].filter(({ to }) => to === address).map(({ text }) => text)
    : mail.letters.filter(({ to }) => to.includes(address)).map(({ text }) => text)
  return /\b(\d{6})\b/.exec(texts.at(-1) ?? '')?.[1] ?? ''
}

const type = (visitor: Visitor, code: string) => visitor.post('/cong-dan/xac-nhan', { ma: code })
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const isKnown = async (visitor: Visitor) =>
  (await visitor.open('/cong-dan')).html.includes('Bạn đang đăng nhập')

describe('a guest', () => {
  it('is not let in where the office wants none, or can write to nobody', async () => {
    await setSignIn(test, { guestsOn: false })
    const refused = await ask(somebody(), newAddress())
    expect(refused.status).toBe(404)
    expect((await somebody().open('/cong-dan')).html).toContain('chưa mở đăng nhập')
  })

  it('confirms an e-mail address by the code that was sent there, and goes on where they wanted to', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    const asked = await ask(visitor, ` ${address.toUpperCase()} `, '/cong-dan?tiep=%2Fthu-tuc')
    expect(asked.location).toBe('/cong-dan/xac-nhan')
    expect((await visitor.open('/cong-dan/xac-nhan')).html).toContain('co•••@example.vn')
    const code = await codeTo(address)
    expect(await type(visitor, ` ${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({
      status: 302,
      location: '/thu-tuc',
    })
    const page = await visitor.open('/cong-dan')
    expect(page.html).toContain(address)
    expect(page.html).toContain('Đã xác nhận địa chỉ bằng mã')
  })

  it('confirms a mobile number by a text message', async () => {
    const visitor = somebody()
    await ask(visitor, '0912 345 678')
    await type(visitor, await codeTo('84912345678'))
    expect((await visitor.open('/cong-dan')).html).toContain('0912345678')
  })

  it('is told what is wrong with an address, and keeps what was typed', async () => {
    const refused = await ask(somebody(), 'khong-phai <b> dia-chi')
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Hãy nhập thư điện tử (ten@example.vn) hoặc số di động')
    expect(refused.html).toContain('value="khong-phai &lt;b&gt; dia-chi"')
  })

  it('gets the same answer whether the address is known, unknown, or wants no messages', async () => {
    const [known, unknown, stopped] = [newAddress(), newAddress(), newAddress()]
    const first = somebody()
    await ask(first, known)
    await type(first, await codeTo(known))
    await test.owner.query(
      `insert into message_stops (office_id, channel, address, stopped_at) values ($1, 'email', $2, $3)`,
      [test.officeId, stopped, test.services.clock()],
    )
    const answers = []
    for (const address of [known, unknown, stopped]) {
      const visitor = somebody()
      const { status, location } = await ask(visitor, address)
      const { html } = await visitor.open('/cong-dan/xac-nhan')
      answers.push([status, location, html.replaceAll(/nonce="[^"]*"/g, '')])
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(await codeTo(stopped)).toBe('')
  })
})

describe('a code', () => {
  it('is told nowhere but in the message: not in the stored text, the log of messages or the journal', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    const code = await codeTo(address)
    expect(code).toMatch(/^\d{6}$/)
    const stored = await test.owner.query(
      `select m::text as row from messages m where address = $1 union all select c::text from citizen_codes c
       union all select e.facts::text from audit_events e where action like 'citizens.%'`,
      [address],
    )
    expect(stored.rows.length).toBeGreaterThan(2)
    for (const { row } of stored.rows) expect(row).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`))
    const { items } = await test.read(await test.as('quantri'), listMessages, {})
    expect(items.find((each) => each.address === address)?.body).toContain('Mã xác nhận: ••••••')
  })

  it('cannot be guessed: five wrong ones end it', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    const code = await codeTo(address)
    for (const left of [4, 3, 2, 1]) {
      expect((await type(visitor, wrongOf(code))).html).toContain(`còn ${left} lần`)
    }
    expect((await type(visitor, wrongOf(code))).html).toContain('không còn dùng được')
    expect((await type(visitor, code)).html).toContain('không còn dùng được')
    expect(await isKnown(visitor)).toBe(false)
  })

  it('typed wrong many times at once is counted each time', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    const code = await codeTo(address)
    await Promise.all(Array.from({ length: 12 }, () => type(visitor, wrongOf(code))))
    const found = await test.owner.query('select tries from citizen_codes where address = $1', [address])
    expect(found.rows).toEqual([{ tries: 5 }])
  })

  it('that is no code asks for six digits and counts no try', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    for (const typed of ['', '12345', '1234567', 'abcdef']) {
      expect((await type(visitor, typed)).html).toContain('có 6 chữ số')
    }
    const found = await test.owner.query('select tries from citizen_codes where address = $1', [address])
    expect(found.rows).toEqual([{ tries: 0 }])
  })

  it('counts once', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    const waiting = visitor.jar.get('cong-dan-cho-ma') ?? ''
    const code = await codeTo(address)
    await type(visitor, code)
    await visitor.post('/cong-dan', { viec: 'dang-xuat' })
    visitor.jar.set('cong-dan-cho-ma', waiting)
    expect((await type(visitor, code)).html).toContain('không còn dùng được')
    expect(await isKnown(visitor)).toBe(false)
  })

  it('counts for ten minutes', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    const code = await codeTo(address)
    const waiting = visitor.jar.get('cong-dan-cho-ma') ?? ''
    test.time.advanceMinutes(11)
    visitor.jar.set('cong-dan-cho-ma', waiting)
    expect((await type(visitor, code)).location).toBe('/cong-dan')
    expect(await isKnown(visitor)).toBe(false)
  })

  it('counts only in the browser that asked for it', async () => {
    const [one, other, address] = [somebody(), somebody(), newAddress()]
    await ask(one, address)
    const first = await codeTo(address)
    await ask(other, address)
    const second = await codeTo(address)
    expect((await type(somebody(), first)).location).toBe('/cong-dan')
    if (first !== second) {
      expect((await type(other, first)).html).toContain('Mã chưa đúng')
      expect((await type(one, second)).html).toContain('Mã chưa đúng')
    }
    expect((await type(one, first)).status).toBe(302)
    expect((await type(other, second)).status).toBe(302)
    const found = await test.owner.query('select id from citizen_accounts where subject = $1', [address])
    expect(found.rows).toHaveLength(1)
  })
})

describe('a flood', () => {
  it('from one visitor ends after ten codes', async () => {
    const visitor = somebody()
    for (let each = 0; each < 10; each += 1) expect((await ask(visitor, newAddress())).status).toBe(302)
    const refused = await ask(visitor, newAddress())
    expect(refused.status).toBe(429)
    expect(refused.html).toContain('quá nhiều mã xác nhận')
  })

  it('to one address ends after five codes, from wherever it comes, for an hour', async () => {
    const address = newAddress()
    for (let each = 0; each < 5; each += 1) await ask(somebody(), address)
    const refused = await ask(somebody(), address)
    expect(refused.status).toBe(429)
    expect(refused.html).toContain('Hãy dùng mã gửi gần nhất')
    test.time.advanceMinutes(61)
    expect((await ask(somebody(), address)).status).toBe(302)
    // Nor does it go on hour after hour.
    for (let each = 0; each < 6; each += 1) {
      test.time.advanceMinutes(61)
      expect((await ask(somebody(), address)).status).toBe(302)
    }
    test.time.advanceMinutes(61)
    expect((await ask(somebody(), address)).status).toBe(429)
  })

  it('of wrong codes on the office ends after two hundred, for an hour', async () => {
    const [visitor, address] = [somebody(), newAddress()]
    await ask(visitor, address)
    const code = await codeTo(address)
    await test.owner.query(
      `insert into citizen_codes (office_id, id, channel, address, code_hash, created_at, tries)
       select $1, gen_random_uuid(), 'email', 'y' || n || '@example.vn', repeat('a', 64), $2, 5 from generate_series(1, 40) n`,
      [test.officeId, test.services.clock()],
    )
    expect((await type(visitor, code)).html).toContain('quá nhiều mã nhập sai')
    expect(await isKnown(visitor)).toBe(false)
  })

  it('on the office ends after three hundred codes', async () => {
    await test.owner.query(
      `insert into citizen_codes (office_id, id, channel, address, code_hash, created_at)
       select $1, gen_random_uuid(), 'email', 'x' || n || '@example.vn', repeat('a', 64), $2 from generate_series(1, 300) n`,
      [test.officeId, test.services.clock()],
    )
    expect((await ask(somebody(), newAddress())).html).toContain('quá nhiều lượt xin mã')
  })

  it('leaves nothing behind: codes and sign-ins that are over are swept, once, and then without a trace', async () => {
    const actor = systemActor(test.officeId)
    test.time.advanceMinutes(25 * 60)
    expect(await read(test.services, actor, anyEnded, {})).toEqual({ any: true })
    await sweepCitizens(test.services, test.officeId)
    const left = await test.owner.query(
      'select (select count(*) from citizen_codes) + (select count(*) from citizen_sessions) as n',
    )
    expect(Number(left.rows[0].n)).toBe(0)
    const journal = async () =>
      (await test.owner.query(`select facts from audit_events where action = 'citizens.dropEnded'`)).rows
    expect(await journal()).toHaveLength(1)
    await sweepCitizens(test.services, test.officeId)
    expect(await journal()).toHaveLength(1)
  })
})
