import { runLimitedThread } from './limited-thread.ts'
import type { Corner } from './stamp-geometry.ts'

export interface StampRequest {
  /** The PDF to be stamped, on this machine. */
  path: string
  /** The stamp: a PDF of one page of its size. */
  stamp: Uint8Array
  corner: Corner
  /** Distance from both edges, in points. */
  margin: number
}

/** The stamped copy, or why there is none: a password, a file that cannot be read, or one too large for the time. */
export type Stamped = { state: 'stamped'; pdf: Uint8Array } | { state: 'locked' | 'broken' | 'too_long' }

/**
 * Lays a stamp over a corner of the first page of a PDF and returns the copy; the file itself is not touched, so that a
 * digital signature in it stays as it was. In a thread of its own, with a limit of time and memory.
 */
export async function stampPdf(request: StampRequest): Promise<Stamped> {
  const worker = new URL('./stamp-worker.ts', import.meta.url)
  const made = await runLimitedThread<Stamped>(worker, request, { milliseconds: 60_000, memory: 1024 })
  return typeof made === 'string' ? { state: made } : made
}
