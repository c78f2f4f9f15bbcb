/**
 * The text files of a bag (BagIt 1.0, RFC 8493), in the one form in which we write them: SHA-256, paths of plain ASCII, no
 * folded lines. Reading accepts that form alone, so that not one byte of them can change unseen.
 */

/** SHA-256 in lower-case hex by path. */
export type Sums = ReadonlyMap<string, string>

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const manifestName = 'manifest-sha256.txt'
export const tagManifestName = 'tagmanifest-sha256.txt'
export const bagInfoName = 'bag-info.txt'
export const declarationName = 'bagit.txt'
/** Folder of the payload. */
export const dataFolder = 'data/'

/** Paths that mean the same on every system and can climb nowhere: letters without marks, digits, dot, dash, underscore. */
export function isBagPath(path: string): boolean {
  return path.length <= 180 && /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(path)
}

export function writeManifest(sums: Sums): string {
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('')
}

/** Null when the text is not exactly what `writeManifest` makes of what it says. */
export function readManifest(text: string): Sums | null {
  const sums = new Map<string, string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sum = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (!isBagPath(path)) return null
    sums.set(path, sum)
  }
  return writeManifest(sums) === text ? sums : null
}

export type BagInfo = readonly (readonly [label: string, value: string])[]

export function writeBagInfo(info: BagInfo): string {
  return info.map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, ' ').trim()}\n`).join('')
}

/** Null when a line has no label. */
export function readBagInfo(text: string): BagInfo | null {
  const pairs = text
    .split('\n')
    .slice(0, -1)
    .map((line) => /^([A-Za-z0-9-]+): (.*)$/.exec(line))
  const info = pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? ''] as const] : []))
  return info.length === pairs.length ? info : null
}
