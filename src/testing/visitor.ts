import type { TestApp } from './app.ts'

export interface Seen {
  status: number
  /** Where it leads; empty for a page. */
  location: string
  html: string
  /** Set-Cookie lines. */
  setCookies: string[]
}

/** A browser of somebody outside, without script: keeps cookies and opens pages of the program by plain requests. */
export function createVisitor(app: TestApp, ip = '198.51.100.7') {
  const jar = new Map<string, string>()
  async function ask(path: string, form?: Record<string, string>): Promise<Seen> {
    const answer = await app.app.server.inject({
      method: form ? 'POST' : 'GET',
      url: path,
      remoteAddress: ip,
      headers: {
        host: new URL(app.config.publicUrl).host,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    })
    const setCookies = [answer.headers['set-cookie'] ?? []].flat()
    for (const line of setCookies) {
      const [pair = '', ...rules] = line.split('; ')
      const at = pair.indexOf('=')
      if (rules.includes('Max-Age=0')) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const location = String(answer.headers.location ?? '')
    return { status: answer.statusCode, location, html: answer.body, setCookies }
  }
  return {
    jar,
    open: (path: string) => ask(path),
    post: (path: string, form: Record<string, string>) => ask(path, form),
    /** Opens an address of the program that came from elsewhere. */
    arrive: (address: string) => ask(address.slice(new URL(address).origin.length)),
  }
}
