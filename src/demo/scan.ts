import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { storeFiles } from '../files/commands.ts'
import type { StoredContent } from '../files/model/stored-file.ts'
import type { WriteDeps } from '../platform/deps.ts'
import type { Actor } from '../platform/operations.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { demoOfficeId } from '../staff/examples.ts'

/** One empty page; made by hand, so that opening the demonstration office waits for no renderer. */
export function blankPage(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
  ].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`)
  const head = '%PDF-1.7\n'
  const places = objects.map((_, index) => head.length + objects.slice(0, index).join('').length)
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const body = head + objects.join('')
  const table = `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<</Size 4/Root 1 0 R>>\n`
  return Buffer.from(`${body}${table}startxref\n${body.length}\n%%EOF\n`)
}

/** A scan that can be opened, in the store and not yet anybody's. */
export async function scannedContent(services: Pick<Services, 'blobs'>): Promise<StoredContent> {
  const content = await services.blobs.put(Readable.from([blankPage()]), 2 ** 20)
  return { ...content, name: 'ban-quet-mau.pdf', mediaType: 'application/pdf' }
}

/** A scan uploaded by the program, or by the member who is to use it. */
export async function scannedFile(
  services: WriteDeps & Pick<Services, 'blobs'>,
  actor: Actor = systemActor(demoOfficeId),
): Promise<string> {
  const file = await scannedContent(services)
  const stored = await write(services, { actor, requestId: randomUUID() }, storeFiles, { files: [file] })
  return stored.files[0]?.id ?? ''
}
