import { dossierSource } from './dossier-source.ts'
import { incomingSource } from './incoming-source.ts'
import { meetingSource, submissionSource, voteSource } from './internal-sources.ts'
import { outgoingSource } from './outgoing-source.ts'
import type { Source } from './source.ts'
import { workFileSource } from './work-file-source.ts'

/** Everything that one search finds. A further kind is an entry here and in `model/kinds.ts`, `model/state-words.ts`. */
export const sources: readonly Source[] = [
  incomingSource,
  outgoingSource,
  submissionSource,
  meetingSource,
  voteSource,
  workFileSource,
  dossierSource,
]
