import { parentPort, workerData } from 'node:worker_threads'
import { type VerifyPolicy, verifyPdf } from '../model/verify-pdf.ts'

const { bytes, policy } = workerData as { bytes: Uint8Array; policy: VerifyPolicy }
parentPort?.postMessage(verifyPdf(bytes, policy))
