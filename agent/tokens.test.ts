import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pkcs11 from 'pkcs11js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ecKeys, issue, rsaKeys } from '../src/testing/signing/pki.ts'
import { makeToken, putCertificate, softHsm } from '../src/testing/signing/token.ts'
import { hashOf } from './attributes.ts'
import { pinStateOf } from './pkcs11.ts'
import { fingerprintOf, isSigned, itemsFor } from './testing/signing-items.ts'
import { openTokens, type TokenCertificate } from './tokens.ts'

const place = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const worker = [place('main.ts'), '--task']
const hashes = (items: ReturnType<typeof itemsFor>) =>
  items.map((item) => ({ id: item.id, hash: hashOf(item).toString('hex') }))
const directory = mkdtempSync(join(tmpdir(), 'motcua-drivers-'))
const before = process.env.SOFTHSM2_CONF

function tokenOf(keys = rsaKeys()) {
  const holder = issue({ name: 'Trần Thị Mẫu', keys })
  const token = makeToken(holder, '246810')
  putCertificate(token, holder, '246810')
  process.env.SOFTHSM2_CONF = token.settings
  return { holder, token }
}

async function onlyOne(tokens: ReturnType<typeof openTokens>): Promise<TokenCertificate> {
  const { certificates } = await tokens.list()
  expect(certificates).toHaveLength(1)
  return certificates[0] as TokenCertificate
}

let made: ReturnType<typeof tokenOf>
const tokens = openTokens({ modules: [softHsm()], worker, patience: 20_000 })

beforeAll(() => {
  made = tokenOf()
})
afterEach(() => {
  process.env.SOFTHSM2_CONF = made.token.settings
})
afterAll(() => {
  if (before === undefined) delete process.env.SOFTHSM2_CONF
  else process.env.SOFTHSM2_CONF = before
  made.token.remove()
  rmSync(directory, { recursive: true })
})

describe('a token', () => {
  it('shows its certificate without the PIN, and signs fifty files with one', async () => {
    const certificate = await onlyOne(tokens)
    expect(certificate).toMatchObject({
      fingerprint: fingerprintOf(made.holder),
      label: 'chu ky',
      pin: 'fine',
    })
    expect(certificate.token).toContain('vidu')
    const items = itemsFor(made.holder, 50)
    const outcome = await tokens.sign(certificate, '246810', hashes(items))
    if (outcome.state !== 'signed') throw new Error(outcome.state)
    expect(outcome.signatures.map((each) => each.id)).toEqual(items.map((item) => item.id))
    const good = items.filter((item, at) => {
      const signature = outcome.signatures[at]
      return signature?.scheme === 'rsa' && isSigned(made.holder, item, signature)
    })
    expect(good).toHaveLength(50)
  })

  it('signs by elliptic curves as well', async () => {
    const { holder, token } = tokenOf(ecKeys())
    const items = itemsFor(holder, 2)
    const outcome = await tokens.sign(await onlyOne(tokens), '246810', hashes(items))
    if (outcome.state !== 'signed') throw new Error(outcome.state)
    expect(outcome.signatures.map((each) => each.scheme)).toEqual(['ecdsa', 'ecdsa'])
    expect(items.every((item, at) => isSigned(holder, item, outcome.signatures[at] ?? fail()))).toBe(true)
    token.remove()
  })

  it('gets a wrong PIN once, and says that it was wrong', async () => {
    const items = itemsFor(made.holder, 3)
    const outcome = await tokens.sign(await onlyOne(tokens), '000000', hashes(items))
    expect(outcome).toEqual({ state: 'wrong_pin', triesLeft: null, pin: 'count_low' })
    const warned = await onlyOne(tokens)
    expect(warned.pin).toBe('count_low')
    expect((await tokens.sign(warned, '246810', hashes(items))).state).toBe('signed')
    expect((await onlyOne(tokens)).pin).toBe('fine')
  })

  it('tells by its flags how near it is to being locked', () => {
    const { CKF_USER_PIN_COUNT_LOW: low, CKF_USER_PIN_FINAL_TRY: last, CKF_USER_PIN_LOCKED: locked } = pkcs11
    expect([0, low, low | last, low | last | locked].map(pinStateOf)).toEqual([
      'fine',
      'count_low',
      'final_try',
      'locked',
    ])
  })

  it('that is pulled out in the middle leaves what was signed, and is not found any more', async () => {
    const { holder, token } = tokenOf()
    const certificate = await onlyOne(tokens)
    const pulled = [place('testing/pulled-token.ts'), dirname(token.settings)]
    const items = itemsFor(holder, 10)
    const outcome = await openTokens({ modules: [], worker: pulled, patience: 20_000 }).sign(
      certificate,
      '246810',
      hashes(items),
    )
    if (outcome.state !== 'token_gone') throw new Error(outcome.state)
    expect(outcome.done.map((each) => each.id)).toEqual(['item-0', 'item-1', 'item-2'])
    expect(outcome.done.every((each, at) => isSigned(holder, items[at] ?? fail(), each))).toBe(true)
    expect(await tokens.sign(certificate, '246810', hashes(items))).toEqual({ state: 'token_gone', done: [] })
  })
})

describe('a driver', () => {
  it('that hangs, is none, or is not there is told, and the others are asked all the same', async () => {
    const hanging = join(directory, 'hangs.so')
    // Opening it waits for somebody who writes into it, which nobody does.
    execFileSync('mkfifo', [hanging])
    const broken = join(directory, 'broken.so')
    writeFileSync(broken, 'no driver')
    const missing = join(directory, 'missing.so')
    const modules = [hanging, broken, missing, softHsm()]
    const found = await openTokens({ modules, worker, patience: 4_000 }).list()
    expect(found.certificates.map((each) => each.fingerprint)).toEqual([fingerprintOf(made.holder)])
    expect(found.troubles).toEqual([
      { module: hanging, reason: 'hangs' },
      { module: broken, reason: 'fails' },
      { module: missing, reason: 'missing' },
    ])
  })

  it('that hangs while it signs is ended: nothing is signed', async () => {
    const certificate = { ...(await onlyOne(tokens)), module: join(directory, 'hangs.so') }
    const impatient = openTokens({ modules: [], worker, patience: 1_000 })
    const outcome = await impatient.sign(certificate, '246810', hashes(itemsFor(made.holder, 1)))
    expect(outcome).toEqual({ state: 'token_gone', done: [] })
  })
})

function fail(): never {
  throw new Error('missing')
}
