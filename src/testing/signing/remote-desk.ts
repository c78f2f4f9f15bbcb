import { saveMeans, saveRemoteAccount } from '../../signing/commands/means.ts'
import { getMeansSetup } from '../../signing/queries/means.ts'
import type { TestApp } from '../app.ts'
import type { CscStandIn } from '../csc-stand-in/server.ts'
import type { FinishedAnswer, PreparedAnswer } from './desk.ts'

/** Lets the demonstration office sign by the service. */
export async function useRemoteService(test: TestApp, service: CscStandIn, more: object = {}) {
  const admin = await test.as('quantri')
  const { revision } = await test.read(admin, getMeansSetup, {})
  return test.write(admin, saveMeans, {
    revision,
    agent: true,
    plugIn: false,
    remote: true,
    upload: true,
    baseUrl: service.url,
    tokenUrl: '',
    clientId: service.clientId,
    secretSealed: test.services.secrets.seal(service.secret),
    ...more,
  })
}

interface Refused {
  code: string
  detail: string
}

/** Signs remotely as the page of this member does. */
export function remoteDesk(test: TestApp, as: string, owner: 'own' | 'office' = 'own') {
  const ask = async <T>(method: 'GET' | 'POST', path: string, payload?: object) => {
    const { statusCode, json } = await test.app.server.inject({
      method,
      url: `/api/v1/remote-signatures/${owner}${path}`,
      headers: { cookie: await test.cookie(as) },
      ...(payload ? { payload } : {}),
    })
    return { statusCode, ...json<T & Refused>() }
  }
  return {
    async account(account: string) {
      return test.write(await test.as(as), saveRemoteAccount, { owner, account })
    },
    credentials: () => ask<{ credentials: { id: string; holder: string }[] }>('GET', '/credentials'),
    prepare: (credentialId: string, things: { kind: string; id: string }[]) =>
      ask<PreparedAnswer>('POST', '/prepared', { credentialId, things }),
    challenge: (credentialId: string, ids: string[]) =>
      ask<{ sent: boolean }>('POST', '/challenge', { credentialId, ids }),
    sign: (credentialId: string, ids: string[], codes: Record<string, string> = {}) =>
      ask<FinishedAnswer>('POST', '', { credentialId, ids, codes }),
  }
}
