import { createHash, createPublicKey, randomInt, timingSafeEqual, verify } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { signedWords } from '../src/signing/model/agent-protocol.ts'

/** Who may ask: one office, and the browsers of this PC that were paired with it. Public keys alone: no secret is kept. */
interface Pairing {
  origin: string
  /** SubjectPublicKeyInfo, base64. */
  keys: string[]
}

interface OfferedCode {
  origin: string
  code: string
  until: number
  tries: number
}

const codeLasts = 5 * 60_000
const triesPerCode = 5
const mostKeys = 20
/** How far the time of a request may be from ours: page and agent run on the same clock. */
const drift = 60_000

export type ProofResult = 'known' | 'unknown' | 'replayed'

/** The pairing kept in a file, and the codes and requests seen since the start. `now` gives milliseconds. */
export function openPairing(file: string, now: () => number) {
  const startedAt = now()
  const seen = new Map<string, number>()
  let pairing = readPairing(file)
  let offered: OfferedCode | null = null
  let isOpenUntil = 0

  const mayPair = (origin: string) => !pairing || pairing.origin === origin || now() < isOpenUntil
  const keep = (next: Pairing) => {
    writePairing(file, next)
    pairing = next
  }
  return {
    origin: () => pairing?.origin ?? null,
    mayPair,
    /** For the officer alone, in the agent's own window: another office may pair for a few minutes. */
    allowAnother() {
      isOpenUntil = now() + codeLasts
    },
    offered: () => (offered && now() < offered.until ? { origin: offered.origin, code: offered.code } : null),
    /** A code for this origin only, so that no other page can use what the officer reads. */
    offerCode(origin: string): string {
      const code = String(randomInt(100_000_000)).padStart(8, '0')
      offered = { origin, code, until: now() + codeLasts, tries: 0 }
      return code
    },
    pair(origin: string, code: string, key: string): 'paired' | 'wrong_code' | 'too_many_tries' {
      if (!offered || offered.origin !== origin || now() >= offered.until) return 'wrong_code'
      if (offered.tries >= triesPerCode) return 'too_many_tries'
      offered.tries += 1
      if (!sameText(offered.code, code) || !isKey(key)) return 'wrong_code'
      offered = null
      isOpenUntil = 0
      const others = pairing?.origin === origin ? pairing.keys.filter((each) => each !== key) : []
      keep({ origin, keys: [...others, key].slice(-mostKeys) })
      return 'paired'
    },
    /** Judges the proof of a request: signed by a paired browser, of this minute, after our start, and for the first time. */
    check(path: string, body: Buffer, proof: string): ProofResult {
      const [at = '', nonce = '', signature = ''] = proof.split('.')
      const time = Number(at)
      const bodyHash = createHash('sha256').update(body).digest('hex')
      const words = Buffer.from(signedWords({ path, at, nonce, bodyHash }))
      if (!/^[\w-]{16,64}$/.test(nonce) || !pairing?.keys.some((key) => isSigned(key, words, signature)))
        return 'unknown'
      for (const [each, until] of seen) if (until < now()) seen.delete(each)
      // What was seen before a restart is forgotten: nothing from before it counts.
      if (!(Math.abs(time - now()) <= drift) || time < startedAt || seen.has(nonce)) return 'replayed'
      seen.set(nonce, time + 2 * drift)
      return 'known'
    },
  }
}

export type PairingBook = ReturnType<typeof openPairing>

function readPairing(file: string): Pairing | null {
  if (!existsSync(file)) return null
  try {
    const { origin, keys } = JSON.parse(readFileSync(file, 'utf8'))
    const isWhole = typeof origin === 'string' && Array.isArray(keys) && keys.every(isKey)
    return isWhole ? { origin, keys } : null
  } catch {
    // A spoilt file pairs with nobody: the officer pairs again.
    return null
  }
}

function writePairing(file: string, pairing: Pairing): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(pairing), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const publicKey = (key: string) =>
  createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })

function isKey(key: unknown): boolean {
  try {
    return typeof key === 'string' && publicKey(key).asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

const isSigned = (key: string, words: Buffer, signature: string) =>
  verify(
    'sha256',
    words,
    { key: publicKey(key), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  )

const sameText = (one: string, other: string) =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
