import { runLimitedThread } from './limited-thread.ts'

/** A line of a Word file that is written anew: the first paragraph whose whole text the pattern matches. */
export interface WordLine {
  /** Source of a regular expression, tried on the text without spaces at its ends. */
  pattern: string
  text: string
}

export interface WordLinesRequest {
  docx: Uint8Array
  lines: readonly WordLine[]
}

/** The file with its lines written anew, and for each line whether there was a paragraph for it. */
export interface FilledWord {
  docx: Uint8Array
  found: boolean[]
}

/**
 * Writes lines of a Word file anew in the look of the paragraphs they replace; everything else stays as its author left
 * it. Null when the file cannot be read. In a thread of its own, with a limit of time and memory.
 */
export async function fillWordLines(request: WordLinesRequest): Promise<FilledWord | null> {
  const worker = new URL('./word-lines-worker.ts', import.meta.url)
  const filled = await runLimitedThread<FilledWord>(worker, request, { milliseconds: 30_000, memory: 512 })
  return typeof filled === 'string' ? null : filled
}
