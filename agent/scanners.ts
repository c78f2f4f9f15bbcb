import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentScanner, ScanRun, ScanState, ScanWanted } from '../src/signing/model/agent-protocol.ts'

interface Options {
  /** Where pages lie until the page has taken them. */
  folder: string
  /** Silence of a scanner after which it counts as hanging, milliseconds. */
  patience: number
  /** Milliseconds. */
  now: () => number
  /** Bytes that are free where the pages go. */
  room?: () => number
}

/** A page in colour has some megabytes; below this a run is not begun, and what failed has failed for it. */
const leastRoom = 100_000_000

/** Most pages of one run: what a feeder holds, twice. */
const mostPages = 200
/** Pages that nobody took are personal data on a disk: they go after a day. */
const keptFor = 24 * 3_600_000
/** A device that does not even say what it can do holds up the others no longer than this. */
const listPatience = 20_000

/** How scanimage ends (its own exit status is that of SANE). */
const endings: Readonly<Record<number, ScanState>> = {
  0: 'done',
  3: 'busy',
  6: 'jammed',
  7: 'empty',
  8: 'cover_open',
  9: 'gone',
}

interface Run {
  id: string
  directory: string
  state: ScanState
  stop: () => void
  changed: Set<() => void>
}

/** The scanners of this PC through SANE, and the runs whose pages still lie here: also those of before a restart. */
export function openScanners({ folder, patience, now, room = () => freeIn(folder) }: Options) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const runs = new Map<string, Run>()
  for (const id of readdirSync(folder)) {
    const directory = join(folder, id)
    if (now() - statSync(directory).mtimeMs > keptFor) rmSync(directory, { recursive: true, force: true })
    else runs.set(id, { id, directory, state: 'done', stop: () => {}, changed: new Set() })
  }
  const told = (run: Run): ScanRun => ({ id: run.id, state: run.state, pages: pagesOf(run).length })
  return {
    list: listScanners,
    runs: () => [...runs.values()].map(told),
    start(wanted: ScanWanted): ScanRun | null {
      if ([...runs.values()].some(({ state }) => state === 'scanning')) return null
      const id = randomUUID()
      const run: Run = {
        id,
        directory: join(folder, id),
        state: 'scanning',
        stop: () => {},
        changed: new Set(),
      }
      mkdirSync(run.directory, { mode: 0o700 })
      runs.set(id, run)
      if (room() < leastRoom) run.state = 'disk_full'
      else scan(run, wanted, { patience, room })
      return told(run)
    },
    /** How a run stands; held until there is more than `seen` pages, it has ended, or `wait` milliseconds have passed. */
    async state(id: string, seen: number, wait: number): Promise<ScanRun | null> {
      const run = runs.get(id)
      if (!run) return null
      if (run.state === 'scanning' && pagesOf(run).length <= seen) await nextChange(run, wait)
      return told(run)
    },
    /** JPEG of a page, the first being 1; null where there is none. */
    page(id: string, number: number): Buffer | null {
      const run = runs.get(id)
      const name = run && pagesOf(run)[number - 1]
      return name ? readFileSync(join(run.directory, name)) : null
    },
    /** Taken, or not wanted: nothing of it stays. */
    drop(id: string): void {
      const run = runs.get(id)
      run?.stop()
      if (run) rmSync(run.directory, { recursive: true, force: true })
      runs.delete(id)
    },
    stop(): void {
      for (const run of runs.values()) run.stop()
    },
  }
}

export type Scanners = ReturnType<typeof openScanners>

/** A page has its name only when it is whole: scanimage writes it under another one until then. */
function pagesOf({ directory }: Run): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .filter((name) => /^p\d{4}\.jpg$/.test(name))
    .toSorted()
}

function nextChange(run: Run, wait: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      run.changed.delete(done)
      resolve()
    }
    const timer = setTimeout(done, wait)
    run.changed.add(done)
  })
}

function freeIn(folder: string): number {
  const { bavail, bsize } = existsSync(folder) ? statfsSync(folder) : { bavail: 0, bsize: 0 }
  return bavail * bsize
}

function scan(
  run: Run,
  wanted: ScanWanted,
  { patience, room }: { patience: number; room: () => number },
): void {
  const child = spawn('scanimage', wordsFor(run, wanted), { stdio: ['ignore', 'pipe', 'pipe'] })
  let silence: NodeJS.Timeout | undefined
  let hangs = false
  const alive = () => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      hangs = true
      child.kill('SIGKILL')
    }, patience)
  }
  alive()
  const tell = () => {
    for (const each of [...run.changed]) each()
  }
  child.stdout.on('data', () => {
    alive()
    tell()
  })
  child.stderr.on('data', alive)
  const end = (state: ScanState) => {
    clearTimeout(silence)
    if (run.state === 'scanning') run.state = state
    tell()
  }
  run.stop = () => child.kill('SIGTERM')
  child.on('error', () => end('no_program'))
  child.on('close', (code) => {
    const state = hangs ? 'hangs' : endingOf(code, pagesOf(run).length)
    end(state !== 'done' && room() < leastRoom ? 'disk_full' : state)
  })
}

function wordsFor(run: Run, { scanner, source, resolution, color }: ScanWanted): string[] {
  const isFeeder = /feeder|adf/i.test(source)
  return [
    ['--device-name', scanner],
    source ? ['--source', source] : [],
    ['--mode', color ? 'Color' : 'Gray'],
    ['--resolution', String(resolution)],
    ['--format=jpeg', '--progress', '--batch-print', `--batch=${join(run.directory, 'p%04d.jpg')}`],
    // A flatbed is never out of paper: without a count it would scan its glass for ever.
    [`--batch-count=${isFeeder ? mostPages : 1}`],
  ].flat()
}

function endingOf(code: number | null, pages: number): ScanState {
  const state = endings[code ?? -1] ?? 'gone'
  // A feeder that has run out after some pages has done what it was asked to; one that gave none has no paper in it.
  if (state === 'empty' && pages > 0) return 'done'
  return state === 'done' && pages === 0 ? 'empty' : state
}

async function listScanners(): Promise<AgentScanner[]> {
  const listed = (await output(['--formatted-device-list=%d\t%v %m%n'])).split('\n')
  const found = listed.flatMap((line) => {
    const [id = '', name = ''] = line.split('\t')
    return id === '' ? [] : [{ id, name: name.trim() || id }]
  })
  const known = await Promise.all(
    found.map(async (each) => ({ ...each, options: await output(['-d', each.id, '-A']) })),
  )
  return known.flatMap(({ id, name, options }) => {
    if (options === '') return []
    const choices = (option: string) => new RegExp(`--${option} (\\S.*?) \\[`).exec(options)?.[1] ?? ''
    const sources = choices('source')
      .split('|')
      .filter((each) => each !== '')
    return [{ id, name, sources, resolutions: resolutionsIn(choices('resolution')) }]
  })
}

/** Those of the usual ones that the scanner has; of less than 200 nothing official is made (NĐ 30/2020, Phụ lục I). */
function resolutionsIn(said: string): number[] {
  const usual = [200, 300, 400, 600]
  const [, from, to] = /(\d+)\.\.(\d+)/.exec(said) ?? []
  if (from !== undefined && to !== undefined)
    return usual.filter((each) => each >= Number(from) && each <= Number(to))
  const named = said.split('|').map((each) => Number.parseInt(each, 10))
  return usual.filter((each) => named.includes(each))
}

/** What scanimage prints; nothing where it fails or hangs. */
function output(words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('scanimage', words, { stdio: ['ignore', 'pipe', 'ignore'], timeout: listPatience })
    let said = ''
    child.stdout.on('data', (part) => {
      said += part
    })
    child.on('error', () => resolve(''))
    child.on('close', () => resolve(said))
  })
}
