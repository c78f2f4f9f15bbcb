import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../src/platform/clock.ts'
import { pgbench } from './postgres.ts'
import type { RoundTrip, Statement } from './record-write.ts'
import { runProgram, type Scratch } from './scratch.ts'

/** Runs recorded statements for `seconds` with so many clients and returns transactions per second. */
export type Yardstick = (clients: number, seconds: number) => Promise<number>

interface Recorded {
  trips: readonly RoundTrip[]
  fresh: readonly string[]
}

/**
 * The recorded intake for PostgreSQL's own load generator: the same text, the same parameters, prepared, as many
 * round trips. Only ids made anew for each intake become expressions, since the generator has no strings of its own. Of several, each transaction takes one.
 */
export async function createYardstick(
  scratch: Scratch,
  url: string,
  recorded: readonly Recorded[],
): Promise<Yardstick> {
  const directory = await scratch.directory()
  return async (clients, seconds) => {
    const now = systemClock().getTime()
    const scripts = recorded.map((each, index) => writeScript(each, now, index))
    const files = scripts.map((_, index) => join(directory, `recorded-${index}.sql`))
    await Promise.all(scripts.map(({ text }, index) => writeFile(files[index] ?? '', text)))
    const variables = scripts.flatMap((script) => script.variables)
    const printed = await runProgram(pgbench, {
      args: [
        ...['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds)],
        ...files.flatMap((file) => ['-f', file]),
        ...variables.flatMap(([name, value]) => ['-D', `${name}=${value}`]),
        url,
      ],
      environment: { PGOPTIONS: '-c timezone=UTC -c statement_timeout=30000' },
    })
    const failed = Number(/failed transactions: (\d+)/.exec(printed)?.[1])
    const rate = Number(/^tps = ([\d.]+)/m.exec(printed)?.[1])
    if (!(rate > 0) || failed !== 0) throw new Error(`pgbench: ${printed}`)
    return rate
  }
}

interface Script {
  text: string
  /** Begins the names of its variables, so that several scripts have their own. */
  name: string
  /** Name and value of what is the same in each transaction. */
  variables: [string, string][]
}

function writeScript(recorded: Recorded, milliseconds: number, index: number): Script {
  const script: Script = { text: '\\set turn :turn + 1\n', name: `s${index}`, variables: [['turn', '0']] }
  const expressions = new Map(recorded.fresh.map((id, kind) => [id, freshId(milliseconds, kind)]))
  for (const trip of recorded.trips) {
    const lines = trip.flatMap(splitSimple).map((statement) => writeStatement(script, statement, expressions))
    script.text += lines.length > 1 ? `\\startpipeline\n${lines.join('')}\\endpipeline\n` : lines.join('')
  }
  return script
}

/** Statements without parameters may be several in one text, which a prepared statement may not. */
function splitSimple(statement: Statement): Statement[] {
  if (statement.values.length > 0) return [statement]
  return statement.text.split(';').map((text) => ({ text: text.trim(), values: [] }))
}

function writeStatement(script: Script, statement: Statement, fresh: ReadonlyMap<string, string>): string {
  // A plain insert says nothing of the types of its values: there an id is one, elsewhere text that the statement casts.
  const isInsert = /^insert into "/.test(statement.text)
  const text = statement.text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\$(\d+)/g, (_, position) =>
      writeValue(script, statement.values[Number(position) - 1] ?? null, { fresh, isInsert }),
    )
  return `${text.trim()};\n`
}

function writeValue(
  script: Script,
  value: string | null,
  { fresh, isInsert }: { fresh: ReadonlyMap<string, string>; isInsert: boolean },
): string {
  // Neither can be a variable of the generator.
  if (value === null) return 'null'
  if (value === '') return "''"
  const whole = fresh.get(value)
  if (whole) return isInsert ? whole.replace(/::text$/, '') : whole
  const name = `${script.name}p${script.variables.length}`
  script.variables.push([name, value])
  return [...fresh]
    .filter(([id]) => value.includes(id))
    .reduce((sql, [id, expression]) => `replace(${sql}::text, '${id}', ${expression})`, `:${name}`)
}

/** SQL of a UUIDv7 as text, different for each kind, client and turn; the time of the run goes first as in real ones. */
function freshId(milliseconds: number, kind: number): string {
  const head = `${milliseconds.toString(16).padStart(12, '0')}7${kind.toString(16).padStart(3, '0')}8`
  return `('${head}' || lpad(to_hex(:client_id::int), 3, '0') || lpad(to_hex(:turn::bigint), 12, '0'))::uuid::text`
}
