import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callOf } from '../../platform/http/context.ts'
import type { Actor } from '../../platform/operations.ts'
import type { Call } from '../../platform/write.ts'
import { mostAtOnce } from '../jobs/sign-batch.ts'

/** What a page asks to be signed. */
export const thingsToSign = z
  .array(z.strictObject({ kind: z.string().max(40), id: z.uuid() }))
  .min(1)
  .max(mostAtOnce)

/** OpenAPI fragments of routes that take and give JSON. */
export const jsonBody = (schema: z.ZodType, example: object) => ({
  required: true,
  content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }), example } },
})
export const jsonResponse = (description: string) => ({
  200: { description, content: { 'application/json': {} } },
})
export const someId = '01a00000-0000-7000-8000-000000000000'

/** The call without its idempotency key: one request has several effects here, and each is kept from happening twice by itself. */
export const callOnce = (request: FastifyRequest, actor: Actor): Call => ({
  actor,
  requestId: callOf(request, actor).requestId,
})
