import { parentPort, workerData } from 'node:worker_threads'
import { judgeSignedCopy } from '../model/signed-copy.ts'
import type { CopyToJudge } from './judge-copy.ts'

const { copy, holder, policy } = workerData as CopyToJudge
parentPort?.postMessage(judgeSignedCopy(copy, holder, policy))
