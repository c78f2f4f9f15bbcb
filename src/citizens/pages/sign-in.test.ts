import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { startIdentityProvider } from '../../testing/identity-provider.ts'
import { signInAtStandIn } from '../../testing/sign-in-at-stand-in.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { setSignIn } from '../factory.ts'

const clientSecret = 'khoa-bi-mat-cua-thu-nghiem-khong-dung-o-dau'
let test: TestApp
let standIn: Awaited<ReturnType<typeof startIdentityProvider>>
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
  const { publicUrl } = test.config
  standIn = await startIdentityProvider({
    clientSecret,
    redirectUris: [`${publicUrl}/cong-dan/tro-ve`],
    signedOutUris: [`${publicUrl}/cong-dan`],
  })
})
afterAll(async () => {
  await test?.close()
  await standIn?.close()
})
beforeEach(async () => {
  Object.assign(standIn.state, { behaviour: 'honest', tamper: null, foreignKey: false })
  const clientSecretSealed = test.services.secrets.seal(clientSecret)
  await setSignIn(test, { providerOn: true, issuer: standIn.issuer, secretWay: 'post', clientSecretSealed })
})

type Visitor = ReturnType<typeof createVisitor>
let visitors = 0
/** Somebody with an address of their own, so that the limits of one test do not reach the next. */
function somebody(): Visitor {
  visitors += 1
  return createVisitor(test, `198.51.100.${visitors}`)
}

/** Where the program sends a browser that wants to sign in. */
async function leave(visitor: Visitor, returnTo = '/thu-tuc'): Promise<string> {
  const search = new URLSearchParams({ 'don-vi': test.officeId, tiep: returnTo })
  return (await visitor.open(`/cong-dan/dang-nhap?${search}`)).location
}

async function signIn(visitor: Visitor, name = 'Nguyễn Văn Mẫu', returnTo?: string) {
  return visitor.arrive(await signInAtStandIn(await leave(visitor, returnTo), name))
}

const isKnown = async (visitor: Visitor) =>
  (await visitor.open('/cong-dan')).html.includes('Bạn đang đăng nhập')

const journal = async () =>
  (
    await test.owner.query<{ action: string; facts: Record<string, unknown>; subject_id: string }>(
      `select action, facts, subject_id from audit_events where action like 'citizens.%' order by id`,
    )
  ).rows

describe('signing in', () => {
  it('leads a citizen to the provider, back, and on to where they wanted to go', async () => {
    const visitor = somebody()
    const choice = await visitor.open('/cong-dan?tiep=%2Fthu-tuc')
    expect(choice.html).toContain(`/cong-dan/dang-nhap?don-vi=${test.officeId}&amp;tiep=%2Fthu-tuc"`)
    const back = await signIn(visitor)
    expect(back).toMatchObject({ status: 302, location: '/thu-tuc' })
    const page = await visitor.open('/cong-dan')
    expect(page.html).toContain('Nguyễn Văn Mẫu')
    expect(page.html).toContain('0380•••••001')
    expect(page.html).not.toContain('038085000001')
    expect(page.html).toContain('Đã xác thực bằng VNeID')
    const row = await test.owner.query(`select * from citizen_accounts where name = 'Nguyễn Văn Mẫu'`)
    expect(row.rows).toMatchObject([
      {
        personal_id: '038085000001',
        birth_date: expect.anything(),
        email: 'nguyen-van-mau@example.vn',
        phone: '0912000001',
      },
    ])
  })

  it('counts a lower level of proof as an account only', async () => {
    const visitor = somebody()
    await signIn(visitor, 'Lê Văn Thử')
    expect((await visitor.open('/cong-dan')).html).toContain('Đã đăng nhập tài khoản')
  })

  it('keeps one account for one person, however often and wherever they sign in', async () => {
    for (const visitor of [somebody(), somebody()]) await signIn(visitor, 'Trần Thị Mẫu')
    const found = await test.owner.query(`select id from citizen_accounts where name = 'Trần Thị Mẫu'`)
    expect(found.rows).toHaveLength(1)
  })

  it('sets a cookie that scripts cannot read, and keeps of its token the hash alone', async () => {
    const visitor = somebody()
    const back = await signIn(visitor)
    const cookie = back.setCookies.find((line) => line.startsWith('cong-dan-phien=')) ?? ''
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
    const token = /\.([\w-]{43});/.exec(cookie)?.[1] ?? ''
    const stored = await test.owner.query('select s::text as row from citizen_sessions s')
    expect(JSON.stringify(stored.rows)).not.toContain(token)
  })

  it.each(['https://ke-gian.example/', '//ke-gian.example', '/\\ke-gian.example', '/\t/ke-gian.example'])(
    'never leads on to another host: %j',
    async (returnTo) => {
      expect((await signIn(somebody(), 'Nguyễn Văn Mẫu', returnTo)).location).toBe('/cong-dan')
    },
  )

  it('asks the provider by code with PKCE, state and nonce', async () => {
    const asked = new URL(await leave(somebody())).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
  })
})

describe('a way back that is not one’s own', () => {
  it('from another browser is refused: nobody is signed in as somebody else', async () => {
    const attacker = somebody()
    const back = await signInAtStandIn(await leave(attacker), 'Lê Văn Thử')
    const victim = somebody()
    expect((await victim.arrive(back)).status).toBe(400)
    expect(await isKnown(victim)).toBe(false)
    // The victim has begun too: then the state tells.
    await leave(victim)
    expect((await victim.arrive(back)).html).toContain('không còn hiệu lực')
    expect(await isKnown(victim)).toBe(false)
  })

  it('counts once', async () => {
    const visitor = somebody()
    const back = await signInAtStandIn(await leave(visitor), 'Nguyễn Văn Mẫu')
    const away = new Map(visitor.jar)
    expect((await visitor.arrive(back)).status).toBe(302)
    expect((await visitor.arrive(back)).status).toBe(400)
    // Even with the cookie of the journey kept: the provider gives a code's answer once.
    const thief = somebody()
    for (const [name, value] of away) thief.jar.set(name, value)
    expect((await thief.arrive(back)).html).toContain('mở hai lần')
    expect(await isKnown(thief)).toBe(false)
  })

  it('is too late after ten minutes, and worthless when the cookie is made up', async () => {
    const visitor = somebody()
    const back = await signInAtStandIn(await leave(visitor), 'Nguyễn Văn Mẫu')
    const forger = somebody()
    forger.jar.set('cong-dan-di-dang-nhap', 'v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
    expect((await forger.arrive(back)).status).toBe(400)
    test.time.advanceMinutes(11)
    expect((await visitor.arrive(back)).status).toBe(400)
    expect(await isKnown(visitor)).toBe(false)
  })

  it('gets a new sign-in and not one that somebody has put into the browser', async () => {
    const visitor = somebody()
    const planted = `${test.officeId}.${'A'.repeat(43)}`
    visitor.jar.set('cong-dan-phien', planted)
    await signIn(visitor)
    expect(visitor.jar.get('cong-dan-phien')).not.toBe(planted)
    const first = visitor.jar.get('cong-dan-phien') ?? ''
    await signIn(visitor)
    // The one before has ended with the new one.
    const old = somebody()
    old.jar.set('cong-dan-phien', first)
    expect(await isKnown(old)).toBe(false)
    expect(await isKnown(visitor)).toBe(true)
  })
})

describe('a provider that fails', () => {
  it.each([
    ['fail', 'trả lời không đúng'],
    ['flood', 'trả lời không đúng'],
    ['other-issuer', 'trả lời không đúng'],
    ['redirect', 'trả lời không đúng'],
  ] as const)(
    '(%s) is told in words before leaving and on the way back, and signs nobody in',
    async (behaviour, words) => {
      const visitor = somebody()
      const back = await signInAtStandIn(await leave(visitor), 'Nguyễn Văn Mẫu')
      standIn.state.behaviour = behaviour
      const arrived = await visitor.arrive(back)
      expect(arrived.status).toBe(400)
      expect(arrived.html).toContain(words)
      expect(await isKnown(visitor)).toBe(false)
      const stopped = await leave(visitor)
      expect(stopped).toContain('/cong-dan?')
      expect((await visitor.open(stopped)).html).toContain(words)
    },
  )

  it('or is switched off while the citizen is away signs nobody in', async () => {
    const visitor = somebody()
    const back = await signInAtStandIn(await leave(visitor), 'Nguyễn Văn Mẫu')
    await setSignIn(test, { providerOn: false, guestsOn: true })
    expect((await visitor.arrive(back)).html).toContain('đổi hoặc tắt')
    expect(await isKnown(visitor)).toBe(false)
  })

  it('lets a citizen change their mind', async () => {
    const visitor = somebody()
    const back = await signIn(visitor, 'huy')
    expect(back.status).toBe(200)
    expect(back.html).toContain('Bạn đã dừng việc đăng nhập')
  })
})

describe('a sign-in', () => {
  it('ends after thirty minutes without a page, and after twelve hours in any case', async () => {
    const visitor = somebody()
    await signIn(visitor)
    for (let half = 0; half < 25; half += 1) {
      test.time.advanceMinutes(28)
      expect(await isKnown(visitor), `after ${(half + 1) * 28} minutes`).toBe(true)
    }
    test.time.advanceMinutes(21)
    expect(await isKnown(visitor)).toBe(false)
    const idle = somebody()
    await signIn(idle)
    test.time.advanceMinutes(31)
    expect(await isKnown(idle)).toBe(false)
  })

  it('ends here by signing out, and elsewhere by signing out everywhere', async () => {
    const [here, there] = [somebody(), somebody()]
    await signIn(here)
    await signIn(there)
    const kept = here.jar.get('cong-dan-phien') ?? ''
    const left = await here.post('/cong-dan', { viec: 'dang-xuat' })
    expect(left.location).toBe(`/cong-dan/da-dang-xuat?don-vi=${test.officeId}`)
    here.jar.set('cong-dan-phien', kept)
    expect([await isKnown(here), await isKnown(there)]).toEqual([false, true])
    await signIn(here)
    await here.post('/cong-dan', { viec: 'dang-xuat-moi-noi' })
    expect([await isKnown(here), await isKnown(there)]).toEqual([false, false])
  })

  it('is left at the provider too by a link', async () => {
    const visitor = somebody()
    const page = await visitor.open(`/cong-dan/da-dang-xuat?don-vi=${test.officeId}`)
    expect(page.html).toContain('Đăng xuất ở nơi cấp tài khoản')
    const gone = await visitor.open(`/cong-dan/da-dang-xuat?don-vi=${test.officeId}&noi-cap`)
    expect(gone.location).toContain(`${standIn.issuer}/session/end?`)
    expect((await fetch(gone.location)).status).toBe(200)
    standIn.state.behaviour = 'fail'
    const failed = await visitor.open(`/cong-dan/da-dang-xuat?don-vi=${test.officeId}&noi-cap`)
    expect(failed.html).toContain('đóng hết các cửa sổ')
  })

  it('at another office is none here', async () => {
    const visitor = somebody()
    await signIn(visitor)
    const [, token] = (visitor.jar.get('cong-dan-phien') ?? '').split('.')
    visitor.jar.set('cong-dan-phien', `01980000-0000-7000-8000-0000000000ee.${token}`)
    expect(await isKnown(visitor)).toBe(false)
    for (const value of ['', 'x', `${test.officeId}.`, `${test.officeId}.${token}.x`, `khong.${token}`]) {
      visitor.jar.set('cong-dan-phien', value)
      expect(await isKnown(visitor)).toBe(false)
    }
  })

  it('counts in its office alone where an installation serves several', async () => {
    const other = '01980000-0000-7000-8000-0000000000ef'
    await test.owner.query(
      `insert into offices select (jsonb_populate_record(o, jsonb_build_object('office_id', $1::text, 'name',
        'UBND xã Mẫu Khác', 'agency_code', 'H56.99.98'))).* from offices o where office_id = $2`,
      [other, test.officeId],
    )
    await test.owner.query(`insert into citizen_sign_in_settings (office_id, guests_on) values ($1, true)`, [
      other,
    ])
    const visitor = somebody()
    const choice = await visitor.open('/cong-dan?tiep=%2Fthu-tuc')
    expect(choice.html).toContain('Bạn cần nơi nào?')
    expect(choice.html).toContain(`/cong-dan?don-vi=${other}&amp;tiep=%2Fthu-tuc`)
    await signIn(visitor)
    expect(await isKnown(visitor)).toBe(true)
    const there = await visitor.open(`/cong-dan?don-vi=${other}`)
    expect(there.html).toContain('UBND xã Mẫu Khác')
    expect(there.html).not.toContain('Bạn đang đăng nhập')
    await test.owner.query('delete from citizen_sign_in_settings where office_id = $1', [other])
    await test.owner.query('delete from offices where office_id = $1', [other])
  })

  it('that is none leaves nothing in the journal by being ended', async () => {
    const visitor = somebody()
    visitor.jar.set('cong-dan-phien', `${test.officeId}.${'A'.repeat(43)}`)
    const before = (await journal()).length
    await visitor.post('/cong-dan', { viec: 'dang-xuat' })
    await visitor.post('/cong-dan', { viec: 'xoa', 'dong-y': 'co' })
    expect(await journal()).toHaveLength(before)
  })

  it('goes with the account, of which the id alone is left', async () => {
    const visitor = somebody()
    await signIn(visitor, 'Trần Thị Mẫu')
    expect((await visitor.post('/cong-dan', { viec: 'xoa' })).status).toBe(422)
    expect(await isKnown(visitor)).toBe(true)
    await visitor.post('/cong-dan', { viec: 'xoa', 'dong-y': 'co' })
    expect(await isKnown(visitor)).toBe(false)
    const found = await test.owner.query(
      `select name, personal_id, birth_date, email, phone, issuer from citizen_accounts where deleted_at is not null`,
    )
    expect(found.rows).toEqual([
      { name: '', personal_id: '', birth_date: null, email: '', phone: '', issuer: 'deleted' },
    ])
    const news = await test.owner.query(`select payload from outbox where topic = 'citizen.account_deleted'`)
    expect(news.rows).toEqual([{ payload: { accountId: expect.any(String) } }])
    await signIn(visitor, 'Trần Thị Mẫu')
    expect(await isKnown(visitor)).toBe(true)
  })
})

describe('the journal', () => {
  it('says who signed in, who was refused and why, and nothing that is secret or personal', async () => {
    const visitor = somebody()
    await signIn(visitor)
    standIn.state.foreignKey = true
    await signIn(visitor)
    const entries = await journal()
    expect(entries.at(-1)).toMatchObject({
      action: 'citizens.noteRefusal',
      facts: { reason: 'token_refused' },
    })
    expect(entries.at(-2)).toMatchObject({ action: 'citizens.signIn', facts: { level: 'vneid' } })
    const text = JSON.stringify(entries)
    for (const secret of [clientSecret, 'Nguyễn Văn Mẫu', '038085000001', 'v1.', 'nguyen-van-mau'])
      expect(text).not.toContain(secret)
  })

  it('and answers hold no secret of the office', async () => {
    const page = await createVisitor(test).open('/cong-dan')
    const cookie = await test.cookie('quantri')
    const answers = await Promise.all(
      ['/quan-tri/dang-nhap-cong-dan', '/api/v1/citizen-sign-in-settings'].map((url) =>
        test.app.server.inject({ url, headers: { cookie } }),
      ),
    )
    for (const text of [page.html, ...answers.map(({ body }) => body)]) {
      expect(text).not.toContain(clientSecret)
      expect(text).not.toMatch(/v1\.[\w-]{38}/)
    }
  })

  it('is not filled by a flood: after sixty ways from one address the rest are turned away', async () => {
    const visitor = somebody()
    await leave(visitor)
    const before = (await journal()).length
    for (let each = 0; each < 70; each += 1) {
      const away = visitor.jar.get('cong-dan-di-dang-nhap') ?? ''
      await visitor.open('/cong-dan/tro-ve?state=khac&code=x')
      visitor.jar.set('cong-dan-di-dang-nhap', away)
    }
    expect((await journal()).length - before).toBe(59)
    const last = await visitor.open('/cong-dan/tro-ve?state=khac&code=x')
    expect(last.status).toBe(429)
    expect(last.html).toContain('quá nhiều lượt đăng nhập')
  })
})
