import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { AgentSignature, AgentTrouble, SignOutcome } from '../src/signing/model/agent-protocol.ts'
import type { FoundCertificate, PinState, SignEvent } from './pkcs11.ts'
import type { WorkerTask } from './token-worker.ts'

/** A certificate and the driver through which it was found. */
export interface TokenCertificate extends FoundCertificate {
  module: string
}

export interface Tokens {
  list(): Promise<{ certificates: TokenCertificate[]; troubles: AgentTrouble[] }>
  /** Signs with one entry of the PIN and stops at the first thing that goes wrong. */
  sign(
    certificate: TokenCertificate,
    pin: string,
    hashes: readonly { id: string; hash: string }[],
  ): Promise<TokenOutcome>
}

export type TokenOutcome =
  | Extract<SignOutcome, { state: 'signed' | 'locked' | 'token_gone' }>
  | { state: 'wrong_pin'; triesLeft: number | null; pin: PinState }

export interface TokenSettings {
  /** Paths of PKCS #11 drivers. */
  modules: readonly string[]
  /** How this program is started for one task: the words after its own path. */
  worker: readonly string[]
  /** Longest silence of a driver in milliseconds; then it is ended. */
  patience: number
}

/** Tokens behind their drivers, each asked in a process of its own. */
export function openTokens(settings: TokenSettings): Tokens {
  return {
    async list() {
      const asked = await Promise.all(settings.modules.map((module) => listModule(settings, module)))
      return {
        certificates: asked.flatMap((each) => each.certificates),
        troubles: asked.flatMap((each) => each.troubles),
      }
    },
    async sign(certificate, pin, hashes) {
      const { module, ...own } = certificate
      const signatures: AgentSignature[] = []
      let stop: TokenOutcome | null = null
      const take = (said: unknown) => {
        const event = said as SignEvent
        if (event.event === 'signed') signatures.push(event.signature)
        else if (event.event !== 'gone') stop = stopBy(event)
      }
      await runWorker(
        settings,
        { module, work: 'sign', sign: { certificate: own, pin, hashes: [...hashes] } },
        take,
      )
      if (stop) return stop
      return signatures.length === hashes.length
        ? { state: 'signed', signatures }
        : { state: 'token_gone', done: signatures }
    },
  }
}

function stopBy(event: Exclude<SignEvent, { event: 'signed' | 'gone' }>): TokenOutcome | null {
  if (event.event === 'locked') return { state: 'locked' }
  if (event.event !== 'wrong_pin') return null
  if (event.pin === 'locked') return { state: 'locked' }
  return { state: 'wrong_pin', triesLeft: event.pin === 'final_try' ? 1 : null, pin: event.pin }
}

async function listModule(settings: TokenSettings, module: string) {
  const trouble = (reason: AgentTrouble['reason']) => ({ certificates: [], troubles: [{ module, reason }] })
  if (!existsSync(module)) return trouble('missing')
  const found: TokenCertificate[] = []
  const ended = await runWorker(settings, { module, work: 'list' }, (said) => {
    const { certificates = [] } = said as { certificates?: FoundCertificate[] }
    found.push(...certificates.map((each) => ({ ...each, module })))
  })
  return ended === 'done' ? { certificates: found, troubles: [] } : trouble(ended)
}

/** Runs one task; `take` gets each answer as it comes. */
function runWorker(
  settings: TokenSettings,
  task: WorkerTask,
  take: (said: unknown) => void,
): Promise<'done' | 'hangs' | 'fails'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, settings.worker, {
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      windowsHide: true,
    })
    let ended: 'done' | 'hangs' | 'fails' = 'fails'
    const giveUp = () => {
      if (ended !== 'done') ended = 'hangs'
      child.kill('SIGKILL')
    }
    const timer = setTimeout(giveUp, settings.patience)
    const lines = createInterface({ input: child.stdio[3] as Readable })
    lines.on('line', (line) => {
      timer.refresh()
      const said = readLine(line)
      if (said?.event === 'end') ended = 'done'
      else if (said) take(said)
    })
    child.on('error', () => resolve('fails'))
    child.on('close', () => {
      clearTimeout(timer)
      resolve(ended)
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(JSON.stringify(task))
  })
}

/** A process that was ended in the middle of a line leaves half of one. */
function readLine(line: string): { event: string } | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
