/** In characters; one is kept free for what makes a reserved name safe. */
const LONGEST_NAME = 120
const NAMELESS = 'tep-dinh-kem'

/** Names that Windows keeps for devices: such a file could not be saved there. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A file name as an upload declares it, made safe to store, show and hand out: only the last path part, composed
 * Unicode, no control, invisible or direction-changing characters (`giấy\u202Efdp.exe` shows as `giấyexe.pdf`),
 * nothing that Windows refuses, at most 120 characters with the extension kept. Never empty.
 */
export function sanitizeFileName(declared: string): string {
  const lastPart = declared.normalize('NFC').toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const visible = lastPart
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[ .]+|[ .]+$/g, '')
  const short = shorten(visible)
  if (short === '') return NAMELESS
  return RESERVED.test(short) ? `_${short}` : short
}

/** The extension of a name in lower case without its dot, or null when it has none. */
export function extensionOf(name: string): string | null {
  return /[^.]\.([^.\s/\\]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? null
}

function shorten(name: string): string {
  const characters = [...name]
  if (characters.length < LONGEST_NAME) return name
  const ending = /[^.](\.[^.\s]{1,10})$/u.exec(name)?.[1] ?? ''
  const room = LONGEST_NAME - 1 - [...ending].length
  return `${characters
    .slice(0, room)
    .join('')
    .replaceAll(/[ .]+$/g, '')}${ending}`
}
