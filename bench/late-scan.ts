import { watchOffice } from '../src/dossiers/jobs/deadlines.ts'
import { receptionExample } from '../src/dossiers/model/examples.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import { runtimeUrl } from '../src/platform/migrate.ts'
import { demoOfficeId } from '../src/staff/examples.ts'
import { openScratchDatabase, query } from './shared/postgres.ts'
import { type Office, startOffice } from './shared/program.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { withScratch } from './shared/scratch.ts'

/** Open dossiers of one office, as many as a province has. */
const openCount = 1_000_000
/** Of these, so many come due to be looked at in each round: half of them late, half due soon. */
const dueCount = 4_000

/** A million open dossiers copied from one that was received over HTTP; those that come due have their steps too. */
async function fill(url: string, rounds: number): Promise<void> {
  // Those of round r are due r hours from now, the rest in the weeks after; none is late before its round.
  const due = `case when n <= ${dueCount * rounds}
    then date_trunc('hour', now()) + make_interval(hours => (1 + (n - 1) / ${dueCount})::int) + case when n % 2 = 0 then interval '0' else interval '8 hours' end
    else date_trunc('hour', now()) + interval '20 days' + make_interval(mins => n / 20) end`
  const watch = `case when n <= ${dueCount * rounds}
    then date_trunc('hour', now()) + make_interval(hours => (1 + (n - 1) / ${dueCount})::int, mins => 1)
    else date_trunc('hour', now()) + interval '15 days' + make_interval(mins => n / 20) end`
  const made: Record<string, string> = {
    id: 'm.id',
    code: `'DO-' || m.n`,
    due_at: 'm.due',
    original_due_at: 'm.due',
    watch_at: 'm.watch',
  }
  const found = await query(
    url,
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = 'dossiers' order by ordinal_position`,
  )
  const names = found.map(({ name }) => String(name))
  const values = names.map((name) => made[name] ?? `one.${name}`)
  // Nobody searches for them: without that index the million is there in a minute.
  await query(
    url,
    `drop index dossiers_search;
     set session_replication_role = replica;
     create temporary table one as select * from dossiers where code is not null and status = 2 limit 1;
     create temporary table made as select gen_random_uuid() as id, n, ${due} as due, ${watch} as watch from generate_series(1, ${openCount}) as n;
     insert into dossiers (${names.join(', ')}) select ${values.join(', ')} from one, made m;
     insert into dossier_steps select s.office_id, m.id, s.ordinal, s.code, s.name, s.role, s.minutes, m.due
       from made m, dossier_steps s, one where s.office_id = one.office_id and s.dossier_id = one.id and m.n <= ${dueCount * rounds};
     update dossiers set watch_at = now() + interval '30 days' where code not like 'DO-%';
     analyze dossiers; analyze dossier_steps`,
  )
}

async function receiveOne(office: Office): Promise<void> {
  const response = await fetch(`${office.url}/api/v1/dossiers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: office.cookie },
    body: JSON.stringify(receptionExample),
  })
  if (!response.ok) throw new Error(await response.text())
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now()
  const result = await work()
  return { seconds: (performance.now() - started) / 1000, result }
}

/**
 * Dossiers per second that the deadline job looks at, notes, charges and drafts apologies for, in an office with a
 * million open ones; beside one statement that only reads the same rows through the same index.
 */
await withScratch(async (scratch) => {
  const { rounds } = readOptions({ rounds: 3, seconds: 1 })
  const url = await openScratchDatabase(scratch)
  const office = await startOffice(scratch, { DATABASE_URL: url, DATA_DIR: await scratch.directory() })
  await receiveOne(office)
  await office.stop()
  const filled = await timed(() => fill(url, rounds))
  say(`${openCount} open dossiers made in ${rounded(filled.seconds)} s`)
  const database = openDatabase(runtimeUrl(url), 3, () => {})
  scratch.atEnd(() => database.close())
  const hour = Math.floor(systemClock().getTime() / 3_600_000) * 3_600_000
  const ours: number[] = []
  const limit: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const now = new Date(hour + round * 3_600_000 + 120_000)
    const clock = () => now
    const read = await timed(() =>
      query(
        url,
        `select id, due_at from dossiers where office_id = '${demoOfficeId}' and watch_at <= '${now.toISOString()}' order by watch_at, id`,
      ),
    )
    const job = await timed(() => watchOffice({ database, clock }, demoOfficeId))
    const quiet = await timed(() => watchOffice({ database, clock }, demoOfficeId))
    if (job.result !== read.result.length || quiet.result !== 0)
      throw new Error('The job and the index disagree.')
    ours.push(job.result / job.seconds)
    limit.push(read.result.length / read.seconds)
    say(
      `round ${round}: ${job.result} due in ${rounded(job.seconds * 1000)} ms; read alone ${rounded(read.seconds * 1000)} ms; a quiet minute ${rounded(quiet.seconds * 1000)} ms`,
    )
  }
  reportResult({ name: 'late-scan', ours: median(ours), limit: median(limit) })
})
