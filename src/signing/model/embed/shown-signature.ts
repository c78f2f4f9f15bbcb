import { openPdf, type PdfFile, pagesOf } from '../pdf/open-pdf.ts'
import { signaturesOf } from '../pdf/signature-fields.ts'
import { isArray, isReference } from '../pdf/values.ts'
import type { Box } from './appearance.ts'

/** Where the last signature that has a picture is shown; null where none has. Throws what `readSafely` catches. */
export function lastShownSignature(bytes: Uint8Array): { page: number; box: Box } | null {
  const file = openPdf(bytes)
  for (const { field } of signaturesOf(file).toReversed()) {
    const box = boxOf(file, field.dictionary.entries.get('Rect'))
    const page = field.reference ? pageWith(file, field.reference.number) : 0
    if (box && page > 0) return { page, box }
  }
  return null
}

function boxOf(file: PdfFile, value: Parameters<PdfFile['resolve']>[0]): Box | null {
  const rectangle = file.resolve(value)
  const numbers = isArray(rectangle) ? rectangle.map((each) => file.resolve(each)) : []
  const [left, bottom, right, top] = numbers.map((each) => (typeof each === 'number' ? each : 0))
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return null
  const [width, height] = [Math.abs(right - left), Math.abs(top - bottom)]
  if (width < 1 || height < 1) return null
  return { x: Math.min(left, right), y: Math.min(bottom, top), width, height }
}

/** Which page, from 1, holds the widget with this number; 0 where none does. */
function pageWith(file: PdfFile, widget: number): number {
  const at = pagesOf(file).findIndex(({ page }) => {
    const notes = file.resolve(page.entries.get('Annots'))
    return isArray(notes) && notes.some((each) => isReference(each) && each.number === widget)
  })
  return at + 1
}
