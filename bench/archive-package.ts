import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createBlobStore } from '../src/platform/blobs.ts'
import type { ArchiveIncoming, ArchiveSource } from '../src/workfiles/model/archive-source.ts'
import { buildPackage } from '../src/workfiles/queries/archive/build-package.ts'
import { readPackage } from '../src/workfiles/queries/archive/read-package.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { runProgram, withScratch } from './shared/scratch.ts'

const documentCount = 1000
/** Bytes of one scanned document of a few pages, small and large ones in turn. */
const sizes = [60_000, 120_000, 250_000, 600_000]
const at = new Date('2026-11-26T01:00:00Z')

async function documentOf(
  ordinal: number,
  put: (bytes: Buffer) => Promise<{ sha256: string; size: number }>,
) {
  const head = Buffer.from(
    `%PDF-1.7\n<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n${ordinal}\n`,
  )
  const content = Buffer.concat([head, randomBytes(sizes[ordinal % sizes.length] ?? 0)])
  const file = {
    id: `tep-${ordinal}`,
    name: `Công văn số ${ordinal}.pdf`,
    mediaType: 'application/pdf',
    ...(await put(content)),
  }
  return {
    kind: 'incoming',
    id: String(ordinal),
    documentId: String(ordinal),
    ordinal,
    typeName: 'Công văn',
    codeNumber: String(ordinal),
    codeNotation: 'UBND-VP',
    issuedDate: '2026-03-02',
    organName: 'Ủy ban nhân dân tỉnh Ví Dụ',
    subject: `V/v triển khai nhiệm vụ mẫu số ${ordinal} trên địa bàn các xã, phường`,
    language: 'Tiếng Việt',
    pageAmount: 4,
    description: '',
    restricted: false,
    recalled: false,
    arrivalDate: '2026-03-04',
    arrivalNumber: ordinal,
    signer: { position: 'Phó Chủ tịch', fullName: 'Nguyễn Văn Mẫu' },
    priority: 0,
    toPlaces: 'Phòng Kinh tế',
    dueDate: null,
    history: Array.from({ length: 6 }, (_, step) => ({
      at: `2026-03-0${step + 4}T02:00:00.000Z`,
      name: 'Trần Thị Mẫu',
      post: 'Chủ tịch',
      words: `Giao Phòng Kinh tế chủ trì, bước ${step + 1}`,
    })),
    files: [file],
  } satisfies ArchiveIncoming
}

/**
 * The package of a work file of 1,000 documents, built from the file store and then verified and read back, beside
 * `sha256sum` of the same files, which reads every byte once and writes none. In bytes a second; `ours` is of both together.
 */
await withScratch(async (scratch) => {
  const { rounds } = readOptions({ rounds: 5, seconds: 1 })
  const directory = await scratch.directory()
  const blobs = createBlobStore(join(directory, 'tep'))
  const documents: ArchiveIncoming[] = []
  for (let ordinal = 1; ordinal <= documentCount; ordinal += 1)
    documents.push(await documentOf(ordinal, (bytes) => blobs.put(once(bytes), bytes.length)))
  const source: ArchiveSource = {
    file: {
      id: 'ho-so',
      fileCode: { organId: '000.00.00.H41', fileCatalog: 2026, fileNotation: '01.VP' },
      title: 'Hồ sơ đo tốc độ đóng gói',
      maintenance: '20 năm',
      rights: 'Không hạn chế',
      creator: 'Nguyễn Văn Mẫu',
      language: 'Tiếng Việt',
      startDate: '2026-01-05',
      endDate: '2026-10-30',
      docTotal: documentCount,
      pageTotal: 4000,
      description: '',
      state: 'closed',
    },
    documents,
    hidden: 0,
  }
  const paths = documents.flatMap(({ files }) => files.map(({ sha256 }) => blobs.path(sha256)))
  const bytes = documents
    .flatMap(({ files }) => files.map(({ size }) => size))
    .reduce((sum, size) => sum + size, 0)
  const zip = join(directory, 'goi.zip')
  const making = {
    source,
    open: (sha256: string) => blobs.read(sha256),
    toPdfA: async () => null,
    tableOfContents: Buffer.from('%PDF-1.7'),
    day: '2026-11-26',
    at,
    office: 'UBND xã Ví Dụ',
  }
  const rates = { build: [] as number[], verify: [] as number[], both: [] as number[], sum: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    const build = await seconds(() => buildPackage(making, zip))
    const verify = await seconds(async () => {
      const { faults, data } = await readPackage(zip)
      if (faults.length > 0 || data?.documents.length !== documentCount)
        throw new Error(JSON.stringify(faults.slice(0, 3)))
    })
    const sum = await seconds(() => runProgram('sha256sum', { args: paths }))
    await rm(zip)
    // The first round fills the caches of all three.
    if (round === 0) continue
    rates.build.push(bytes / build)
    rates.verify.push(bytes / verify)
    rates.both.push(bytes / (build + verify))
    rates.sum.push(bytes / sum)
    say(
      `round ${round}: ${rounded(bytes / 1e6)} MB built in ${rounded(build)} s, verified in ${rounded(verify)} s; sha256sum ${rounded(sum)} s`,
    )
  }
  console.log(`${rounded(process.resourceUsage().maxRSS / 1000)} MB of memory at most`)
  reportResult({ name: 'archive-build', ours: median(rates.build), limit: median(rates.sum) })
  reportResult({ name: 'archive-verify', ours: median(rates.verify), limit: median(rates.sum) })
  reportResult({ name: 'archive-package', ours: median(rates.both), limit: median(rates.sum) })
})

async function* once(bytes: Buffer) {
  yield bytes
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
