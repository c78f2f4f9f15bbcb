import { Worker } from 'node:worker_threads'

export interface ThreadLimits {
  milliseconds: number
  /** Megabytes of memory. */
  memory: number
}

/** Why a thread gave no answer: it failed, or took more time or memory than allowed. */
export type ThreadFailure = 'broken' | 'too_long'

/**
 * Runs one worker file on one request and gives back the only message it posts. For work on files that anybody may have
 * made: whatever is in them holds up or takes down the thread, not the program. Never rejects.
 */
export function runLimitedThread<Answer extends object>(
  file: URL,
  request: unknown,
  { milliseconds, memory }: ThreadLimits,
): Promise<Answer | ThreadFailure> {
  return new Promise((resolve) => {
    const worker = new Worker(file, {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stdout: true,
      stderr: true,
    })
    const settle = (answer: Answer | ThreadFailure) => {
      clearTimeout(timer)
      resolve(answer)
      worker.terminate().catch(() => {})
    }
    const timer = setTimeout(() => settle('too_long'), milliseconds)
    worker.once('message', settle)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_long' : 'broken'),
    )
    worker.once('exit', () => settle('broken'))
  })
}
