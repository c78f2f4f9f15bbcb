/** The namespace of envelopes by QCVN 102:2016/BTTTT. */
export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'

/** Types that go as they are; every other file is put into a zip first, as QCVN 102 says. */
const plainTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
}
/** What a file is that came out of a zip: there its own type is not said. */
const otherTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  txt: 'text/plain',
  xml: 'application/xml',
  rtf: 'application/rtf',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

const anyType = 'application/octet-stream'

/** The media type that a file's name says, or that of any bytes. */
export function contentTypeOf(name: string): string {
  const ending = /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return new Map(Object.entries({ ...plainTypes, ...otherTypes })).get(ending) ?? anyType
}

/** A media type as written by anybody: without parameters, in one spelling; what is none counts as unknown. */
export function plainContentType(written: string): string {
  const type = written.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^application\/(x-)?zip(-compressed)?$/.test(type)) return zipType
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : anyType
}

/** How a file goes: with which type, and whether in a zip. One that is named as a zip is one, whatever type it was given. */
export function wayOf(name: string, contentType: string): { type: string; isPacked: boolean } {
  const type = isZip(name) ? zipType : plainContentType(contentType)
  const isPacked = !Object.values(plainTypes).includes(type) || cameInZip(name, type)
  return { type: isPacked ? zipType : type, isPacked }
}

/** Whether what came is a zip made for the way, with the file inside. */
export function cameInZip(name: string, contentType: string): boolean {
  return contentType === zipType && !isZip(name)
}

const zipType = 'application/zip'
const isZip = (name: string) => /\.zip$/i.test(name)

/** `2026-11-23` as envelopes write it: `2026/11/23`. */
export function writeDay(day: string): string {
  return day.replaceAll('-', '/')
}

/** `2026-11-23T09:15:30+07:00` as envelopes write it: `2026/11/23 09:15:30`. */
export function writeTimestamp(timestamp: string): string {
  return `${writeDay(timestamp.slice(0, 10))} ${timestamp.slice(11, 19)}`
}

/**
 * A day of the calendar as `2026-11-23`, from `yyyy/MM/dd` and what is seen besides: hyphens, the Vietnamese order
 * `dd/MM/yyyy`, a time after it. Null when it is none.
 */
export function readDay(written: string): string | null {
  const [date = ''] = written.trim().split(/[\sT]/)
  const forwards = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/.exec(date)
  const backwards = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(date)
  const parts = forwards
    ? [forwards[1], forwards[3], forwards[4]]
    : backwards
      ? [backwards[4], backwards[3], backwards[1]]
      : null
  if (!parts) return null
  const day = parts.map((part) => (part ?? '').padStart(2, '0')).join('-')
  const time = Date.parse(`${day}T00:00:00Z`)
  // The parser takes 30 February for the first days of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null
}

/** An instant as `2026-11-23T09:15:30+07:00`, from `yyyy/MM/dd HH:mm:ss` of Viet Nam or a form with its own offset. */
export function readTimestamp(written: string): string | null {
  const day = readDay(written)
  const time = /[\sT](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/.exec(written.trim())
  if (!day || !time) return null
  const [, hour, minute, second = '00', offset = '+07:00'] = time
  const instant = Date.parse(`${day}T${hour}:${minute}:${second}${offset}`)
  if (Number.isNaN(instant) || Number(hour) > 23) return null
  return `${new Date(instant + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
}
