import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { readEdxml } from '../model/edxml/read.ts'

parentPort?.postMessage(readEdxml(readFileSync(String(workerData.path))))
