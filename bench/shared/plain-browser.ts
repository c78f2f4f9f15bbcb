import { get } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'

/** A page as it came at the end of all redirects. */
export interface Page {
  path: string
  html: string
}

/** Somebody with a browser without script: one address, one sign-in. */
export interface PlainBrowser {
  open(path: string): Promise<Page>
  /** Posts a form and goes where the answer leads, as a browser does. Fails unless it leads to a page. */
  post(path: string, form: Record<string, string> | FormData): Promise<Page>
}

/** What a request was for: a page, a form that was filled in, or files. */
export type Asked = 'page' | 'form' | 'files'

export interface BrowserOptions {
  cookie: string
  ip: string
  /** Told after each request, with its milliseconds. */
  note?: ((asked: Asked, milliseconds: number) => void) | undefined
}

export function createPlainBrowser(origin: string, { cookie, ip, note }: BrowserOptions): PlainBrowser {
  const headers = { cookie, 'x-forwarded-for': ip }
  async function ask(asked: Asked, path: string, body?: FormData | URLSearchParams) {
    const started = performance.now()
    const init = body ? { method: 'POST', body } : {}
    const answer = await fetch(origin + path, { ...init, headers, redirect: 'manual' })
    const html = await answer.text()
    note?.(asked, performance.now() - started)
    return { answer, html }
  }
  async function open(path: string): Promise<Page> {
    const { answer, html } = await ask('page', path)
    const next = answer.headers.get('location')
    if (next) return open(next)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${textOf(html)}`)
    return { path, html }
  }
  return {
    open,
    async post(path, form) {
      const { answer, html } =
        form instanceof FormData
          ? await ask('files', path, form)
          : await ask('form', path, new URLSearchParams(form))
      const next = answer.headers.get('location')
      if (!next) throw new Error(`POST ${path}: ${answer.status} ${textOf(html)}`)
      return open(next)
    },
  }
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').slice(0, 600)

/** Value of an attribute of the first element that the pattern finds; the pattern's first group. */
export function partOf(page: Page, pattern: RegExp): string {
  const found = pattern.exec(page.html)?.[1]
  if (found === undefined) throw new Error(`${page.path} has nothing like ${pattern}`)
  return found.replaceAll('&amp;', '&')
}

/** Bytes of a page with everything it asks for: as the program sends them, as they are read, and as gzip would make them. */
export interface Weight {
  sent: number
  raw: number
  gzip: number
  files: number
}

/** Weighs a page as somebody meets it who has never been here. */
export async function weigh(origin: string, path: string, cookie: string): Promise<Weight> {
  const page = await load(origin + path, cookie)
  const html = page.body.toString('utf8')
  const asked = [...html.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="(\/[^"]+)"/g)].map(
    ([, file]) => file ?? '',
  )
  const files = await Promise.all([...new Set(asked)].map((file) => load(origin + file, cookie)))
  const all = [page, ...files]
  const sum = (of: (each: Loaded) => number) => all.reduce((total, each) => total + of(each), 0)
  return {
    sent: sum(({ sent }) => sent),
    raw: sum(({ body }) => body.length),
    gzip: sum(({ body }) => gzipSync(body).length),
    files: all.length,
  }
}

interface Loaded {
  sent: number
  body: Buffer
}

/** `fetch` unpacks what it gets; this counts what came over the line. */
function load(url: string, cookie: string): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip' }
    get(url, { headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const came = Buffer.concat(parts)
        if (answer.statusCode !== 200) return reject(new Error(`${url}: ${answer.statusCode}`))
        const isPacked = answer.headers['content-encoding'] === 'gzip'
        resolve({ sent: came.length, body: isPacked ? gunzipSync(came) : came })
      })
    }).on('error', reject)
  })
}
