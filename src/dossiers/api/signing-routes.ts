import { wholeFileRoutes } from '../../signing/api/whole-file-routes.ts'
import { giveResultToSign, takeSignedResult } from '../commands/sign-result.ts'
import { signableResult } from './give-result.ts'

/** The result of a dossier, by the dossier's id, goes out to be signed with another program, and comes back. */
export const resultSigningRoutes = wholeFileRoutes({
  signable: signableResult,
  path: '/dossier-results',
  audience: giveResultToSign.audience,
  titles: { give: giveResultToSign.title, take: takeSignedResult.title },
})
