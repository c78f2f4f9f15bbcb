import type { FieldWarning } from '../../procedures/model/personal-id.ts'

/** A scan put right as far as that is certain, or the problem that stands in the way. */
export interface RepairedScan {
  text: string
  problem: string | null
  warnings: FieldWarning[]
}

const BAD_FONT =
  'Chữ có dấu bị máy quét gõ sai (lỗi bảng mã). Hãy đặt máy quét ở chế độ Unicode/UTF-8, tắt bộ gõ tiếng Việt rồi quét lại, hoặc nhập tay.'

/** Code points of Windows-1252 for the bytes 0x80–0x9F; the five unused bytes stand for themselves. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * Puts what a USB reader typed in composed Unicode (NFC), without byte order mark, invisible or control
 * characters (line breaks stay). UTF-8 typed byte by byte ("Nguyá»…n") is put right with a warning; where letters
 * are lost for good there is a problem, since a wrong name must never reach an official paper unseen.
 */
export function repairScan(scanned: string): RepairedScan {
  const clean = scanned
    .replaceAll(/[\uFEFF\u200B-\u200F\u202A-\u202E\u2060-\u2069]/g, '')
    .replaceAll(/[\uFF5C\u00A6]/g, '|')
  if (looksMisread(clean)) {
    const repaired = readAsUtf8(clean)
    if (repaired === null) return { text: clean, problem: BAD_FONT, warnings: [] }
    const message = 'Máy quét gõ sai bảng mã, phần mềm đã sửa lại. Hãy đối chiếu họ tên và địa chỉ với thẻ.'
    return { text: composed(repaired), problem: null, warnings: [{ field: 'fullName', message }] }
  }
  const lost = /\uFFFD|\p{L}\?|\?\p{L}/u.test(clean)
  return { text: composed(clean), problem: lost ? BAD_FONT : null, warnings: [] }
}

/** What is odd about a name for a Vietnamese card; ethnic and foreign names may well be right. */
export function suspectName(fullName: string, address: string): FieldWarning[] {
  if (/\d/.test(fullName)) {
    return [
      {
        field: 'fullName',
        message: 'Họ tên có chữ số. Hãy đối chiếu với thẻ; tắt bộ gõ tiếng Việt khi quét.',
      },
    ]
  }
  if (looksLikeTelex(fullName)) {
    return [
      {
        field: 'fullName',
        message: 'Họ tên có vẻ bị bộ gõ tiếng Việt làm sai. Hãy tắt bộ gõ, quét lại hoặc sửa tay.',
      },
    ]
  }
  const withoutMarks = /^\p{ASCII}*$/u.test(fullName + address) && /[a-z]/i.test(address)
  if (withoutMarks) {
    return [{ field: 'fullName', message: 'Họ tên và địa chỉ không có dấu. Hãy sửa cho đúng với thẻ.' }]
  }
  return []
}

/** Telex keys left in a name ("Nguyeenx Vawn Ddatj"): none of these end or stand in a Vietnamese syllable. */
function looksLikeTelex(name: string): boolean {
  return name
    .toLowerCase()
    .split(' ')
    .some((word) => /^[a-z]+$/.test(word) && /(aa|ee|dd|[aou]w|^w|[aeiouy][a-z]*[sfrxj]$)/.test(word))
}

/** The first bytes of Vietnamese letters in UTF-8, each shown as a letter of its own, and what follows them. */
function looksMisread(text: string): boolean {
  return /á[º»]|Ã[\u0080-\u00BF€-™Œ-ž]|Ä[\u0080-\u0091‘’‚ƒ©¨]|Æ[°¡¯\u00A0]|Å©/u.test(text)
}

function readAsUtf8(text: string): string | null {
  const bytes = [...text].map((character) => {
    const at = WINDOWS_1252.indexOf(character)
    return at >= 0 ? 0x80 + at : (character.codePointAt(0) ?? 0x100)
  })
  if (bytes.some((byte) => byte > 0xff)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

function composed(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\r]/gu, ' ')
}
