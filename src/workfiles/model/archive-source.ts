/**
 * What an archive package is made of: a work file with the metadata of Decree 30/2020/NĐ-CP, Phụ lục VI, Phần II (tables
 * HỒ SƠ, VĂN BẢN ĐI, VĂN BẢN ĐẾN), its documents in order and their stored files. Field names of the decree stand beside
 * ours; nothing is cut to its length here.
 */

/** Mã hồ sơ. */
export interface ArchiveFileCode {
  /** OrganId: mã định danh cơ quan lập danh mục hồ sơ; may be empty where the office has none yet. */
  organId: string
  /** FileCatalog: năm hình thành hồ sơ. */
  fileCatalog: number
  /** FileNotation: số và ký hiệu hồ sơ. */
  fileNotation: string
}

/** Table HỒ SƠ. Days are ISO dates. */
export interface ArchiveWorkFile {
  id: string
  fileCode: ArchiveFileCode
  title: string
  /** Maintenance: thời hạn bảo quản, in words ("Vĩnh viễn", "10 năm"). */
  maintenance: string
  /** Rights: chế độ sử dụng, in words. */
  rights: string
  /** Creator: người lập hồ sơ. */
  creator: string
  language: string
  startDate: string
  endDate: string | null
  docTotal: number
  /** PageTotal: the pages that are known; a document without its number of pages counts none. */
  pageTotal: number
  description: string
  /** Where it stands; a package is made of what is closed. */
  state: string
}

/** Một tệp lưu, as its bytes lie in the store under their SHA-256. */
export interface ArchiveStoredFile {
  id: string
  name: string
  mediaType: string
  sha256: string
  size: number
}

interface ArchiveDocumentBase {
  /** Of the link, unique in the work file. */
  id: string
  documentId: string
  /** DocOrdinal: số thứ tự văn bản trong hồ sơ, from 1. */
  ordinal: number
  typeName: string
  /** IssuedDate, ISO date. */
  issuedDate: string | null
  organName: string
  subject: string
  language: string
  pageAmount: number | null
  description: string
  /** Seen by those named only; every look at it is to be recorded by whoever sends its files. */
  restricted: boolean
  /** Recalled: by us (văn bản đi) or by its issuer (văn bản đến). */
  recalled: boolean
  /** Handling history, oldest first: what the decree keeps as TraceHeaderList of incoming ones. */
  history: readonly ArchiveHistoryLine[]
  files: readonly ArchiveStoredFile[]
}

export interface ArchiveHistoryLine {
  /** ISO moment. */
  at: string
  name: string
  post: string
  words: string
}

interface ArchiveSigner {
  position: string
  fullName: string
}

/** Table VĂN BẢN ĐI. */
export interface ArchiveOutgoing extends ArchiveDocumentBase {
  kind: 'outgoing'
  /** CodeNumber, such as `05`. */
  codeNumber: string
  /** CodeNotation, such as `QĐ-UBND`. */
  codeNotation: string
  signer: ArchiveSigner
  /** To: nơi nhận; organId is empty where it is not known. */
  to: readonly { organId: string; organName: string }[]
  /** 0 thường to 3 hỏa tốc. */
  priority: number
  issuedAmount: number
  dueDate: string | null
}

/** Table VĂN BẢN ĐẾN. */
export interface ArchiveIncoming extends ArchiveDocumentBase {
  kind: 'incoming'
  codeNumber: string
  codeNotation: string
  arrivalDate: string
  arrivalNumber: number
  signer: ArchiveSigner
  priority: number
  /** ToPlaces: đơn vị hoặc người nhận. */
  toPlaces: string
  dueDate: string | null
}

/** What the decree has no table for: internal papers and other files (photographs, audio, video). */
export interface ArchiveOther extends ArchiveDocumentBase {
  kind: 'submission' | 'meeting' | 'vote' | 'file'
  /** In words, for a paper that has no file of its own: what was asked and answered, agenda, votes. */
  text: string
}

export type ArchiveDocument = ArchiveOutgoing | ArchiveIncoming | ArchiveOther

export interface ArchiveSource {
  file: ArchiveWorkFile
  documents: readonly ArchiveDocument[]
  /** How many documents the reader may not see; a package of such a file is not whole and must not be made by them. */
  hidden: number
}
