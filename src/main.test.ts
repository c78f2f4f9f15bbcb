import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receptionExample } from './dossiers/model/examples.ts'
import { rootDirectory } from './testing/places.ts'

/** The whole program as an operator starts it, on the embedded database. */
interface Program {
  child: ChildProcess
  output: () => string
  url: string
}

const directories: string[] = []
const children = new Set<ChildProcess>()

async function freeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'motcua-main-'))
  await chmod(directory, 0o755)
  directories.push(directory)
  return directory
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function start(directory: string, flags: string[] = [], wantedPort = ''): Promise<Program> {
  const port = wantedPort || (await freePort())
  const child = spawn(process.execPath, ['src/main.ts', 'web', ...flags], {
    cwd: rootDirectory,
    env: { PATH: process.env.PATH, DATA_DIR: directory, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  child.on('exit', () => children.delete(child))
  return { child, output: () => text, url: `http://127.0.0.1:${port}` }
}

/** Asks until the program answers; a program that ends instead is an error with what it said. */
async function ready(program: Program): Promise<void> {
  const deadline = performance.now() + 40_000
  while (performance.now() < deadline) {
    if (program.child.exitCode !== null) throw new Error(program.output())
    const answer = await fetch(`${program.url}/readyz`).catch(() => null)
    if (answer?.ok) return
  }
  throw new Error(`not ready: ${program.output()}`)
}

async function stop(program: Program, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(program.child, 'exit')
  program.child.kill(signal)
  return (await exited)[0]
}

interface Account {
  username: string
  password: string
  role: string
}

async function signIn(program: Program, directory: string): Promise<string> {
  const accounts = JSON.parse(readFileSync(join(directory, 'demo-accounts.json'), 'utf8')) as Account[]
  const account = accounts.find((each) => each.role === 'tiep-nhan')
  const answer = await fetch(`${program.url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account?.username, password: account?.password }),
  })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

const receive = async (program: Program, cookie: string): Promise<string> => {
  const answer = await fetch(`${program.url}/api/v1/dossiers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(receptionExample),
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { code: string }).code
}

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
})

describe('the program on the embedded database', () => {
  let directory: string
  beforeAll(async () => {
    directory = await freeDirectory()
  })

  it('opens with the demonstration office, refuses a second program, and loses no acknowledged dossier to kill -9', async () => {
    let program = await start(directory, ['--no-jobs'])
    await ready(program)
    const cookie = await signIn(program, directory)
    const acknowledged = [await receive(program, cookie)]

    const document = (await (await fetch(`${program.url}/api/openapi.json`)).json()) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { example: object }> } } }>
    }
    const example = document.paths['/api/v1/sign-in']?.post.requestBody.content['application/json']?.example
    const signedIn = await fetch(`${program.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(example),
    })
    expect(signedIn.status).toBe(200)

    const second = await start(directory, ['--no-jobs'])
    const [code] = await once(second.child, 'exit')
    expect(code).toBe(1)
    expect(second.output()).toContain('đang được một chương trình Một Cửa khác sử dụng')

    // Killed while clerks are sending: what was acknowledged before must be there, what was not may be.
    const sending = Array.from({ length: 30 }, () =>
      receive(program, cookie).then(
        (each) => acknowledged.push(each),
        () => null,
      ),
    )
    await Promise.race(sending)
    await stop(program, 'SIGKILL')
    await Promise.all(sending)

    program = await start(directory, ['--no-jobs'])
    await ready(program)
    const again = await signIn(program, directory)
    for (const each of acknowledged) {
      const answer = await fetch(`${program.url}/api/v1/dossiers/${each}`, { headers: { cookie: again } })
      expect(answer.status, each).toBe(200)
    }
    const next = await receive(program, again)
    expect(acknowledged).not.toContain(next)
    expect(await stop(program, 'SIGTERM')).toBe(0)
  }, 90_000)

  it('ends cleanly when asked while its jobs are still starting, and its journal verifies', async () => {
    const program = await start(directory)
    await ready(program)
    expect(await stop(program, 'SIGINT')).toBe(0)
    const check = spawn(process.execPath, ['src/main.ts', 'verify-audit'], {
      cwd: rootDirectory,
      env: { PATH: process.env.PATH, DATA_DIR: directory },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    check.stdout.on('data', (chunk) => {
      said += chunk
    })
    expect((await once(check, 'exit'))[0]).toBe(0)
    expect(said).toContain('nguyên vẹn')
  }, 60_000)

  it('starts empty on demand and asks for the first administrator', async () => {
    const program = await start(await freeDirectory(), ['--no-demo', '--no-jobs'])
    await ready(program)
    const samePort = new URL(program.url).port
    const neighbour = await start(await freeDirectory(), ['--no-demo', '--no-jobs'], samePort)
    expect((await once(neighbour.child, 'exit'))[0]).toBe(1)
    expect(neighbour.output()).toContain(`Cổng ${samePort}`)
    expect(program.output()).toMatch(/thiet-lap\?ma=[0-9a-f]{16} /)
    expect(await stop(program, 'SIGTERM')).toBe(0)
  }, 60_000)

  it('says which setting is wrong', async () => {
    const child = spawn(process.execPath, ['src/main.ts', 'web'], {
      cwd: rootDirectory,
      env: { PATH: process.env.PATH, PORT: 'abc' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    expect((await once(child, 'exit'))[0]).toBe(1)
    expect(said).toContain('PORT')
  })
})
