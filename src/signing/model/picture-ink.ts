/** What a picture is of: a signature by hand in blue, or the office's seal in red (NĐ 30/2020, Phụ lục I). */
export type PictureKind = 'signature' | 'seal'

/** Points of a picture, four bytes each: red, green, blue, opacity. */
export type Points = Uint8Array

const solid = 128
/** How much stronger its own colour is than the others in the mean of what is drawn, of 255. */
const leastLead = 24

/**
 * Why the picture cannot stand on a document, as a sentence that says what to do; null where it can: nothing behind what is
 * drawn, something drawn, and in the colour of the decree.
 */
export function pictureFault(points: Points, kind: PictureKind): string | null {
  const ink = { count: 0, red: 0, green: 0, blue: 0 }
  for (let at = 0; at + 3 < points.length; at += 4) {
    if ((points[at + 3] ?? 0) < solid) continue
    ink.count += 1
    ink.red += points[at] ?? 0
    ink.green += points[at + 1] ?? 0
    ink.blue += points[at + 2] ?? 0
  }
  const share = ink.count / (points.length / 4)
  if (share > 0.9)
    return 'Nền của hình chưa trong suốt. Hãy tách nền rồi lưu thành tệp .png có nền trong suốt.'
  if (share < 0.002) return 'Hình này gần như trống. Hãy chọn hình thấy rõ nét.'
  const [red, green, blue] = [ink.red / ink.count, ink.green / ink.count, ink.blue / ink.count]
  if (kind === 'signature' && blue < Math.max(red, green) + leastLead)
    return 'Hình chữ ký phải là màu xanh (Phụ lục I Nghị định 30/2020/NĐ-CP).'
  if (kind === 'seal' && red < Math.max(green, blue) + leastLead)
    return 'Hình con dấu phải là màu đỏ (Phụ lục I Nghị định 30/2020/NĐ-CP).'
  return null
}
