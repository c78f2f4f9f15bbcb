import { runLimitedThread } from './limited-thread.ts'

/** A file on this machine to be read. */
export interface TextRequest {
  path: string
  kind: 'pdf' | 'docx'
  /** Pages after which reading stops. */
  pageLimit: number
}

/**
 * What could be read: all of it, the beginning of a long one, nothing (a scan without letters), or why not (a password, a
 * broken file, more than the time allows). `pages` is null where it is not known.
 */
export interface DocumentText {
  state: 'read' | 'part' | 'none' | 'locked' | 'broken' | 'too_long'
  text: string
  pages: number | null
}

const limits = { pageLimit: 300, milliseconds: 60_000, memory: 512 }

/**
 * The text of a PDF or Word file. Read in a thread of its own with a limit of pages, time and memory, so that no file,
 * however made, holds up or takes down the program; never rejects because of what is in the file.
 */
export async function readDocumentText(
  { path, kind }: Pick<TextRequest, 'path' | 'kind'>,
  { pageLimit, ...allowed } = limits,
): Promise<DocumentText> {
  const request: TextRequest = { path, kind, pageLimit }
  const worker = new URL('./document-text-worker.ts', import.meta.url)
  const found = await runLimitedThread<DocumentText>(worker, request, allowed)
  return typeof found === 'string' ? { state: found, text: '', pages: null } : found
}
