import type { KnownPaper, Pending } from './form-state.ts'

/** Papers as they were declared before, with the files that came with them. */
export function papersBefore({ components }: Pending): KnownPaper[] {
  return components.map(({ files, ...paper }) => ({
    ...paper,
    files: files.map((file) => ({
      key: file.id,
      name: file.name,
      size: file.size,
      part: 1,
      stored: file,
      problem: null,
    })),
  }))
}
