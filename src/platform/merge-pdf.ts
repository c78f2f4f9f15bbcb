import { runLimitedThread, type ThreadFailure } from './limited-thread.ts'

/** Files that are looked at, or laid one behind the other into a new one at `target`. */
export interface MergeRequest {
  paths: readonly string[]
  /** Null: only to be looked at. */
  target: string | null
}

/** Pages of each file; null for one that cannot be read or is locked, which is left out. */
export interface Merged {
  pages: (number | null)[]
}

/**
 * Lays PDF files one behind the other as one, or with no target only counts their pages. In a thread of its own, with a limit
 * of time and memory. Signatures do not survive it: the files themselves are not touched.
 */
export function mergePdfs(request: MergeRequest): Promise<Merged | ThreadFailure> {
  const worker = new URL('./merge-pdf-worker.ts', import.meta.url)
  return runLimitedThread<Merged>(worker, request, { milliseconds: 300_000, memory: 2048 })
}
