import { z } from 'zod'

/** An upload that was deleted with the work file it lay in. */
export const removedFileSchema = z.object({
  name: z.string(),
  /** Bytes. */
  size: z.number(),
  sha256: z.string(),
  /** Whether another file of the office has the same content, so that the bytes stay. */
  keptElsewhere: z.boolean(),
})
export type RemovedFile = z.output<typeof removedFileSchema>

/** What was deleted, in a sentence for the minutes and the page; empty where nothing was. */
export function removedFilesWords(files: readonly RemovedFile[]): string {
  if (files.length === 0) return ''
  const kilobytes = Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 1024)
  const shared = files.filter(({ keptElsewhere }) => keptElsewhere).length
  const kept =
    shared > 0 ? ` ${shared} tệp trùng nội dung với tài liệu khác còn lưu nên nội dung đó được giữ.` : ''
  return `Đã xóa ${files.length} tệp tải lên (${kilobytes.toLocaleString('vi-VN')} KB) khỏi hồ sơ; nội dung ra khỏi kho tệp sau 24 giờ.${kept}`
}
