import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readManifest, writeManifest } from '../../../platform/bags/bag-format.ts'
import { bufferSource, openZipDirectory } from '../../../platform/zip-directory.ts'
import { rootDirectory } from '../../../testing/places.ts'
import { documentDraft, fileRow } from '../../model/archive/package-data.ts'
import type { ArchiveDocument, ArchiveSource, ArchiveStoredFile } from '../../model/archive-source.ts'
import { type BuiltPackage, buildPackage, type PackageMaking } from './build-package.ts'
import { readPackage } from './read-package.ts'

let directory = ''
let zip = ''
let folder = ''
let built: BuiltPackage
const store = new Map<string, Uint8Array>()

function stored(name: string, mediaType: string, content: string): ArchiveStoredFile {
  const bytes = Buffer.from(content)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  store.set(sha256, bytes)
  return { id: sha256.slice(0, 8), name, mediaType, sha256, size: bytes.length }
}

const common = {
  documentId: 'd',
  typeName: 'Quyết định',
  issuedDate: '2026-03-02',
  organName: 'Ủy ban nhân dân xã Ví Dụ',
  subject: 'Về việc mẫu',
  language: 'Tiếng Việt',
  pageAmount: 2,
  description: '',
  restricted: false,
  recalled: false,
}
const official = {
  codeNumber: '05',
  codeNotation: 'QĐ-UBND',
  signer: { position: 'Chủ tịch', fullName: 'Nguyễn Văn Mẫu' },
  priority: 0,
  dueDate: null,
}
const nfd = 'Giấy tờ của ông Mẫu.docx'.normalize('NFD')
const claimed = '%PDF-1.7 <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance> đã ký'

const documents: ArchiveDocument[] = [
  {
    ...common,
    ...official,
    id: '1',
    ordinal: 1,
    kind: 'outgoing',
    to: [{ organId: 'H41.2', organName: 'Sở Mẫu' }],
    issuedAmount: 3,
    history: [],
    files: [
      stored('Quyết định.pdf', 'application/pdf', claimed),
      stored('phụ lục.pdf', 'application/pdf', '%PDF-1.4'),
    ],
  },
  {
    ...common,
    ...official,
    id: '2',
    ordinal: 2,
    kind: 'incoming',
    recalled: true,
    arrivalDate: '2026-03-04',
    arrivalNumber: 17,
    toPlaces: 'Phòng Mẫu',
    history: [
      {
        at: '2026-03-04T01:00:00.000Z',
        name: 'Trần Thị Mẫu',
        post: 'Chủ tịch',
        words: 'Giao "Phòng Mẫu"\nxử lý <gấp>',
      },
    ],
    files: [
      stored(nfd, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'một tệp Word'),
    ],
  },
  {
    ...common,
    id: '3',
    ordinal: 4,
    kind: 'meeting',
    issuedDate: null,
    pageAmount: null,
    text: 'Nội dung họp',
    history: [],
    files: [stored('../../ảnh', 'image/png', 'một ảnh')],
  },
]
const source: ArchiveSource = {
  file: {
    id: 'f',
    fileCode: { organId: '000.00.00.H41', fileCatalog: 2026, fileNotation: '01.VP' },
    title: 'Hồ sơ mẫu về đường sá',
    maintenance: '10 năm',
    rights: 'Không hạn chế',
    creator: 'Nguyễn Văn Mẫu',
    language: 'Tiếng Việt',
    startDate: '2026-01-02',
    endDate: '2026-10-30',
    docTotal: 3,
    pageTotal: 4,
    description: '',
    state: 'closed',
  },
  documents,
  hidden: 0,
}

const making = (change: Partial<ArchiveSource> = {}): PackageMaking => ({
  source: { ...source, ...change },
  async *open(sha256) {
    yield store.get(sha256) ?? new Uint8Array()
  },
  toPdfA: async ({ mediaType }) => (mediaType.includes('word') ? Buffer.from('%PDF-1.7 bản PDF/A') : null),
  tableOfContents: Buffer.from('%PDF-1.7 mục lục'),
  day: '2026-11-26',
  at: new Date('2026-11-26T03:00:00Z'),
  office: 'UBND xã Ví Dụ',
})

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'motcua-goi-'))
  zip = join(directory, 'goi.zip')
  built = await buildPackage(making(), zip)
  folder = await unpack('nguyen')
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function unpack(name: string): Promise<string> {
  const root = join(directory, name)
  for (const [path, bytes] of Object.entries(unzipSync(await readFile(zip)))) {
    const target = join(root, path.slice(built.folder.length + 1))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, bytes)
  }
  return root
}

/** The package with a file changed (null: taken away) and every sum made to fit again, as somebody would who knows how. */
let forgeries = 0
async function forge(changes: Readonly<Record<string, string | null>>): Promise<string> {
  forgeries += 1
  const root = await unpack(`gia-${forgeries}`)
  const sumOf = async (path: string) =>
    createHash('sha256')
      .update(await readFile(join(root, path)))
      .digest('hex')
  const payload = new Map(readManifest(await readFile(join(root, 'manifest-sha256.txt'), 'utf8')))
  const beside = new Map(readManifest(await readFile(join(root, 'tagmanifest-sha256.txt'), 'utf8')))
  for (const [path, content] of Object.entries(changes)) {
    const sums = path.startsWith('data/') ? payload : beside
    if (content === null) {
      await rm(join(root, path))
      sums.delete(path)
    } else {
      await writeFile(join(root, path), content)
      sums.set(path, await sumOf(path))
    }
  }
  await writeFile(join(root, 'manifest-sha256.txt'), writeManifest(payload))
  const sizes = await Promise.all(
    [...payload.keys()].map(async (path) => (await readFile(join(root, path))).length),
  )
  const info = await readFile(join(root, 'bag-info.txt'), 'utf8')
  await writeFile(
    join(root, 'bag-info.txt'),
    info.replace(/Payload-Oxum: .*/, `Payload-Oxum: ${sizes.reduce((a, b) => a + b, 0)}.${sizes.length}`),
  )
  for (const path of ['manifest-sha256.txt', 'bag-info.txt']) beside.set(path, await sumOf(path))
  await writeFile(join(root, 'tagmanifest-sha256.txt'), writeManifest(beside))
  return root
}
const faultsOf = async (path: string, fingerprint?: string) =>
  (await readPackage(path, { fingerprint })).faults.map(({ place, words }) => `${place}: ${words}`)

describe('the package of a work file', () => {
  it('gives back all that was put in, from the ZIP and from its folder', async () => {
    for (const path of [zip, folder]) {
      const report = await readPackage(path, { fingerprint: built.fingerprint })
      expect(report.faults).toEqual([])
      expect(report.notes).toEqual(['2 tệp không có bản PDF/A.'])
      expect(report.data?.file).toEqual(fileRow(source))
      expect(report.data?.documents).toMatchObject(documents.map((each) => documentDraft(source, each)))
      expect(
        report.data?.documents.map(({ files }) =>
          files.map(({ name, path: at, standard, rendition, sha256 }) => [
            name,
            at,
            standard,
            rendition?.path ?? null,
            sha256,
          ]),
        ),
      ).toEqual([
        [
          ['Quyết định.pdf', 'van-ban/0001/tep-01.pdf', 'PDF/A-2B', null, documents[0]?.files[0]?.sha256],
          ['phụ lục.pdf', 'van-ban/0001/tep-02.pdf', null, null, documents[0]?.files[1]?.sha256],
        ],
        [
          [
            nfd,
            'van-ban/0002/tep-01.docx',
            null,
            'van-ban/0002/tep-01.docx.pdfa.pdf',
            documents[1]?.files[0]?.sha256,
          ],
        ],
        [['../../ảnh', 'van-ban/0004/tep-01.bin', null, null, documents[2]?.files[0]?.sha256]],
      ])
    }
    expect(built).toMatchObject({
      folder: expect.stringMatching(/^ho-so-2026-01-vp-[0-9a-f]{8}$/),
      withoutPdfA: ['phụ lục.pdf', '../../ảnh'],
      tooLong: [],
    })
    expect(await readFile(join(folder, 'data/van-ban/0001/tep-01.pdf'), 'utf8')).toBe(claimed)
  })

  it('can be checked and read with what every machine has, as the text in it says', async () => {
    const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const
    const text = await readFile(join(folder, 'DOC-TRUOC.txt'), 'utf8')
    const commands = [...text.matchAll(/^ {4}((?:sha256sum|xmllint) .*)$/gm)].map(
      (match) => match[1]?.split(' ') ?? [],
    )
    expect(commands).toHaveLength(4)
    for (const [program = '', ...rest] of commands) execFileSync(program, rest, options)
    expect(execFileSync('sha256sum', ['tagmanifest-sha256.txt'], options).slice(0, 64)).toBe(
      built.fingerprint,
    )
    const xml = (await readdir(join(folder, 'data'), { recursive: true })).filter((path) =>
      path.endsWith('.xml'),
    )
    expect(xml).toHaveLength(6)
    execFileSync(
      'xmllint',
      ['--noout', '--nonet', '--schema', 'luoc-do.xsd', ...xml.map((path) => `data/${path}`)],
      options,
    )
  })

  it('is checked from the command line, without a database', async () => {
    const verify = (...args: string[]) =>
      new Promise<{ code: number | null; said: string }>((resolve) => {
        const child = spawn(process.execPath, ['src/main.ts', 'verify-archive', ...args], {
          cwd: rootDirectory,
          env: {},
        })
        let said = ''
        child.stdout.on('data', (data) => {
          said += data
        })
        child.on('close', (code) => resolve({ code, said }))
      })
    const [good, replaced] = await Promise.all([
      verify(zip, built.fingerprint.toUpperCase()),
      verify(folder, '0'.repeat(64)),
    ])
    expect(good).toEqual({
      code: 0,
      said: expect.stringMatching(
        /^Hồ sơ 01.VP năm 2026: Hồ sơ mẫu về đường sá\n.*12 tệp[\s\S]*Gói còn nguyên vẹn\.\n$/,
      ),
    })
    expect(replaced).toEqual({
      code: 1,
      said: expect.stringContaining('LỖI  tagmanifest-sha256.txt: Mã niêm phong khác'),
    })
  })

  it('is refused when something is missing or hidden, and nothing is left', async () => {
    const path = join(directory, 'khong.zip')
    const file = { ...source.file, fileCode: { ...source.file.fileCode, organId: '' }, endDate: null }
    await expect(buildPackage(making({ file }), path)).rejects.toMatchObject({
      code: 'wrong_state',
      facts: {
        fields: {
          'Hồ sơ: FileCode/OrganId': expect.stringContaining('Mã định danh'),
          'Hồ sơ: EndDate': expect.anything(),
        },
      },
    })
    await expect(buildPackage(making({ hidden: 1 }), path)).rejects.toMatchObject({ code: 'not_allowed' })
    const damaged = {
      ...making(),
      open: async function* () {
        yield Buffer.from('hỏng')
      },
    }
    await expect(buildPackage(damaged, path)).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Quyết định.pdf') },
    })
    expect(await readdir(directory)).not.toContain('khong.zip')
  })

  it('holds in full what is longer than the decree allows, and says so', async () => {
    const path = join(directory, 'dai.zip')
    const long = await buildPackage(
      making({ file: { ...source.file, creator: 'Người Lập Hồ Sơ Có Họ Tên Rất Là Dài' } }),
      path,
    )
    expect(long.tooLong).toEqual(['Hồ sơ: “Người lập hồ sơ” (Creator) dài 36 ký tự, quy định tối đa 30.'])
    const report = await readPackage(path)
    expect(report).toMatchObject({
      faults: [],
      notes: expect.arrayContaining(long.tooLong),
      data: { file: { Creator: 'Người Lập Hồ Sơ Có Họ Tên Rất Là Dài' } },
    })
  })
})

describe('a package that somebody changed', () => {
  it('and whose sums were made to fit is known by its fingerprint', async () => {
    const text = (await readFile(join(folder, 'data/ho-so.xml'), 'utf8')).replace('10 năm', '5 năm')
    const forged = await forge({ 'data/ho-so.xml': text })
    expect(await faultsOf(forged)).toEqual([])
    expect(await faultsOf(forged, built.fingerprint)).toEqual([
      'tagmanifest-sha256.txt: Mã niêm phong khác với mã trong biên bản giao nhận: không phải gói đã giao.',
    ])
  })

  it.each<[string, Record<string, string | null>, RegExp]>([
    [
      'XML bomb',
      { 'data/ho-so.xml': '<!DOCTYPE a [<!ENTITY x "x">]><File>&x;</File>' },
      /^data\/ho-so.xml: .*DOCTYPE.* \(dòng 1\)$/,
    ],
    [
      'external entity',
      { 'data/lich-su.xml': '<!DOCTYPE a SYSTEM "file:///etc/passwd"><History/>' },
      /^data\/lich-su.xml: .*DOCTYPE/,
    ],
    ['broken XML', { 'data/noi-dung.xml': '<Contents>' }, /^data\/noi-dung.xml: .*sai cú pháp/],
    [
      'another table',
      { 'data/van-ban/0001/van-ban.xml': '<IncomingDocument/>' },
      /^data\/van-ban\/0001\/van-ban.xml: Không đúng khuôn dạng/,
    ],
    [
      'a document of another number',
      {
        'data/van-ban/0001/van-ban.xml':
          '<OutgoingDocument xmlns="urn:mot-cua:ho-so-luu-tru:1"><DocOrdinal>7</DocOrdinal></OutgoingDocument>',
      },
      /0001\/van-ban.xml: Không đúng/,
    ],
    ['no metadata', { 'data/ho-so.xml': null }, /^data\/ho-so.xml: Không có nội dung đáng tin/],
    [
      'a file more',
      { 'data/van-ban/0001/tep-09.exe': 'x' },
      /^data\/van-ban\/0001\/tep-09.exe: Không thuộc văn bản nào/,
    ],
    [
      'a file less',
      { 'data/van-ban/0001/tep-02.pdf': null },
      /^data\/van-ban\/0001\/tep-02.pdf: Khác với mã băm ghi trong noi-dung.xml/,
    ],
    [
      'another content',
      { 'data/van-ban/0001/tep-02.pdf': 'khác' },
      /^data\/van-ban\/0001\/tep-02.pdf: Khác với mã băm/,
    ],
    [
      'another bag',
      { 'bag-info.txt': 'Source-Organization: Nơi khác\nPayload-Oxum: 0.0\n' },
      /^bag-info.txt: Không phải gói hồ sơ lưu trữ/,
    ],
  ])('is found out though its sums fit: %s', async (_name, changes, expected) => {
    expect(await faultsOf(await forge(changes))).toContainEqual(expect.stringMatching(expected))
  })

  it('contradicts itself where the file and its documents do not belong together', async () => {
    const one = 'data/van-ban/0001/van-ban.xml'
    const [file, document] = await Promise.all(
      ['data/ho-so.xml', one].map((path) => readFile(join(folder, path), 'utf8')),
    )
    const forged = await forge({
      'data/ho-so.xml': file?.replace('<DocTotal>3', '<DocTotal>5') ?? '',
      [one]: document?.replace('>01.VP<', '>02.VP<') ?? '',
    })
    expect(await faultsOf(forged)).toEqual([
      'data/ho-so.xml: Ghi 5 văn bản, trong gói có 3.',
      `${one}: Mã hồ sơ khác với mã trong ho-so.xml.`,
    ])
  })

  it('is never taken for whole after one byte of it changed: every byte of the frame, and a choice of the contents', async () => {
    const bytes = await readFile(zip)
    const isFrame = await frameOf(bytes)
    const positions = Array.from(bytes.keys())
    const frame = positions.filter((position) => isFrame[position])
    const contents = positions.filter((position) => !isFrame[position])
    // The seed is fixed: a run that fails can be had again.
    const chosen = Array.from(
      { length: 150 },
      (_, each) => contents[(each * 7919 + 104_729) % contents.length] ?? 0,
    )
    expect(frame.length).toBeGreaterThan(2000)
    const path = join(directory, 'mot-byte.zip')
    const file = await open(path, 'w')
    await file.write(bytes, 0, bytes.length, 0)
    const put = (position: number, value: number) => file.write(Uint8Array.of(value), 0, 1, position)
    const untold: number[] = []
    for (const position of [...frame, ...chosen]) {
      const before = bytes[position] ?? 0
      await put(position, before ^ (1 << (position % 8)))
      if ((await readPackage(path)).faults.length === 0) untold.push(position)
      await put(position, before)
    }
    expect(untold).toEqual([])
    expect((await readPackage(path)).faults).toEqual([])
    await file.close()
  }, 60_000)

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['bytes before it', (bytes) => Buffer.concat([Buffer.from('MZ'), bytes])],
    ['bytes behind it', (bytes) => Buffer.concat([bytes, Buffer.from('thêm')])],
    [
      'a comment',
      (bytes) => {
        const commented = Buffer.concat([bytes, Buffer.from('ghi chú')])
        commented.writeUInt16LE(commented.length - bytes.length, bytes.length - 2)
        return commented
      },
    ],
  ])('is told by its frame: %s', async (_name, change) => {
    const path = join(directory, 'vo.zip')
    await writeFile(path, change(await readFile(zip)))
    expect(await faultsOf(path)).toContainEqual(expect.stringMatching(/Phần vỏ|Không phải tệp ZIP/))
  })

  it('and packed again by another program is refused as a ZIP, and whole as a folder', async () => {
    const path = join(directory, 'nen-lai.zip')
    await writeFile(path, zipSync(unzipSync(await readFile(zip)), { level: 6 }))
    expect(await faultsOf(path)).toEqual([expect.stringMatching(/Phần vỏ/)])
    expect(await faultsOf(folder)).toEqual([])
  })
})

/** Which bytes of a ZIP file are no content of an entry. */
async function frameOf(bytes: Buffer): Promise<Uint8Array> {
  const isFrame = new Uint8Array(bytes.length).fill(1)
  const found = await openZipDirectory(bufferSource(bytes), bytes.length)
  for (const { offset, name, packedSize } of found?.entries ?? []) {
    const start = offset + 30 + name.length
    isFrame.fill(0, start, start + packedSize)
  }
  return isFrame
}
