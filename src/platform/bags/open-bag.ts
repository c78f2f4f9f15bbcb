import { constants } from 'node:fs'
import { lstat, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type ByteSource,
  entryPieces,
  fileSource,
  openZipDirectory,
  type ZipEntry,
} from '../zip-directory.ts'
import { isAsWritten } from '../zip-writer.ts'
import { isBagPath } from './bag-format.ts'

/** Something wrong, where it is, and a sentence that says it. */
export interface BagFault {
  place: string
  words: string
}

/** A bag as it lies there, unverified: no path of it has touched the disk. */
export interface OpenBag {
  /** Paths below the bag's folder with the size they claim. */
  files: readonly { path: string; size: number }[]
  faults: readonly BagFault[]
  /** False for a ZIP that another program packed, or somebody changed beside the contents. */
  isAsWritten: boolean
  /** The content of a file, at most one byte more than it claims. Throws what the disk or the packing says. */
  read(path: string): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

const mostFiles = 100_000
/** What a ZIP may unpack to: its own size so many times, or so much whatever its size. */
const mostUnpacked = { times: 20, bytes: 256 * 2 ** 20 }

/** Opens a folder or a ZIP file. A fault that leaves nothing to read stands in `faults`, with no files. */
export async function openBag(path: string): Promise<OpenBag> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) return openFolder(path)
  if (found?.isFile()) return openZip(path)
  return nothing({ place: path, words: 'Không có tệp hoặc thư mục này.' })
}

const nothing = (fault: BagFault, close = async () => {}): OpenBag => ({
  files: [],
  faults: [fault],
  isAsWritten: true,
  async *read() {},
  close,
})

async function openFolder(root: string): Promise<OpenBag> {
  const files: { path: string; size: number }[] = []
  const faults: BagFault[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}${entry.name}`
      if (!isBagPath(path)) faults.push({ place: path, words: badName })
      else if (entry.isDirectory()) folders.push(`${path}/`)
      else if (entry.isFile()) files.push({ path, size: (await lstat(join(root, path))).size })
      else faults.push({ place: path, words: 'Là liên kết hoặc tệp đặc biệt, không phải tệp thường.' })
    }
    if (files.length > mostFiles) return nothing({ place: root, words: 'Có quá nhiều tệp.' })
  }
  const known = new Map(files.map(({ path, size }) => [path, size]))
  return {
    files,
    faults,
    isAsWritten: true,
    read: (path) => readFolderFile(join(root, path), known.get(path) ?? 0),
    close: async () => {},
  }
}

const badName = 'Tên tệp không hợp lệ đối với gói; không mở tệp này.'
const piece = 2 ** 20

/** A file that became a link meanwhile is not followed. */
async function* readFolderFile(path: string, size: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    for (let at = 0; at <= size; ) {
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafe(Math.min(piece, size + 1 - at)),
        0,
        undefined,
        at,
      )
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function openZip(path: string): Promise<OpenBag> {
  const file = await open(path)
  const close = () => file.close()
  const source = await fileSource(file)
  const directory = await openZipDirectory(source, 64 * 2 ** 20)
  if (!directory)
    return nothing(
      { place: path, words: 'Không phải tệp ZIP, hoặc tệp ZIP bị đứt hay hỏng phần danh mục.' },
      close,
    )
  const entries = directory.entries.filter(({ name }) => !name.endsWith('/'))
  const unpacked = entries.reduce((sum, { declaredSize }) => sum + declaredSize, 0)
  const most = Math.max(mostUnpacked.bytes, source.size * mostUnpacked.times)
  if (entries.length > mostFiles || unpacked > most)
    return nothing({ place: path, words: 'Tệp ZIP khai dung lượng quá lớn khi mở ra; không mở.' }, close)
  const { found, faults } = sortEntries(entries)
  return {
    files: [...found].map(([name, { declaredSize }]) => ({ path: name, size: declaredSize })),
    faults: [...faults, ...overlapFaults(entries, directory.start)],
    isAsWritten: await isAsWritten(source),
    read: (name) => readEntry(source, found.get(name)),
    close,
  }
}

/** By path below the one folder that holds them all. */
function sortEntries(entries: readonly ZipEntry[]): { found: Map<string, ZipEntry>; faults: BagFault[] } {
  const found = new Map<string, ZipEntry>()
  const faults: BagFault[] = []
  const top = /^[^/]+\//.exec(entries[0]?.name ?? '')?.[0] ?? ''
  const seen = new Set<string>()
  for (const entry of entries) {
    const path = entry.name.startsWith(top) ? entry.name.slice(top.length) : entry.name
    const words = entryProblem(entry, { path, top, isTwice: seen.has(path.toLowerCase()) })
    seen.add(path.toLowerCase())
    if (words) faults.push({ place: entry.name, words })
    else found.set(path, entry)
  }
  return { found, faults }
}

function entryProblem(
  { name, isLink, encrypted }: ZipEntry,
  { path, top, isTwice }: { path: string; top: string; isTwice: boolean },
): string | null {
  if (!isBagPath(name) || !isBagPath(path) || top === '') return badName
  if (!name.startsWith(top)) return 'Nằm ngoài thư mục của gói.'
  if (isTwice) return 'Tên tệp bị lặp (không kể chữ hoa, chữ thường).'
  if (isLink) return 'Là liên kết, không phải tệp thường.'
  return encrypted ? 'Đã bị mã hóa; không mở được.' : null
}

/** Entries that share bytes are how a small file unpacks to a huge one. */
function overlapFaults(entries: readonly ZipEntry[], directoryStart: number): BagFault[] {
  const byOffset = entries.toSorted((a, b) => a.offset - b.offset)
  return byOffset.flatMap(({ name, offset, packedSize }, index) => {
    const next = byOffset[index + 1]?.offset ?? directoryStart
    return offset + 30 + Buffer.byteLength(name) + packedSize > next
      ? [{ place: name, words: 'Chồng lên tệp khác trong tệp ZIP.' }]
      : []
  })
}

async function* readEntry(source: ByteSource, entry: ZipEntry | undefined): AsyncGenerator<Uint8Array> {
  if (!entry) return
  let size = 0
  for await (const bytes of entryPieces(source, entry)) {
    size += bytes.length
    yield bytes
    if (size > entry.declaredSize) return
  }
}
