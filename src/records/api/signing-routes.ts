import { wholeFileRoutes } from '../../signing/api/whole-file-routes.ts'
import { giveOutgoingToSign, takeSignedOutgoing } from '../commands/outgoing/sign-digitally.ts'
import { signableOutgoing } from './give-outgoing.ts'

/** An outgoing document goes out to be signed with another program, and comes back. */
export const outgoingSigningRoutes = wholeFileRoutes({
  signable: signableOutgoing,
  path: '/outgoing-documents',
  audience: giveOutgoingToSign.audience,
  titles: { give: giveOutgoingToSign.title, take: takeSignedOutgoing.title },
})
