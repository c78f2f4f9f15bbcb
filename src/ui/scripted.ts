/**
 * Whether a public page brings a small file of script that it works without: `export const handle = { fileScript: true }`.
 * Its policy then allows our own files, and nothing inline.
 */
export function usesFileScript(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'fileScript' in handle && handle.fileScript === true
}

/** Whether a route asked for client script: `export const handle = { script: true }`. Public pages do not. */
export function usesScript(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'script' in handle && handle.script === true
}
