import { rmSync, writeSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { openModule } from '../pkcs11.ts'
import type { WorkerTask } from '../token-worker.ts'

// The worker as it is, beside somebody who pulls the token out after the third signature.
const task = JSON.parse(await text(process.stdin)) as Extract<WorkerTask, { work: 'sign' }>
const [directory = ''] = process.argv.slice(2)
let signed = 0
openModule(task.module).sign(task.sign, (event) => {
  writeSync(3, `${JSON.stringify(event)}\n`)
  if (event.event === 'signed') signed += 1
  if (signed === 3) rmSync(directory, { recursive: true, force: true })
})
writeSync(3, `${JSON.stringify({ event: 'end' })}\n`)
