import { buffer } from 'node:stream/consumers'
import type { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { fillWordLines } from '../../platform/word-lines.ts'
import type { printOutgoing } from '../queries/outgoing/print-outgoing.ts'

type Printed = Pick<z.output<typeof printOutgoing.output>, 'uploaded' | 'lines' | 'paper'>

/** The uploaded Word file of a document, with number and day in it once they are taken. */
export async function wordOf(
  services: Pick<Services, 'blobs'>,
  { sha256, lines }: { sha256: string; lines: Printed['lines'] },
): Promise<Uint8Array> {
  const given = new Uint8Array(await buffer(services.blobs.read(sha256)))
  const filled = lines.length > 0 ? await fillWordLines({ docx: given, lines }) : null
  return filled?.docx ?? given
}

/** An outgoing document as PDF: what was typed, or its Word file. Fails with not_found where LibreOffice cannot turn it. */
export async function renderOutgoing(
  services: Pick<Services, 'blobs' | 'office' | 'pdf'>,
  { uploaded, lines, paper }: Printed,
): Promise<Uint8Array> {
  if (!uploaded) return services.pdf.render('decision', paper)
  const pdf = await services.office.toPdf(await wordOf(services, { sha256: uploaded.sha256, lines }))
  if (pdf) return pdf
  throw new AppError('not_found', {
    detail:
      'Máy chủ chưa cài LibreOffice hoặc không đọc được tệp này, nên tệp Word được giữ nguyên. Hãy tải tệp Word về để xem và in.',
  })
}
