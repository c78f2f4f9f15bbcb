import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { z } from 'zod'
import { inspectUpload } from '../../files/model/content-type.ts'
import { sanitizeFileName } from '../../files/model/file-name.ts'
import { runLimitedThread } from '../../platform/limited-thread.ts'
import type { Services } from '../../platform/services.ts'
import type { settleArrival } from '../commands/settle-arrival.ts'
import { type EdxmlAttachment, type EdxmlReading, edxmlLimits } from '../model/edxml/message.ts'
import { readEdxml } from '../model/edxml/read.ts'
import { contentDigest, keptMessage } from '../model/read-message.ts'

type Read = Omit<z.input<typeof settleArrival.input>, 'id'>

/** Bytes up to which a message is read at once; larger ones, in a thread of their own, hold nobody up. */
const largestAtOnce = 256 * 1024
const threadLimits = { milliseconds: 60_000, memory: 1500 }

/** Reads a kept message and lays its files into the store; whatever is wrong with it is in the answer. */
export async function readKeptMessage({ blobs }: Pick<Services, 'blobs'>, sha256: string): Promise<Read> {
  const reading = await readIn(blobs.path(sha256))
  if ('faults' in reading)
    return { faults: reading.faults, message: null, signature: { state: 'none' }, digest: '', files: [] }
  const { message, signature } = reading
  const attachments = message.kind === 'document' ? message.attachments : []
  const files: Read['files'] = []
  for (const attachment of attachments) files.push(await keepAttachment(blobs, attachment))
  return { faults: [], message: keptMessage(message), signature, digest: contentDigest(message), files }
}

async function readIn(path: string): Promise<EdxmlReading> {
  const bytes = await readFile(path)
  if (bytes.byteLength <= largestAtOnce) return readEdxml(bytes)
  const file = new URL('./read-message-worker.ts', import.meta.url)
  const answer = await runLimitedThread<EdxmlReading>(file, { path }, threadLimits)
  if (typeof answer !== 'string') return answer
  const isTooMuch = answer === 'too_long'
  const sentence = isTooMuch ? 'Thông điệp quá lớn hoặc quá phức tạp để đọc.' : 'Thông điệp không đọc được.'
  return { faults: [{ place: '', sentence }] }
}

/**
 * An attachment in the store. What the program does not know, or finds odd, is part of an official document all the same: it
 * is kept, handed out as bytes only, and said so.
 */
async function keepAttachment(
  blobs: Services['blobs'],
  { name, bytes }: EdxmlAttachment,
): Promise<Read['files'][number]> {
  const { sha256, size } = await blobs.put(Readable.from([bytes]), edxmlLimits.attachment)
  const found = await inspectUpload(blobs.path(sha256), name)
  if (found.ok) return { sha256, size, name: found.fileName, mediaType: found.mediaType, caution: '' }
  const caution = `${found.message} Tệp được giữ nguyên; chỉ tải về, không mở ngay trên trang.`.slice(0, 500)
  return { sha256, size, name: sanitizeFileName(name), mediaType: 'application/octet-stream', caution }
}
