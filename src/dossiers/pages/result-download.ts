import { Readable } from 'node:stream'
import { redirect } from 'react-router'
import { contentDisposition } from '../../files/model/content-disposition.ts'
import { isAppError } from '../../platform/errors.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { pageContext } from '../../ui/page-context.ts'
import { resultForCitizen } from '../api/citizen-result.ts'
import type { Route } from './+types/result-download.ts'
import { downloadRefusal } from './download-refusals.ts'

/** Nothing to see without the proof: the way leads to the dossier's page. */
export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/tra-cuu/${encodeURIComponent(normaliseDossierCode(params.code))}`)
}

/** Hands the electronic result to whoever proves to be its citizen; whatever hinders leads back to the dossier's page. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { services, actor, ip, requestId } = context.get(pageContext)
  const form = await request.formData().catch(() => new FormData())
  const digits = String(form.get('digits') ?? '')
  try {
    const caller = { actor, ip, requestId }
    const content = await resultForCitizen(services, caller, { code: params.code, digits })
    return new Response(Readable.toWeb(services.blobs.read(content.sha256)) as ReadableStream, {
      headers: {
        'content-type': content.mediaType,
        'content-length': String(content.size),
        'content-disposition': contentDisposition(content, true),
        'cache-control': 'private, no-store',
        'x-robots-tag': 'noindex',
      },
    })
  } catch (error) {
    if (!isAppError(error)) throw error
    const code = encodeURIComponent(normaliseDossierCode(params.code))
    return redirect(`/tra-cuu/${code}?tai=${downloadRefusal(error.code)}`, 303)
  }
}
