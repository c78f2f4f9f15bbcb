import { randomUUID } from 'node:crypto'
import { expectContents } from '../../files/commands.ts'
import type { ArrivedBlob, StoredBlob } from '../../platform/blobs.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'

/**
 * Puts contents into the store for rows that are written afterwards. They are noted first, so that none stays for ever whose
 * row is never written. Rejects as `BlobStore.arrive` does.
 */
export async function keepContents(
  services: Services,
  officeId: string,
  contents: readonly AsyncIterable<Uint8Array>[],
): Promise<StoredBlob[]> {
  const { blobs } = services
  const arrived: ArrivedBlob[] = []
  try {
    for (const content of contents) arrived.push(await blobs.arrive(content, Number.MAX_SAFE_INTEGER))
    const sha256s = arrived.map(({ sha256 }) => sha256)
    if (sha256s.length === 0) return []
    await write(services, { actor: systemActor(officeId), requestId: randomUUID() }, expectContents, {
      sha256s,
    })
    const kept: StoredBlob[] = []
    for (const each of arrived) kept.push(await blobs.keep(each))
    return kept
  } finally {
    for (const each of arrived) await blobs.discard(each)
  }
}
