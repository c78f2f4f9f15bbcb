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
  const compiled = compiler.compile({ mainFilePath, inputs })
  const document = compiled.result
  const trouble = compiled.takeError() ?? compiled.takeWarnings()
  if (!document || trouble) return { problem: JSON.stringify(trouble?.shortDiagnostics ?? []) }
  const pdf = compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: request.createdAt })
  return { pdf, boxes: compiler.query(document, { selector: '<signature-box>', field: 'value' }) }
}

/**
 * Makes the strings printable, and beside every top-level text `<name>Url` puts `<name>Qr`, its QR code as SVG; beside
 * every text `<name>Barcode`, at any depth, `<name>Bars`, its Code 128.
 */
function preparer(coverage: ReadonlySet<number>): Prepare {
  return async (data) => {
    const printable = await withBars(makePrintable(data, coverage))
    if (typeof data !== 'object' || data === null) return printable
    const urls = Object.entries(data).filter(
      ([key, value]) => key.endsWith('Url') && typeof value === 'string',
    )
    const codes = urls.map(async ([key, url]) => [key.replace(/Url$/, 'Qr'), await drawQr(url)])
    return { ...(printable as object), ...Object.fromEntries(await Promise.all(codes)) }
  }
}

async function withBars(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(withBars))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(async ([key, item]): Promise<[string, unknown][]> => {
    if (!key.endsWith('Barcode') || typeof item !== 'string') return [[key, await withBars(item)]]
    const text = item.replaceAll('\u200b', '')
    return [
      [key, item],
      [key.replace(/Barcode$/, 'Bars'), /^[\x20-\x7e]+$/.test(text) ? await drawBars(text) : null],
    ]
  })
  return Object.fromEntries((await Promise.all(entries)).flat())
}

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
