import { useEffect, useRef } from 'react'
import { newKey } from '../../../ui/new-key.ts'
import { uploadFile } from '../../../ui/upload-file.ts'
import type { Attachment } from './form-state.ts'

/** Changes the files of one paper, whatever happened to the form meanwhile. */
export type ChangeFiles = (
  ordinal: number,
  change: (files: readonly Attachment[]) => readonly Attachment[],
) => void

export interface Uploads {
  attach(ordinal: number, files: readonly File[]): void
  retry(ordinal: number, key: string): void
  remove(ordinal: number, key: string): void
  /** Stops whatever is on its way, as when the procedure and with it the papers change. */
  stopAll(): void
}

/** Sends files as soon as they are chosen. Nothing goes on when the form is gone. */
export function useUploads(changeFiles: ChangeFiles): Uploads {
  const running = useRef(new Map<string, { file: File; stop: () => void }>())
  const stopAll = () => {
    for (const { stop } of running.current.values()) stop()
    running.current.clear()
  }
  // On leaving only
  useEffect(() => stopAll, [])

  function send(ordinal: number, key: string, file: File) {
    const update = (change: Partial<Attachment>) =>
      changeFiles(ordinal, (files) => files.map((each) => (each.key === key ? { ...each, ...change } : each)))
    update({ part: 0, problem: null })
    const stop = uploadFile(file, newKey(), {
      onProgress: (part) => update({ part }),
      onEnd: (outcome) =>
        update(
          outcome.ok
            ? { stored: outcome.file, name: outcome.file.name, part: 1 }
            : { problem: outcome.message },
        ),
    })
    running.current.set(key, { file, stop })
  }

  return {
    attach(ordinal, files) {
      const added = files.map((file) => ({ file, key: newKey() }))
      changeFiles(ordinal, (before) => [
        ...before,
        ...added.map(({ file, key }) => ({
          key,
          name: file.name,
          size: file.size,
          part: 0,
          stored: null,
          problem: null,
        })),
      ])
      for (const { file, key } of added) send(ordinal, key, file)
    },
    retry(ordinal, key) {
      const known = running.current.get(key)
      if (known) send(ordinal, key, known.file)
    },
    remove(ordinal, key) {
      running.current.get(key)?.stop()
      running.current.delete(key)
      changeFiles(ordinal, (files) => files.filter((each) => each.key !== key))
    },
    stopAll,
  }
}
