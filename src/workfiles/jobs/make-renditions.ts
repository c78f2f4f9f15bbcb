import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { canBecomePdfA, isPicture, toPdfA } from '../../platform/pdf-a.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { noteBuild } from '../commands/build-steps.ts'
import type { ArchiveStoredFile } from '../model/archive-source.ts'
import { renditionsOf } from '../queries/archive/renditions-of.ts'
import { keepContents } from './keep-contents.ts'

/** Files that are turned before what was made is kept: LibreOffice turns so many in one start. */
const batch = 25

interface Making {
  buildId: string
  officeId: string
  files: readonly ArchiveStoredFile[]
}

/**
 * The PDF/A of each file of a package that needs one: SHA-256 by the file's own. What was made earlier, by this build before it
 * was broken off or by another, is taken as it is; what cannot be turned has none.
 */
export async function makeRenditions(services: Services, making: Making): Promise<Map<string, string>> {
  const { buildId, officeId, files } = making
  const actor = systemActor(officeId)
  const wanted = new Map(
    files.filter(({ mediaType }) => canBecomePdfA(mediaType)).map((file) => [file.sha256, file]),
  )
  const known = new Map(
    (await read(services, actor, renditionsOf, { contents: [...wanted.keys()] })).renditions.map(
      ({ of, sha256 }) => [of, sha256],
    ),
  )
  const missing = [...wanted.values()].filter(({ sha256 }) => !known.has(sha256))
  let dealtWith = wanted.size - missing.length
  const note = (renditions: { of: string; sha256: string; size: number }[]) =>
    write(services, { actor, requestId: randomUUID() }, noteBuild, {
      ...{ id: buildId, rendered: dealtWith, toRender: wanted.size, renditions },
    })
  await note([])
  for (let start = 0; start < missing.length; start += batch) {
    const together = missing.slice(start, start + batch)
    const made = await makeBatch(services, officeId, together)
    dealtWith += together.length
    await note(made)
    for (const { of, sha256 } of made) known.set(of, sha256)
  }
  return known
}

/** Office files in one start of LibreOffice; pictures, of which each fills memory, one after the other. */
async function makeBatch(services: Services, officeId: string, files: readonly ArchiveStoredFile[]) {
  const { blobs, office, pdf } = services
  const make = async ({ sha256, name, mediaType }: ArchiveStoredFile) => {
    const content = await buffer(blobs.read(sha256))
    const made = await toPdfA({ office, pdf }, { content, mediaType, name })
    return made ? [{ of: sha256, made }] : []
  }
  const turned = await Promise.all(files.filter(({ mediaType }) => !isPicture(mediaType)).map(make))
  for (const picture of files.filter(({ mediaType }) => isPicture(mediaType)))
    turned.push(await make(picture))
  const renditions = turned.flat()
  const kept = await keepContents(
    services,
    officeId,
    renditions.map(({ made }) => once(made)),
  )
  return kept.map((content, index) => ({ of: renditions[index]?.of ?? '', ...content }))
}

async function* once(bytes: Uint8Array) {
  yield bytes
}
