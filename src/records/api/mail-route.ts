import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { takeInFile } from '../../files/api/receive-upload.ts'
import { storeFiles } from '../../files/commands.ts'
import { sanitizeFileName } from '../../files/model/file-name.ts'
import { fileSchema, type StoredContent } from '../../files/model/stored-file.ts'
import { AppError, isAppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileLimit } from '../../platform/http/server.ts'
import { type MailMessage, type MailPart, readMailMessage } from '../../platform/mail-message.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { write } from '../../platform/write.ts'
import { registerIncoming } from '../commands/register-incoming.ts'
import { namesSecret, secretRefusal } from '../model/document-fields.ts'
import { proposeFromMail } from '../model/mail-proposal.ts'
import { sameFiles } from '../queries/same-files.ts'

/** A file of 50 MB is a third longer in a message, where it is written in letters. */
const mailLimit = 70 * 2 ** 20
/** As many as a document may have. */
const mostFiles = 20

const proposal = z.object({
  issuer: z.string(),
  symbol: z.string(),
  issuedOn: z.string(),
  typeName: z.string().nullable(),
  subject: z.string(),
  arrivedOn: z.string().nullable(),
})
const taken = z.object({
  from: z.string(),
  subject: z.string(),
  sentAt: z.string().nullable(),
  proposal,
  files: z.array(fileSchema),
  /** Files of the message that were not taken, and why. */
  refused: z.array(z.object({ name: z.string(), words: z.string() })),
  /** Documents registered with the same file. */
  same: sameFiles.output.shape.documents,
})
export type TakenMail = z.output<typeof taken>

/** Reads a saved message: its files are uploads like any other, the rest is proposed to the clerk and not kept. */
const mailRoute: SpecialRoute = {
  method: 'POST',
  path: '/incoming-mail',
  title: 'Đọc thư điện tử (.eml) để đăng ký văn bản đến',
  audience: registerIncoming.audience,
  document: {
    parameters: [{ $ref: '#/components/parameters/idempotencyKey' }],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file'],
            properties: { file: { type: 'string', format: 'binary' } },
          },
        },
      },
    },
    responses: {
      200: {
        description: 'Các ô đề xuất và các tệp của thư; chưa đăng ký gì.',
        content: { 'application/json': { schema: z.toJSONSchema(taken) } },
      },
    },
  },
  async handle(services, { request, reply, actor }) {
    // What is still on its way when a message is refused is not read: the line is closed instead.
    reply.header('connection', 'close')
    const message = await readMessage(await receiveMail(request))
    reply.removeHeader('connection')
    const { contents, refused } = await takeFiles(services, message)
    const { files } =
      contents.length > 0
        ? await write(services, callOf(request, actor), storeFiles, { files: contents })
        : { files: [] }
    const sha256s = [...new Set(contents.map(({ sha256 }) => sha256))]
    const { documents } = await read(services, actor, sameFiles, { sha256s })
    const answer: TakenMail = {
      from: sender(message),
      subject: message.subject,
      sentAt: message.sentAt,
      proposal: proposeFromMail(message, services.clock()),
      files,
      refused,
      same: documents,
    }
    return reply.header('cache-control', 'no-store').send(answer)
  },
}

async function receiveMail(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) {
    throw new AppError('malformed_request', { detail: 'Hãy gửi thư dạng multipart/form-data.' })
  }
  const part = await request.file({ limits: { fileSize: mailLimit, files: 1 }, throwFileSizeLimit: false })
  if (!part) throw new AppError('invalid_input', { fields: { file: 'Hãy chọn tệp thư (.eml).' } })
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk)
  if (part.file.truncated) {
    throw new AppError('too_large', {
      detail: `Thư lớn hơn ${mailLimit / 2 ** 20} MB. Hãy lưu riêng từng tệp đính kèm rồi tải lên.`,
    })
  }
  return Buffer.concat(chunks)
}

const refusals = {
  no_mail:
    'Tệp này không phải thư điện tử đã lưu (.eml). Trong hộp thư, hãy chọn “Lưu thư” rồi thả tệp đó vào.',
  broken: 'Không đọc được thư này. Hãy lưu riêng từng tệp đính kèm rồi tải lên.',
  too_long: 'Thư quá phức tạp để đọc. Hãy lưu riêng từng tệp đính kèm rồi tải lên.',
} as const

async function readMessage(bytes: Uint8Array): Promise<MailMessage> {
  const found = await readMailMessage(bytes)
  if (found.state !== 'read') throw new AppError('unsupported_file', { detail: refusals[found.state] })
  if (namesSecret(found.message.subject)) throw new AppError('invalid_input', { detail: secretRefusal })
  return found.message
}

const sender = ({ fromName, fromAddress }: MailMessage) =>
  fromName && fromAddress ? `${fromName} (${fromAddress})` : fromName || fromAddress

/** Takes in each file by itself: one that is refused does not take the others along. Without any, the text becomes one. */
async function takeFiles(
  services: Services,
  message: MailMessage,
): Promise<{ contents: StoredContent[]; refused: TakenMail['refused'] }> {
  const contents: StoredContent[] = []
  const refused: TakenMail['refused'] = []
  for (const part of message.parts) {
    const found = contents.length < mostFiles ? await takeOne(services, part) : tooMany
    if (typeof found === 'string') refused.push({ name: sanitizeFileName(part.name), words: found })
    else contents.push(found)
  }
  if (contents.length === 0 && message.text !== '') contents.push(await printed(services, message))
  return { contents, refused }
}

const tooMany = `Mỗi văn bản tối đa ${mostFiles} tệp.`

async function takeOne({ blobs }: Services, { name, content }: MailPart): Promise<StoredContent | string> {
  try {
    return await takeInFile(blobs, Readable.from([content]), { name, limitBytes: fileLimit })
  } catch (error) {
    if (isAppError(error) && error.code !== 'unavailable') return error.facts.detail ?? 'Không nhận tệp này.'
    throw error
  }
}

/** The message on paper. The same message gives the same bytes, so that it is known when it comes again. */
async function printed(services: Services, message: MailMessage): Promise<StoredContent> {
  const sent = message.sentAt === null ? null : new Date(message.sentAt)
  const data = {
    subject: message.subject || 'Thư không có tiêu đề',
    from: sender(message),
    sentAt: sent ? formatShortMoment(sent) : '',
    paragraphs: message.text
      .split(/\n+/)
      .map((line) => line.trim())
      .filter(Boolean),
  }
  const bytes = await services.pdf.render('mail-message', data, { createdAt: sent ?? new Date(0) })
  return takeInFile(services.blobs, Readable.from([bytes]), {
    name: 'noi-dung-thu.pdf',
    limitBytes: fileLimit,
  })
}

/** Messages that bring documents. */
export const incomingMailRoutes: readonly SpecialRoute[] = [mailRoute]
