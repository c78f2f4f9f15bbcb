import { foldVietnamese } from '../../platform/search-text.ts'
import type { LatenessReason } from '../model/clock-rules.ts'

/** The reasons as one line each, for a box to type in. */
export function reasonLines(reasons: readonly LatenessReason[]): string {
  return reasons.map(({ name }) => name).join('\n')
}

/**
 * What was typed, one reason a line: a known line keeps its code, so that the figures of years go on; a new one gets
 * a code made of its words.
 */
export function typedReasons(typed: string, known: readonly LatenessReason[]): LatenessReason[] {
  const taken = new Set<string>()
  return typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((name) => {
      const kept = known.find((reason) => reason.name === name && !taken.has(reason.code))
      const made =
        foldVietnamese(name)
          .replaceAll(/[^a-z0-9]+/g, '_')
          .slice(0, 34)
          .replaceAll(/^_+|_+$/g, '') || 'ly_do'
      let code = kept?.code ?? made
      for (let next = 2; taken.has(code); next += 1) code = `${made}_${next}`
      taken.add(code)
      return { code, name }
    })
}
