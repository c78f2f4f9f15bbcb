import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import { pictureFault } from '../model/picture-ink.ts'
import type { PictureRead, PictureToRead } from './read-picture.ts'

/** A seal of 36 mm at 400 points per inch; more cannot be seen and makes every signed file larger. */
const mostPoints = 600

async function readPicture({ bytes, kind }: PictureToRead): Promise<PictureRead> {
  const source = sharp(bytes, { limitInputPixels: 40_000_000, failOn: 'warning' })
  const { format, hasAlpha } = await source.metadata()
  if (format !== 'png' || !hasAlpha)
    return { fault: 'Hãy chọn tệp .png có nền trong suốt; ảnh chụp .jpg không dùng được.' }
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const cut = await source
    .toColourspace('srgb')
    .trim({ background: clear, threshold: 20 })
    .resize({ width: mostPoints, height: mostPoints, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true })
  const points = await sharp(cut.data).ensureAlpha().raw().toBuffer()
  const fault = pictureFault(points, kind)
  if (fault) return { fault }
  const { width, height } = cut.info
  if (kind === 'seal' && Math.abs(width / height - 1) > 0.1)
    return { fault: 'Hình con dấu phải tròn và trọn vẹn. Hãy cắt lại hình sát mép con dấu.' }
  return { picture: { png: new Uint8Array(cut.data), width, height } }
}

const unreadable = 'Không đọc được tệp hình này. Hãy lưu lại thành tệp .png rồi thử lại.'
parentPort?.postMessage(
  await readPicture(workerData as PictureToRead).catch((): PictureRead => ({ fault: unreadable })),
)
