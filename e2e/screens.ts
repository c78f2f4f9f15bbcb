// Pictures of every page for people to look at: node e2e/screens.ts FOLDER [NAME …]; with names, of the visits that begin so.
// Starts the program on a demonstration office of its own and once without any office; both end with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { desktop, launchBrowser, openContext, phone, ready, signIn } from './browser.ts'
import type { Visit } from './visit.ts'
import { setupVisits, visits } from './visits.ts'

interface Program {
  origin: string
  dataDir: string
  /** What it printed until it was ready. */
  printed: string
  stop(): Promise<void>
}

/** The program on an empty folder and a free port; resolves when it answers. */
async function startProgram(...flags: string[]): Promise<Program> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-screens-'))
  const port = await freePort()
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'silent' }
  const child = spawn(process.execPath, ['src/main.ts', 'web', ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = await untilPrinted(child, 'Một Cửa chạy tại')
  return {
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    printed,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function untilPrinted(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (part) => {
      printed += part
      if (printed.includes(words)) resolve(printed)
    })
    child.once('exit', () => reject(new Error(`The program ended early:\n${printed}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Both pictures of one visit: with a dialog what the window shows, else the whole page. */
async function takePictures(
  page: Page,
  visit: Visit,
  place: { folder: string; code: string },
): Promise<void> {
  await page.setViewportSize(desktop)
  await page.goto(visit.path.replace('CODE', place.code))
  await ready(page)
  await visit.prepare?.(page)
  for (const [device, viewport] of [
    ['desk', desktop],
    ['phone', phone],
  ] as const) {
    await page.setViewportSize(viewport)
    if ((await page.getByRole('dialog').count()) === 0) {
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ width: viewport.width, height: Math.max(height, viewport.height) })
    }
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
    await page.screenshot({ path: join(place.folder, `${visit.name}-${device}.png`) })
  }
  process.stdout.write(`${visit.name}\n`)
}

function isWanted({ name }: Visit): boolean {
  return wanted.length === 0 || wanted.some((each) => name.startsWith(each))
}

async function pictureOffice(browser: Browser, folder: string): Promise<void> {
  const program = await startProgram()
  try {
    const accounts: { username: string; password: string }[] = JSON.parse(
      await readFile(join(program.dataDir, 'demo-accounts.json'), 'utf8'),
    )
    const windows = new Map<string, Page>()
    const all = Object.values(visits).flat()
    for (const visit of all.filter((each) => !setupVisits.includes(each) && isWanted(each))) {
      const as = visit.as ?? ''
      const page = windows.get(as) ?? (await (await openContext(browser, program.origin)).context.newPage())
      const password = accounts.find(({ username }) => username === as)?.password
      if (password && !windows.has(as)) await signIn(page, as, password)
      windows.set(as, page)
      await takePictures(page, visit, { folder, code: '' })
    }
  } finally {
    await program.stop()
  }
}

async function pictureSetup(browser: Browser, folder: string): Promise<void> {
  const program = await startProgram('--no-demo')
  try {
    const { context } = await openContext(browser, program.origin)
    const page = await context.newPage()
    const code = /[?]ma=([\w-]+)/.exec(program.printed)?.[1] ?? ''
    for (const visit of setupVisits.filter(isWanted)) await takePictures(page, visit, { folder, code })
  } finally {
    await program.stop()
  }
}

const [folder, ...wanted] = process.argv.slice(2)
if (!folder) throw new Error('node e2e/screens.ts FOLDER')
await mkdir(folder, { recursive: true })
const browser = await launchBrowser()
try {
  await pictureOffice(browser, folder)
  if (setupVisits.some(isWanted)) await pictureSetup(browser, folder)
} finally {
  await browser.close()
}
