import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { saveMeans } from '../../signing/commands/means.ts'
import { type PlugInRound, signByPlugIn } from '../../signing/model/vgca/plug-in-batch.ts'
import { signWithVgca } from '../../signing/pages/vgca-client.ts'
import { getMeansSetup } from '../../signing/queries/means.ts'
import type { TestApp } from '../app.ts'
import type { VgcaStandIn } from '../vgca-stand-in/server.ts'

/** Lets the demonstration office sign by the program of VGCA, or no more. */
export async function offerPlugIn(test: TestApp, plugIn = true) {
  const admin = await test.as('quantri')
  const { revision } = await test.read(admin, getMeansSetup, {})
  const means = { agent: !plugIn, plugIn, remote: false, upload: true }
  const service = { baseUrl: '', tokenUrl: '', clientId: '', secretSealed: null }
  return test.write(admin, saveMeans, { revision, ...means, ...service })
}

/** As the installation of the program has the PC trust its certificate; gives what undoes it. */
export function trustProgram({ trusted }: VgcaStandIn): () => void {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, trusted])
  return () => setDefaultCACertificates(before)
}

/** Signs by the program as the page of this member does, through the page's own parts; `origin` is where the program is served. */
export async function plugInDesk(
  test: TestApp,
  as: string,
  { program, origin, patience }: { program: { address: string }; origin: string; patience?: number },
) {
  const cookie = await test.cookie(as)
  const ask = async <Output>(path: string, call?: { body: object }) => {
    const sent = call ? { method: 'POST' as const, payload: call.body } : { method: 'GET' as const }
    const answer = await test.app.server.inject({ url: `/api/v1${path}`, headers: { cookie }, ...sent })
    return answer.statusCode < 300
      ? { ok: true as const, output: answer.json<Output>() }
      : { ok: false as const, problem: answer.json<{ detail: string }>() }
  }
  const options = { address: program.address, ...(patience ? { patience } : {}) }
  const sign = (given: Parameters<typeof signWithVgca>[0]) => signWithVgca(given, options)
  return {
    ask,
    sign(things: readonly { kind: string; id: string }[]): Promise<PlugInRound> {
      const named = things.map((each) => ({ ...each, name: each.id }))
      return signByPlugIn({ ask, sign, origin, onProgress: () => {} }, named)
    },
  }
}
