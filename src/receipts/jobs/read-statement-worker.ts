import { parentPort, workerData } from 'node:worker_threads'
import { readStatement } from '../model/statements/read-statement.ts'
import type { StatementToRead } from './read-statement.ts'

const { path, today } = workerData as StatementToRead
parentPort?.postMessage(await readStatement(path, today))
