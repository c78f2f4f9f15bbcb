import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { v7 as uuid } from 'uuid'
import { foldVietnamese } from '../src/platform/search-text.ts'
import { procedureSearchText } from '../src/procedures/model/record-schema.ts'
import { demoOfficeId } from '../src/staff/examples.ts'
import { answersPerSecond } from './shared/load.ts'
import { openScratchDatabase, pgbench } from './shared/postgres.ts'
import { startOffice } from './shared/program.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { runProgram, type Scratch, withScratch } from './shared/scratch.ts'

const clients = 8
const wanted = 10_000

/** What people look for: common and rare words, several at once, initials, codes, nothing at all. */
const searches = [
  'khai sinh',
  'đăng ký',
  'ho tich',
  'cap giay phep xay dung',
  'dkks',
  '1.004873',
  'tình trạng hôn nhân',
]

/** Fills the demonstration office up to 10,000 procedures: those it has, for places that do not exist. */
async function fillCatalogue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ procedure_id: string; name: string }>(
    'select procedure_id, name from procedure_versions where office_id = $1 order by procedure_id',
    [demoOfficeId],
  )
  const copies = Array.from({ length: wanted - rows.length }, (_, index) => {
    const base = rows[index % rows.length]
    const code = `9.${String(index).padStart(6, '0')}`
    const name = `${base?.name} tại khu vực ${index}`
    return { id: uuid(), of: base?.procedure_id, code, name, search: procedureSearchText({ name, code }) }
  })
  const values = [demoOfficeId, JSON.stringify(copies)]
  const incoming =
    'jsonb_to_recordset($2::jsonb) as r (id uuid, "of" uuid, code text, name text, search text)'
  await client.query(
    `insert into procedures (office_id, id, key, code, field_code)
    select p.office_id, r.id, r.code, r.code, p.field_code
    from ${incoming} join procedures p on p.office_id = $1 and p.id = r."of"`,
    values,
  )
  await client.query(
    `insert into procedure_versions select (jsonb_populate_record(v, jsonb_build_object('procedure_id', r.id, 'name', r.name,
      'search_text', r.search, 'confidence', 'known'))).*
    from ${incoming} join procedure_versions v on v.office_id = $1 and v.procedure_id = r."of" and v.version = 1`,
    values,
  )
  await client.query('vacuum analyze procedures, procedure_versions, fields')
  await client.end()
}

/** The search by hand: the same words on the same index, what a list shows, the shortest names first. */
function statementFor(typed: string): string {
  const words = foldVietnamese(typed).split(' ')
  const like = words.map((word) => `v.search_text like '%${word}%'`).join(' and ')
  return `select p.id, p.key, p.code, v.name, f.name, v.time_limit_amount, v.time_limit_unit, v.fees
    from procedure_versions v join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    where v.office_id = '${demoOfficeId}' and ${like} and v.valid_from <= current_date
      and (v.valid_to is null or v.valid_to >= current_date) and (p.closed_on is null or p.closed_on > current_date)
    order by length(v.search_text), p.id limit 200;`.replaceAll(/\s+/g, ' ')
}

/** Searches per second by pgbench, as the owner or as the anonymous role behind its wall. */
async function rawSearches(scratch: Scratch, url: string, options: string) {
  const directory = await scratch.directory()
  const files = await Promise.all(
    searches.map(async (typed, index) => {
      const file = join(directory, `${index}.sql`)
      await writeFile(file, `${statementFor(typed)}\n`)
      return file
    }),
  )
  return async (seconds: number) => {
    const printed = await runProgram(pgbench, {
      args: [
        ...['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds)],
        ...files.flatMap((file) => ['-f', file]),
        url,
      ],
      environment: { PGOPTIONS: options },
    })
    const rate = Number(/^tps = ([\d.]+)/m.exec(printed)?.[1])
    if (!(rate > 0)) throw new Error(`pgbench: ${printed}`)
    return rate
  }
}

await withScratch(async (scratch) => {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 4 })
  const databaseUrl = await openScratchDatabase(scratch)
  const office = await startOffice(scratch, {
    DATABASE_URL: databaseUrl,
    DATA_DIR: await scratch.directory(),
  })
  await fillCatalogue(databaseUrl)
  const path = (typed: string) => `/api/v1/posting/procedures?${new URLSearchParams({ q: typed })}`
  for (const typed of searches) {
    const started = performance.now()
    const { items } = (await (await fetch(`${office.url}${path(typed)}`)).json()) as { items: unknown[] }
    if (items.length === 0) throw new Error(`Nothing found for ${typed}`)
    console.log(`${typed}: ${items.length} shown, first answer ${rounded(performance.now() - started)} ms`)
  }
  const overHttp = () =>
    answersPerSecond({
      url: office.url,
      connections: clients,
      duration: seconds,
      requests: searches.map((typed) => ({ method: 'GET' as const, path: path(typed) })),
    })
  const raw = await rawSearches(scratch, databaseUrl, '-c timezone=UTC')
  const walled = await rawSearches(scratch, databaseUrl, '-c timezone=UTC -c role=motcua_public')
  await overHttp()
  const rates = { ours: [] as number[], raw: [] as number[], walled: [] as number[] }
  for (let round = 1; round <= rounds; round += 1) {
    rates.ours.push(await overHttp())
    rates.raw.push(await raw(seconds))
    rates.walled.push(await walled(seconds))
    const [ours, plain, behind] = [rates.ours, rates.raw, rates.walled].map((each) =>
      rounded(each.at(-1) ?? 0),
    )
    say(
      `round ${round}: ${ours}/s over HTTP, raw SQL ${plain}/s, the same behind the visitors' wall ${behind}/s`,
    )
  }
  console.log(
    `median, behind the wall by raw SQL: ratio ${rounded(median(rates.walled) / median(rates.raw))}`,
  )
  reportResult({ name: 'catalogue-search', ours: median(rates.ours), limit: median(rates.raw) })
})
