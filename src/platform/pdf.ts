import { type ChildProcess, fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PdfReply, PdfRequest, SignatureBox } from './pdf-worker.ts'

export type { SignatureBox } from './pdf-worker.ts'

/** A document with the places its template keeps free for signatures, in the order of the pages. */
export interface PdfWithBoxes {
  pdf: Uint8Array
  boxes: SignatureBox[]
}

/** Whether somebody stands at the counter and waits, or a long document may let the others go first. */
type Turn = 'now' | 'later'

export interface PdfManner {
  /** Nobody stands waiting for it: the others go first. */
  later?: boolean
  /** Stands for the clock where the same paper must come out the same whenever it is made. */
  createdAt?: Date
  /** Pictures (JPEG or PNG) by the name under which the template finds them in `/given/`. */
  pictures?: Readonly<Record<string, Uint8Array>>
}

/**
 * Makes PDF/A-2a documents, tagged and in Vietnamese, from Typst templates. `template` is a file name without `.typ`.
 * The same data at the same clock second gives the same bytes. Strings are printed literally, never run as markup;
 * a character that the fonts lack is printed as □. Every text of the data whose name ends in `Url` gives
 * the template a QR code under the name ending in `Qr`, at any depth, and one ending in `Barcode` a Code 128 under `Bars`
 * (null where the text cannot be one).
 *
 * Both methods reject with an Error that names the template when it does not exist, when Typst reports an error or
 * a warning, when a document takes too long, or when the process that makes it ends; the next document is then
 * made by a new process.
 */
export interface PdfRenderer {
  render(template: string, data: unknown, how?: PdfManner): Promise<Uint8Array>
  /** The same document, with the positions its template marks `<signature-box>`. */
  renderWithBoxes(template: string, data: unknown): Promise<PdfWithBoxes>
  /** Ends the process; documents not yet made are rejected. */
  close(): Promise<void>
}

export interface PdfOptions {
  /** Folder of the templates, with their fonts in `fonts/`. Typst reads nothing outside it. */
  templatesDir: string
  /** Gives the creation time of each document. */
  clock: () => Date
  /** Resident bytes of the process after which a fresh one takes over. Typst never gives all of it back. */
  memoryLimit?: number
  /** Milliseconds one document may take. */
  timeLimit?: number
}

interface Job {
  request: PdfRequest
  turn: Turn
  resolve: (made: PdfWithBoxes) => void
  reject: (error: Error) => void
}

interface Press {
  options: Required<PdfOptions>
  waiting: Job[]
  current?: Job | undefined
  worker?: ChildProcess | undefined
  closed: boolean
}

/** Nothing is started until the first document is asked for. Documents are made one after the other, those for `later` last. */
export function createPdfRenderer(options: PdfOptions): PdfRenderer {
  const templatesDir = resolve(options.templatesDir)
  const press: Press = {
    options: { memoryLimit: 400 * 2 ** 20, timeLimit: 30_000, ...options, templatesDir },
    waiting: [],
    closed: false,
  }
  return {
    render: async (template, data, how = {}) => (await order(press, { template, data }, how)).pdf,
    renderWithBoxes: (template, data) => order(press, { template, data }, {}),
    close: () => close(press),
  }
}

function order(
  press: Press,
  { template, data }: { template: string; data: unknown },
  { later = false, createdAt = press.options.clock(), pictures = {} }: PdfManner,
): Promise<PdfWithBoxes> {
  const request = { template, data, pictures, createdAt: Math.floor(createdAt.getTime() / 1000) }
  const turn: Turn = later ? 'later' : 'now'
  return new Promise((resolve, reject) => {
    if (!/^[a-z][a-z0-9-]*$/.test(template)) return reject(failure(template, 'tên mẫu không hợp lệ'))
    if (press.closed) return reject(failure(template, 'bộ phận tạo PDF đã đóng'))
    press.waiting.push({ request, turn, resolve, reject })
    startNext(press)
  })
}

function startNext(press: Press): void {
  if (press.current || press.closed) return
  const first = press.waiting.findIndex((each) => each.turn === 'now')
  const [job] = press.waiting.splice(Math.max(first, 0), 1)
  if (!job) return
  press.current = job
  press.worker ??= startWorker(press)
  const { worker } = press
  const timer = setTimeout(() => worker.kill('SIGKILL'), press.options.timeLimit)
  const settle = (finish: () => void): void => {
    clearTimeout(timer)
    worker.removeAllListeners('message').removeListener('exit', ended).removeListener('error', ended)
    press.current = undefined
    finish()
    startNext(press)
  }
  const ended = (cause: Error | number | null, signal?: string | null): void => {
    settle(() => job.reject(failure(job.request.template, `tiến trình tạo PDF đã dừng (${signal ?? cause})`)))
  }
  worker.once('exit', ended).once('error', ended)
  worker.once('message', (reply: PdfReply) => {
    if (reply.memory > press.options.memoryLimit) retire(press)
    settle(() => deliver(job, reply))
  })
  worker.send(job.request, (error) => {
    if (error) worker.kill('SIGKILL')
  })
}

function deliver(job: Job, reply: PdfReply): void {
  if ('pdf' in reply) job.resolve({ pdf: reply.pdf, boxes: reply.boxes })
  else job.reject(failure(job.request.template, reply.problem))
}

/** The worker gets no environment but the font list: it needs none, and so it can leak none. */
function startWorker(press: Press): ChildProcess {
  const { templatesDir } = press.options
  const worker = fork(fileURLToPath(new URL('./pdf-worker.ts', import.meta.url)), [templatesDir], {
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
    env: { FONTCONFIG_FILE: join(templatesDir, 'fonts', 'fonts.conf') },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const forget = (): void => {
    if (press.worker === worker) press.worker = undefined
    worker.kill('SIGKILL')
  }
  worker.once('exit', forget).on('error', forget)
  return worker
}

function retire(press: Press): void {
  press.worker?.disconnect()
  press.worker = undefined
}

async function close(press: Press): Promise<void> {
  press.closed = true
  for (const job of press.waiting.splice(0))
    job.reject(failure(job.request.template, 'bộ phận tạo PDF đã đóng'))
  const { worker } = press
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return
  const exited = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGKILL')
  await exited
}

function failure(template: string, reason: string): Error {
  return new Error(`Không tạo được PDF theo mẫu "${template}": ${reason}`)
}
