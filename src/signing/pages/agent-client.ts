import {
  type AgentCertificate,
  type AgentGreeting,
  type AgentScanner,
  type AgentTrouble,
  agentPorts,
  agentProtocol,
  authHeader,
  type ScanRun,
  type ScanWanted,
  type SignItem,
  type SignOutcome,
  signedWords,
} from '../model/agent-protocol.ts'
import { makeKey, storedKey, toBase64, toHex } from './agent-key.ts'

export type { AgentCertificate, AgentSignature, SignItem, SignOutcome } from '../model/agent-protocol.ts'

export type PairOutcome = 'paired' | 'wrong_code' | 'too_many_tries' | 'not_allowed' | 'unreachable'

export interface AgentClient {
  find(): Promise<'ready' | 'unreachable' | 'unpaired'>
  /** Throws where the agent cannot be reached or does not know this browser: ask `find` first. */
  certificates(): Promise<AgentCertificate[]>
  /**
   * To be called in the click itself, because it opens the agent's window, in which the officer sees what is signed and
   * types the PIN. Ends when the officer has decided, or has let it be for five minutes.
   */
  sign(fingerprint: string, items: SignItem[]): Promise<SignOutcome>
  /** What the agent says of itself; null where none answers. */
  greeting(): Promise<AgentGreeting | null>
  /** Certificates together with the drivers that could not be asked. */
  tokens(): Promise<{ certificates: AgentCertificate[]; troubles: AgentTrouble[] }>
  /** Has the agent show a code for this page's origin. To be called in the click: it opens the agent's window. */
  startPairing(): Promise<'shown' | 'not_allowed' | 'unreachable'>
  pair(code: string): Promise<PairOutcome>
  scanners(): Promise<AgentScanner[]>
  scans: ScanLine
}

/** Runs of a scanner, which go on while a page is loaded anew. Each throws where the agent cannot be reached. */
export interface ScanLine {
  /** Those whose pages still lie on the PC. */
  all(): Promise<ScanRun[]>
  /** Null where another run goes on, or the scanner does not offer what is wanted. */
  start(wanted: ScanWanted): Promise<ScanRun | null>
  /** Waits, up to 20 s, until there are more pages than `seen` or the run has ended; null where it is gone. */
  next(run: string, seen: number): Promise<ScanRun | null>
  /** A page, the first being 1, as JPEG in base64. */
  page(run: string, number: number): Promise<string>
  drop(run: string): Promise<void>
}

interface Options {
  /** Told the address of the agent's window where the browser did not open it: the page shows it as a link. */
  onBlocked?: (address: string) => void
}

/** The way from a page to the agent on the same PC. The PIN never comes here. */
export function agentClient({ onBlocked }: Options = {}): AgentClient {
  const line = openLine()
  const tokens = async () => {
    const answer = await line.ask('/v1/certificates', {})
    if (answer?.status !== 200) throw new Error('the agent does not answer')
    return answer.body as { certificates: AgentCertificate[]; troubles: AgentTrouble[] }
  }
  return {
    greeting: line.greet,
    tokens,
    certificates: async () => (await tokens()).certificates,
    async find() {
      const greeting = await line.greet()
      if (greeting?.protocol !== agentProtocol) return 'unreachable'
      return greeting.paired && (await storedKey()) ? knownState(line) : 'unpaired'
    },
    sign: (fingerprint, items) => signBy(line, openWindow(onBlocked), { fingerprint, items }),
    startPairing: () => startPairing(line, openWindow(onBlocked)),
    pair: (code) => pairBy(line, code),
    scanners: async () => (await mustAsk<{ scanners: AgentScanner[] }>(line, '/v1/scanners', {})).scanners,
    scans: scanLine(line),
  }
}

function scanLine(line: Line): ScanLine {
  return {
    all: async () => (await mustAsk<{ runs: ScanRun[] }>(line, '/v1/scans', {})).runs,
    start: (wanted) => mayAsk<ScanRun>(line, '/v1/scan', wanted),
    next: (run, seen) => mayAsk<ScanRun>(line, '/v1/scan/state', { run, seen }),
    page: async (run, page) => (await mustAsk<{ jpeg: string }>(line, '/v1/scan/page', { run, page })).jpeg,
    async drop(run) {
      await mustAsk(line, '/v1/scan/drop', { run })
    },
  }
}

/** What the agent answers; null where it refuses. Throws where it cannot be reached. */
async function mayAsk<Output>(line: Line, path: string, content: object): Promise<Output | null> {
  const answer = await line.ask(path, content)
  if (!answer) throw new Error('the agent does not answer')
  return answer.status === 200 ? (answer.body as Output) : null
}

async function mustAsk<Output>(line: Line, path: string, content: object): Promise<Output> {
  const answer = await mayAsk<Output>(line, path, content)
  if (answer === null) throw new Error('the agent refuses')
  return answer
}

type Line = ReturnType<typeof openLine>

/** The agent may be paired with this office and yet not know this browser. */
async function knownState(line: Line): Promise<'ready' | 'unreachable' | 'unpaired'> {
  const answer = await line.ask('/v1/known', {})
  if (!answer) return 'unreachable'
  return answer.status === 200 ? 'ready' : 'unpaired'
}

function openLine() {
  let base: string | null = null
  const greetAt = async (address: string): Promise<AgentGreeting | null> => {
    try {
      const response = await fetch(`${address}/v1/hello`, { signal: AbortSignal.timeout(5_000) })
      const said = (await response.json()) as Partial<AgentGreeting>
      return response.ok && said.program === 'mot-cua-agent' ? (said as AgentGreeting) : null
    } catch {
      return null
    }
  }
  const greet = async (): Promise<AgentGreeting | null> => {
    const known = base ? await greetAt(base) : null
    if (known) return known
    base = null
    let first: AgentGreeting | null = null
    for (const address of agentPorts.map((port) => `http://127.0.0.1:${port}`)) {
      const greeting = await greetAt(address)
      // Several people may be signed in on one PC, each with an agent: the one that is paired is meant.
      if (greeting && (!first || greeting.paired)) {
        first = greeting
        base = address
      }
      if (greeting?.paired) break
    }
    return first
  }
  return {
    greet,
    /** A request signed with this browser's key; null where nothing answers. */
    async ask(path: string, content: object): Promise<{ status: number; body: unknown } | null> {
      const at = base ?? ((await greet()) ? base : null)
      if (!at) return null
      const body = JSON.stringify(content)
      try {
        const headers = { 'content-type': 'application/json', ...(await proofFor(path, body)) }
        const response = await fetch(`${at}${path}`, { method: 'POST', headers, body })
        return { status: response.status, body: await response.json() }
      } catch {
        base = null
        return null
      }
    },
  }
}

async function proofFor(path: string, body: string): Promise<Record<string, string>> {
  const pair = await storedKey()
  if (!pair) return {}
  const words = {
    path,
    // The browser's own clock: the agent runs on the same PC.
    at: String(Math.round(performance.timeOrigin + performance.now())),
    nonce: crypto.randomUUID(),
    bodyHash: toHex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))),
  }
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    pair.privateKey,
    new TextEncoder().encode(signedWords(words)),
  )
  return { [authHeader]: `${words.at}.${words.nonce}.${toBase64(signature)}` }
}

/** Opened empty in the click, sent to its address when that is known. */
function openWindow(onBlocked: Options['onBlocked']) {
  const opened = window.open('about:blank', 'motcua-agent', 'popup,width=480,height=640')
  return {
    show(address: string) {
      if (opened) opened.location.replace(address)
      else onBlocked?.(address)
    },
    close: () => opened?.close(),
  }
}

type AgentWindow = ReturnType<typeof openWindow>

async function signBy(
  line: Line,
  shown: AgentWindow,
  wanted: { fingerprint: string; items: SignItem[] },
): Promise<SignOutcome> {
  const asked = await line.ask('/v1/sign', wanted)
  if (asked?.status !== 200) {
    shown.close()
    if (!asked) return { state: 'unreachable' }
    if (asked.status === 401 || asked.status === 403) return { state: 'unpaired' }
    if (asked.status === 404) return { state: 'token_gone', done: [] }
    throw new Error(`the agent does not take the request: ${asked.status}`)
  }
  const { consent, address } = asked.body as { consent: string; address: string }
  shown.show(address)
  for (;;) {
    const answer = await line.ask('/v1/outcome', { consent })
    if (answer?.status !== 200) return { state: answer?.status === 401 ? 'unpaired' : 'unreachable' }
    const outcome = answer.body as SignOutcome | { state: 'waiting' }
    if (outcome.state !== 'waiting') return outcome
  }
}

async function startPairing(
  line: Line,
  shown: AgentWindow,
): Promise<'shown' | 'not_allowed' | 'unreachable'> {
  const answer = await line.ask('/v1/pair/start', {})
  if (answer?.status !== 200) {
    shown.close()
    return answer ? 'not_allowed' : 'unreachable'
  }
  shown.show((answer.body as { address: string }).address)
  return 'shown'
}

async function pairBy(line: Line, code: string): Promise<PairOutcome> {
  const { publicKey } = (await storedKey()) ?? (await makeKey())
  const key = toBase64(await crypto.subtle.exportKey('spki', publicKey))
  const answer = await line.ask('/v1/pair', { code: code.replace(/\D/g, ''), key })
  if (!answer) return 'unreachable'
  if (answer.status === 200) return 'paired'
  if (answer.status === 429) return 'too_many_tries'
  return answer.status === 401 ? 'wrong_code' : 'not_allowed'
}
