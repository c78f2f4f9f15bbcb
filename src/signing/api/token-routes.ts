import { z } from 'zod'
import { AppError, isAppError, problemOf } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { parseInput } from '../../platform/parse.ts'
import type { Services } from '../../platform/services.ts'
import { type Call, write } from '../../platform/write.ts'
import { keepPrepared } from '../commands/prepared.ts'
import { exampleCertificate } from '../examples.ts'
import { finishSignature } from '../jobs/finish-signature.ts'
import { prepareForToken, type ReadyToSign } from '../jobs/prepare-signature.ts'
import type { Signable } from '../jobs/signable.ts'
import { createStamper } from '../jobs/timestamps.ts'
import { type Certificate, readCertificate } from '../model/cms/certificate.ts'

const base64 = (most: number) => z.base64().min(4).max(most)

/** How many things one call prepares or finishes: a page sends a longer batch in several, under one PIN. */
const mostAtOnce = 20

const toPrepare = z.strictObject({
  /** DER of the token's certificate, and of its issuers where the token holds them. */
  certificate: base64(6_000),
  chain: z.array(base64(16_000)).max(8).default([]),
  things: z
    .array(z.strictObject({ kind: z.string().max(40), id: z.uuid() }))
    .min(1)
    .max(mostAtOnce),
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
const json = (schema: z.ZodType, example: object) => ({
  required: true,
  content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }), example } },
})
const someId = '01a00000-0000-7000-8000-000000000000'

/** What to tell the officer of one file; the others go on. What was not foreseen is for the journal. */
function sentenceOf(services: Services, call: Call, error: unknown): string {
  if (!isAppError(error)) services.log.error({ err: error, requestId: call.requestId }, 'a signature failed')
  return problemOf(error).detail
}

function prepareRoute(signables: readonly Signable[]): SpecialRoute {
  return {
    method: 'POST',
    path: '/token-signatures/prepared',
    title: keepPrepared.title,
    audience: keepPrepared.audience,
    document: {
      requestBody: json(toPrepare, {
        certificate: exampleCertificate,
        things: [{ kind: signables[0]?.kind ?? '', id: someId }],
      }),
      responses: {
        200: {
          description:
            'Từng tệp đã chuẩn bị với thuộc tính để thiết bị ký, và tệp nào không chuẩn bị được, vì sao.',
          content: { 'application/json': {} },
        },
      },
    },
    async handle(services, { request, reply, actor }) {
      const { certificate: text, chain, things } = parseInput(toPrepare, request.body)
      const certificate = readCertificate(der(text))
      if (!certificate)
        throw new AppError('invalid_input', { fields: { certificate: 'Chứng thư không đọc được.' } })
      const call = { actor, requestId: callOf(request, actor).requestId }
      const faults: { kind: string; id: string; detail: string }[] = []
      const ready: (ReadyToSign & { kind: string })[] = []
      for (const { kind, id } of things) {
        const signable = signables.find((each) => each.kind === kind)
        try {
          if (!signable) throw new AppError('not_found')
          ready.push({ kind, ...(await prepareForToken(services, call, { signable, id, certificate })) })
        } catch (error) {
          faults.push({ kind, id, detail: sentenceOf(services, call, error) })
        }
      }
      const ids = await keep(services, call, { certificate, chain: chain.map(der), ready })
      const prepared = ready.map(({ kind, given, fileHash, attributes }, at) => ({
        id: ids[at],
        kind,
        thingId: given.target.id,
        name: given.name,
        fileHash,
        attributes: Buffer.from(attributes).toString('base64'),
      }))
      return reply.header('cache-control', 'no-store').send({ prepared, faults })
    },
  }
}

async function keep(
  services: Services,
  call: Call,
  {
    certificate,
    chain,
    ready,
  }: { certificate: Certificate; chain: Uint8Array[]; ready: readonly ReadyToSign[] },
): Promise<string[]> {
  if (ready.length === 0) return []
  const files = ready.map(({ given, content, contents, attributes }) => ({
    requestId: given.requestId,
    content,
    contents,
    attributes,
  }))
  const input = { certificate: new Uint8Array(certificate.raw), chain, files }
  return (await write(services, call, keepPrepared, input)).ids
}

function finishRoute(signables: readonly Signable[]): SpecialRoute {
  return {
    method: 'POST',
    path: '/token-signatures',
    title: 'Nhận chữ ký từ thiết bị của mình',
    audience: keepPrepared.audience,
    document: {
      requestBody: json(toFinish, { signatures: [{ id: someId, signature: 'MIIB', scheme: 'rsa' }] }),
      responses: {
        200: { description: 'Từng tệp: đã ký, hoặc vì sao chưa.', content: { 'application/json': {} } },
      },
    },
    async handle(services, { request, reply, actor }) {
      const { signatures } = parseInput(toFinish, request.body)
      const call = { actor, requestId: callOf(request, actor).requestId }
      const outcomes: ({ id: string; state: 'signed' } | { id: string; state: 'failed'; detail: string })[] =
        []
      const stamp = createStamper(services, actor.officeId)
      // One after another: each is kept before the next is looked at, whatever becomes of the connection.
      for (const { id, signature, scheme } of signatures) {
        try {
          await finishSignature(services, call, {
            signables,
            stamp,
            raw: { id, signature: der(signature), scheme },
          })
          outcomes.push({ id, state: 'signed' })
        } catch (error) {
          outcomes.push({ id, state: 'failed', detail: sentenceOf(services, call, error) })
        }
      }
      return reply.header('cache-control', 'no-store').send({ outcomes })
    },
  }
}

/** Things of several slices are signed with a token at the officer's place: prepared, signed there, taken, each by itself. */
export const tokenRoutes = (signables: readonly Signable[]): readonly SpecialRoute[] => [
  prepareRoute(signables),
  finishRoute(signables),
]
