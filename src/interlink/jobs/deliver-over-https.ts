import { openAsBlob } from 'node:fs'
import { z } from 'zod'
import { jsonOf, readShort } from '../../platform/outside-answer.ts'
import type { ExchangeDeps, Signed } from '../api/receive-package.ts'
import type { Manifest } from '../model/package.ts'

const answerSchema = z.object({
  acknowledgement: z.string().max(8000),
  keyId: z.string().max(100),
  signature: z.string().max(200),
})
const problemSchema = z.object({ detail: z.string() })

const longestAnswer = 16 * 1024
const baseSeconds = 20
/** A line of 12 Mbit a second carries so much. */
const bytesPerSecond = 1.5 * 1024 * 1024
/** After so long the other side closes the line itself. */
const hardLimitSeconds = 118

/** Hands a package to a partner's program: HTTPS POST of manifest, signature and files, in that order. */
export async function deliverOverHttps(
  deps: Pick<ExchangeDeps, 'blobs'> & { limitSeconds?: number },
  url: string,
  sent: { signed: Signed; manifest: Manifest },
): Promise<Signed | { problem: string }> {
  const total = sent.manifest.parts.reduce((sum, { size }) => sum + size, 0)
  const seconds = deps.limitSeconds ?? Math.min(hardLimitSeconds, baseSeconds + total / bytesPerSecond)
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/api/v1/interlink/packages`, {
      method: 'POST',
      // An answer that sends us elsewhere would carry citizens' papers to a place nobody chose.
      redirect: 'error',
      signal: AbortSignal.timeout(Math.ceil(seconds * 1000)),
      body: await formOf(deps, sent),
    })
    return judge(answer.status, await readShort(answer, longestAnswer))
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return { problem: 'Cơ quan nhận không trả lời kịp.' }
    return { problem: 'Không kết nối được máy chủ của cơ quan nhận.' }
  }
}

async function formOf(
  { blobs }: Pick<ExchangeDeps, 'blobs'>,
  { signed, manifest }: { signed: Signed; manifest: Manifest },
): Promise<FormData> {
  const form = new FormData()
  form.set('manifest', signed.text)
  form.set('signature', JSON.stringify({ keyId: signed.keyId, signature: signed.signature }))
  for (const part of manifest.parts) {
    form.append('file', await openAsBlob(blobs.path(part.sha256), { type: part.mediaType }), part.name)
  }
  return form
}

function judge(status: number, body: Buffer | null): Signed | { problem: string } {
  const content = jsonOf(body)
  if (status !== 200) {
    const problem = problemSchema.safeParse(content)
    const words = problem.success ? problem.data.detail : 'không nêu lý do'
    return { problem: `Máy chủ của cơ quan nhận trả lời (mã ${status}): ${words}` }
  }
  const answer = answerSchema.safeParse(content)
  if (!answer.success)
    return { problem: 'Máy chủ của cơ quan nhận trả lời không đúng quy ước; coi như chưa gửi.' }
  const { acknowledgement, keyId, signature } = answer.data
  return { text: acknowledgement, keyId, signature }
}
