import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type Holder, pem } from './pki.ts'

const run = promisify(execFile)

/** What the server does when a path is asked for: gives bytes, sends elsewhere, keeps silent, begins and goes silent, or never ends. */
export type Behaviour =
  | { bytes: Uint8Array }
  | { make(question: Buffer): Promise<Uint8Array> }
  | { redirect: string }
  | 'hang'
  | 'drip'
  | 'endless'

/** A web server of an authority on this machine. `at` sets what a path does; `asked` are the paths asked for, in order. */
export async function startRevocationServer() {
  const behaviours = new Map<string, Behaviour>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    void behave(behaviours.get(path), request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    asked,
    address: (path: string) => `${base}${path}`,
    at: (path: string, behaviour: Behaviour) => void behaviours.set(path, behaviour),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function behave(
  behaviour: Behaviour | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (behaviour === 'hang') return
  if (behaviour === undefined) return void response.writeHead(404).end()
  if (behaviour === 'drip') return void response.write('a')
  if (behaviour === 'endless') return endless(response)
  if ('redirect' in behaviour) return void response.writeHead(302, { location: behaviour.redirect }).end()
  response.end('bytes' in behaviour ? behaviour.bytes : await behaviour.make(await buffer(request)))
}

function endless(response: ServerResponse): void {
  const piece = Buffer.alloc(1024 * 1024)
  const go = () => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', go)
  go()
}

/**
 * An OCSP responder by OpenSSL, an independent program, for one authority. `revoked`: serial numbers (lower-case hex) and when
 * each was revoked (milliseconds since 1970); every other certificate of `issued` is good.
 */
export async function makeResponder(authority: Holder, issued: readonly Holder[]) {
  const directory = await mkdtemp(join(tmpdir(), 'motcua-ocsp-'))
  const file = (name: string) => join(directory, name)
  const revoked = new Map<string, number>()
  await writeFile(file('ca.pem'), pem(authority.certificate.raw))
  await writeFile(file('ca.key'), authority.privateKey.export({ type: 'pkcs8', format: 'pem' }))

  async function make(question: Buffer): Promise<Buffer> {
    const lines = issued.map(({ certificate: { serial, notAfter } }) => {
      const at = revoked.get(serial)
      const number = (serial.length % 2 === 0 ? serial : `0${serial}`).toUpperCase()
      const state = at === undefined ? ['V', stamp(notAfter), ''] : ['R', stamp(notAfter), stamp(at)]
      return [...state, number, 'unknown', '/CN=x'].join('\t')
    })
    await writeFile(file('index.txt'), `${lines.join('\n')}\n`)
    await writeFile(file('question.der'), question)
    const keys = ['-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', 'ca.pem', '-rkey', 'ca.key']
    const form = ['-reqin', 'question.der', '-respout', 'answer.der', '-nmin', '60']
    await run('openssl', ['ocsp', ...keys, ...form], { cwd: directory })
    return readFile(file('answer.der'))
  }

  return { make, revoked, stop: () => rm(directory, { recursive: true }) }
}

/** `261126030000Z`, as the index of OpenSSL writes times. */
const stamp = (at: number) => `${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`
