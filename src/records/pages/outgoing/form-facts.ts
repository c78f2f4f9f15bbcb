import type { FormFacts } from '../../model/outgoing/form-check.ts'
import type { OutgoingContent } from '../../model/outgoing/outgoing-content.ts'
import type { AuthorityKind } from '../../model/outgoing/signing-block.ts'

/** What the editor knows of the office: who may sign what, and the symbols. */
export interface EditorSetup {
  today: string
  placeName: string
  settings: { agencySymbol: string }
  members: readonly { id: string; name: string; post: string }[]
  authorities: readonly {
    staffId: string
    kind: AuthorityKind
    post: string
    typeCodes: readonly string[]
    current: boolean
  }[]
}

/** The facts of the form check while one types; the server checks again with its own. */
export function formFactsOf(setup: EditorSetup, content: OutgoingContent, unitSymbol: string): FormFacts {
  const member = setup.members.find(({ id }) => id === content.signerId)
  const authority = setup.authorities.find(
    ({ staffId, current, typeCodes }) =>
      current &&
      staffId === content.signerId &&
      (typeCodes.length === 0 || typeCodes.includes(content.typeCode)),
  )
  const problem = member
    ? 'Người này chưa được giao thẩm quyền ký loại văn bản này, hoặc thời hạn đã hết.'
    : 'Chưa chọn người ký.'
  return {
    today: setup.today,
    placeName: setup.placeName,
    agencySymbol: setup.settings.agencySymbol,
    unitSymbol,
    symbol: null,
    number: null,
    datedOn: null,
    signer: member && authority ? { name: member.name, post: authority.post, kind: authority.kind } : null,
    signerProblem: member && authority ? null : problem,
  }
}
