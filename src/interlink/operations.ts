import type { AnyOperation } from '../platform/operations.ts'
import { answerLeg, recordAnswer, takeLeg } from './commands/answer-leg.ts'
import { claimPackages } from './commands/claim-packages.ts'
import { noteLateLegs } from './commands/note-late-legs.ts'
import { addOwnKey } from './commands/own-keys.ts'
import { pinPartnerKey, revokePartnerKey } from './commands/partner-keys.ts'
import { recordDelivery } from './commands/record-delivery.ts'
import { retryLeg } from './commands/retry-leg.ts'
import { savePartner } from './commands/save-partner.ts'
import { sendLeg } from './commands/send-leg.ts'
import { goOnPaper } from './commands/send-on-paper.ts'
import { recallLeg, supplementLeg } from './commands/supplement-leg.ts'
import { takePackage } from './commands/take-package.ts'
import { exchangeWork, findPartner, ownKeys } from './queries/exchange-work.ts'
import { getLeg } from './queries/get-leg.ts'
import { legsOfDossier } from './queries/legs-of-dossier.ts'
import { listLegs } from './queries/list-legs.ts'
import { listPartners, officesHere } from './queries/list-partners.ts'

/** Commands and queries of this slice, for the registry. */
export const interlinkOperations: readonly AnyOperation[] = [
  sendLeg,
  supplementLeg,
  recallLeg,
  goOnPaper,
  recordAnswer,
  retryLeg,
  takeLeg,
  answerLeg,
  legsOfDossier,
  listLegs,
  getLeg,
  listPartners,
  officesHere,
  savePartner,
  pinPartnerKey,
  revokePartnerKey,
  addOwnKey,
  takePackage,
  claimPackages,
  recordDelivery,
  noteLateLegs,
  exchangeWork,
  findPartner,
  ownKeys,
]
