/** A kind of file that dossiers may hold. */
export interface AllowedType {
  extension: string
  mediaType: string
  /** Extensions that people give such a file. */
  names: readonly string[]
  words: string
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'

export const ALLOWED_TYPES: readonly AllowedType[] = [
  { extension: 'pdf', mediaType: 'application/pdf', names: ['pdf'], words: 'văn bản PDF' },
  { extension: 'jpg', mediaType: 'image/jpeg', names: ['jpg', 'jpeg', 'jfif', 'jpe'], words: 'ảnh JPEG' },
  { extension: 'png', mediaType: 'image/png', names: ['png'], words: 'ảnh PNG' },
  { extension: 'webp', mediaType: 'image/webp', names: ['webp'], words: 'ảnh WebP' },
  { extension: 'tiff', mediaType: 'image/tiff', names: ['tif', 'tiff'], words: 'ảnh TIFF' },
  {
    extension: 'docx',
    mediaType: `${OFFICE}.wordprocessingml.document`,
    names: ['docx'],
    words: 'văn bản Word',
  },
  {
    extension: 'xlsx',
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    names: ['xlsx'],
    words: 'bảng tính Excel',
  },
  { extension: 'xml', mediaType: 'application/xml', names: ['xml'], words: 'dữ liệu XML' },
]

/** Phim, ghi âm: taken where something is kept for the archive, not with dossiers. */
export const RECORDED_TYPES: readonly AllowedType[] = [
  { extension: 'mp4', mediaType: 'video/mp4', names: ['mp4', 'm4v'], words: 'phim MP4' },
  { extension: 'mp3', mediaType: 'audio/mpeg', names: ['mp3'], words: 'âm thanh MP3' },
  { extension: 'm4a', mediaType: 'audio/mp4', names: ['m4a'], words: 'âm thanh M4A' },
  { extension: 'wav', mediaType: 'audio/wav', names: ['wav'], words: 'âm thanh WAV' },
]

/** For "only … are taken". */
export const WORDS_FOR_TYPES =
  'PDF, ảnh JPEG, PNG, WebP, TIFF, văn bản Word (.docx), bảng tính Excel (.xlsx) và XML'

/** A plain XML file is read whole to look for what runs in a browser. */
export const LARGEST_XML = 5 * 2 ** 20

const OTHER_WORDS: Readonly<Record<string, string>> = {
  exe: 'chương trình chạy được',
  dll: 'chương trình chạy được',
  msi: 'bộ cài đặt chương trình',
  elf: 'chương trình chạy được',
  macho: 'chương trình chạy được',
  sh: 'tập lệnh',
  bat: 'tập lệnh',
  js: 'tập lệnh',
  html: 'trang web HTML',
  svg: 'hình vẽ SVG',
  zip: 'tệp nén ZIP',
  rar: 'tệp nén RAR',
  '7z': 'tệp nén 7-Zip',
  gz: 'tệp nén GZIP',
  cfb: 'văn bản Office kiểu cũ hoặc có mật khẩu',
  doc: 'văn bản Word kiểu cũ',
  xls: 'bảng tính Excel kiểu cũ',
  docm: 'văn bản Word có macro',
  xlsm: 'bảng tính Excel có macro',
  heic: 'ảnh HEIC',
  avif: 'ảnh AVIF',
  gif: 'ảnh GIF',
  bmp: 'ảnh BMP',
  mp4: 'phim MP4',
  mov: 'phim MOV',
  mp3: 'âm thanh MP3',
}

/** The officer's words for a kind of file known by its extension. */
export function wordsForExtension(extension: string): string {
  const allowed = ALLOWED_TYPES.find((type) => type.names.includes(extension))
  return allowed?.words ?? OTHER_WORDS[extension] ?? `tệp loại ${extension.toUpperCase()}`
}
