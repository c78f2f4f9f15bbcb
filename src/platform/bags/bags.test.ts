import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createZip } from '../zip-writer.ts'
import { openBag } from './open-bag.ts'
import { verifyBag } from './verify-bag.ts'
import { createBag } from './write-bag.ts'

const run = promisify(execFile)
const at = new Date('2026-11-26T03:04:05Z')
let directory = ''
let zip = ''
let folder = ''
let parts: Record<string, Uint8Array> = {}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'motcua-bag-'))
  zip = join(directory, 'goi.zip')
  const writer = await createZip(zip, at)
  const bag = createBag(writer, 'goi-mau')
  await bag.add('mot.txt', strToU8('Nội dung một'))
  await bag.add('thu-muc/hai.bin', manyPieces())
  await bag.addBeside('DOC-TRUOC.txt', strToU8('Đọc trước'))
  await bag.seal([['Source-Organization', 'Đơn vị Mẫu\nxã Ví Dụ']])
  await writer.close()
  parts = unzipSync(await readFile(zip))
  folder = await unpack(parts, 'goi')
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function* manyPieces() {
  for (let piece = 0; piece < 5; piece += 1) yield new Uint8Array(4000).fill(piece)
}

async function unpack(files: Record<string, Uint8Array>, name: string): Promise<string> {
  const root = join(directory, name)
  for (const [path, bytes] of Object.entries(files)) {
    const target = join(root, path.replace(/^goi-mau\//, ''))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, bytes)
  }
  return root
}

async function look(path: string) {
  const bag = await openBag(path)
  try {
    return { ...(await verifyBag(bag, (each) => each === 'data/mot.txt')), isAsWritten: bag.isAsWritten }
  } finally {
    await bag.close()
  }
}

let count = 0
/** The package packed again with other parts, as `sortedly` as they are given. */
async function repack(change: (files: Record<string, Uint8Array>) => void): Promise<string> {
  const files = { ...parts }
  change(files)
  return writeNew(zipSync(files))
}
async function writeNew(bytes: Uint8Array): Promise<string> {
  count += 1
  const path = join(directory, `${count}.zip`)
  await writeFile(path, bytes)
  return path
}
const wordsOf = async (path: string) =>
  (await look(path)).faults.map(({ place, words }) => `${place}: ${words}`)

describe('a bag', () => {
  it('is read back from the ZIP and from its folder, and every other program can check it', async () => {
    for (const path of [zip, folder]) {
      const report = await look(path)
      expect(report.faults).toEqual([])
      expect(report).toMatchObject({ files: 2, bytes: 20_016, isAsWritten: true })
      expect(report.info).toEqual([
        ['Source-Organization', 'Đơn vị Mẫu xã Ví Dụ'],
        ['Payload-Oxum', '20016.2'],
      ])
      expect(Buffer.from(report.kept.get('data/mot.txt') ?? []).toString()).toBe('Nội dung một')
      expect(report.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    }
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
      await run('sha256sum', ['--strict', '-c', manifest], { cwd: folder })
  })

  it('packed again by another program is sound, but no longer the file that was made', async () => {
    expect(await look(await repack(() => {}))).toMatchObject({ faults: [], isAsWritten: false })
  })

  it('tells of one byte changed in any file of it', async () => {
    const copy = join(directory, 'copy')
    await cp(folder, copy, { recursive: true })
    for (const [name, bytes] of Object.entries(parts)) {
      const path = join(copy, name.replace(/^goi-mau\//, ''))
      for (const position of new Set([0, bytes.length >> 1, bytes.length - 1])) {
        for (const bits of [1, 0x20]) {
          const changed = Uint8Array.from(bytes)
          changed[position] = (changed[position] ?? 0) ^ bits
          await writeFile(path, changed)
          expect((await look(copy)).faults, `${name} ${position}`).not.toEqual([])
        }
      }
      await writeFile(path, bytes)
    }
    expect((await look(copy)).faults).toEqual([])
  })

  it('tells of any byte changed in what holds the ZIP together', async () => {
    const bytes = await readFile(zip)
    const edges = [
      ...Array.from({ length: 30 }, (_, each) => each),
      ...Array.from({ length: 300 }, (_, each) => bytes.length - 1 - 2 * each),
    ]
    for (const position of edges) {
      const changed = Buffer.from(bytes)
      changed[position] = (changed[position] ?? 0) ^ 1
      const report = await look(await writeNew(changed))
      expect(report.faults.length > 0 || !report.isAsWritten, `byte ${position}`).toBe(true)
    }
    const longer = await look(await writeNew(Buffer.concat([bytes, Buffer.from('x')])))
    expect([longer.faults, longer.isAsWritten]).toEqual([[], false])
    expect((await look(await writeNew(Buffer.concat([Buffer.from('x'), bytes])))).faults).not.toEqual([])
  })

  it('tells of what was cut off, wherever', async () => {
    const bytes = await readFile(zip)
    for (const length of [0, 10, 1000, bytes.length >> 1, bytes.length - 1])
      expect((await look(await writeNew(bytes.subarray(0, length)))).faults).not.toEqual([])
    expect(await wordsOf(join(directory, 'khong-co.zip'))).toContainEqual(
      expect.stringContaining('Không có tệp'),
    )
  })

  it('tells of files missing and added, and of every manifest that is not as it should be', async () => {
    const missing = await repack((files) => delete files['goi-mau/data/mot.txt'])
    expect(await wordsOf(missing)).toEqual([
      'data/mot.txt: Thiếu tệp này so với bản kê.',
      'bag-info.txt: Số tệp và dung lượng ghi ở đây khác số thực có.',
    ])
    const extra = await repack((files) => Object.assign(files, { 'goi-mau/fetch.txt': strToU8('') }))
    expect(await wordsOf(extra)).toEqual(['fetch.txt: Tệp thừa, không có trong bản kê.'])
    for (const name of ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'])
      expect(await wordsOf(await repack((files) => delete files[`goi-mau/${name}`]))).toContain(
        `${name}: Thiếu tệp này.`,
      )
    const manifest = `${'0'.repeat(64)}  data/../../mot.txt\n`
    const climbing = await repack((files) =>
      Object.assign(files, { 'goi-mau/manifest-sha256.txt': strToU8(manifest) }),
    )
    expect(await wordsOf(climbing)).toContain('manifest-sha256.txt: Nội dung không đúng khuôn dạng của gói.')
    const marked = await repack((files) => {
      files['goi-mau/tagmanifest-sha256.txt'] = Buffer.concat([
        strToU8('\uFEFF'),
        files['goi-mau/tagmanifest-sha256.txt'] ?? Buffer.alloc(0),
      ])
    })
    expect(await wordsOf(marked)).not.toEqual([])
  })
})

describe('a ZIP made to do harm', () => {
  it.each([
    '../ngoai.txt',
    '/etc/passwd',
    'goi-mau/../../ngoai.txt',
    'C:\\ngoai.txt',
    'goi-mau/..\\ngoai.txt',
    'khac/tep.txt',
    'goi-mau/tên.txt',
    'goi-mau/.an',
  ])('is not opened at the name %s', async (name) => {
    const report = await look(await repack((files) => Object.assign(files, { [name]: strToU8('x') })))
    expect(report.faults.map(({ place }) => place)).toContain(name)
  })

  it('is not followed through links, in the ZIP or in a folder', async () => {
    const linked = zipSync({
      ...parts,
      'goi-mau/data/lien-ket.txt': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
    })
    expect(await wordsOf(await writeNew(linked))).toContain(
      'goi-mau/data/lien-ket.txt: Là liên kết, không phải tệp thường.',
    )
    const copy = join(directory, 'linked')
    await cp(folder, copy, { recursive: true })
    await rename(join(copy, 'data/mot.txt'), join(directory, 'mot.txt'))
    await symlink(join(directory, 'mot.txt'), join(copy, 'data/mot.txt'))
    expect(await wordsOf(copy)).toContain(
      'data/mot.txt: Là liên kết hoặc tệp đặc biệt, không phải tệp thường.',
    )
  })

  it('may hold no name twice, whatever its case', async () => {
    const twice = await repack((files) => Object.assign(files, { 'goi-mau/data/MOT.txt': strToU8('x') }))
    expect(await wordsOf(twice)).toContain(
      'goi-mau/data/MOT.txt: Tên tệp bị lặp (không kể chữ hoa, chữ thường).',
    )
  })

  it('is not unpacked when it claims too much, nor beyond what it claims', async () => {
    const bomb = await readFile(zip)
    bomb.writeUInt32LE(300 * 2 ** 20, bomb.lastIndexOf('goi-mau/data/mot.txt') - 46 + 24)
    expect(await wordsOf(await writeNew(bomb))).toContainEqual(expect.stringContaining('dung lượng quá lớn'))
    const liar = Buffer.from(
      zipSync({ ...parts, 'goi-mau/data/bom.bin': [new Uint8Array(4 * 2 ** 20), { level: 9 }] }),
    )
    const entry = liar.lastIndexOf('goi-mau/data/bom.bin') - 46
    liar.writeUInt32LE(5, entry + 24)
    expect(await wordsOf(await writeNew(liar))).toContain(
      'data/bom.bin: Dung lượng khác với dung lượng đã khai.',
    )
  })

  it('may not let entries share their bytes', async () => {
    const bytes = await readFile(zip)
    const first = bytes.lastIndexOf('goi-mau/data/mot.txt') - 46
    const second = bytes.lastIndexOf('goi-mau/data/thu-muc/hai.bin') - 46
    bytes.writeUInt32LE(bytes.readUInt32LE(first + 42), second + 42)
    expect(await wordsOf(await writeNew(bytes))).toContainEqual(expect.stringContaining('Chồng lên tệp khác'))
  })
})
