/** What is told, with the office's id behind it, when a package waits to be built. */
export const packageTopic = 'archive package '

/** What is built: gói nộp lưu trữ, or toàn văn hồ sơ to be read. */
export const buildForms = ['package', 'reading'] as const
export type BuildForm = (typeof buildForms)[number]

/** How far the building of a package is. */
export const buildStates = ['waiting', 'building', 'done', 'failed'] as const
export type BuildState = (typeof buildStates)[number]

/** Tries of one build that a program may break off, by its end or its fault, before nobody tries any more. */
export const mostAttempts = 3

/** Days for which the finished ZIP file is kept to be fetched; afterwards it is built again where somebody needs it. */
export const keptDays = 30

/** How far a build is, in words; null when it has ended. */
export function progressWords(build: {
  state: BuildState
  rendered: number
  toRender: number
}): string | null {
  const { state, rendered, toRender } = build
  if (state === 'waiting') return 'Đang chờ đến lượt.'
  if (state !== 'building') return null
  if (rendered < toRender) return `Đang tạo bản PDF/A: ${rendered}/${toRender} tệp.`
  return 'Đang ghép các tệp.'
}
