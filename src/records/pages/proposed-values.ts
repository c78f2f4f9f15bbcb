import type { MailProposal } from '../model/mail-proposal.ts'
import type { DocumentValues } from './document-boxes.tsx'

/** What the boxes hold once a message was read: what was typed stays, the message fills what is empty. */
export function proposedValues(proposal: MailProposal, typed: Record<string, unknown>): DocumentValues {
  const kept = (name: string) => (typeof typed[name] === 'string' ? (typed[name] as string) : '')
  return {
    issuer: kept('issuer') || proposal.issuer,
    symbol: kept('symbol') || proposal.symbol,
    issuedOn: kept('issuedOn') || proposal.issuedOn,
    // The box is never empty, so that what it holds says nothing of what was typed.
    typeName: proposal.typeName ?? kept('typeName'),
    subject: kept('subject') || proposal.subject,
    language: kept('language') || 'Tiếng Việt',
    pageCount: typeof typed.pageCount === 'number' && typed.pageCount > 0 ? typed.pageCount : null,
    signerPost: kept('signerPost'),
    signerName: kept('signerName'),
    urgency: typeof typed.urgency === 'number' ? typed.urgency : 0,
    circulation: kept('circulation') || 'none',
    restricted: typed.restricted === true,
    fieldCode: kept('fieldCode') || null,
    replyBy: kept('replyBy') || null,
    note: kept('note'),
  }
}
