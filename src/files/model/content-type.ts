import { type FileHandle, open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { readAt } from '../../platform/zip-directory.ts'
import {
  ALLOWED_TYPES,
  type AllowedType,
  LARGEST_XML,
  WORDS_FOR_TYPES,
  wordsForExtension,
} from './allowed-types.ts'
import { officeProblem, xmlProblem } from './content-checks.ts'
import { extensionOf, sanitizeFileName } from './file-name.ts'

/** Why an upload is not kept. */
export type UploadRefusalCode =
  | 'file_empty'
  | 'file_type_not_allowed'
  | 'file_type_mismatch'
  | 'file_has_macros'
  | 'file_damaged'
  | 'file_has_archive'
  | 'file_unpacks_too_large'

/** An upload as it may be kept, or why not, in a sentence for the person who sent it. */
export type UploadInspection =
  | { ok: true; mediaType: string; extension: string; fileName: string }
  | { ok: false; code: UploadRefusalCode; message: string }

const HEAD_LENGTH = 4096

/** An animated PNG is a PNG to every program that shows pictures. */
const SAME_TYPE: Readonly<Record<string, string>> = { tif: 'tiff', apng: 'png' }

/**
 * Decides by its content what the file at `path` is. Allowed: PDF, JPEG, PNG, WebP, TIFF, DOCX, XLSX and plain
 * XML. The content must be what the declared name says (a name without extension gets the right one). Reads the
 * head and the parts that matter, not the whole file. `fileName` is the declared name made safe; `also`: kinds that are
 * taken besides.
 */
export async function inspectUpload(
  path: string,
  declaredName: string,
  also: readonly AllowedType[] = [],
): Promise<UploadInspection> {
  const fileName = sanitizeFileName(declaredName)
  const file = await open(path, 'r')
  try {
    const head = await readAt(file, 0, HEAD_LENGTH)
    if (head.length === 0) return refuse('file_empty', `Tệp “${fileName}” rỗng. Hãy chọn lại tệp.`)
    const found = (await detectedExtension(path)) ?? textExtension(head)
    const type = [...ALLOWED_TYPES, ...also].find((allowed) => allowed.extension === found)
    const nameProblem = compareWithName(fileName, found, type)
    if (nameProblem) return nameProblem
    if (!type) return refuse('file_type_not_allowed', notAllowed(fileName, found))
    const problem = await deeperProblem(file, type, fileName)
    if (problem) return problem
    const named =
      extensionOf(fileName) === null ? sanitizeFileName(`${fileName}.${type.extension}`) : fileName
    return { ok: true, mediaType: type.mediaType, extension: type.extension, fileName: named }
  } finally {
    await file.close()
  }
}

/** file-type's answer, in our names. A damaged file of a known kind makes it throw: then it is unknown. */
async function detectedExtension(path: string): Promise<string | null> {
  const found = await fileTypeFromFile(path).catch(() => undefined)
  return (found && SAME_TYPE[found.ext]) ?? found?.ext ?? null
}

/** What file-type leaves out because it has no signature: pages, drawings, scripts. */
function textExtension(head: Buffer): string | null {
  const start = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase()
  if (/^<(!doctype html|html|head|body|script|iframe)/.test(start)) return 'html'
  if (/^<svg/.test(start)) return 'svg'
  if (start.startsWith('#!')) return 'sh'
  return null
}

/** A name that says one thing over a content that is another is a lie, whichever of the two is harmless. */
function compareWithName(
  fileName: string,
  found: string | null,
  type: AllowedType | undefined,
): UploadInspection | null {
  const declared = extensionOf(fileName)
  if (declared === null || found === null || type?.names.includes(declared) || declared === found) return null
  // Both of these are told apart from a lie: a macro document and an encrypted or old one name their own remedy.
  if (found === 'docm' || found === 'xlsm' || found === 'cfb') return null
  if (found === 'zip' && ['docx', 'xlsx'].includes(declared)) return null
  return refuse(
    'file_type_mismatch',
    `Tệp “${fileName}” có đuôi .${declared} (${wordsForExtension(declared)}) nhưng nội dung là ${wordsForExtension(found)}. Hãy chọn đúng tệp hoặc lưu lại đúng loại.`,
  )
}

function notAllowed(fileName: string, found: string | null): string {
  const remedy =
    found === 'heic' || found === 'avif'
      ? 'Hãy đặt máy ảnh điện thoại ở chế độ “Tương thích nhất” hoặc lưu lại thành JPEG.'
      : found === 'cfb'
        ? 'Hãy mở bằng Word hoặc Excel, bỏ mật khẩu và lưu lại thành .docx hoặc .xlsx.'
        : found === 'docm' || found === 'xlsm'
          ? 'Hãy lưu lại không có macro, thành .docx hoặc .xlsx.'
          : `Chỉ nhận ${WORDS_FOR_TYPES}.`
  const what =
    found === null ? 'không nhận ra được loại nội dung' : `là ${wordsForExtension(found)}, không được nhận`
  return `Tệp “${fileName}” ${what}. ${remedy}`
}

async function deeperProblem(
  file: FileHandle,
  type: AllowedType,
  fileName: string,
): Promise<UploadInspection | null> {
  if (type.extension === 'docx' || type.extension === 'xlsx') {
    const problem = await officeProblem(file, type.extension)
    if (problem === 'macros') {
      return refuse(
        'file_has_macros',
        `Tệp “${fileName}” có macro hoặc thành phần chạy được. Hãy lưu lại không có macro, thành .${type.extension}.`,
      )
    }
    if (problem === 'archive') {
      return refuse(
        'file_has_archive',
        `Tệp “${fileName}” chứa tệp nén bên trong. Hãy lấy các tệp ra và nộp từng tệp riêng.`,
      )
    }
    if (problem === 'bomb') {
      return refuse(
        'file_unpacks_too_large',
        `Tệp “${fileName}” nén bất thường: mở ra lớn hơn 256 MB. Hãy lưu lại thành PDF rồi nộp.`,
      )
    }
    if (problem === 'damaged') return refuse('file_damaged', damaged(fileName))
  }
  if (type.extension === 'xml') {
    const { size } = await file.stat()
    if (size > LARGEST_XML)
      return refuse(
        'file_type_not_allowed',
        `Tệp XML “${fileName}” lớn hơn 5 MB. Hãy tách nhỏ hoặc nộp bản PDF.`,
      )
    const problem = xmlProblem(await readAt(file, 0, size))
    if (problem === 'damaged') return refuse('file_damaged', damaged(fileName))
    if (problem !== null)
      return (
        compareWithName(fileName, problem, undefined) ??
        refuse('file_type_not_allowed', notAllowed(fileName, problem))
      )
  }
  return null
}

function damaged(fileName: string): string {
  return `Tệp “${fileName}” bị hỏng hoặc chưa tải lên trọn vẹn. Hãy mở thử trên máy rồi gửi lại.`
}

function refuse(code: UploadRefusalCode, message: string): UploadInspection {
  return { ok: false, code, message }
}
