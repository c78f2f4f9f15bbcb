import { parentPort, workerData } from 'node:worker_threads'
import { judgeAnswer } from '../model/cms/wanted.ts'
import type { AnswersToJudge } from './judge-answers.ts'

const { answers, now } = workerData as AnswersToJudge
parentPort?.postMessage(answers.map(({ wanted, body }) => judgeAnswer(wanted, body, now)))
