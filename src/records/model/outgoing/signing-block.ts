/** How somebody may sign (quyền hạn của người ký, NĐ 30/2020/NĐ-CP Điều 13). */
export const authorityKinds = {
  head: 'Người đứng đầu',
  acting: 'Quyền người đứng đầu (Q.)',
  deputy: 'Ký thay người đứng đầu (KT.)',
  order: 'Thừa lệnh (TL.)',
  delegated: 'Thừa ủy quyền (TUQ.)',
} as const

export type AuthorityKind = keyof typeof authorityKinds

/** The letters before the post, as the decree gives them; none for the head. */
export const prefixes: Readonly<Record<AuthorityKind, string>> = {
  head: '',
  acting: 'Q.',
  deputy: 'KT.',
  order: 'TL.',
  delegated: 'TUQ.',
}

export interface Signing {
  kind: AuthorityKind
  /** On behalf of the collective (TM.): the People's Committee decides, not its chairperson alone. */
  collective: boolean
  /** Who acts collectively, e.g. 'Ủy ban nhân dân'. */
  collectiveName: string
  /** Post of the head, e.g. 'Chủ tịch'. */
  headPost: string
  /** Post of who signs, e.g. 'Phó Chủ tịch', 'Chánh Văn phòng'. */
  post: string
}

/**
 * The lines above a signature: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH". Who signs by order or by delegation
 * signs for the head; "TM." does not stand there (Điều 13: TL. and TUQ. are of a person).
 */
export function signingBlock({ kind, collective, collectiveName, headPost, post }: Signing): string[] {
  const first = collective && mayBeCollective(kind) ? [`TM. ${collectiveName}`] : []
  const own =
    kind === 'head'
      ? [headPost]
      : kind === 'acting'
        ? [`Q. ${headPost}`]
        : [`${prefixes[kind]} ${headPost}`, post]
  return [...first, ...own].map((line) => line.toUpperCase())
}

/** Only the head, who acts for them and their deputies sign for the collective. */
export function mayBeCollective(kind: AuthorityKind): boolean {
  return kind === 'head' || kind === 'acting' || kind === 'deputy'
}
