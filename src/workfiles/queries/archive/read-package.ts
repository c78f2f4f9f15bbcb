import { type BagFault, openBag } from '../../../platform/bags/open-bag.ts'
import { type BagReport, verifyBag } from '../../../platform/bags/verify-bag.ts'
import { isXmlFault, parseXml } from '../../../platform/xml.ts'
import {
  documentFolder,
  metadataFaults,
  type PackageData,
  type PackageDocument,
} from '../../model/archive/package-data.ts'
import { packageKind } from '../../model/archive/package-kind.ts'
import {
  type ListedDocument,
  readContents,
  readDocument,
  readFile,
  readHistory,
} from '../../model/archive/package-xml.ts'

export interface PackageReport {
  /** What is wrong and where; empty when the package is whole and says nothing that contradicts itself. */
  faults: BagFault[]
  /** What is worth knowing of a package without faults. */
  notes: string[]
  /** To be compared with the one in the minutes; empty when there is none. */
  fingerprint: string
  files: number
  bytes: number
  /** What the package says, where all of it could be read. */
  data: PackageData | null
}

/**
 * Checks every byte of a package (its ZIP file or its folder, at `path`) and reads it back. Trusts nothing in it. With the
 * fingerprint of the minutes also tells a package that was replaced as a whole, sums and all.
 */
export async function readPackage(
  path: string,
  expected: { fingerprint?: string } = {},
): Promise<PackageReport> {
  const bag = await openBag(path)
  try {
    const report = await verifyBag(bag, (each) => each.endsWith('.xml'))
    const { fingerprint, files, bytes, info } = report
    const reading = createReading(report)
    const isOurs = info.some(([label, value]) => label === packageKind[0] && value === packageKind[1])
    if (fingerprint !== '' && !isOurs)
      reading.faults.push({
        place: 'bag-info.txt',
        words: 'Không phải gói hồ sơ lưu trữ của phần mềm này, hoặc của bản mới hơn.',
      })
    if (expected.fingerprint !== undefined && expected.fingerprint !== fingerprint)
      reading.faults.push({
        place: 'tagmanifest-sha256.txt',
        words: 'Mã niêm phong khác với mã trong biên bản giao nhận: không phải gói đã giao.',
      })
    if (!bag.isAsWritten)
      reading.faults.push({
        place: path,
        words:
          'Phần vỏ của tệp ZIP (tiêu đề, chú thích, chỗ trống trước, giữa hoặc sau các tệp) khác từng byte với tệp do phần mềm tạo: đã bị sửa hoặc nén lại. Hãy xin tệp ZIP gốc; nếu chỉ còn thư mục đã giải nén thì kiểm tra thư mục đó.',
      })
    const data = isOurs ? readData(reading) : null
    if (data) reading.faults.push(...contradictions(data, report))
    return { faults: reading.faults, notes: notesOn(data), fingerprint, files, bytes, data }
  } finally {
    await bag.close()
  }
}

interface Reading {
  faults: BagFault[]
  /** What `make` makes of an XML file that the manifests vouch for; null after saying why not. */
  read<T>(path: string, make: (root: Element) => T | null): T | null
}

function createReading({ faults, kept }: BagReport): Reading {
  const fail = (path: string, words: string) => {
    faults.push({ place: `data/${path}`, words })
    return null
  }
  return {
    faults,
    read(path, make) {
      const bytes = kept.get(`data/${path}`)
      if (!bytes) return fail(path, 'Không có nội dung đáng tin để đọc.')
      const root = parseXml(bytes)
      if (isXmlFault(root)) return fail(path, `${root.detail} (dòng ${root.line})`)
      return make(root) ?? fail(path, 'Không đúng khuôn dạng của gói hồ sơ lưu trữ.')
    },
  }
}

function readData({ read }: Reading): PackageData | null {
  const file = read('ho-so.xml', readFile)
  const listed = read('noi-dung.xml', readContents)
  const history = read('lich-su.xml', readHistory)
  const documents = (listed ?? []).map((each): PackageDocument | null => {
    const row = read(`${documentFolder(each.ordinal)}/van-ban.xml`, (root) => {
      const found = readDocument(root, each.kind)
      return found?.DocOrdinal === each.ordinal ? found : null
    })
    return row && assemble(each, { row, history: history?.get(each.ordinal) ?? [] })
  })
  const known = documents.filter((each) => each !== null)
  return file && listed && history && known.length === documents.length ? { file, documents: known } : null
}

function assemble(
  { kind, recalled, restricted, text, files }: ListedDocument,
  read: Pick<PackageDocument, 'row' | 'history'>,
): PackageDocument {
  const isOther = kind !== 'outgoing' && kind !== 'incoming'
  // The row was read by the table of this very kind.
  return { kind, recalled, restricted, files, ...read, ...(isOther ? { text } : {}) } as PackageDocument
}

/** Fixed names in data/ besides the documents' folders. */
const ownFiles = ['ho-so.xml', 'noi-dung.xml', 'lich-su.xml', 'muc-luc.pdf']

/** Where what the package says is not what is in it. */
function contradictions({ file, documents }: PackageData, { sums }: BagReport): BagFault[] {
  const faults: BagFault[] = []
  const listed = new Set(ownFiles)
  const code = JSON.stringify(file.FileCode)
  if (file.DocTotal !== documents.length)
    faults.push({
      place: 'data/ho-so.xml',
      words: `Ghi ${file.DocTotal} văn bản, trong gói có ${documents.length}.`,
    })
  for (const { row, files } of documents) {
    const place = `data/${documentFolder(row.DocOrdinal)}/van-ban.xml`
    listed.add(place.slice('data/'.length))
    if (JSON.stringify(row.FileCode) !== code)
      faults.push({ place, words: 'Mã hồ sơ khác với mã trong ho-so.xml.' })
    for (const { path, sha256 } of files.flatMap((each) => [each, each.rendition ?? []].flat())) {
      listed.add(path)
      if (sums.get(`data/${path}`) !== sha256)
        faults.push({ place: `data/${path}`, words: 'Khác với mã băm ghi trong noi-dung.xml.' })
    }
  }
  for (const path of sums.keys())
    if (path.startsWith('data/') && !listed.has(path.slice('data/'.length)))
      faults.push({ place: path, words: 'Không thuộc văn bản nào trong noi-dung.xml.' })
  return faults
}

function notesOn(data: PackageData | null): string[] {
  const withoutPdfA = (data?.documents ?? []).flatMap(({ files }) =>
    files.filter(({ rendition, standard }) => !rendition && standard === null),
  ).length
  return [
    ...(withoutPdfA > 0 ? [`${withoutPdfA} tệp không có bản PDF/A.`] : []),
    ...(data ? metadataFaults(data).map(({ words }) => words) : []),
  ]
}
