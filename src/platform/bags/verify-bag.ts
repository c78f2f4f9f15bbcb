import { createHash } from 'node:crypto'
import {
  type BagInfo,
  bagDeclaration,
  bagInfoName,
  dataFolder,
  declarationName,
  manifestName,
  readBagInfo,
  readManifest,
  type Sums,
  tagManifestName,
} from './bag-format.ts'
import type { BagFault, OpenBag } from './open-bag.ts'

export interface BagReport {
  /** Empty when every byte is as it was sealed. */
  faults: BagFault[]
  /** SHA-256 of the last manifest as it is now; empty when there is none. */
  fingerprint: string
  info: BagInfo
  files: number
  bytes: number
  /** SHA-256 of what each path really holds. */
  sums: Sums
  /** Contents of the files that were asked for and that the manifests vouch for. */
  kept: ReadonlyMap<string, Uint8Array>
}

interface Looked {
  sums: Map<string, string>
  sizes: Map<string, number>
  kept: Map<string, Uint8Array>
  faults: BagFault[]
}

/** What may be held in memory of the files that are kept to be read: of one, and of all together. */
const most = { one: 32 * 2 ** 20, all: 192 * 2 ** 20 }

/**
 * Goes once through a bag and compares every byte with its manifests. `keeps` says which files of the payload are to be read
 * afterwards: what is read is then what was verified, even when the files change meanwhile.
 */
export async function verifyBag(bag: OpenBag, keeps: (path: string) => boolean): Promise<BagReport> {
  if (bag.files.length === 0) return nothingIn(bag)
  const looked = await look(bag, keeps)
  const { sums, sizes, kept, faults } = looked
  const beside = expect(looked, tagManifestName, readManifest)
  const payload = expect(looked, manifestName, readManifest)
  const info = expect(looked, bagInfoName, readBagInfo) ?? []
  expect(looked, declarationName, (text) => (text === bagDeclaration ? text : null))
  const known = new Map([...(payload ?? []), ...(beside ?? [])])
  faults.push(...misplaced(manifestName, payload, true), ...misplaced(tagManifestName, beside, false))
  faults.push(...compare(known, sums))
  const ofPayload = [...sizes].filter(([path]) => path.startsWith(dataFolder))
  const bytes = ofPayload.reduce((sum, [, size]) => sum + size, 0)
  const oxum = info.find(([label]) => label === 'Payload-Oxum')?.[1]
  if (oxum !== `${bytes}.${ofPayload.length}`)
    faults.push({ place: bagInfoName, words: 'Số tệp và dung lượng ghi ở đây khác số thực có.' })
  for (const path of kept.keys()) if (known.get(path) !== sums.get(path)) kept.delete(path)
  const fingerprint = sums.get(tagManifestName) ?? ''
  return { faults, fingerprint, info, files: ofPayload.length, bytes, sums, kept }
}

function nothingIn({ faults }: OpenBag): BagReport {
  const empty = { place: '', words: 'Gói không có tệp nào.' }
  return {
    faults: faults.length > 0 ? [...faults] : [empty],
    fingerprint: '',
    info: [],
    files: 0,
    bytes: 0,
    sums: new Map(),
    kept: new Map(),
  }
}

async function look(bag: OpenBag, keeps: (path: string) => boolean): Promise<Looked> {
  const looked: Looked = { sums: new Map(), sizes: new Map(), kept: new Map(), faults: [...bag.faults] }
  let held = 0
  for (const file of bag.files) {
    const isKept = !file.path.startsWith(dataFolder) || keeps(file.path)
    const fits = file.size <= most.one && held + file.size <= most.all
    if (isKept && !fits) looked.faults.push({ place: file.path, words: 'Quá lớn để đọc nội dung.' })
    const words = await lookAt(bag, file, { looked, isKept: isKept && fits })
    if (words) looked.faults.push({ place: file.path, words })
    held += looked.kept.get(file.path)?.byteLength ?? 0
  }
  return looked
}

async function lookAt(
  bag: OpenBag,
  { path, size: claimed }: { path: string; size: number },
  { looked, isKept }: { looked: Looked; isKept: boolean },
): Promise<string | null> {
  const hash = createHash('sha256')
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of bag.read(path)) {
      hash.update(piece)
      size += piece.byteLength
      if (isKept) pieces.push(piece)
    }
  } catch {
    looked.sums.set(path, '')
    return 'Không đọc được nội dung: tệp bị đứt hoặc hỏng.'
  }
  looked.sums.set(path, hash.digest('hex'))
  looked.sizes.set(path, size)
  if (isKept) looked.kept.set(path, Buffer.concat(pieces))
  return size === claimed ? null : 'Dung lượng khác với dung lượng đã khai.'
}

/** A file beside the payload, read; when it is absent or wrong, a fault and null. */
function expect<T>({ kept, faults }: Looked, name: string, read: (text: string) => T | null): T | null {
  const bytes = kept.get(name)
  if (!bytes) {
    faults.push({ place: name, words: 'Thiếu tệp này.' })
    return null
  }
  const found = read(Buffer.from(bytes).toString('utf8'))
  if (found === null) faults.push({ place: name, words: 'Nội dung không đúng khuôn dạng của gói.' })
  return found
}

/** One manifest is of the payload, the other of everything else. */
function misplaced(place: string, listed: Sums | null, ofPayload: boolean): BagFault[] {
  return [...(listed?.keys() ?? [])]
    .filter((path) => path.startsWith(dataFolder) !== ofPayload)
    .map((path) => ({ place, words: `Kể nhầm tệp của bản kê kia: ${path}.` }))
}

function compare(known: Sums, sums: Sums): BagFault[] {
  const faults: BagFault[] = []
  for (const [path, sum] of known) {
    const real = sums.get(path)
    if (real === undefined) faults.push({ place: path, words: 'Thiếu tệp này so với bản kê.' })
    else if (real !== '' && real !== sum)
      faults.push({ place: path, words: 'Nội dung đã thay đổi: mã băm khác bản kê.' })
  }
  for (const path of sums.keys())
    if (path !== tagManifestName && !known.has(path))
      faults.push({ place: path, words: 'Tệp thừa, không có trong bản kê.' })
  return faults
}
