import type { z } from 'zod'
import type { AuditEntry, News } from '../../platform/operations.ts'
import type { applicantInput, componentInput, submitterInput } from './inputs.ts'

/** Where an online filing (hồ sơ nộp trực tuyến) comes from. */
export const onlineSources = {
  portal: 'Cổng Dịch vụ công quốc gia',
  own: 'Trang nộp hồ sơ của đơn vị',
  assisted: 'Cán bộ hỗ trợ nộp tại bộ phận một cửa',
} as const

export type OnlineSource = keyof typeof onlineSources

/** How surely the filer is who they say: by the national identity, an account, a confirmed address, seen at the desk. */
export const identityLevels = {
  vneid: 'Đã xác thực bằng VNeID',
  account: 'Đã đăng nhập tài khoản',
  contact: 'Đã xác nhận thư điện tử hoặc điện thoại',
  desk: 'Cán bộ đã xem giấy tờ tại quầy',
} as const

export type IdentityLevel = keyof typeof identityLevels

/** A paper of an online filing: what the procedure's list names by its place, or one the citizen added. */
export type FiledComponent = Pick<
  z.output<typeof componentInput>,
  'ordinal' | 'name' | 'provided' | 'originals' | 'copies' | 'note' | 'fileIds'
>

/** What a citizen filed online, to become a dossier in state 1 (Mới đăng ký). */
export interface OnlineFiling {
  /** UUIDv7 chosen by the caller; becomes the dossier's id. */
  id: string
  source: OnlineSource
  /** What the citizen follows it by: the portal's code, or the code of our filing. Once per office. */
  reference: string
  /** Code that the portal gave the dossier; taken over at acceptance instead of one of our own. */
  givenCode: string | null
  procedureId: string
  /** Case of the procedure; its first one unless told. */
  caseCode?: string | undefined
  /** When it reached the system: the eight working hours count from here. */
  filedAt: Date
  applicant: z.output<typeof applicantInput>
  /** Who filed it, where that is not the applicant. */
  submitter: z.output<typeof submitterInput> | null
  /** What the submitter is to the applicant ("con", "người được ủy quyền"); empty where they file for themselves. */
  relation: string
  /** Who signed in or was confirmed: shown beside the declared names, so that the officer sees a difference. */
  identity: { level: IdentityLevel; name: string; personalId: string }
  content: string
  returnMethod: 'counter' | 'post' | 'online'
  returnAddress: string
  declaration: Record<string, unknown> | null
  components: readonly FiledComponent[]
}

/** Papers that a citizen sends after being asked for more (bổ sung), before or after acceptance. */
export interface OnlineSupplement {
  dossierId: string
  note: string
  /** When it reached the system. */
  filedAt: Date
  /** New answers of the declaration; null leaves them. */
  declaration: Record<string, unknown> | null
  papers: readonly { name: string; fileIds: readonly string[] }[]
}

/** What a caller passes on in its command's outcome. */
export interface OnlineOutcome {
  id: string
  /** The same filing came before: nothing was done, audit and news say so or are empty. */
  repeated: boolean
  /** By when the office has to answer: accept, ask for more, or refuse (08 working hours, NĐ 45/2020/NĐ-CP). */
  answerBy: Date
  audit: AuditEntry[]
  news: News[]
}
