import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Turns Word files into PDF with the LibreOffice of the machine. */
export interface OfficeConverter {
  /** Null where LibreOffice is not installed, or cannot read the file in time. */
  toPdf(docx: Uint8Array): Promise<Uint8Array | null>
}

const run = promisify(execFile)
/** Milliseconds for one file; a first start takes a few seconds. */
const timeLimit = 60_000

/**
 * One file after the other, each with a profile of its own that is thrown away: nothing of one document, and no setting of
 * the machine, reaches the next. Macros are not run; files with macros are refused at upload.
 */
export function createOfficeConverter(program = 'soffice'): OfficeConverter {
  let last: Promise<unknown> = Promise.resolve()
  return {
    toPdf(docx) {
      const turn = last.then(() => convert(program, docx))
      last = turn.catch(() => null)
      return turn
    },
  }
}

async function convert(program: string, docx: Uint8Array): Promise<Uint8Array | null> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-word-'))
  try {
    const source = join(folder, 'van-ban.docx')
    await writeFile(source, docx)
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const options = ['--headless', '--norestore', '--convert-to', 'pdf', '--outdir', folder, source]
    await run(program, [profile, ...options], {
      timeout: timeLimit,
      killSignal: 'SIGKILL',
      env: { PATH: process.env.PATH, HOME: folder },
    })
    return await readFile(join(folder, 'van-ban.pdf'))
  } catch {
    // Not installed, not readable, or too slow: the caller says that the Word file stays as it is.
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
