/** Whether a host name is this very machine. */
export function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

/**
 * Whether the program may send what is confidential to this address: encrypted on the way, unless it is this very machine,
 * and without a password or a fragment in it.
 */
export function isOutsideAddress(text: string): boolean {
  const url = URL.parse(text)
  if (!url || url.username || url.password || url.hash) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}
