import type { FastifyRequest } from 'fastify'
import { AppError } from '../platform/errors.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import type { StreamNews } from '../platform/http/live-topic.ts'
import { type Actor, mayTry } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { readPublic } from '../platform/visitor.ts'
import { deviceCookies } from './model/device-cookies.ts'
import { findDevice } from './queries/find-device.ts'
import { queueFeed } from './queries/queue-feed.ts'

/** Calls of an office as they happen: for its displays by their token, for its members by their sign-in. */
export const queueRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/queue/{watcher}/stream',
    title: 'Theo dõi số đang gọi (server-sent events)',
    audience: 'public',
    document: {
      parameters: [
        {
          name: 'watcher',
          in: 'path',
          required: true,
          description: 'display: màn hình đã được cấp quyền; desk: cán bộ đã đăng nhập',
          schema: { type: 'string', enum: ['display', 'desk'] },
        },
        {
          name: 'last-event-id',
          in: 'header',
          description: 'Sự kiện cuối đã nhận; các lượt gọi sau đó được gửi lại',
          schema: { type: 'integer' },
        },
      ],
      responses: { 200: { description: 'Sự kiện call và state', content: { 'text/event-stream': {} } } },
    },
    async handle(services, { request, reply, actor }) {
      const { officeId, group } = await watcherOf(services, request, actor)
      await services.streams.join(reply, {
        topic: `queue ${officeId}`,
        group,
        lastSeen: lastSeen(request),
        read: (after) => newsOf(services, officeId, after),
      })
      return reply
    },
  },
]

async function watcherOf(
  services: Services,
  request: FastifyRequest,
  actor: Actor,
): Promise<{ officeId: string; group: string | null }> {
  const { watcher } = request.params as { watcher: string }
  if (watcher === 'desk') {
    if (!mayTry(actor, queueFeed.audience)) throw new AppError('not_signed_in')
    return { officeId: actor.officeId, group: null }
  }
  if (watcher !== 'display') throw new AppError('not_found')
  const token = request.cookies[deviceCookies.display] ?? ''
  const device = await readPublic(services, (reader) => findDevice(reader, { kind: 'display', token }))
  return { officeId: device.officeId, group: device.id }
}

async function newsOf(services: Services, officeId: string, after: number): Promise<StreamNews> {
  const feed = await read(services, systemActor(officeId), queueFeed, { after })
  return {
    at: feed.at,
    events: feed.calls.map((data) => ({ id: data.sequence, name: 'call', data })),
    state: feed.state,
    groups: feed.devices,
  }
}

function lastSeen(request: FastifyRequest): number | null {
  const id = Number(request.headers['last-event-id'])
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
