import { Worker } from 'node:worker_threads'
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

const milliseconds = 60_000
const memory = 1024

/**
 * Lays a stamp over a corner of the first page of a PDF and returns the copy; the file itself is not touched, so that a
 * digital signature in it stays as it was. In a thread of its own, with a limit of time and memory.
 */
export function stampPdf(request: StampRequest): Promise<Stamped> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./stamp-worker.ts', import.meta.url), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stdout: true,
      stderr: true,
    })
    const settle = (made: Stamped) => {
      clearTimeout(timer)
      resolve(made)
      worker.terminate().catch(() => {})
    }
    const timer = setTimeout(() => settle({ state: 'too_long' }), milliseconds)
    worker.once('message', settle)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle({ state: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_long' : 'broken' }),
    )
    worker.once('exit', () => settle({ state: 'broken' }))
  })
}
