import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { agentPorts } from '../src/signing/model/agent-protocol.ts'

export const phone = { width: 360, height: 740 }
export const desktop = { width: 1280, height: 800 }

/** Debian's Chromium without its windows, which halves the work of a look, with a profile of its own, which asks no other host for anything. Close it afterwards. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  })
}

/** A window of somebody's own. What goes wrong in any of its pages is written into `troubles`. */
export async function openContext(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; troubles: string[] }> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: desktop,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    ...options,
  })
  // Long enough for a busy machine: what is awaited here always comes, or is a fault.
  context.setDefaultTimeout(30_000)
  if (options.javaScriptEnabled !== false) context.on('page', waitUntilReady)
  return { context, troubles: watch(context, origin) }
}

/** A click on a page that does not listen yet is lost: opened or loaded anew, each is awaited. */
function waitUntilReady(page: Page): void {
  const goto = page.goto.bind(page)
  const reload = page.reload.bind(page)
  page.goto = async (url, options) => {
    const response = await goto(url, options)
    await ready(page)
    return response
  }
  page.reload = async (options) => {
    const response = await reload(options)
    await ready(page)
    return response
  }
}

/** Errors in pages, broken rules of the content policy, files that do not come, and requests to other hosts. */
function watch(context: BrowserContext, origin: string): string[] {
  const troubles: string[] = []
  context.on('weberror', (error) => troubles.push(`error in a page: ${error.error().message}`))
  context.on('console', (message) => {
    // A refused form also "fails to load"; what must not fail is told by the answers below.
    const refused = message.text().startsWith('Failed to load resource')
    // An agent that another file of tests has paired with its own office answers this one nothing, and Chromium says so.
    const isAgent = agentPorts.some((port) => message.text().includes(`http://127.0.0.1:${port}/`))
    if (message.type() === 'error' && !refused && !isAgent) troubles.push(`console: ${message.text()}`)
  })
  context.on('request', (request) => {
    const url = request.url()
    // The browser's own reader of PDF files asks for chrome:// addresses.
    // The agent on the same PC is asked where somebody wants it.
    const isAgent = agentPorts.some((port) => url.startsWith(`http://127.0.0.1:${port}/`))
    if (/^(https?|wss?):/.test(url) && !url.startsWith(`${origin}/`) && !isAgent)
      troubles.push(`request to another host: ${url}`)
  })
  context.on('response', (response) => {
    const status = response.status()
    const isFile = ['script', 'stylesheet', 'image', 'font'].includes(response.request().resourceType())
    if (status >= 500 || (isFile && status >= 400)) troubles.push(`answer ${status}: ${response.url()}`)
  })
  return troubles
}

/** Signs in through the form as a person does and waits for the first page of the day. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/dang-nhap')
  await page.getByLabel('Tên đăng nhập').fill(username)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL((url) => url.pathname !== '/dang-nhap')
  await ready(page)
}

/** Waits until a page of the staff listens to its buttons; pages without script are ready as they come. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const scripted = document.querySelector('script[type="module"]') !== null
    const button = document.querySelector('#noi-dung') ?? document.body
    return !scripted || Object.keys(button).some((key) => key.startsWith('__reactFiber'))
  })
}
