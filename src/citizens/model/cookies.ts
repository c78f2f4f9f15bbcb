const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const tokenPattern = /^[A-Za-z0-9_-]{43}$/

/** What a citizen's browser carries: the sign-in, who has gone to the provider, who waits for a code. */
type CookieKind = 'phien' | 'di-dang-nhap' | 'cho-ma'

/**
 * Cookies of this host alone. Over https their names begin with `__Host-`, so that no other host of the domain can set them
 * and put a browser into a sign-in of its own choice.
 */
export function cookieJar(publicUrl: string) {
  const isSecure = publicUrl.startsWith('https:')
  const nameOf = (kind: CookieKind) => `${isSecure ? '__Host-' : ''}cong-dan-${kind}`
  const rules = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    /** The value of a cookie in a request; null where there is none. */
    read(header: string | null, kind: CookieKind): string | null {
      const start = `${nameOf(kind)}=`
      const found = (header ?? '').split(/;\s*/).find((each) => each.startsWith(start))
      return found === undefined ? null : found.slice(start.length)
    },
    /** A Set-Cookie line; without an age (milliseconds) it lasts until the browser is closed. */
    write(kind: CookieKind, value: string, age?: number): string {
      return `${nameOf(kind)}=${value}; ${rules}${age === undefined ? '' : `; Max-Age=${Math.floor(age / 1000)}`}`
    },
    drop: (kind: CookieKind) => `${nameOf(kind)}=; ${rules}; Max-Age=0`,
  }
}

/** A sign-in as its cookie says it: the office, and a token that only this browser has. */
export function readSessionValue(value: string | null): { officeId: string; token: string } | null {
  const [officeId = '', token = '', ...more] = (value ?? '').split('.')
  return uuidPattern.test(officeId) && tokenPattern.test(token) && more.length === 0
    ? { officeId, token }
    : null
}

export function sessionValue(officeId: string, token: string): string {
  return `${officeId}.${token}`
}
