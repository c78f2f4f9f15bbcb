/** Stands for our own host while a path is looked at; the name can belong to nobody (RFC 2606). */
const ownHost = 'http://own.invalid'
/** Longer than any address of ours; what leads back is also carried in a cookie, which browsers cut off at 4 KB. */
const longest = 1000

/**
 * The page of this program that an address from outside may lead back to; `otherwise` for anything that a browser would
 * read as another host, which it also does after throwing away tabs and line breaks.
 */
export function ownPath(wanted: string | null, otherwise: string): string {
  if (wanted === null || !wanted.startsWith('/') || wanted.length > longest) return otherwise
  const url = URL.parse(wanted, ownHost)
  if (!url || url.origin !== ownHost || url.username !== '') return otherwise
  const path = url.pathname + url.search + url.hash
  return path.startsWith('//') ? otherwise : path
}
