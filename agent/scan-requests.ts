import type { ScanWanted } from '../src/signing/model/agent-protocol.ts'
import type { AgentAnswer, AgentContext } from './server.ts'

/** How long a page's question for the next page is held open, milliseconds. */
const holdState = 20_000

/** What the office's pages ask of the scanners. Whose page it is was judged before. */
export async function answerScans(
  { scanners }: AgentContext,
  path: string,
  content: Record<string, unknown>,
): Promise<AgentAnswer> {
  const run = String(content.run ?? '')
  switch (path) {
    case '/v1/scanners':
      return { status: 200, body: { scanners: await scanners.list() } }
    case '/v1/scans':
      return { status: 200, body: { runs: scanners.runs() } }
    case '/v1/scan': {
      const wanted = await readWanted(scanners, content)
      if (!wanted) return { status: 400, body: { error: 'no_such_scanner' } }
      const started = scanners.start(wanted)
      return started ? { status: 200, body: started } : { status: 409, body: { error: 'scanning' } }
    }
    case '/v1/scan/state': {
      const state = await scanners.state(run, Number(content.seen ?? 0), holdState)
      return state ? { status: 200, body: state } : { status: 404, body: { error: 'no_such_run' } }
    }
    case '/v1/scan/page': {
      const page = scanners.page(run, Number(content.page ?? 0))
      if (!page) return { status: 404, body: { error: 'no_such_page' } }
      return { status: 200, body: { jpeg: page.toString('base64') } }
    }
    case '/v1/scan/drop':
      scanners.drop(run)
      return { status: 200, body: {} }
    default:
      return { status: 404, body: { error: 'unknown' } }
  }
}

/** Only what the scanner itself offers goes to its driver. */
async function readWanted(
  scanners: AgentContext['scanners'],
  { scanner, source, resolution, color }: Record<string, unknown>,
): Promise<ScanWanted | null> {
  const known = (await scanners.list()).find(({ id }) => id === scanner)
  if (!known?.resolutions.includes(Number(resolution))) return null
  if (known.sources.length > 0 && !known.sources.includes(String(source))) return null
  return {
    scanner: known.id,
    source: known.sources.length > 0 ? String(source) : '',
    resolution: Number(resolution),
    color: color !== false,
  }
}
