import type { PackageData } from './package-data.ts'

interface Told {
  faults: readonly { place: string; words: string }[]
  notes: readonly string[]
  fingerprint: string
  files: number
  bytes: number
  data: PackageData | null
}

/** Faults that are written out; a package of which all is wrong would fill the screen. */
const mostLines = 200

/** What the check of a package found, as lines for a person at a terminal. */
export function reportLines({ faults, notes, fingerprint, files, bytes, data }: Told): string[] {
  const megabytes = (bytes / 1e6).toLocaleString('vi-VN', { maximumFractionDigits: 1 })
  return [
    ...(data
      ? [`Hồ sơ ${data.file.FileCode.FileNotation} năm ${data.file.FileCode.FileCatalog}: ${data.file.Title}`]
      : []),
    `Đã kiểm tra ${files} tệp, ${megabytes} MB.`,
    ...(fingerprint === '' ? [] : [`Mã niêm phong: ${fingerprint}`]),
    ...notes.map((note) => `Lưu ý: ${note}`),
    ...faults.slice(0, mostLines).map(({ place, words }) => `LỖI  ${place}: ${words}`),
    ...(faults.length > mostLines ? [`… và ${faults.length - mostLines} lỗi khác.`] : []),
    faults.length === 0
      ? 'Gói còn nguyên vẹn.'
      : `Gói KHÔNG nguyên vẹn: ${faults.length} lỗi. Không nhận gói này; đề nghị bên giao đóng gói và giao lại.`,
  ]
}
