import type { Services } from '../../platform/services.ts'
import type { PictureKind } from '../model/picture-ink.ts'

export interface PictureToRead {
  bytes: Uint8Array
  kind: PictureKind
}

/** A picture cut to what is drawn, in points; or why it is refused, as a sentence. */
export type PictureRead = { picture: { png: Uint8Array; width: number; height: number } } | { fault: string }

/** Reads a picture that somebody uploaded, in a thread of its own with a limit of time and memory. */
export async function readPicture(
  services: Pick<Services, 'inThread'>,
  asked: PictureToRead,
): Promise<PictureRead> {
  const limits = { milliseconds: 20_000, memory: 256 }
  const read = await services.inThread<PictureRead>('signing/jobs/read-picture-worker.ts', asked, limits)
  return typeof read === 'string' ? { fault: 'Hình này quá lớn hoặc bị hỏng. Hãy chọn hình nhỏ hơn.' } : read
}
