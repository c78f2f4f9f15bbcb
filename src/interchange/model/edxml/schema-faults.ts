import type { z } from 'zod'
import type { EdxmlFault } from './message.ts'

const sentences: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_small: 'Thiếu nội dung bắt buộc.',
  too_big: 'Nội dung dài hoặc nhiều hơn mức nhận được.',
}

/** What a schema refused, said by place: `to.0.organId` becomes `To/1/OrganId`. */
export function schemaFaults({ issues }: z.ZodError): EdxmlFault[] {
  return issues.map(({ code, path, message }) => ({
    place: path.map(placeOf).join('/'),
    // Own words of a schema are sentences already; those of the library are none for a clerk.
    sentence: sentences[code] ?? (/\.$/.test(message) ? message : 'Nội dung không đúng dạng.'),
  }))
}

function placeOf(part: PropertyKey): string {
  if (typeof part === 'number') return String(part + 1)
  const name = String(part)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
