import { createServer } from 'node:net'
import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { startTestApp, type TestApp } from '../src/testing/app.ts'
import { builtPages } from '../src/testing/built-pages.ts'
import { demoPassword } from '../src/testing/places.ts'
import { launchBrowser, openContext, signIn } from './browser.ts'

/** The program with its pages on a port of its own, and a browser before it. */
export interface Stage {
  app: TestApp
  origin: string
  browser: Browser
  /** A window of the public, or of whoever signs in there. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>
  /** A page in a window of its own, signed in through the form. */
  openAs(username: string, options?: BrowserContextOptions): Promise<Page>
  /** What went wrong in any window since the last call. */
  troubles(): string[]
  close(): Promise<void>
}

/** Opens the stage for one file of tests. Call `close` in afterAll. */
export async function openStage(): Promise<Stage> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const app = await startTestApp({ pages: await builtPages(), publicUrl: origin })
  await app.app.server.listen({ host: '127.0.0.1', port })
  const browser = await launchBrowser()
  const watched: string[][] = []
  async function open(options?: BrowserContextOptions) {
    const { context, troubles } = await openContext(browser, origin, options)
    watched.push(troubles)
    return context
  }
  return {
    app,
    origin,
    browser,
    open,
    async openAs(username, options) {
      const page = await (await open(options)).newPage()
      await signIn(page, username, demoPassword)
      return page
    },
    troubles: () => watched.flatMap((each) => each.splice(0)),
    async close() {
      await browser.close()
      await app.close()
    },
  }
}

/** The address is printed into QR codes, so the port must be known before the program is made. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe is to look at: all of the page by all rules unless told otherwise. */
export interface Look {
  rules?: string[]
  /** Selectors of parts to pass over. */
  exclude?: string[]
}

/** No violation of WCAG 2.2 AA that axe can see, each told with its place. */
export async function expectAccessible(page: Page, { rules, exclude = [] }: Look = {}): Promise<void> {
  // The page's content policy forbids a script tag of ours, but not what the browser itself evaluates.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async ({ context, runOnly }) => {
      const { axe: inPage } = window as unknown as { axe: typeof axe }
      const results = await inPage.run(context, { runOnly, resultTypes: ['violations'] })
      return results.violations
    },
    {
      context: { include: ['html'], exclude },
      runOnly: rules ? { type: 'rule' as const, values: rules } : { type: 'tag' as const, values: everyRule },
    },
  )
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')}: ${failureSummary}`),
  )
  expect(told, page.url()).toEqual([])
}

/** The page is no wider than its window, once it has settled in it. */
export async function expectNoSideways(page: Page): Promise<void> {
  const width = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth <= clientWidth ? 'fits' : `${scrollWidth} px wide in ${clientWidth} px`
    })
  await expect.poll(width, { message: page.url() }).toBe('fits')
}
