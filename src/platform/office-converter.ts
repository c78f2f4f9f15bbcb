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
/** Milliseconds for one file; a first start takes a few seconds. */
const timeLimit = 60_000

/**
 * One file after the other, each with a profile of its own that is thrown away: nothing of one document, and no setting of
 * the machine, reaches the next. Macros are not run; files with macros are refused at upload.
 */
export function createOfficeConverter(options: OfficeOptions): OfficeConverter {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (source: OfficeSource) => {
    const turn = last.then(() => convert(options, source))
    last = turn.catch(() => null)
    return turn
  }
  return {
    toPdf: (content) => inTurn({ content, kind: 'docx', filter: 'pdf' }),
    toPdfA: (content, kind) => inTurn({ content, kind, filter: archiveFilters[kind] }),
  }
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

async function convert(
  { fontsDir, program = 'soffice' }: OfficeOptions,
  { content, kind, filter }: OfficeSource,
): Promise<Uint8Array | null> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-word-'))
  try {
    const source = join(folder, `van-ban.${kind}`)
    await writeFile(source, content)
    const fonts = join(folder, 'fonts.conf')
    await writeFile(fonts, fontList(resolve(fontsDir), folder))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const options = ['--headless', '--norestore', '--convert-to', filter, '--outdir', folder, source]
    await run(program, [profile, ...options], {
      timeout: timeLimit,
      killSignal: 'SIGKILL',
      env: { PATH: process.env.PATH, HOME: folder, FONTCONFIG_FILE: fonts },
    })
    return await readFile(join(folder, 'van-ban.pdf'))
  } catch {
    // Not installed, not readable, or too slow: the caller says that the Word file stays as it is.
    return null
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
