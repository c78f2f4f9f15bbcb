import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError, isAppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { parseInput } from '../../platform/parse.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { noteMovement } from '../commands/note-movement.ts'
import { settleOne } from '../jobs/settle-lines.ts'
import {
  type BankNotice,
  clockDifference,
  largestNotice,
  noticeFault,
  noticeSchema,
} from '../model/bank-notice.ts'
import { bankChannel, noticeKnown } from '../queries/bank-work.ts'

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string' },
  description,
})

/**
 * A bank or payment provider tells of a movement as it happens. Nothing is looked at before the signature over time and body is found
 * right; the same notice again changes nothing and gets the same answer.
 */
export const bankNoticeRoute: SpecialRoute = {
  method: 'POST',
  path: '/bank-notices/{office}',
  title: noteMovement.title,
  audience: 'public',
  rawBody: largestNotice,
  document: {
    parameters: [
      { name: 'office', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      header('x-timestamp', 'Giờ gửi, số giây Unix; lệch quá 5 phút thì bị từ chối.'),
      header(
        'x-signature',
        'HMAC-SHA256 (hex) bằng mã bí mật trên: x-timestamp, ký tự xuống dòng (\\n), rồi thân gửi nguyên vẹn.',
      ),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: z.toJSONSchema(noticeSchema, { io: 'input', unrepresentable: 'any' }),
          example: {
            id: 'GD-0001',
            account: '0123456789',
            amountVnd: 8_000,
            bookedAt: '2026-03-24T08:15:00+07:00',
            description: 'NGUYEN VAN MAU MC2600000150',
            reference: 'FT26083000001',
          },
        },
      },
    },
    responses: {
      200: {
        description: 'Đã nhận; known: đã báo từ trước, không có gì thay đổi.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { received: { type: 'boolean' }, known: { type: 'boolean' } },
            },
          },
        },
      },
    },
  },
  async handle(services, { request, reply }) {
    const guarded = { kind: 'device' as const, ip: request.ip, subject: 'bank-notice' }
    const answer = await services.limits.guard(guarded, () => receive(services, request))
    return reply.header('cache-control', 'no-store').send(answer)
  },
}

async function receive(
  services: Services,
  request: FastifyRequest,
): Promise<{ received: true; known: boolean }> {
  const officeId = await checkedOffice(services, request)
  const actor = systemActor(officeId)
  const notice = parseInput(noticeSchema, jsonOf(request.body as Buffer))
  const { known } = await read(services, actor, noticeKnown, notice)
  if (known === 'other') throw other()
  if (known === 'same') return { received: true, known: true }
  const lineId = await noteOnce(services, request, officeId, notice)
  // What fails here the job finds within a minute; the provider need not know.
  if (lineId) await settleOne(services, officeId, lineId)
  return { received: true, known: lineId === null }
}

const other = () => new AppError('conflict', { detail: 'Mã giao dịch này đã được báo với số tiền khác.' })

/** The office whose secret the notice is signed with. Whatever is wrong with office or signature gets one and the same answer. */
async function checkedOffice(services: Services, request: FastifyRequest): Promise<string> {
  const office = z.uuid().safeParse((request.params as { office: string }).office)
  const sealed = office.success
    ? (await read(services, systemActor(office.data), bankChannel, {})).secretSealed
    : null
  const secret = sealed === null ? null : services.secrets.open(sealed)
  const fault = noticeFault(
    secret ?? 'nobody has this secret',
    {
      timestamp: String(request.headers['x-timestamp'] ?? ''),
      signature: String(request.headers['x-signature'] ?? ''),
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    },
    services.clock(),
  )
  if (!office.success || secret === null || fault === 'signature')
    throw new AppError('not_allowed', { detail: 'Chữ ký của thông báo không đúng.' })
  if (fault === 'time')
    throw new AppError('not_allowed', {
      detail: `Giờ gửi lệch quá ${clockDifference / 60} phút. Hãy chỉnh đồng hồ rồi ký lại.`,
    })
  return office.data
}

/** The id of the movement; null where another request told of it at the same moment. */
async function noteOnce(
  services: Services,
  request: FastifyRequest,
  officeId: string,
  notice: BankNotice,
): Promise<string | null> {
  try {
    const call = { actor: systemActor(officeId), requestId: request.id }
    return (await write(services, call, noteMovement, notice)).lineId
  } catch (error) {
    if (isAppError(error) && error.code === 'conflict') return null
    throw error
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new AppError('malformed_request', { detail: 'Nội dung thông báo không phải JSON.' })
  }
}
