import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { loadDemoDossiers } from '../src/demo/dossiers.ts'
import { subscribersOf } from '../src/jobs.ts'
import { deliverNews } from '../src/platform/outbox.ts'
import { desktop, phone } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'
import type { Visit } from './visit.ts'
import { setupVisits, visits } from './visits.ts'

let stage: Stage
let setupCode = ''
const windows = new Map<string, Page>()

const withOffice = Object.values(visits).filter((ofRoute) => ofRoute !== setupVisits)
/** In their order, for a visit may find what an earlier one of its neighbours has done. */
const halves = [withOffice.slice(0, middle()), withOffice.slice(middle())] as const

/** How many routes have about half of the visits. */
function middle(): number {
  const total = withOffice.flat().length
  return withOffice.findIndex((_, index) => withOffice.slice(0, index).flat().length >= total / 2)
}

/**
 * Looks at each visit with axe at both widths, in a program of its own. Half of the pages a file, so that two files can be
 * worked on side by side; the first also looks at those before there is an office.
 */
export function describePages(half: 0 | 1): void {
  beforeAll(async () => {
    stage = await openStage()
    await loadDemoDossiers(stage.app.services)
    await deliverNews(stage.app.services, stage.app.officeId, subscribersOf(stage.app.services))
    setupCode = stage.app.app.openSetup()
  })
  afterAll(() => stage?.close())
  afterEach(() => {
    expect(stage.troubles()).toEqual([])
  })

  for (const ofRoute of halves[half]) {
    for (const [index, visit] of ofRoute.entries()) describeVisit(visit, index === 0)
  }
  if (half === 1) return
  describe('before there is an office', () => {
    beforeAll(async () => {
      await stage.app.owner.query('truncate offices cascade')
    })
    for (const [index, visit] of setupVisits.entries()) describeVisit(visit, index === 0)
  })
}

/** What another width can change; the rest is looked at once, at a desk. */
const widthRules = ['target-size', 'button-name', 'link-name', 'label', 'aria-hidden-focus']
/** The same around every state of a page, so it is looked at with the first of them. */
const frame = ['.mantine-AppShell-header', '.mantine-AppShell-navbar']

function describeVisit(visit: Visit, isFirst: boolean): void {
  test(`${visit.name} is a page for everybody, at a desk and on a telephone`, async () => {
    const page = await openVisit(visit)
    expect(await page.locator('html').getAttribute('lang')).toBe('vi')
    expect(await page.title()).toMatch(/\p{L}{3,}/u)
    expect(await page.locator('h1').count()).toBe(1)
    const exclude = isFirst ? [] : frame
    await expectAccessible(page, { exclude })
    await expectNoSideways(page)
    await page.setViewportSize(phone)
    await expectAccessible(page, isFirst ? {} : { rules: widthRules, exclude })
    await expectNoSideways(page)
    await expectVisibleFocus(page)
  })
}

/** The page in this state, in the window of whoever looks. */
async function openVisit({ as, path, prepare }: Visit): Promise<Page> {
  const page = await windowOf(as)
  await page.setViewportSize(desktop)
  await page.goto(path.replace('CODE', setupCode))
  await prepare?.(page)
  return page
}

async function windowOf(username: string | undefined): Promise<Page> {
  const known = windows.get(username ?? '')
  if (known) return known
  const context = await stage.open()
  if (username) await context.addCookies(await cookiesOf(username))
  const page = await context.newPage()
  windows.set(username ?? '', page)
  return page
}

async function cookiesOf(username: string) {
  const header = await stage.app.cookie(username)
  return header.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: stage.origin }
  })
}

/** Wherever Tab leads first, and in the first field of the page or its dialog, one sees where one is. */
async function expectVisibleFocus(page: Page): Promise<void> {
  for (let tabs = 0; tabs < 3; tabs += 1) {
    await page.keyboard.press('Tab')
    await expectOutline(page)
  }
  const field = page.locator('[role=dialog] input:visible, main form input:visible').first()
  if ((await field.count()) === 0) return
  await field.focus()
  await expectOutline(page)
}

async function expectOutline(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(at)
    return { at: at.outerHTML.slice(0, 200), outlineStyle, width: Number.parseFloat(outlineWidth) }
  })
  if (!focus) return
  expect(focus.outlineStyle, focus.at).not.toBe('none')
  expect(focus.width, focus.at).toBeGreaterThanOrEqual(2)
}
