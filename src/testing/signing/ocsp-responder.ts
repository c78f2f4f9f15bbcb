import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Holder, pem } from './pki.ts'

/** A certificate as OpenSSL lists it: `V` in force, `R` revoked at a moment. */
export interface ListedCertificate {
  holder: Holder
  revokedAt?: number
}

const listTime = (at: number) => `${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`

/** OpenSSL's own responder for what an authority has issued, on this machine. Stop it afterwards. */
export async function startOcspResponder(
  authority: Holder,
  port: number,
  listed: readonly ListedCertificate[],
): Promise<{ stop(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-ocsp-'))
  const file = (name: string, content: string) => {
    writeFileSync(join(directory, name), content)
    return join(directory, name)
  }
  const lines = listed.map(({ holder: { certificate }, revokedAt }) => {
    const serial = certificate.serial.toUpperCase()
    const even = serial.length % 2 === 0 ? serial : `0${serial}`
    const state = revokedAt === undefined ? 'V' : 'R'
    const revoked = revokedAt === undefined ? '' : listTime(revokedAt)
    return [state, listTime(certificate.notAfter), revoked, even, 'unknown', '/CN=x'].join('\t')
  })
  const own = pem(authority.certificate.raw)
  const words = ['ocsp', '-index', file('index.txt', `${lines.join('\n')}\n`), '-port', `${port}`]
  const signer = ['-rsigner', file('ca.pem', own), '-CA', file('authority.pem', own), '-nmin', '60']
  const key = file('key.pem', authority.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const responder = spawn('openssl', [...words, ...signer, '-rkey', key], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await untilReady(responder)
  return {
    stop() {
      responder.kill('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** It says on its output when it waits for connections. */
function untilReady(responder: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (said: Buffer) =>
      /waiting for .*connections/i.test(said.toString()) ? resolve() : undefined
    responder.stdout?.on('data', look)
    responder.stderr?.on('data', look)
    responder.once('exit', (code) => reject(new Error(`the responder ended with ${code}`)))
  })
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
