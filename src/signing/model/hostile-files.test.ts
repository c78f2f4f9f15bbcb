import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { issue, revocationList, someDay } from '../../testing/signing/pki.ts'
import { letter, signPdf } from '../../testing/signing/signed-pdf.ts'
import { openPdf } from './pdf/open-pdf.ts'
import { signaturesOf } from './pdf/signature-fields.ts'
import { verifyPdf } from './verify-pdf.ts'

const root = issue({ name: 'CA Mẫu', kind: 'authority' })
const officer = issue({ name: 'Lê Văn Ví Dụ', issuer: root })
const policy = {
  roots: [{ set: 'Mẫu', raw: root.certificate.raw }],
  others: [],
  answers: [],
  crls: [revocationList(root)],
  now: someDay,
}
const judge = (bytes: Uint8Array) => verifyPdf(bytes, policy).report

/** A second for each property: enough for some thousand files. */
const bounded = { interruptAfterTimeLimit: 1_000, numRuns: 3_000 }

describe('files with random faults', () => {
  let files: Buffer[] = []
  beforeAll(async () => {
    files = await Promise.all(
      (['table', 'stream'] as const).map(async (form) =>
        signPdf(await letter(form), { holder: officer, place: null }),
      ),
    )
  })
  const spoiled = fc.record({
    which: fc.nat(1),
    faults: fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 8,
    }),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  })

  it('are answered, and never valid where a signed byte differs', () => {
    fc.assert(
      fc.property(spoiled, ({ which, faults, cut }) => {
        const good = files[which] ?? Buffer.alloc(0)
        const bytes = Buffer.from(good)
        for (const { at, byte } of faults) bytes[Math.floor(at * (bytes.length - 1))] = byte
        const file = cut === null ? bytes : bytes.subarray(0, Math.floor(cut * bytes.length))
        const { verdict } = judge(file)
        const [signed] = signaturesOf(openPdf(good))
        const [head, tail] = signed?.signed ?? []
        const isSame =
          head &&
          tail &&
          file.subarray(0, head.length).equals(head) &&
          file.subarray(-tail.length).equals(tail)
        if (!isSame) expect(verdict).not.toBe('valid')
      }),
      bounded,
    )
  })

  it('are answered where whole pieces are moved or doubled', () => {
    const piece = fc.record({
      which: fc.nat(1),
      from: fc.nat(40_000),
      length: fc.nat(4_000),
      to: fc.nat(40_000),
    })
    fc.assert(
      fc.property(piece, ({ which, from, length, to }) => {
        const good = files[which] ?? Buffer.alloc(0)
        const part = good.subarray(from, from + length)
        const file = Buffer.concat([good.subarray(0, to), part, good.subarray(to)])
        // Blanks behind the end are no part of any document: many programs leave some.
        const isBlankEnd = to >= good.length && part.every((byte) => byte <= 32)
        if (!isBlankEnd && !file.equals(good)) expect(judge(file).verdict).not.toBe('valid')
      }),
      bounded,
    )
  })

  it('are answered where they are made of the words of a PDF', () => {
    const word = fc.constantFrom(
      '<<',
      '>>',
      '[',
      ']',
      '(',
      ')',
      '/Type',
      '/Prev',
      '1 0 R',
      '1 0 obj',
      'endobj',
      'stream\n',
      'xref',
      'trailer',
      '0 2',
      '%%EOF',
      '9',
      '<0',
      '>',
      'startxref 9',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const file = Buffer.from(`%PDF-1.7\n${words.join(' ')}\nstartxref\n9\n%%EOF`)
        expect(judge(file).state).not.toBe('signed')
      }),
      bounded,
    )
  })
})
