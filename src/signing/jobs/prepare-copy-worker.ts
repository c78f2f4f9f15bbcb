import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import { placeStamp } from '../../platform/stamp-geometry.ts'
import { signedAttributes } from '../model/cms/build-signature.ts'
import { readCertificate } from '../model/cms/certificate.ts'
import { type Picture, sealBox, turnedBox } from '../model/embed/appearance.ts'
import { prepareSignature, type SignatureRequest } from '../model/embed/prepare-signature.ts'
import { lastShownSignature } from '../model/embed/shown-signature.ts'
import { signingPlace } from '../model/signing-place.ts'
import type { CopyToPrepare, PreparedCopy } from './prepare-copy.ts'
import { readFirstPage, readPageLines } from './read-page-lines.ts'

/** Room for a signature where the signer's own is not shown: the seal lies on its left third. */
const usual = { width: 150, height: 60 }

async function prepare(asked: CopyToPrepare): Promise<PreparedCopy> {
  const certificate = readCertificate(asked.certificate)
  if (!certificate) return { fault: 'Thiết bị ký đưa ra chứng thư không đọc được. Hãy báo quản trị.' }
  const place = await placeFor(asked)
  if (!place) {
    return {
      fault: `Không thấy chỗ ký của ${asked.signerName} trong tệp: tên phải đứng riêng một dòng, phía trên chừa chỗ cho chữ ký. Hãy sửa bản Word, hoặc ký bằng phần mềm khác rồi tải lên.`,
    }
  }
  const made = prepareSignature(asked.given, { signer: asked.certificateName, at: asked.at, place })
  return {
    bytes: new Uint8Array(made.bytes),
    contents: made.contents,
    hash: new Uint8Array(made.hash),
    attributes: new Uint8Array(signedAttributes(made.hash, certificate)),
  }
}

async function pictureOf(png: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const count = info.width * info.height
  const [rgb, alpha] = [new Uint8Array(count * 3), new Uint8Array(count)]
  for (let point = 0; point < count; point += 1) {
    rgb.set(data.subarray(point * 4, point * 4 + 3), point * 3)
    alpha[point] = data[point * 4 + 3] ?? 0
  }
  return { width: info.width, height: info.height, rgb, alpha }
}

async function placeFor({ given, look, signerName }: CopyToPrepare): Promise<SignatureRequest['place']> {
  if (look.kind === 'block') return blockPlace(given, look.page)
  const find = async (shape: { width: number; height: number }) =>
    signingPlace(await readPageLines(given), signerName, shape)
  const picture = await pictureOf(look.picture)
  const appearance = { picture }
  if (look.kind === 'signature') {
    const found = await find(picture)
    return found && { ...found, appearance }
  }
  const personal = lastShownSignature(given) ?? (await find(usual))
  return personal && { page: personal.page, box: sealBox(personal.box), appearance }
}

/** Above what is printed: the upper margin of a page is 20 mm at least. */
const blockMargin = (5 / 25.4) * 72

/** A block of text at its true size, upright in the upper right corner of the first page as it is read. */
async function blockPlace(given: Uint8Array, block: Uint8Array): Promise<SignatureRequest['place']> {
  const [page, { width, height }] = [await readFirstPage(given), await readFirstPage(block)]
  const { x, y, turn } = placeStamp(page, { width, height }, { corner: 'top-right', margin: blockMargin })
  return { page: 1, box: turnedBox({ x, y, width, height }, turn), appearance: { page: block, turn } }
}

const unreadable =
  'Không chuẩn bị được tệp này để ký: cấu trúc tệp PDF không đọc được chắc chắn. Hãy ký bằng phần mềm khác rồi tải lên.'
parentPort?.postMessage(
  await prepare(workerData as CopyToPrepare).catch((): PreparedCopy => ({ fault: unreadable })),
)
