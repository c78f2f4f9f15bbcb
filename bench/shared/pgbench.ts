import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '../../src/platform/clock.ts'
import { pgbench } from './postgres.ts'
import type { Recorded, Statement } from './record-write.ts'
import { runProgram, type Scratch } from './scratch.ts'

/** Runs recorded statements for `seconds` with so many clients and returns transactions per second. */
export type Yardstick = (clients: number, seconds: number) => Promise<number>

/**
 * What was recorded for PostgreSQL's own load generator: the same text, the same parameters, prepared, as many
 * round trips. Only names made anew for each run become expressions, since the generator has no strings of its own.
 * Of several recordings each transaction takes one.
 */
export async function createYardstick(
  scratch: Scratch,
  url: string,
  recorded: readonly Recorded[],
): Promise<Yardstick> {
  const directory = await scratch.directory()
  const types = await parameterTypes(
    url,
    recorded.flatMap(({ trips }) => trips.flat()),
  )
  return async (clients, seconds) => {
    const milliseconds = systemClock().getTime()
    const scripts = recorded.map((each, index) => writeScript(each, { types, milliseconds, index }))
    const files = scripts.map(({ name }) => join(directory, `${name}.sql`))
    await Promise.all(scripts.map(({ text }, index) => writeFile(files[index] ?? '', text)))
    const variables: [string, string][] = [['turn', '0'], ...scripts.flatMap((script) => script.variables)]
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

/** Types of the parameters of each text: what is made anew must come in the type that the server would have read it as. */
type ParameterTypes = ReadonlyMap<string, readonly string[]>

async function parameterTypes(url: string, statements: readonly Statement[]): Promise<ParameterTypes> {
  const types = new Map<string, readonly string[]>()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const { text, values } of statements) {
      if (values.length === 0 || types.has(text)) continue
      await client.query(`prepare recorded as ${text}`)
      const found = await client.query<{ types: string[] }>(
        "select parameter_types::text[] as types from pg_prepared_statements where name = 'recorded'",
      )
      types.set(text, found.rows[0]?.types ?? [])
      await client.query('deallocate recorded')
    }
  } finally {
    await client.end()
  }
  return types
}

interface Script {
  text: string
  /** Begins the names of its variables, so that several scripts have their own. */
  name: string
  /** Name and value of what is the same in each transaction. */
  variables: [string, string][]
}

function writeScript(
  recorded: Recorded,
  { types, milliseconds, index }: { types: ParameterTypes; milliseconds: number; index: number },
): Script {
  const script: Script = { text: '\\set turn :turn + 1\n', name: `s${index}`, variables: [] }
  const expressions = new Map(
    recorded.fresh.map((name, kind) => [name, freshName(name, { milliseconds, kind })]),
  )
  for (const trip of recorded.trips) {
    const lines = trip
      .flatMap(splitSimple)
      .map((statement) =>
        writeStatement(script, statement, { expressions, types: types.get(statement.text) ?? [] }),
      )
    script.text += lines.length > 1 ? `\\startpipeline\n${lines.join('')}\\endpipeline\n` : lines.join('')
  }
  return script
}

/** Statements without parameters may be several in one text, which a prepared statement may not. */
function splitSimple(statement: Statement): Statement[] {
  if (statement.values.length > 0) return [statement]
  return statement.text.split(';').map((text) => ({ text: text.trim(), values: [] }))
}

interface Writing {
  /** What stands for each name that is made anew. */
  expressions: ReadonlyMap<string, string>
  types: readonly string[]
}

function writeStatement(script: Script, statement: Statement, { expressions, types }: Writing): string {
  const text = statement.text.replaceAll(/\s+/g, ' ').replaceAll(/\$(\d+)/g, (_, position) => {
    const index = Number(position) - 1
    return writeValue(script, statement.values[index] ?? null, { expressions, type: types[index] ?? 'text' })
  })
  return `${text.trim()};\n`
}

function writeValue(
  script: Script,
  value: string | null,
  { expressions, type }: { expressions: Writing['expressions']; type: string },
): string {
  // Neither can be a variable of the generator.
  if (value === null) return 'null'
  if (value === '') return "''"
  const whole = expressions.get(value)
  if (whole) return `${whole}::${type}`
  const name = `${script.name}p${script.variables.length}`
  script.variables.push([name, value])
  const inside = [...expressions].filter(([each]) => value.includes(each))
  if (inside.length === 0) return `:${name}`
  const sql = inside.reduce((above, [each, by]) => `replace(${above}, '${each}', ${by})`, `:${name}::text`)
  return `(${sql})::${type}`
}

function freshName(name: string, at: { milliseconds: number; kind: number }): string {
  return name.startsWith('NT-') ? freshReference(at.milliseconds) : freshId(at.milliseconds, at.kind)
}

/** SQL of a reference as text, different for each client and turn. */
function freshReference(milliseconds: number): string {
  return `('NT-${milliseconds.toString(36)}-' || to_hex(:client_id::int) || '-' || to_hex(:turn::bigint))::text`
}

/** SQL of a UUIDv7 as text, different for each kind, client and turn; the time of the run goes first as in real ones. */
function freshId(milliseconds: number, kind: number): string {
  const head = `${milliseconds.toString(16).padStart(12, '0')}7${kind.toString(16).padStart(3, '0')}8`
  return `('${head}' || lpad(to_hex(:client_id::int), 3, '0') || lpad(to_hex(:turn::bigint), 12, '0'))::uuid::text`
}
