import type { AnyOperation } from '../platform/operations.ts'
import { sendSupplement, withdrawFiled } from './commands/after-filing.ts'
import { attachPaper, removePaper } from './commands/attach-paper.ts'
import { beginAssistedDraft, beginDraft } from './commands/begin-draft.ts'
import { discardDraft, dropOldDrafts, forgetAccount } from './commands/drop-drafts.ts'
import { fileDraft } from './commands/file-draft.ts'
import { saveDraft } from './commands/save-draft.ts'
import { setFilingSettings } from './commands/set-filing-settings.ts'
import { draftOffice } from './queries/draft-office.ts'
import { filedDraft, filingDraft, questionBefore } from './queries/filing-draft.ts'
import { filingChannel, getFilingSettings } from './queries/filing-settings.ts'
import { filingStart } from './queries/filing-start.ts'
import { assistedFilings, ownFilings } from './queries/own-filings.ts'
import { finishedUpload, uploadRoom } from './queries/upload-room.ts'

/** Everything that can be done about filing online at the office, for the registry. */
export const filingOperations: readonly AnyOperation[] = [
  setFilingSettings,
  beginDraft,
  beginAssistedDraft,
  saveDraft,
  discardDraft,
  dropOldDrafts,
  forgetAccount,
  attachPaper,
  removePaper,
  fileDraft,
  sendSupplement,
  withdrawFiled,
  getFilingSettings,
  filingChannel,
  filingStart,
  draftOffice,
  filingDraft,
  questionBefore,
  filedDraft,
  ownFilings,
  assistedFilings,
  uploadRoom,
  finishedUpload,
]
