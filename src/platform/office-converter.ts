import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Turns Word files into PDF with the LibreOffice of the machine. */
export interface OfficeConverter {
  /** Null where LibreOffice is not installed, or cannot read the file in time. */
  toPdf(docx: Uint8Array): Promise<Uint8Array | null>
  /** The same as PDF/A-2b, tagged; of a workbook as well. */
  toPdfA(content: Uint8Array, kind: OfficeKind): Promise<Uint8Array | null>
}

export type OfficeKind = 'docx' | 'xlsx'

export interface OfficeOptions {
  /** Folder of the fonts of our papers: Tinos has the metrics of Times New Roman, which a server seldom has. */
  fontsDir: string
  program?: string
}

const run = promisify(execFile)
/** Milliseconds for a start, which takes a few seconds, and for each file. */
const timeLimits = { start: 50_000, file: 10_000 }
/** A start serves so many files. */
const mostTogether = 25

interface Waiting {
  source: OfficeSource
  settle(pdf: Uint8Array | null): void
}

/**
 * One start of LibreOffice after the other. What waits for the same is turned in one start, for a start takes longer than a
 * file; whatever did not come out of it is tried once more alone, so that a broken file spoils no other. Each start has a
 * profile of its own that is thrown away: no setting of the machine, and nothing of an earlier start, reaches the next. Macros
 * are not run; files with macros are refused at upload.
 */
export function createOfficeConverter(options: OfficeOptions): OfficeConverter {
  const waiting: Waiting[] = []
  let working = false
  async function work() {
    if (working) return
    working = true
    for (let batch = takeBatch(waiting); batch.length > 0; batch = takeBatch(waiting)) {
      const sources = batch.map(({ source }) => source)
      // Without room on the disk nothing can be made; the next call may find some.
      const pdfs = await convertBatch(options, sources).catch(() => [])
      for (const [index, { settle }] of batch.entries()) settle(pdfs[index] ?? null)
    }
    working = false
  }
  const enqueue = (source: OfficeSource) =>
    new Promise<Uint8Array | null>((settle) => {
      waiting.push({ source, settle })
      // Begun when the caller has asked for all that it has now.
      setImmediate(work)
    })
  return {
    toPdf: (content) => enqueue({ content, kind: 'docx', filter: 'pdf' }),
    toPdfA: (content, kind) => enqueue({ content, kind, filter: archiveFilters[kind] }),
  }
}

/** The longest waiting and what waits for the same. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const filter = waiting[0]?.source.filter
  const batch = waiting.filter(({ source }) => source.filter === filter).slice(0, mostTogether)
  const rest = waiting.filter((each) => !batch.includes(each))
  waiting.splice(0, waiting.length, ...rest)
  return batch
}

async function convertBatch(
  options: OfficeOptions,
  sources: readonly OfficeSource[],
): Promise<(Uint8Array | null)[]> {
  const together = await convert(options, sources)
  if (sources.length === 1) return together
  const found: (Uint8Array | null)[] = []
  for (const [index, source] of sources.entries()) {
    const pdf = together[index] ?? (await convert(options, [source]))[0]
    found.push(pdf ?? null)
  }
  return found
}

interface OfficeSource {
  content: Uint8Array
  kind: OfficeKind
  /** What LibreOffice is asked to make. */
  filter: string
}

const archiveOptions = JSON.stringify({
  SelectPdfVersion: { type: 'long', value: '2' },
  UseTaggedPDF: { type: 'boolean', value: 'true' },
})
const archiveFilters: Readonly<Record<OfficeKind, string>> = {
  docx: `pdf:writer_pdf_Export:${archiveOptions}`,
  xlsx: `pdf:calc_pdf_Export:${archiveOptions}`,
}

/** Sources of one filter, in one start; null for each that did not come out of it. */
async function convert(
  { fontsDir, program = 'soffice' }: OfficeOptions,
  sources: readonly OfficeSource[],
): Promise<(Uint8Array | null)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-word-'))
  try {
    const paths = sources.map(({ kind }, index) => join(folder, `van-ban-${index}.${kind}`))
    await Promise.all(sources.map(({ content }, index) => writeFile(paths[index] ?? '', content)))
    const fonts = join(folder, 'fonts.conf')
    await writeFile(fonts, fontList(resolve(fontsDir), folder))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const filter = sources[0]?.filter ?? 'pdf'
    const options = ['--headless', '--norestore', '--convert-to', filter, '--outdir', folder, ...paths]
    await run(program, [profile, ...options], {
      timeout: timeLimits.start + timeLimits.file * sources.length,
      killSignal: 'SIGKILL',
      env: { PATH: process.env.PATH, HOME: folder, FONTCONFIG_FILE: fonts },
    }).catch(() => {
      // Not installed, stopped by a file, or too slow: what came out until then counts.
    })
    const made = sources.map((_, index) => readFile(join(folder, `van-ban-${index}.pdf`)).catch(() => null))
    return await Promise.all(made)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Our fonts first, in the place of Times New Roman; the machine's for everything else. */
function fontList(fontsDir: string, cacheDir: string): string {
  return `<?xml version="1.0"?><fontconfig><dir>${fontsDir}</dir><dir>/usr/share/fonts</dir><cachedir>${cacheDir}</cachedir>
<match><test name="family"><string>Times New Roman</string></test><edit name="family" mode="assign"><string>Tinos</string></edit></match>
</fontconfig>`
}
