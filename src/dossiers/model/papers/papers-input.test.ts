import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPdfRenderer, type PdfRenderer } from '../../../platform/pdf.ts'
import { countPages, readPdf, runOnPdf } from '../../../testing/read-pdf.ts'
import {
  sampleControlSheet,
  sampleExtension,
  sampleHandoverSlip,
  sampleReceipt,
  sampleRefusal,
  sampleRegister,
  sampleReply,
  sampleStopNotice,
  sampleSupplementRequest,
} from './samples.ts'
import {
  controlSheetPaper,
  extensionPaper,
  receiptPaper,
  refusalPaper,
  replyPaper,
  stopNoticePaper,
  supplementRequestPaper,
} from './shapes.ts'

let pdfs: PdfRenderer
beforeAll(() => {
  pdfs = createPdfRenderer({ templatesDir: 'templates', clock: () => new Date('2026-11-05T01:00:00Z') })
})
afterAll(async () => {
  await pdfs.close()
})

const nothing = {
  parentAgency: null,
  number: null,
  symbol: null,
  date: null,
  trackingUrl: null,
  address: null,
  phone: null,
  email: null,
}
const minimal: [string, unknown][] = [
  [
    'receipt',
    receiptPaper.parse({
      ...sampleReceipt(),
      ...nothing,
      dossierCode: null,
      applicantId: null,
      components: [],
      dueAt: null,
      fees: null,
      registerVolume: null,
      registerEntry: null,
      submittedBy: null,
      receivedBy: null,
      copies: ['Lưu'],
    }),
  ],
  ['control-sheet', controlSheetPaper.parse({ ...sampleControlSheet(), ...nothing, handovers: [] })],
  [
    'supplement-request',
    supplementRequestPaper.parse({ ...sampleSupplementRequest(), ...nothing, signerName: null }),
  ],
  ['refusal', refusalPaper.parse({ ...sampleRefusal(), ...nothing, submittedBy: null, receivedBy: null })],
  [
    'stop-notice',
    stopNoticePaper.parse({
      ...sampleStopNotice(),
      ...nothing,
      legalGround: null,
      returnedPapers: [],
      feeHandling: null,
      signerAuthority: null,
      signerName: null,
    }),
  ],
  [
    'extension',
    extensionPaper.parse({ ...sampleExtension(), ...nothing, signerAuthority: null, signerName: null }),
  ],
  [
    'reply',
    replyPaper.parse({ ...sampleReply(), ...nothing, addressees: [], signerName: null, body: ['Đồng ý'] }),
  ],
]

test.each(minimal)(
  '%s with nothing but what it must have leaves room to write, on one page',
  async (template, data) => {
    const pdf = await pdfs.render(template, data)
    expect(countPages(pdf)).toBe(1)
    expect(readPdf(pdf)).not.toMatch(/none|null|undefined/)
    expect(readPdf(pdf)).toContain('ngày tháng năm')
  },
)

const hostile = 'Công Tằng Tôn Nữ #set text(red) <b>x</b> *a* _u_ $x$ [ ] \\ @ref // "q" 😀 漢'
const printed = 'Công Tằng Tôn Nữ #set text(red) <b>x</b> *a* _u_ $x$ [ ] \\ @ref // "q" □ □'

/** The same value with every free text replaced, as hostile input would. */
function poison(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => poison(item, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, name)]))
  }
  const fixed = [
    ...['edition', 'title', 'date', 'receivedAt', 'dueAt', 'handedAt', 'trackingUrl'],
    ...['dueBefore', 'dueAfter', 'slipUrl'],
  ].includes(key)
  return typeof value === 'string' && !fixed ? hostile : value
}

const everyPaper: [string, unknown][] = [
  ['receipt', sampleReceipt()],
  ['receipt', sampleReceipt({ edition: '2018' })],
  ['control-sheet', sampleControlSheet()],
  ['supplement-request', sampleSupplementRequest()],
  ['refusal', sampleRefusal()],
  ['stop-notice', sampleStopNotice()],
  ['reply', sampleReply()],
  ['extension', sampleExtension()],
  ['handover-slip', sampleHandoverSlip()],
  ['register', sampleRegister()],
]

test.each(everyPaper)('%s prints hostile text in every field literally', async (template, data) => {
  const text = readPdf(await pdfs.render(template, poison(data)))
  expect(text).toContain(printed)
  expect(text.toLowerCase().split('#set text(red) <b>x</b> *a* _u_').length).toBeGreaterThan(5)
})

test('a word of three hundred letters stays inside the margins', async () => {
  const data = receiptPaper.parse(sampleReceipt({ applicantName: 'Ẩ'.repeat(300), copies: ['Lưu'] }))
  const pdf = await pdfs.render('receipt', data)
  const right = [...runOnPdf('pdftotext', ['-bbox', '-', '-'], pdf).matchAll(/xMax="([\d.]+)"/g)].map(
    (match) => Number(match[1]),
  )
  expect(Math.max(...right)).toBeLessThanOrEqual(595.28 - 42)
  expect(readPdf(pdf).replaceAll(' ', '')).toContain('Ẩ'.repeat(300))
})

test('times and dates that are none are refused before they reach the paper', () => {
  expect(receiptPaper.safeParse({ ...sampleReceipt(), receivedAt: '2026-11-05' }).success).toBe(false)
  expect(receiptPaper.safeParse({ ...sampleReceipt(), receivedAt: '2026-11-05T08:05:00Z' }).success).toBe(
    false,
  )
  expect(receiptPaper.safeParse({ ...sampleReceipt(), date: '2026-02-30' }).success).toBe(false)
  expect(receiptPaper.safeParse({ ...sampleReceipt(), copies: [] }).success).toBe(false)
})
