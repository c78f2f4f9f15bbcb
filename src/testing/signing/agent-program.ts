import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { authHeader, signedWords } from '../../signing/model/agent-protocol.ts'
import { softHsm } from './token.ts'

const source = fileURLToPath(new URL('../../../agent/main.ts', import.meta.url))

export interface AgentStart {
  /** Settings of SoftHSM, so that the agent sees this token. */
  settings?: string
  /** More drivers beside SoftHSM. */
  modules?: readonly string[]
  /** Kept from an earlier start; otherwise a new directory. */
  data?: string
  /** A free one unless said; `usual` is the first free of those that pages ask. */
  port?: number | 'usual'
  patience?: number
  /** More of the environment, such as where SANE is set up. */
  env?: Readonly<Record<string, string>>
  /** Another way to start it than from the repository: the program and its first words. */
  program?: readonly string[]
}

/** The real agent as a process of its own, with SoftHSM as its driver. */
export async function startAgentProgram(start: AgentStart = {}) {
  const data = start.data ?? mkdtempSync(join(tmpdir(), 'motcua-agent-'))
  const drivers = [softHsm(), ...(start.modules ?? [])].flatMap((path) => ['--module', path])
  const words = [
    '--data',
    data,
    ...(start.port === 'usual' ? [] : ['--port', String(start.port ?? 0)]),
    '--patience',
    String(start.patience ?? 20_000),
  ]
  const [command = '', ...first] = start.program ?? [process.execPath, source]
  const child = spawn(command, [...first, ...words, ...drivers], {
    env: { ...process.env, SOFTHSM2_CONF: start.settings ?? '/nonexistent', ...start.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the agent has ended')))
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line)
      const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
      if (said.length === 1 && found) resolve(Number(found))
    })
  })
  return {
    port,
    data,
    /** What the officer reads in the terminal. */
    said,
    /** Ends the program; its directory stays for another start unless it is taken away. */
    async stop({ keep = false } = {}) {
      await ended(child)
      if (!keep) rmSync(data, { recursive: true, force: true })
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

export interface Said {
  status: number
  headers: Record<string, unknown>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they state themselves.
  json: any
}

/** One request as any program could make it, with whatever headers it likes. */
export function callAgent(
  port: number,
  asked: { path: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const { path, method = 'POST', headers = {}, body } = asked
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const json = text.startsWith('{') ? JSON.parse(text) : null
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json })
      })
    })
    sent.on('error', reject)
    if (body !== undefined) sent.setHeader('content-length', Buffer.byteLength(body))
    sent.end(body)
  })
}

/** A browser of an office as the agent sees it: an origin and a key. */
export function officeBrowser(port: number, origin: string) {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const ask = (path: string, content: object) => {
    const body = JSON.stringify(content)
    return callAgent(port, { path, body, headers: { origin, ...proof(keys.privateKey, { path, body }) } })
  }
  return {
    ask,
    key,
    /** The headers of one request, to be sent as often as a test likes. */
    headers: (path: string, body: string, at?: number) => ({
      origin,
      ...proof(keys.privateKey, { path, body, at }),
    }),
    async pair() {
      await ask('/v1/pair/start', {})
      return ask('/v1/pair', { code: await readCode(port), key })
    },
  }
}

/** The code that the officer reads in the agent's own window. */
export async function readCode(port: number): Promise<string> {
  const window = await callAgent(port, { path: '/', method: 'GET' })
  return /class="code">(\d{4}) (\d{4})</.exec(window.text)?.slice(1).join('') ?? ''
}

function proof(privateKey: KeyObject, asked: { path: string; body: string; at?: number | undefined }) {
  const words = {
    path: asked.path,
    at: String(asked.at ?? Date.now()),
    nonce: randomUUID(),
    bodyHash: createHash('sha256').update(asked.body).digest('hex'),
  }
  const signature = sign('sha256', Buffer.from(signedWords(words)), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return { [authHeader]: `${words.at}.${words.nonce}.${signature.toString('base64')}` }
}
