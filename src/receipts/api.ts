import { z } from 'zod'
import { AppError } from '../platform/errors.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { parseInput } from '../platform/parse.ts'
import { callOnce, jsonBody, jsonResponse, someId } from '../signing/api/batch-parts.ts'
import { exampleCertificate } from '../signing/examples.ts'
import { readCertificate } from '../signing/model/cms/certificate.ts'
import { bankNoticeRoute } from './api/bank-notices.ts'
import { bookRoutes } from './api/books.ts'
import { receiptFileRoutes } from './api/receipt-files.ts'
import { statementFileRoute } from './api/statement-file.ts'
import { keepPreparedReceipts, keepSignedReceipt } from './commands/sign-receipts.ts'
import { finishReceipts, prepareReceipts } from './jobs/sign-receipts.ts'

const base64 = (most: number) => z.base64().min(4).max(most)
const mostAtOnce = 20

const toPrepare = z.strictObject({
  certificate: base64(6_000),
  chain: z.array(base64(16_000)).max(8).default([]),
  things: z
    .array(z.strictObject({ kind: z.literal('receipt'), id: z.uuid() }))
    .min(1)
    .max(mostAtOnce),
})
const toFinish = z.strictObject({
  signatures: z
    .array(z.strictObject({ id: z.uuid(), signature: base64(4000), scheme: z.enum(['rsa', 'pss', 'ecdsa']) }))
    .min(1)
    .max(mostAtOnce),
})
const der = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

const prepareRoute: SpecialRoute = {
  method: 'POST',
  path: '/receipt-signatures/prepared',
  title: keepPreparedReceipts.title,
  audience: keepPreparedReceipts.audience,
  document: {
    requestBody: jsonBody(toPrepare, {
      certificate: exampleCertificate,
      things: [{ kind: 'receipt', id: someId }],
    }),
    responses: jsonResponse(
      'Từng biên lai đã chuẩn bị với phần để thiết bị ký, và biên lai nào không chuẩn bị được, vì sao.',
    ),
  },
  async handle(services, { request, reply, actor }) {
    const { certificate: text, things } = parseInput(toPrepare, request.body)
    const certificate = readCertificate(der(text))
    if (!certificate)
      throw new AppError('invalid_input', { fields: { certificate: 'Chứng thư không đọc được.' } })
    const ids = things.map(({ id }) => id)
    const batch = await prepareReceipts(services, callOnce(request, actor), { certificate, ids })
    return reply.header('cache-control', 'no-store').send(batch)
  },
}

const finishRoute: SpecialRoute = {
  method: 'POST',
  path: '/receipt-signatures',
  title: keepSignedReceipt.title,
  audience: keepSignedReceipt.audience,
  document: {
    requestBody: jsonBody(toFinish, { signatures: [{ id: someId, signature: 'MIIB', scheme: 'rsa' }] }),
    responses: jsonResponse('Từng biên lai: đã ký, hoặc vì sao chưa.'),
  },
  async handle(services, { request, reply, actor }) {
    const { signatures } = parseInput(toFinish, request.body)
    const raws = signatures.map(({ signature, ...named }) => ({ ...named, signature: der(signature) }))
    const outcomes = await finishReceipts(services, callOnce(request, actor), raws)
    return reply.header('cache-control', 'no-store').send({ outcomes })
  },
}

/** A bank tells of movements. Receipts are signed with the office’s token (prepared, signed there, taken, each by itself), and go out as files. */
export const receiptRoutes: readonly SpecialRoute[] = [
  prepareRoute,
  finishRoute,
  ...receiptFileRoutes,
  ...bookRoutes,
  bankNoticeRoute,
  statementFileRoute,
]
