import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { type Actor, type Audience, mayTry } from '../operations.ts'
import type { Services } from '../services.ts'
import type { Call } from '../write.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** The public at the door: no office, no duties. */
export const publicActor: Actor = {
  kind: 'public',
  id: nobody,
  name: 'Công dân',
  post: '',
  officeId: nobody,
  duties: [],
}

/**
 * Who sends this request. A request that changes something must come from our own pages or from a program:
 * a browser tells with Sec-Fetch-Site and Origin when another site sent it, and it is refused.
 */
export async function actorOf(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Actor | null> {
  if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeignOrigin(request)
  const found = await services.sessions.find(request.headers.cookie)
  if (!found) return null
  for (const cookie of found.setCookies) reply.header('set-cookie', cookie)
  return found.actor
}

function refuseForeignOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const foreignOrigin = origin !== undefined && originHost(origin) !== request.headers.host
  if (foreignSite || foreignOrigin) {
    throw new AppError('not_allowed', {
      detail: 'Yêu cầu được gửi từ một trang khác nên bị từ chối. Hãy mở phần mềm rồi thực hiện lại.',
    })
  }
}

function originHost(origin: string): string {
  try {
    return new URL(origin).host
  } catch {
    return ''
  }
}

/** The actor if they belong to the audience; otherwise not_signed_in or not_allowed. */
export function requireAudience(actor: Actor | null, audience: Audience): Actor {
  if (audience === 'public') return actor ?? publicActor
  if (!actor) throw new AppError('not_signed_in')
  if (!mayTry(actor, audience)) throw new AppError('not_allowed')
  return actor
}

/** What `write()` needs to know of the request. */
export function callOf(request: FastifyRequest, actor: Actor): Call {
  const key = request.headers['idempotency-key']
  return { actor, requestId: request.id, idempotencyKey: typeof key === 'string' ? key : undefined }
}
