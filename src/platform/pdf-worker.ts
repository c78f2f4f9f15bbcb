import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { makePrintable, readCoverage } from './pdf-text.ts'

/** A document to make, as the parent process sends it; the parent sends one at a time. */
export interface PdfRequest {
  template: string
  data: unknown
  /** Creation time in whole seconds since 1970. */
  createdAt: number
  /** Pictures that the template finds at `/given/NAME`. */
  pictures?: Readonly<Record<string, Uint8Array>>
}

/** Where a signature goes: points (1/72 inch) from the top left corner of page `page`, the first page being 1. */
export interface SignatureBox {
  name: string
  page: number
  x: number
  y: number
  width: number
  height: number
}

/** What the parent gets back; `memory` is the resident size of this process in bytes. */
export type PdfReply =
  | { pdf: Uint8Array; boxes: SignatureBox[]; memory: number }
  | { problem: string; memory: number }

/**
 * The compiler keeps what it computed for this many documents that did not need it. Measured over 1500 receipts: 5,
 * swept after each, levels off below 350 MB; 10, swept every twentieth, at 990 MB and no faster.
 */
const cacheAge = 5

/**
 * Serves documents to the parent until it disconnects. Typst grows and may end the process it runs in, so it has a
 * process of its own. FONTCONFIG_FILE, set by the parent, hides the fonts of the machine.
 */
function serve(templatesDir: string): void {
  const compiler = NodeCompiler.create({ workspace: templatesDir })
  const coverage = readCoverage(join(templatesDir, 'fonts'))
  let made = 0
  process.on('message', async (request: PdfRequest) => {
    const reply = await attempt(() => make(compiler, templatesDir, preparer(coverage), request))
    process.send?.({ ...reply, memory: process.memoryUsage.rss() })
    made += 1
    compiler.evictCache(cacheAge)
    if (made % 100 === 0) globalThis.gc?.()
  })
  process.on('disconnect', () => process.exit(0))
}

type Outcome = { pdf: Uint8Array; boxes: SignatureBox[] } | { problem: string }
type Prepare = (data: unknown) => Promise<unknown>

async function attempt(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

async function make(
  compiler: NodeCompiler,
  dir: string,
  prepare: Prepare,
  request: PdfRequest,
): Promise<Outcome> {
  const mainFilePath = join(dir, `${request.template}.typ`)
  if (!existsSync(mainFilePath)) return { problem: 'không có mẫu này' }
  const inputs = { data: JSON.stringify(await prepare(request.data)) }
  compiler.resetShadow()
  for (const [name, picture] of Object.entries(request.pictures ?? {}))
    compiler.mapShadow(join(dir, 'given', name), Buffer.from(picture))
  const compiled = compiler.compile({ mainFilePath, inputs })
  const document = compiled.result
  const trouble = compiled.takeError() ?? compiled.takeWarnings()
  if (!document || trouble) return { problem: JSON.stringify(trouble?.shortDiagnostics ?? []) }
  const pdf = compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: request.createdAt })
  return { pdf, boxes: compiler.query(document, { selector: '<signature-box>', field: 'value' }) }
}

/**
 * Makes the strings printable, and beside every text `<name>Url` puts `<name>Qr`, its QR code, and beside every text
 * `<name>Barcode` `<name>Bars`, its Code 128, both as SVG and at any depth.
 */
function preparer(coverage: ReadonlySet<number>): Prepare {
  return async (data) => withCodes(data, makePrintable(data, coverage))
}

/** The printable data with the pictures of its codes, which are drawn from the texts as they were given. */
async function withCodes(given: unknown, printable: unknown): Promise<unknown> {
  if (Array.isArray(given) && Array.isArray(printable)) {
    return Promise.all(given.map((item, index) => withCodes(item, printable[index])))
  }
  if (!isObject(given) || !isObject(printable)) return printable
  const entries = Object.entries(given).map(async ([key, value]): Promise<[string, unknown][]> => {
    if (typeof value !== 'string' || value === '') return [[key, await withCodes(value, printable[key])]]
    const text: [string, unknown] = [key, printable[key]]
    if (key.endsWith('Url')) return [text, [key.replace(/Url$/, 'Qr'), await drawQr(value)]]
    if (!key.endsWith('Barcode')) return [text]
    const isPlain = /^[\x20-\x7e]+$/.test(value)
    return [text, [key.replace(/Barcode$/, 'Bars'), isPlain ? await drawBars(value) : null]]
  })
  return Object.fromEntries((await Promise.all(entries)).flat())
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function drawQr(text: string): Promise<string> {
  const { toSVG } = await import('bwip-js/node')
  const options = { bcid: 'qrcode', text, eclevel: 'M' }
  return toSVG(options)
}

/** White behind the bars and at both ends: readers lose the first bar where the quiet zone is missing. */
async function drawBars(text: string): Promise<string> {
  const { toSVG } = await import('bwip-js/node')
  return toSVG({ bcid: 'code128', text, height: 8, paddingwidth: 10, backgroundcolor: 'FFFFFF' })
}

serve(process.argv[2] ?? '')
