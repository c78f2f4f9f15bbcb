import { statusName } from '../../dossiers/model/status.ts'
import { outgoingStates } from '../../records/model/outgoing/life.ts'
import { stateName } from '../../records/model/states.ts'
import { type WorkFileState, workFileStates } from '../../workfiles/model/states.ts'
import type { SearchKind } from './kinds.ts'

const internal: Readonly<Record<string, string>> = {
  waiting: 'Chờ ý kiến',
  agreed: 'Đồng ý',
  refused: 'Không đồng ý',
  returned: 'Trả lại để bổ sung',
  called: 'Đã mời',
  cancelled: 'Đã hủy',
  open: 'Đang lấy ý kiến',
  closed: 'Đã chốt',
}

/** How the state of a found thing is called. */
export function stateWords(kind: SearchKind, state: string): string {
  const words: Record<SearchKind, (state: string) => string> = {
    incoming: stateName,
    outgoing: (each) => outgoingStates[each as keyof typeof outgoingStates] ?? each,
    submission: (each) => internal[each] ?? each,
    meeting: (each) => internal[each] ?? each,
    vote: (each) => internal[each] ?? each,
    workfile: (each) => workFileStates[each as WorkFileState] ?? each,
    dossier: (each) => statusName(Number(each)),
  }
  return words[kind](state)
}
