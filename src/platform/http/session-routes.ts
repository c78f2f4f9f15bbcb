import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse.ts'
import type { Services } from '../services.ts'
import type { SpecialRoute } from './api.ts'
import { actorOf } from './context.ts'

export const signInSchema = z.strictObject({
  username: z.string().trim().min(1, 'Hãy nhập tên đăng nhập.').max(80),
  password: z.string().min(1, 'Hãy nhập mật khẩu.').max(128),
  oneTimeCode: z
    .string()
    .trim()
    .regex(/^(\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$/, 'Hãy nhập 6 chữ số của ứng dụng, hoặc một mã dự phòng.')
    .optional(),
})

interface SignInExample {
  username: string
  password: string
}

/** Looks up the account that the API document may name, when the document is first asked for. */
export type ReadSignInExample = () => Promise<SignInExample | undefined>

type RouteDocument = Pick<SpecialRoute, 'method' | 'path' | 'title' | 'audience' | 'document'>

/** Documents what `registerSessionRoutes` registers. `example`: an account of the demonstration office, where there is one. */
export const sessionRouteDocuments = (example: SignInExample | undefined): readonly RouteDocument[] => [
  {
    method: 'POST',
    path: '/sign-in',
    title: 'Đăng nhập',
    audience: 'public',
    document: {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: z.toJSONSchema(signInSchema, { io: 'input' }), example } },
      },
      responses: { 200: { description: 'Đã đăng nhập; cookie phiên kèm theo.' } },
    },
  },
  {
    method: 'POST',
    path: '/sign-out',
    title: 'Đăng xuất',
    audience: 'staff',
    document: { responses: { 204: { description: 'Đã đăng xuất.' } } },
  },
]

export function registerSessionRoutes(app: FastifyInstance, services: Services): void {
  app.post('/api/v1/sign-in', async (request, reply) => {
    await actorOf(services, request, reply)
    const input = parseInput(signInSchema, request.body)
    const client = { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' }
    const { actor, setCookies } = await services.sessions.signIn(input, client)
    for (const cookie of setCookies) reply.header('set-cookie', cookie)
    return {
      name: actor.name,
      post: actor.post,
      officeId: actor.officeId,
      roles: [...new Set(actor.duties.map((d) => d.role))],
    }
  })
  app.post('/api/v1/sign-out', async (request, reply) => {
    if (!(await actorOf(services, request, reply))) throw new AppError('not_signed_in')
    for (const cookie of await services.sessions.signOut(request.headers.cookie))
      reply.header('set-cookie', cookie)
    return reply.code(204).send()
  })
}
