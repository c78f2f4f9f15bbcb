import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Holder } from '../signing/pki.ts'
import { letter, signPdf } from '../signing/signed-pdf.ts'
import { acceptSocket, type OneText } from './one-text.ts'

// Written by hand from what is known of the program, not shared with the client: a wrong name on one side must not pass on both.
const requestForm = z.strictObject({
  FileUploadHandler: z.url({ protocol: /^https?$/ }),
  SessionId: z.string(),
  JWTToken: z.string(),
  FileName: z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).pathname.endsWith('.pdf')),
  MetaData: z.array(z.strictObject({ Key: z.string(), Value: z.string() })),
})
const uploadAnswer = z.strictObject({
  Status: z.boolean(),
  Message: z.string(),
  FileName: z.string(),
  FileServer: z.string(),
})

/**
 * What goes wrong: the officer cancels (11), the token fails (14), the program is too old for the method (500), signs nothing, another
 * file, or twice with the same addresses; the line is cut before or after the file was brought; the answer is no JSON, or never comes.
 */
export const vgcaFaults = [
  'cancel',
  'no-token',
  'old',
  'unsigned',
  'other-file',
  'twice',
  'cut',
  'cut-after',
  'garbage',
  'hang',
  'claims',
] as const
export type VgcaFault = (typeof vgcaFaults)[number]

interface Options {
  /** Whose token is in the PC. */
  holder: Holder
  /** Where pages look for it: 8987. */
  port?: number
}

/**
 * A strict stand-in for the desktop program of VGCA: TLS, one text for each socket, the file fetched without a cookie, signed as an
 * incremental update and brought back by itself. `control.fault` decides what goes wrong, `control.holder` whose token it is.
 */
export async function startVgcaStandIn({ holder, port = 0 }: Options) {
  const certificate = selfSigned()
  const control = { holder, fault: (): VgcaFault | null => null, calls: [] as string[] }
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (_request, response) => {
    response.writeHead(426).end()
  })
  const sockets = new Set<OneText>()
  server.on('upgrade', (request, socket) => {
    const line = acceptSocket(request, socket)
    sockets.add(line)
    void converse(line, request.url ?? '').catch(() => line.cut())
  })

  async function converse(line: OneText, path: string): Promise<void> {
    const text = await line.said
    control.calls.push(path)
    const fault = control.fault()
    if (fault === 'cut') return line.cut()
    if (fault === 'garbage') return line.answer('OK')
    if (fault === 'hang') return
    const answer = await work(path, { text, fault })
    if (fault === 'cut-after') return line.cut()
    line.answer(JSON.stringify(answer))
  }

  async function work(path: string, { text, fault }: { text: string; fault: VgcaFault | null }) {
    if (path !== '/SignApproved' || fault === 'old') return says(500, 'Method not found')
    const request = requestForm.safeParse(JSON.parse(text))
    if (!request.success) return says(28, `malformed: ${request.error.message}`)
    if (fault === 'cancel') return says(11, 'Người dùng hủy ký')
    if (fault === 'no-token') return says(14, 'Không tìm thấy\nchứng thư số')
    if (fault === 'claims') return says(0, '')
    const { FileName: from, FileUploadHandler: to } = request.data
    const given = await fetch(from)
    if (given.status !== 200 || given.headers.get('content-type') !== 'application/pdf')
      return says(28, 'Không tải được tệp')
    const bytes = new Uint8Array(await given.arrayBuffer())
    const signed = await sign(fault === 'other-file' ? await letter() : bytes, fault)
    const first = await bring(to, signed)
    const { Status: isTaken, Message, ...file } = fault === 'twice' ? await bring(to, signed) : first
    return isTaken ? { ...says(0, Message), ...file } : says(28, Message)
  }

  const sign = async (bytes: Uint8Array, fault: VgcaFault | null) =>
    fault === 'unsigned' ? bytes : signPdf(bytes, { holder: control.holder })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    address: `wss://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** PEM of the program's own certificate, which its installation puts among those that browsers trust. */
    trusted: certificate.cert,
    control,
    async close() {
      for (const each of sockets) each.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type VgcaStandIn = Awaited<ReturnType<typeof startVgcaStandIn>>

const says = (Status: number, Message: string) => ({
  Status,
  Message,
  FileName: '',
  FileServer: '',
  DocumentNumber: '',
  DocumentDate: '',
})

async function bring(to: string, bytes: Uint8Array) {
  const form = new FormData()
  form.set('uploadfile', new Blob([Buffer.from(bytes)], { type: 'application/pdf' }), 'van-ban.signed.pdf')
  const answer = await fetch(to, { method: 'POST', body: form })
  if (answer.status !== 200)
    return { Status: false, Message: `HTTP ${answer.status}`, FileName: '', FileServer: '' }
  return uploadAnswer.parse(await answer.json())
}

function selfSigned(): { key: string; cert: string } {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-vgca-'))
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'pipe',
  })
  const read = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(directory, { recursive: true })
  return read
}
