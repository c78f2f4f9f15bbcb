/** Kinds of things that one search finds, in the order in which they are offered, with their names. */
export const searchKinds = {
  incoming: 'Văn bản đến',
  outgoing: 'Văn bản đi',
  submission: 'Phiếu trình',
  meeting: 'Giấy mời họp',
  vote: 'Phiếu lấy ý kiến',
  workfile: 'Hồ sơ công việc',
  dossier: 'Hồ sơ thủ tục',
} as const
export type SearchKind = keyof typeof searchKinds

export const searchKindNames = Object.keys(searchKinds) as [SearchKind, ...SearchKind[]]

/** The page on which a thing is opened. */
export function pageOf(kind: SearchKind, id: string): string {
  const pages: Record<SearchKind, string> = {
    incoming: `/van-ban-den/${id}`,
    outgoing: `/van-ban-di/${id}`,
    submission: `/phieu-trinh#${id}`,
    meeting: `/hop-giay-moi#${id}`,
    vote: `/lay-y-kien#${id}`,
    workfile: `/ho-so-cong-viec/${id}`,
    dossier: `/ho-so/${id}`,
  }
  return pages[kind]
}
