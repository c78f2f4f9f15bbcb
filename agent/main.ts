import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { agentPorts, agentVersion } from '../src/signing/model/agent-protocol.ts'
import known from './modules.json' with { type: 'json' }
import { openPairing } from './pairing.ts'
import { openScanners } from './scanners.ts'
import { startAgent } from './server.ts'
import { runTask } from './token-worker.ts'
import { openTokens } from './tokens.ts'

/** Silence of a driver after which it is ended; some tokens take seconds for one signature. */
const patience = 20_000

/** Silence of a scanner after which it is given up: a lamp that warms up takes half a minute. */
const scanPatience = 60_000

const { values } = parseArgs({
  options: {
    task: { type: 'boolean', default: false },
    module: { type: 'string', multiple: true, default: [] },
    data: { type: 'string', default: dataDirectory() },
    port: { type: 'string' },
    patience: { type: 'string', default: String(patience) },
    'scan-patience': { type: 'string', default: String(scanPatience) },
  },
})

if (values.task) await runTask()
else await run()

async function run(): Promise<void> {
  const tell = (words: string) => process.stdout.write(`${words}\n`)
  const now = () => Date.now()
  const pairing = openPairing(join(values.data, 'pairing.json'), now)
  const tokens = openTokens({
    modules: [...new Set([...values.module, ...knownModules()])],
    worker: [fileURLToPath(import.meta.url), '--task'],
    patience: Number(values.patience),
  })
  const scanners = openScanners({
    folder: join(values.data, 'scans'),
    patience: Number(values['scan-patience']),
    now,
  })
  const ports = values.port !== undefined ? [Number(values.port)] : agentPorts
  const agent = await startAgent({ pairing, tokens, scanners, version: agentVersion, now, tell }, ports)
  tell(`Chương trình ký Một Cửa ${agentVersion}: http://127.0.0.1:${agent.port}/`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => agent.stop().then(() => process.exit(0)))
  }
}

/** Drivers of the tokens in use that are on this PC. */
function knownModules(): string[] {
  const here: readonly string[] = process.platform === 'win32' ? known.win32 : known.linux
  return here.filter((path) => existsSync(path))
}

function dataDirectory(): string {
  const base =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? homedir())
      : (process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'))
  return join(base, 'mot-cua-agent')
}
