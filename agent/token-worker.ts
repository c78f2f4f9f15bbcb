import { writeSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { openModule, type SignWork } from './pkcs11.ts'

export type WorkerTask = { module: string; work: 'list' } | { module: string; work: 'sign'; sign: SignWork }

/**
 * One task with one driver, in a process of its own: a driver that hangs or falls over takes nothing else with it. The task,
 * with the PIN, comes by standard input, so that neither arguments nor environment show it; answers go out one per line
 * through descriptor 3, because drivers print to the others.
 */
export async function runTask(): Promise<void> {
  const task = JSON.parse(await text(process.stdin)) as WorkerTask
  const tell = (answer: object) => writeSync(3, `${JSON.stringify(answer)}\n`)
  const driver = openModule(task.module)
  if (task.work === 'list') tell({ event: 'listed', certificates: driver.list() })
  else driver.sign(task.sign, tell)
  tell({ event: 'end' })
  driver.close()
}
