import { startProgram } from './shared/program.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { type Scratch, withScratch } from './shared/scratch.ts'

/** What the program is allowed, on a store that exists (seconds). Less is better: a ratio below 1 keeps the promise. */
const allowed = 1.5

async function bootOnce(scratch: Scratch, dataDir: string) {
  const program = await startProgram(scratch, {
    command: ['src/main.ts', 'web'],
    environment: { DATA_DIR: dataDir },
  })
  const health = (await program.firstAnswer('/healthz')) / 1000
  const page = (await program.firstAnswer('/tra-cuu')) / 1000
  await program.stop()
  return { health, page }
}

await withScratch(async (scratch) => {
  const { rounds } = readOptions({ rounds: 5, seconds: 1 })
  const dataDir = await scratch.directory()
  const first = await bootOnce(scratch, dataDir)
  say(`first start ever, making the store and the demonstration office: ${rounded(first.health)} s`)
  const health: number[] = []
  const page: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const boot = await bootOnce(scratch, dataDir)
    health.push(boot.health)
    page.push(boot.page)
    say(`start ${round}: /healthz after ${rounded(boot.health)} s, /tra-cuu after ${rounded(boot.page)} s`)
  }
  console.log(
    `median: /healthz ${rounded(median(health))} s, /tra-cuu ${rounded(median(page))} s; less is better`,
  )
  reportResult({ name: 'boot', ours: median(health), limit: allowed })
})
