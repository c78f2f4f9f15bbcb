/** Kinds that a browser shows by itself without running anything; all others are only handed out. */
const SHOWN: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp'])

/**
 * The header that names a download (RFC 6266): a plain name for old programs and the real one in UTF-8 (RFC 5987).
 * PDF and pictures are shown in the browser unless `download` is asked for.
 */
export function contentDisposition(file: { name: string; mediaType: string }, download: boolean): string {
  const kind = !download && SHOWN.has(file.mediaType) ? 'inline' : 'attachment'
  const plain = file.name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(file.name.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
