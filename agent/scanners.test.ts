import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ScanRun } from '../src/signing/model/agent-protocol.ts'
import { saneSettings } from '../src/testing/signing/sane.ts'
import { openScanners, type Scanners } from './scanners.ts'

const feeder = 'Automatic Document Feeder'
const device = 'test:0'

let folder: string
let scanners: Scanners
const configured = process.env.SANE_CONFIG_DIR
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-quet-'))
})
afterEach(() => {
  scanners?.stop()
  rmSync(folder, { recursive: true, force: true })
  if (configured === undefined) delete process.env.SANE_CONFIG_DIR
  else process.env.SANE_CONFIG_DIR = configured
})

/** SANE's own test device, told to behave so. */
function open(behaviour: readonly string[] = [], more: Partial<Parameters<typeof openScanners>[0]> = {}) {
  process.env.SANE_CONFIG_DIR = saneSettings(folder, behaviour)
  const pages = join(folder, 'pages')
  scanners = openScanners({
    folder: pages,
    patience: 5_000,
    now: () => Date.now(),
    ...more,
  })
  return { pages }
}

async function finished(started: ScanRun | null): Promise<ScanRun> {
  let run = started
  while (run?.state === 'scanning') run = await scanners.state(run.id, run.pages, 5_000)
  if (!run) throw new Error('no such run')
  return run
}

const wanted = (own: Partial<Parameters<Scanners['start']>[0]> = {}) => ({
  scanner: device,
  source: 'Flatbed',
  resolution: 200,
  color: true,
  ...own,
})

describe('a scanner of SANE', () => {
  it('is listed with its sources and those of the usual resolutions that it has', async () => {
    open()
    expect(await scanners.list()).toEqual([
      {
        id: device,
        name: 'Noname frontend-tester',
        sources: ['Flatbed', feeder],
        resolutions: [200, 300, 400, 600],
      },
    ])
  })

  it('gives one page of the glass, in colour and at the wanted fineness', async () => {
    open()
    const run = await finished(scanners.start(wanted()))
    expect(run).toMatchObject({ state: 'done', pages: 1 })
    const picture = await sharp(scanners.page(run.id, 1) ?? undefined).metadata()
    expect(picture).toMatchObject({ format: 'jpeg', density: 200, channels: 3 })
    expect(scanners.page(run.id, 2)).toBeNull()
  })

  it('gives what lies in the feeder, page by page, and is asked for one run at a time', async () => {
    open()
    const run = scanners.start(wanted({ source: feeder }))
    expect(scanners.start(wanted())).toBeNull()
    const seen = new Set<number>()
    for (let now = run; now; ) {
      seen.add(now.pages)
      now = now.state === 'scanning' ? await scanners.state(now.id, now.pages, 5_000) : null
    }
    expect(await finished(run)).toMatchObject({ state: 'done', pages: 10 })
    expect(seen.size).toBeGreaterThan(2)
  })

  it('keeps the pages over a restart until they were taken, and a day at most', async () => {
    const { pages } = open()
    const run = await finished(scanners.start(wanted({ source: feeder })))
    const again = (now: number) => openScanners({ folder: pages, patience: 1, now: () => now })
    expect(again(Date.now()).runs()).toEqual([{ id: run.id, state: 'done', pages: 10 }])
    scanners.drop(run.id)
    expect(scanners.runs()).toEqual([])
    expect(readdirSync(pages)).toEqual([])
    const old = await finished(scanners.start(wanted()))
    utimesSync(join(pages, old.id), 0, 0)
    expect(again(Date.now()).runs()).toEqual([])
    expect(readdirSync(pages)).toEqual([])
  })
})

describe('what goes wrong is told, and what was scanned stays', () => {
  it.each([
    ['jammed', 'SANE_STATUS_JAMMED'],
    ['cover_open', 'SANE_STATUS_COVER_OPEN'],
    ['empty', 'SANE_STATUS_NO_DOCS'],
    ['gone', 'SANE_STATUS_IO_ERROR'],
    ['busy', 'SANE_STATUS_DEVICE_BUSY'],
  ])('%s', async (state, status) => {
    open([`read-status-code ${status}`])
    expect(await finished(scanners.start(wanted({ source: feeder })))).toMatchObject({ state, pages: 0 })
  })

  it('a scanner that is not there', async () => {
    open()
    expect(await finished(scanners.start(wanted({ scanner: 'test:7' })))).toMatchObject({ state: 'gone' })
  })

  it('a scanner that hangs is given up', async () => {
    open(['read-delay true', 'read-delay-duration 200000'], { patience: 60 })
    expect(await finished(scanners.start(wanted()))).toMatchObject({ state: 'hangs', pages: 0 })
  })

  it('a full disk', async () => {
    open([], { room: () => 1_000 })
    expect(await finished(scanners.start(wanted()))).toMatchObject({ state: 'disk_full', pages: 0 })
  })

  it('a run that nobody wants any more ends', async () => {
    const { pages } = open(['read-delay true', 'read-delay-duration 100000'])
    const run = scanners.start(wanted())
    scanners.drop(run?.id ?? '')
    expect(readdirSync(pages)).toEqual([])
    expect(await finished(scanners.start(wanted()))).toMatchObject({ state: 'done' })
  })

  it('no SANE on the PC', async () => {
    open()
    const path = process.env.PATH
    process.env.PATH = folder
    try {
      expect(await scanners.list()).toEqual([])
      expect(await finished(scanners.start(wanted()))).toMatchObject({ state: 'no_program' })
    } finally {
      process.env.PATH = path
    }
  })
})
