import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs one of the programs of poppler-utils on a PDF, which takes the place of `-` among the options.
 * @throws when the program ends with an error.
 */
export function runOnPdf(program: string, options: string[], pdf: Uint8Array): string {
  const stdio: ['pipe', 'pipe', 'ignore'] = ['pipe', 'pipe', 'ignore']
  return execFileSync(program, options, { input: pdf, stdio, maxBuffer: 2 ** 26 }).toString()
}

/** The words of a PDF in reading order, spaces and line ends as one space, invisible places to break taken out. */
export function readPdf(pdf: Uint8Array): string {
  return runOnPdf('pdftotext', ['-raw', '-', '-'], pdf).replaceAll('\u200b', '').replaceAll(/\s+/g, ' ')
}

export function countPages(pdf: Uint8Array): number {
  return Number(/Pages:\s+(\d+)/.exec(runOnPdf('pdfinfo', ['-'], pdf))?.[1])
}

/** The contents of the QR and bar codes on a page, one a line, read from its picture (150 dpi; bar codes need more). */
export function scanPdf(pdf: Uint8Array, page: number, resolution = 150): string {
  const picture = execFileSync(
    'pdftoppm',
    ['-r', `${resolution}`, '-png', '-f', `${page}`, '-l', `${page}`, '-'],
    {
      input: pdf,
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    },
  )
  const read = { input: picture, stdio: ['pipe', 'pipe', 'ignore'] as ['pipe', 'pipe', 'ignore'] }
  return execFileSync('zbarimg', ['--quiet', '--raw', '-'], read).toString().trim()
}

/** What `qpdf --check` says of the file; it throws when the file is damaged. */
export function checkPdf(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
  const file = join(folder, 'checked.pdf')
  writeFileSync(file, pdf)
  try {
    return execFileSync('qpdf', ['--check', file]).toString()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
