/** Whether a route asked for client script: `export const handle = { script: true }`. Public pages do not. */
export function usesScript(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'script' in handle && handle.script === true
}
