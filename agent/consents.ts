import { randomBytes } from 'node:crypto'
import type { SignItem, SignOutcome } from '../src/signing/model/agent-protocol.ts'
import { hashOf } from './attributes.ts'
import type { PinState } from './pkcs11.ts'
import type { TokenCertificate, Tokens } from './tokens.ts'

/** What an officer is asked: these files, with this certificate, for this office. */
export interface Consent {
  id: string
  /** Only the form of this window knows it. */
  formKey: string
  origin: string
  certificate: TokenCertificate
  items: readonly SignItem[]
  state: 'waiting' | 'working' | 'decided'
  outcome: SignOutcome | null
  /** What the token said of its PIN after a wrong one. */
  pinAfter: PinState | null
  until: number
}

const lasts = 5 * 60_000
const mostAtOnce = 5

/** Requests for consent, each decided once. `now` gives milliseconds. */
export function openConsents(tokens: Tokens, now: () => number) {
  const consents = new Map<string, Consent>()
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const each of waiting) each()
  }
  const clear = () => {
    for (const [id, each] of consents)
      if (each.state !== 'working' && each.until <= now()) consents.delete(id)
  }
  return {
    /** Null where too many wait already: a page that asks again and again gets no more windows. */
    ask(origin: string, certificate: TokenCertificate, items: readonly SignItem[]): Consent | null {
      clear()
      if ([...consents.values()].filter((each) => each.state !== 'decided').length >= mostAtOnce) return null
      const id = randomBytes(16).toString('hex')
      const formKey = randomBytes(16).toString('hex')
      const fixed = { id, formKey, origin, certificate, items }
      const consent: Consent = {
        ...fixed,
        state: 'waiting',
        outcome: null,
        pinAfter: null,
        until: now() + lasts,
      }
      consents.set(id, consent)
      return consent
    },
    find(id: string): Consent | null {
      clear()
      return consents.get(id) ?? null
    },
    /** Signs or lets it be; a second decision changes nothing. */
    async decide(consent: Consent, pin: string | null): Promise<void> {
      if (consent.state !== 'waiting') return
      consent.state = 'working'
      consent.outcome = await decideBy(tokens, consent, pin)
      consent.state = 'decided'
      consent.until = now() + lasts
      wake()
    },
    /** The outcome, or null when the officer has not decided in that many milliseconds. */
    async outcome(consent: Consent, patience: number): Promise<SignOutcome | null> {
      const until = performance.now() + patience
      for (;;) {
        const left = until - performance.now()
        if (consent.outcome || left <= 0) return consent.outcome
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer)
            waiting.delete(done)
            resolve()
          }
          const timer = setTimeout(done, left)
          waiting.add(done)
        })
      }
    },
  }
}

async function decideBy(tokens: Tokens, consent: Consent, pin: string | null): Promise<SignOutcome> {
  if (pin === null) return { state: 'refused' }
  const hashes = consent.items.map((item) => ({ id: item.id, hash: hashOf(item).toString('hex') }))
  const outcome = await tokens.sign(consent.certificate, pin, hashes)
  if (outcome.state !== 'wrong_pin') return outcome
  consent.pinAfter = outcome.pin
  return { state: 'wrong_pin', triesLeft: outcome.triesLeft }
}
