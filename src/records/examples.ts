import type { z } from 'zod'
import type { registerInput } from './model/document-fields.ts'

/** A document that registers as it stands. */
export const registerExample = {
  issuer: 'Sở Nội vụ tỉnh Mẫu',
  symbol: '812/SNV-CCHC',
  issuedOn: '2026-03-20',
  typeName: 'Công văn',
  subject: 'Về việc báo cáo kết quả cải cách hành chính quý I năm 2026',
  signerPost: 'Phó Giám đốc',
  signerName: 'Nguyễn Văn Mẫu',
  channel: 'paper',
} as const satisfies z.input<typeof registerInput>

/** Incoming documents of the demonstration office, one for each thing that can be done next; with their revision. */
export const demoIncoming = {
  direct: 1,
  correct: 1,
  void: 1,
  takeUp: 2,
  returnDirection: 2,
  noteSeen: 2,
  noteProgress: 3,
  proposeOutcome: 3,
  decideOutcome: 4,
  finish: 4,
  finishMany: 4,
  unlink: 4,
  reopen: 5,
  restricted: 2,
  assign: 2,
  finishFiled: 4,
  proposeFiled: 3,
  decideFiled: 4,
} as const
export type DemoIncoming = keyof typeof demoIncoming

export function demoIncomingId(which: DemoIncoming): string {
  const index = Object.keys(demoIncoming).indexOf(which)
  return `01981000-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`
}

export const demoIncomingRef = (which: DemoIncoming) => ({
  id: demoIncomingId(which),
  revision: demoIncoming[which],
})

/** The reply that was tied to the wrong document. */
export const demoOutcomeId = '01981000-0000-7000-8000-000000000199'
