import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authHeader } from '../src/signing/model/agent-protocol.ts'
import {
  callAgent,
  officeBrowser,
  readCode,
  startAgentProgram,
} from '../src/testing/signing/agent-program.ts'
import { issue, rsaKeys } from '../src/testing/signing/pki.ts'
import { saneSettings } from '../src/testing/signing/sane.ts'
import { makeToken, putCertificate } from '../src/testing/signing/token.ts'
import { fingerprintOf, isSigned, itemsFor } from './testing/signing-items.ts'

const office = 'https://mot-cua.vidu.gov.vn'
const elsewhere = 'https://trang-la.vidu.vn'
const pin = '246810'
const holder = issue({ name: 'Trần Thị Mẫu', keys: rsaKeys() })
const token = makeToken(holder, pin)
putCertificate(token, holder, pin)
const fingerprint = fingerprintOf(holder)

let agent: Awaited<ReturnType<typeof startAgentProgram>>
let browser: ReturnType<typeof officeBrowser>
beforeAll(async () => {
  agent = await startAgentProgram({ settings: token.settings })
  browser = officeBrowser(agent.port, office)
})
afterAll(async () => {
  await agent.stop()
  token.remove()
})

/** Opens the consent as the officer's window does. */
async function openConsent(items = itemsFor(holder, 2)) {
  const asked = await browser.ask('/v1/sign', { fingerprint, items })
  const path = new URL(asked.json.address).pathname
  const window = await callAgent(agent.port, { path, method: 'GET' })
  return { consent: asked.json.consent as string, path, window, formKey: formKeyIn(window.text), items }
}

const formKeyIn = (html: string) => /name="khoa" value="([0-9a-f]+)"/.exec(html)?.[1] ?? ''

const decide = (path: string, fields: Record<string, string>, origin = `http://127.0.0.1:${agent.port}`) =>
  callAgent(agent.port, {
    path,
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

describe('pairing', () => {
  it('is asked for before anything is told or signed', async () => {
    const greeting = await callAgent(agent.port, {
      path: '/v1/hello',
      method: 'GET',
      headers: { origin: office },
    })
    expect(greeting.json).toMatchObject({
      program: 'mot-cua-agent',
      capabilities: ['tokens', 'scanners'],
      paired: false,
    })
    for (const path of [
      '/v1/known',
      '/v1/certificates',
      '/v1/sign',
      '/v1/outcome',
      '/v1/scanners',
      '/v1/scan',
      '/v1/scan/page',
    ]) {
      expect((await browser.ask(path, {})).status, path).toBe(401)
    }
  })

  it('takes the code of that origin only, five times at most', async () => {
    await browser.ask('/v1/pair/start', {})
    const code = await readCode(agent.port)
    await expect
      .poll(() => agent.said.at(-1))
      .toContain(`${office} muốn dùng thẻ ký trên máy này. Mã ghép: ${code}`)
    const stranger = officeBrowser(agent.port, elsewhere)
    expect((await stranger.ask('/v1/pair', { code, key: stranger.key })).status).toBe(401)
    const wrong = code === '00000000' ? '00000001' : '00000000'
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await browser.ask('/v1/pair', { code: wrong, key: browser.key })).status).toBe(401)
    }
    expect((await browser.ask('/v1/pair', { code, key: browser.key })).status).toBe(429)
  })

  it('refuses what is no key of a browser', async () => {
    await browser.ask('/v1/pair/start', {})
    const code = await readCode(agent.port)
    const rsa = rsaKeys().publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    expect((await browser.ask('/v1/pair', { code, key: rsa })).status).toBe(401)
    expect((await browser.ask('/v1/pair', { code, key: 'không phải khóa' })).status).toBe(401)
  })

  it('lets the browser in that typed the code, keeps no secret, and outlives a restart', async () => {
    expect((await browser.pair()).status).toBe(200)
    expect((await browser.ask('/v1/known', {})).status).toBe(200)
    const file = join(agent.data, 'pairing.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ origin: office, keys: [browser.key] })
    expect(statSync(file).mode & 0o077).toBe(0)
    const { data, port } = agent
    await agent.stop({ keep: true })
    agent = await startAgentProgram({ settings: token.settings, data, port })
    expect((await browser.ask('/v1/known', {})).status).toBe(200)
  })

  it('does not know another browser of the same office, and no code pairs twice', async () => {
    const second = officeBrowser(agent.port, office)
    expect((await second.ask('/v1/known', {})).status).toBe(401)
    await second.ask('/v1/pair/start', {})
    const code = await readCode(agent.port)
    expect((await second.ask('/v1/pair', { code, key: second.key })).status).toBe(200)
    const third = officeBrowser(agent.port, office)
    expect((await third.ask('/v1/pair', { code, key: third.key })).status).toBe(401)
    expect((await browser.ask('/v1/known', {})).status).toBe(200)
  })

  it('with a spoilt file is none at all', async () => {
    const spoilt = await startAgentProgram()
    const other = officeBrowser(spoilt.port, office)
    await other.pair()
    const { data, port } = spoilt
    await spoilt.stop({ keep: true })
    writeFileSync(join(data, 'pairing.json'), '{"origin":"https://x","keys":[1]}')
    const again = await startAgentProgram({ data, port })
    expect((await other.ask('/v1/known', {})).status).toBe(401)
    await again.stop()
  })
})

describe('strangers', () => {
  it('are refused: a page of another origin, one without, and a file of the disk', async () => {
    for (const headers of [{ origin: elsewhere }, {}, { origin: 'null' }, { origin: `${office}.vidu.vn` }]) {
      for (const path of ['/v1/hello', '/v1/certificates', '/v1/pair/start']) {
        const answer = await callAgent(agent.port, {
          path,
          headers: headers as Record<string, string>,
          body: '{}',
        })
        expect([answer.status, answer.headers['access-control-allow-origin']], path).toEqual([403, undefined])
      }
    }
    const preflight = await callAgent(agent.port, {
      path: '/v1/sign',
      method: 'OPTIONS',
      headers: { origin: elsewhere },
    })
    expect(preflight.status).toBe(403)
  })

  it('cannot come under another name of this address', async () => {
    for (const host of [
      `trang-la.vidu.vn:${agent.port}`,
      `localhost:${agent.port}`,
      '127.0.0.1',
      'trang-la.vidu.vn',
    ]) {
      for (const path of ['/', '/v1/hello']) {
        const answer = await callAgent(agent.port, { path, method: 'GET', headers: { host, origin: office } })
        expect(answer.status, host).toBe(421)
      }
    }
  })

  it('gain nothing by sending a request once more, an old one, or another content under its proof', async () => {
    const headers = browser.headers('/v1/known', '{}')
    const send = (changed: object = {}) =>
      callAgent(agent.port, { path: '/v1/known', headers, body: '{}', ...changed })
    expect((await send({ body: '{ }' })).status).toBe(401)
    expect((await send({ path: '/v1/certificates' })).status).toBe(401)
    expect((await send()).status).toBe(200)
    expect((await send()).status).toBe(409)
    for (const apart of [-120_000, 120_000]) {
      const old = browser.headers('/v1/known', '{}', Date.now() + apart)
      expect((await send({ headers: old })).status).toBe(409)
    }
    const unsigned = { origin: office, [authHeader]: `${Date.now()}.${'a'.repeat(32)}.` }
    expect((await send({ headers: unsigned })).status).toBe(401)
  })

  it('cannot use after a restart what they saw before it', async () => {
    const headers = browser.headers('/v1/known', '{}')
    const { data, port } = agent
    await agent.stop({ keep: true })
    agent = await startAgentProgram({ settings: token.settings, data, port })
    expect((await callAgent(port, { path: '/v1/known', headers, body: '{}' })).status).toBe(409)
  })

  it('cannot frame its windows or read them', async () => {
    const { window, path } = await openConsent()
    expect(window.headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(window.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(window.headers['access-control-allow-origin']).toBeUndefined()
    const framed = await callAgent(agent.port, {
      path,
      method: 'GET',
      headers: { 'sec-fetch-dest': 'iframe' },
    })
    expect(framed.status).toBe(403)
  })

  it('with too much or nothing to read are told so', async () => {
    const large = JSON.stringify({ items: 'a'.repeat(2_100_000) })
    expect((await browser.ask('/v1/sign', { items: large })).status).toBe(413)
    const body = 'không phải JSON'
    const headers = browser.headers('/v1/known', body)
    expect((await callAgent(agent.port, { path: '/v1/known', headers, body })).status).toBe(400)
    expect((await browser.ask('/v1/khong-co', {})).status).toBe(404)
  })
})

describe('signing', () => {
  it('shows names and hashes, and signs fifty files with one PIN', async () => {
    const items = itemsFor(holder, 50)
    const { window, path, formKey, consent } = await openConsent(items)
    expect(window.text).toContain('Trần Thị Mẫu')
    expect(
      items.every((item) => window.text.includes(item.name) && window.text.includes(item.fileHash)),
    ).toBe(true)
    const waiting = browser.ask('/v1/outcome', { consent })
    expect((await decide(path, { khoa: formKey, viec: 'ky', pin })).text).toContain('Đã ký 50 tệp')
    const { json } = await waiting
    expect(json.state).toBe('signed')
    expect(items.every((item, at) => isSigned(holder, item, json.signatures[at]))).toBe(true)
  })

  it('is decided once, in the window alone', async () => {
    const { path, formKey, consent } = await openConsent()
    const form = { khoa: formKey, viec: 'ky', pin }
    expect((await decide(path, form, office)).status).toBe(403)
    expect((await decide(path, form, elsewhere)).status).toBe(403)
    expect((await decide(path, { ...form, khoa: '0'.repeat(32) })).status).toBe(403)
    expect((await decide(path, { ...form, pin: '' })).status).toBe(400)
    expect((await decide(path, { ...form, viec: 'khong' })).text).toContain('Không tệp nào được ký')
    expect((await decide(path, form)).text).toContain('Không tệp nào được ký')
    expect((await browser.ask('/v1/outcome', { consent })).json).toEqual({ state: 'refused' })
  })

  it('stops at a wrong PIN, and warns the next time', async () => {
    const { path, formKey, consent } = await openConsent()
    expect((await decide(path, { khoa: formKey, viec: 'ky', pin: '000000' })).text).toContain('Sai mã PIN')
    expect((await browser.ask('/v1/outcome', { consent })).json).toEqual({
      state: 'wrong_pin',
      triesLeft: null,
    })
    expect((await decide(path, { khoa: formKey, viec: 'ky', pin })).text).toContain('Sai mã PIN')
    const next = await openConsent()
    expect(next.window.text).toContain('Mã PIN đã bị nhập sai. Sai thêm')
    await decide(next.path, { khoa: next.formKey, viec: 'ky', pin })
    expect((await browser.ask('/v1/outcome', { consent: next.consent })).json.state).toBe('signed')
  })

  it('takes nothing that is not what it would show', async () => {
    const [item, other] = itemsFor(holder, 2)
    const tries: unknown[] = [
      [{ ...item, fileHash: other?.fileHash }],
      [{ ...item, fileHash: 'zz' }],
      [{ ...item, name: '' }],
      [item, item],
      [null],
      [],
      'x',
      itemsFor(holder, 201),
    ]
    for (const items of tries)
      expect((await browser.ask('/v1/sign', { fingerprint, items })).status).toBe(400)
    const absent = issue({ name: 'Lê Văn Khác' })
    const theirs = { fingerprint: fingerprintOf(absent), items: itemsFor(absent, 1) }
    expect((await browser.ask('/v1/sign', theirs)).status).toBe(404)
  })

  it('shows names as text, and in one direction', async () => {
    const [item] = itemsFor(holder, 1)
    const { window, path, formKey } = await openConsent([
      { ...(item as ReturnType<typeof itemsFor>[0]), name: '<b>x</b>\u202efdp.exe' },
    ])
    expect(window.text).toContain('&lt;b&gt;x&lt;/b&gt;fdp.exe')
    await decide(path, { khoa: formKey, viec: 'khong' })
  })

  it('asks for five decisions at once and no more', async () => {
    const open = await Promise.all(Array.from({ length: 4 }, () => openConsent()))
    const items = itemsFor(holder, 1)
    const answers = [
      await browser.ask('/v1/sign', { fingerprint, items }),
      await browser.ask('/v1/sign', { fingerprint, items }),
    ]
    // One more waits since the test of framing.
    expect(answers.map((each) => each.status)).toEqual([429, 429])
    for (const { path, formKey } of open) await decide(path, { khoa: formKey, viec: 'khong' })
  })
})

describe('another office', () => {
  it('is let in only by the officer, and takes the place of the first', async () => {
    const second = officeBrowser(agent.port, elsewhere)
    expect((await second.ask('/v1/pair/start', {})).status).toBe(403)
    const window = await callAgent(agent.port, { path: '/', method: 'GET' })
    expect(window.text).toContain(office)
    const khoa = formKeyIn(window.text)
    expect((await decide('/co-quan-khac', { khoa }, elsewhere)).status).toBe(403)
    expect((await decide('/co-quan-khac', { khoa })).status).toBe(200)
    expect((await second.pair()).status).toBe(200)
    expect((await second.ask('/v1/known', {})).status).toBe(200)
    expect((await browser.ask('/v1/known', {})).status).toBe(403)
  })
})

describe('a scanner', () => {
  it('is offered to the paired page alone, with what it has, and its pages wait until they are taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-quet-'))
    const other = await startAgentProgram({ env: { SANE_CONFIG_DIR: saneSettings(folder) } })
    const page = officeBrowser(other.port, office)
    const wanted = { scanner: 'test:0', source: 'Automatic Document Feeder', resolution: 200, color: true }
    try {
      expect((await page.ask('/v1/scan', wanted)).status).toBe(401)
      await page.pair()
      const { scanners } = (await page.ask('/v1/scanners', {})).json
      expect(scanners).toEqual([expect.objectContaining({ id: 'test:0', resolutions: [200, 300, 400, 600] })])
      for (const wrong of [
        { scanner: 'test:0 --output-file=/tmp/x' },
        { source: 'Mặt trăng' },
        { resolution: 12 },
      ]) {
        expect((await page.ask('/v1/scan', { ...wanted, ...wrong })).status).toBe(400)
      }
      const run = (await page.ask('/v1/scan', wanted)).json
      expect((await page.ask('/v1/scan', wanted)).status).toBe(409)
      let now = run
      while (now.state === 'scanning')
        now = (await page.ask('/v1/scan/state', { run: run.id, seen: now.pages })).json
      expect(now).toEqual({ id: run.id, state: 'done', pages: 10 })
      const { jpeg } = (await page.ask('/v1/scan/page', { run: run.id, page: 10 })).json
      expect(Buffer.from(jpeg, 'base64').subarray(0, 2).toString('hex')).toBe('ffd8')
      expect((await page.ask('/v1/scan/page', { run: run.id, page: 11 })).status).toBe(404)
      expect((await page.ask('/v1/scans', {})).json.runs).toEqual([now])
      await page.ask('/v1/scan/drop', { run: run.id })
      expect((await page.ask('/v1/scans', {})).json.runs).toEqual([])
      expect((await page.ask('/v1/scan/drop', { run: '../../pairing.json' })).status).toBe(200)
      expect((await page.ask('/v1/known', {})).status).toBe(200)
    } finally {
      await other.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
