import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { operations, sliceOrder } from './slices.ts'
import { tableOwners } from './table-owners.ts'

const source = fileURLToPath(new URL('.', import.meta.url))
const root = resolve(source, '..')

/** Parts under every slice, in order: each may import those before it and never a slice. */
const ground = ['platform', 'ui'] as const

/** What a slice may hold; anything else has no agreed meaning. */
const slicePlaces = [
  'README.md',
  'model',
  'policy',
  'commands',
  'queries',
  'operations',
  'api',
  'jobs',
  'examples',
  'factory',
  'pages',
]

/** File → why it may stand where the rules do not foresee it. The list may only shrink. */
const exceptions: Readonly<Record<string, string>> = {}

interface SourceFile {
  /** Path below src/, with forward slashes. */
  path: string
  text: string
  imports: string[]
}

function readSources(directory: string): SourceFile[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) return readSources(path)
    if (!/\.tsx?$/.test(entry.name) || entry.name === 'database-types.ts') return []
    const text = readFileSync(path, 'utf8')
    return [{ path: relative(source, path), text, imports: importsOf(path, text) }]
  })
}

/** Files below src/ that a file imports, by path; packages and generated types are left out. */
function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map((match) => relative(source, resolve(dirname(path), match[1] ?? '')))
    .filter((each) => !each.includes('+types') && !each.startsWith('..'))
}

const files = readSources(source)
const production = files.filter(
  (file) => !/(\.test\.tsx?|(^|\/)factory\.ts)$/.test(file.path) && !file.path.startsWith('testing/'),
)
const roomOf = (path: string) => path.split('/')[0] ?? ''
const isSlice = (room: string): room is (typeof sliceOrder)[number] =>
  (sliceOrder as readonly string[]).includes(room)
const lines = (text: string) => text.split('\n').length - 1

describe('the order of the slices', () => {
  it('lets a slice import only slices before it, and the ground no slice at all', () => {
    const wrong = production.flatMap((file) =>
      file.imports
        .filter((target) => pointsRight(roomOf(file.path), roomOf(target)))
        .map((target) => `${file.path} → ${target}`),
    )
    expect(wrong.filter((each) => !(each in exceptions))).toEqual([])
  })

  it('knows every folder of src/', () => {
    const known = [...sliceOrder, ...ground, 'testing', 'demo'] as string[]
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map((entry) => entry.name).filter((name) => !known.includes(name))).toEqual([])
  })
})

function pointsRight(from: string, to: string): boolean {
  if (from === to || to.includes('.')) return false
  if (from === 'platform') return true
  if (from === 'ui') return to !== 'platform'
  if (!isSlice(from)) return false
  if ((ground as readonly string[]).includes(to)) return false
  return !isSlice(to) || sliceOrder.indexOf(to) > sliceOrder.indexOf(from)
}

describe('the agent on the officer’s PC', () => {
  /** What both sides may import: files that need neither a server nor a browser. */
  const shared = ['signing/model/agent-protocol.ts', 'signing/model/cms/der.ts']
  const agent = readSources(join(root, 'agent')).filter(
    (file) => !/\.test\.ts$|^\.\.\/agent\/testing\//.test(file.path),
  )

  it('imports nothing of the program but what is shared, which imports nothing itself', () => {
    expect(agent.length).toBeGreaterThan(5)
    const taken = agent.flatMap((file) => file.imports)
    expect(taken.filter((path) => !shared.includes(path))).toEqual([])
    const parts = files.filter((file) => shared.includes(file.path))
    expect(parts.map((file) => file.imports)).toEqual(shared.map(() => []))
    expect(agent.filter((file) => lines(file.text) > 300).map((file) => file.path)).toEqual([])
  })

  it('is imported by nothing of the program, and takes the time from its beginning alone', () => {
    expect(files.filter((file) => /from '[./]+\/agent\//.test(file.text)).map((file) => file.path)).toEqual(
      [],
    )
    const timed = agent.filter((file) => /new Date\(\)|Date\.now\(\)/.test(file.text))
    expect(timed.map((file) => file.path)).toEqual(['../agent/main.ts'])
  })
})

describe('the tables', () => {
  const writes = production.flatMap((file) =>
    [
      ...file.text.matchAll(
        /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*'([\w."]+)|(?:insert into|delete from)\s+([\w.]+)|^\s*update\s+([a-z_.]+)\s/gm,
      ),
    ]
      .map((match) => (match[1] ?? match[2] ?? match[3] ?? '').split(/\s/)[0] ?? '')
      .filter((table) => table !== '')
      .map((table) => ({ file: file.path, table })),
  )

  it('are written only by their owners', () => {
    const wrong = writes.filter(({ file, table }) => {
      const owner = tableOwners[table]
      return owner !== undefined && owner !== roomOf(file) && !(file in exceptions)
    })
    expect(wrong).toEqual([])
  })

  it('all have an owner', () => {
    const types = readFileSync(join(source, 'platform/database-types.ts'), 'utf8')
    const tables = [
      ...types.slice(types.indexOf('export interface DB')).matchAll(/^ {2}"?([\w.]+)"?:/gm),
    ].map((match) => match[1] ?? '')
    expect(tables.length).toBeGreaterThan(25)
    expect(tables.filter((table) => !(table in tableOwners))).toEqual([])
    expect(Object.keys(tableOwners).filter((table) => !tables.includes(table))).toEqual([])
  })

  it('let a promised date be moved in one place alone, which leaves a record of it', () => {
    // Reception and turning away set it for the first time, in an insert.
    const moves = production.filter((file) =>
      /update dossiers\b(?:(?!update |insert into )[\s\S]){0,200}?\b(?:original_)?due_at\s*=(?!\s*excluded)|updateTable\('dossiers'\)(?:(?!execute)[\s\S]){0,400}?\b(?:original_)?due_at:/.test(
        file.text,
      ),
    )
    expect(moves.map((file) => file.path)).toEqual(['dossiers/commands/move-due.ts'])
  })

  it('are read and written with SQL nowhere but in commands, queries, jobs and the platform', () => {
    const wrong = production
      .filter(
        (file) =>
          /from 'kysely'/.test(file.text) && !/^(platform|demo)\//.test(file.path) && file.path !== 'jobs.ts',
      )
      .filter((file) => !/^[\w-]+\/(commands|queries|jobs|factory)(\.ts$|\/)/.test(file.path))
    expect(wrong.map((file) => file.path).filter((path) => !(path in exceptions))).toEqual([])
  })
})

describe('the files', () => {
  it('have names that say what they hold', () => {
    const wrong = production
      .filter((file) => isSlice(roomOf(file.path)))
      .filter((file) => !slicePlaces.includes((file.path.split('/')[1] ?? '').replace(/\.tsx?$/, '')))
    expect(wrong.map((file) => file.path).filter((path) => !(path in exceptions))).toEqual([])
    const odd = production.filter(
      (file) => !/^[a-z0-9-]+(\.server|\.client)?\.tsx?$/.test(file.path.split('/').at(-1) ?? ''),
    )
    expect(odd.map((file) => file.path)).toEqual(
      ['entry.client.tsx', 'entry.server.tsx'].filter((name) => odd.some((file) => file.path === name)),
    )
  })

  it('stay small: none over 300 lines, the median at most 80, nineteen of twenty at most 220', () => {
    const sizes = production.map((file) => lines(file.text)).toSorted((a, b) => a - b)
    const at = (share: number) => sizes[Math.floor(sizes.length * share)] ?? 0
    expect(production.filter((file) => lines(file.text) > 300).map((file) => file.path)).toEqual([])
    expect(at(0.5)).toBeLessThanOrEqual(80)
    expect(at(0.95)).toBeLessThanOrEqual(220)
  })

  it('take the time from the clock alone', () => {
    const wrong = production.filter(
      (file) => /new Date\(\)|Date\.now\(\)/.test(file.text) && file.path !== 'platform/clock.ts',
    )
    expect(wrong.map((file) => file.path).filter((path) => !(path in exceptions))).toEqual([])
  })

  it('declare operations that are all in the registry', () => {
    const declared = production.flatMap((file) =>
      [...file.text.matchAll(/define(?:Command|Query)\(\{\s*name: '([^']+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    )
    const registered = operations.map((operation) => operation.name)
    expect(new Set(registered).size).toBe(registered.length)
    expect(declared.filter((name) => !registered.includes(name) && !name.startsWith('demo.'))).toEqual([])
  })
})

describe('the browser bundle', () => {
  it('holds no server code', () => {
    const directory = join(root, 'build/client/assets')
    expect(existsSync(directory), 'build the pages first: script/setup').toBe(true)
    const marks = [
      'app.office',
      'insertInto',
      'node:crypto',
      'pg_advisory',
      'selectFrom',
      'AsyncLocalStorage',
      'sign_in_failures',
    ]
    const found = readdirSync(directory)
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => {
        const text = readFileSync(join(directory, name), 'utf8')
        return marks.filter((mark) => text.includes(mark)).map((mark) => `${name}: ${mark}`)
      })
    expect(found).toEqual([])
  })
})
