import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { entryPieces, fileSource, openZipDirectory } from './zip-directory.ts'
import { directoryBytes, headerBytes } from './zip-format.ts'
import { createZip } from './zip-writer.ts'

let directory = ''
const at = new Date('2026-11-26T03:04:05Z')
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'motcua-zip-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function* pieces(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text)
}

it('writes what other programs read, small contents and large ones', async () => {
  const path = join(directory, 'mau.zip')
  const zip = await createZip(path, at)
  await zip.add('a/nho.txt', pieces('Một ', 'cửa'))
  await zip.add('a/lon.txt', pieces(...Array.from({ length: 5 }, (_, each) => String(each).repeat(700_000))))
  await zip.add('a/khong.txt', pieces())
  const size = await zip.close()
  const bytes = await readFile(path)
  expect(bytes.length).toBe(size)
  const read = unzipSync(bytes)
  expect(strFromU8(read['a/nho.txt'] ?? new Uint8Array())).toBe('Một cửa')
  expect(read['a/lon.txt']).toHaveLength(3_500_000)
  expect(read['a/khong.txt']).toHaveLength(0)
})

it('refuses names that are not plain, and a file that is there already', async () => {
  const path = join(directory, 'ten.zip')
  const zip = await createZip(path, at)
  for (const name of ['', 'đơn.txt', 'a\nb', 'x'.repeat(201)])
    await expect(zip.add(name, pieces('x'))).rejects.toThrow()
  await zip.abandon()
  await expect(createZip(path, at)).rejects.toThrow()
})

it('finds entries beyond four gigabytes', async () => {
  const file = await open(join(directory, 'rong.zip'), 'w+')
  const content = Buffer.from('Ở rất xa')
  const entry = { name: 'xa.txt', size: content.length, crc: crc32(content), offset: 5 * 2 ** 30 }
  const header = headerBytes(entry, 0)
  const start = entry.offset + header.length + content.length
  await file.write(
    Buffer.concat([header, content, directoryBytes([entry], { start, time: 0 })]),
    0,
    undefined,
    entry.offset,
  )
  const source = await fileSource(file)
  const found = await openZipDirectory(source, 1000)
  expect(found).toMatchObject({
    start,
    entries: [{ name: 'xa.txt', offset: entry.offset, declaredSize: content.length }],
  })
  const [first] = found?.entries ?? []
  const read: Buffer[] = []
  if (first) for await (const piece of entryPieces(source, first)) read.push(piece)
  expect(Buffer.concat(read).toString()).toBe('Ở rất xa')
  await file.close()
})
