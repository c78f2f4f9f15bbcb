import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { parseInput } from '../../platform/parse.ts'
import { keepPrepared } from '../commands/prepared.ts'
import { exampleCertificate } from '../examples.ts'
import { finishBatch, mostAtOnce, prepareBatch } from '../jobs/sign-batch.ts'
import type { Signable } from '../jobs/signable.ts'
import { readCertificate } from '../model/cms/certificate.ts'
import { callOnce, jsonBody, jsonResponse, someId, thingsToSign } from './batch-parts.ts'

const base64 = (most: number) => z.base64().min(4).max(most)

const toPrepare = z.strictObject({
  /** DER of the token's certificate, and of its issuers where the token holds them. */
  certificate: base64(6_000),
  chain: z.array(base64(16_000)).max(8).default([]),
  things: thingsToSign,
})

const toFinish = z.strictObject({
  signatures: z
    .array(
      z.strictObject({
        id: z.uuid(),
        signature: base64(4000),
        scheme: z.enum(['rsa', 'pss', 'ecdsa']),
      }),
    )
    .min(1)
    .max(mostAtOnce),
})

const der = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

function prepareRoute(signables: readonly Signable[]): SpecialRoute {
  return {
    method: 'POST',
    path: '/token-signatures/prepared',
    title: keepPrepared.title,
    audience: keepPrepared.audience,
    document: {
      requestBody: jsonBody(toPrepare, {
        certificate: exampleCertificate,
        things: [{ kind: signables[0]?.kind ?? '', id: someId }],
      }),
      responses: jsonResponse(
        'Từng tệp đã chuẩn bị với thuộc tính để thiết bị ký, và tệp nào không chuẩn bị được, vì sao.',
      ),
    },
    async handle(services, { request, reply, actor }) {
      const { certificate: text, chain, things } = parseInput(toPrepare, request.body)
      const certificate = readCertificate(der(text))
      if (!certificate)
        throw new AppError('invalid_input', { fields: { certificate: 'Chứng thư không đọc được.' } })
      const batch = { signables, certificate, chain: chain.map(der), things }
      return reply
        .header('cache-control', 'no-store')
        .send(await prepareBatch(services, callOnce(request, actor), batch))
    },
  }
}

function finishRoute(signables: readonly Signable[]): SpecialRoute {
  return {
    method: 'POST',
    path: '/token-signatures',
    title: 'Nhận chữ ký từ thiết bị của mình',
    audience: keepPrepared.audience,
    document: {
      requestBody: jsonBody(toFinish, { signatures: [{ id: someId, signature: 'MIIB', scheme: 'rsa' }] }),
      responses: jsonResponse('Từng tệp: đã ký, hoặc vì sao chưa.'),
    },
    async handle(services, { request, reply, actor }) {
      const { signatures } = parseInput(toFinish, request.body)
      const raws = signatures.map(({ signature, ...named }) => ({ ...named, signature: der(signature) }))
      const outcomes = await finishBatch(services, callOnce(request, actor), { signables, raws })
      return reply.header('cache-control', 'no-store').send({ outcomes })
    },
  }
}

/** Things of several slices are signed with a token at the officer's place: prepared, signed there, taken, each by itself. */
export const tokenRoutes = (signables: readonly Signable[]): readonly SpecialRoute[] => [
  prepareRoute(signables),
  finishRoute(signables),
]
