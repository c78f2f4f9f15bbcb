import { createHash } from 'node:crypto'
import type { ZipWriter } from '../zip-writer.ts'
import {
  type BagInfo,
  bagDeclaration,
  bagInfoName,
  dataFolder,
  declarationName,
  isBagPath,
  manifestName,
  tagManifestName,
  writeBagInfo,
  writeManifest,
} from './bag-format.ts'

export type Content = Uint8Array | AsyncIterable<Uint8Array>

export interface BagWriter {
  /** Adds a file of the payload at a path below `data/`; its SHA-256 and size in bytes. Throws on a path that is taken. */
  add(path: string, content: Content): Promise<{ sha256: string; size: number }>
  /** Adds a file beside the payload, for those who look after the bag. */
  addBeside(path: string, content: Content): Promise<void>
  /** Writes the declaration, `info` (with the payload's size) and the manifests. Nothing can be added afterwards. */
  seal(info: BagInfo): Promise<BagSeal>
}

export interface BagSeal {
  /** SHA-256 of the last manifest, which covers the others, which cover everything: who knows it knows the whole bag. */
  fingerprint: string
  files: number
  bytes: number
}

/** A bag in one folder of a ZIP file, written file by file. The caller closes the ZIP. */
export function createBag(zip: ZipWriter, folder: string): BagWriter {
  const payload = new Map<string, string>()
  const beside = new Map<string, string>()
  let bytes = 0

  async function write(path: string, content: Content, sums: Map<string, string>) {
    if (!isBagPath(path) || sums.has(path)) throw new Error(`no path for a bag, or taken: ${path}`)
    const hash = createHash('sha256')
    let size = 0
    async function* observed() {
      for await (const piece of piecesOf(content)) {
        hash.update(piece)
        size += piece.byteLength
        yield piece
      }
    }
    await zip.add(`${folder}/${path}`, observed())
    const sha256 = hash.digest('hex')
    sums.set(path, sha256)
    return { sha256, size }
  }

  const addText = (path: string, text: string) => write(path, new TextEncoder().encode(text), beside)

  return {
    async add(path, content) {
      const added = await write(dataFolder + path, content, payload)
      bytes += added.size
      return added
    },
    async addBeside(path, content) {
      await write(path, content, beside)
    },
    async seal(info) {
      await addText(declarationName, bagDeclaration)
      await addText(bagInfoName, writeBagInfo([...info, ['Payload-Oxum', `${bytes}.${payload.size}`]]))
      await addText(manifestName, writeManifest(payload))
      const { sha256 } = await write(
        tagManifestName,
        new TextEncoder().encode(writeManifest(beside)),
        new Map(),
      )
      return { fingerprint: sha256, files: payload.size, bytes }
    },
  }
}

async function* piecesOf(content: Content): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) yield content
  else yield* content
}
