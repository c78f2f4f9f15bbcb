import { data, redirect } from 'react-router'
import { looksLikeDossierCode, normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { pageTry } from '../../ui/page-context.ts'
import { trackDossier } from '../queries/track-dossier.ts'
import { trackFiling } from '../queries/track-filing.ts'
import { trackFull } from '../queries/track-full.ts'
import type { Route } from './+types/tracking.ts'
import { downloadRefusals } from './download-refusals.ts'
import { TrackedDossier } from './tracked-dossier.tsx'
import { TrackedFilingView } from './tracked-filing.tsx'
import { TrackingForm } from './tracking-form.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${titleOf(loaderData)} — Một Cửa` },
  { name: 'robots', content: 'noindex' },
]

function titleOf(found: Route.ComponentProps['loaderData'] | undefined): string {
  if (found?.filing) return `Hồ sơ trực tuyến ${found.filing.reference}`
  return found?.ok ? `Hồ sơ ${found.output.code}` : 'Chưa tra cứu được'
}

export const headers = ({ loaderHeaders, actionHeaders }: Route.HeadersArgs) => {
  const retryAfter = actionHeaders.get('retry-after') ?? loaderHeaders.get('retry-after')
  return {
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    ...(retryAfter ? { 'retry-after': retryAfter } : {}),
  }
}

/** What was found, or the problem's status and the seconds to wait. */
function answer<T extends { ok: boolean; problem?: { status: number; retryAfter?: number } }>(found: T) {
  const { status = 200, retryAfter } = found.problem ?? {}
  return data(found, { status, ...(retryAfter ? { headers: { 'retry-after': String(retryAfter) } } : {}) })
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const code = normaliseDossierCode(params.code)
  if (request.method === 'GET' && code !== params.code && looksLikeDossierCode(code)) {
    throw redirect(`/tra-cuu/${code}`)
  }
  const found = await pageTry(context, trackDossier, { code: params.code })
  // Before it is accepted a filing has only the code that the citizen was given when filing.
  const filing =
    !found.ok && found.problem.status === 404
      ? await pageTry(context, trackFiling, { code: params.code })
      : null
  if (filing?.ok && filing.output.code) throw redirect(`/tra-cuu/${filing.output.code}`)
  const reason = new URL(request.url).searchParams.get('tai') ?? ''
  if (filing?.ok) return answer({ ok: true as const, filing: filing.output })
  return answer({ ...found, filing: null, notGiven: downloadRefusals[reason] ?? '' })
}

/** The last digits are sent in the body, so that they stand in no address and no log. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData().catch(() => new FormData())
  const digits = String(form.get('digits') ?? '')
  return answer({ ...(await pageTry(context, trackFull, { code: params.code, digits })), digits })
}

export default function Tracking({ loaderData, actionData, params }: Route.ComponentProps) {
  if (loaderData.filing) return <TrackedFilingView filing={loaderData.filing} />
  if (loaderData.ok) {
    return (
      <TrackedDossier
        dossier={loaderData.output}
        full={actionData}
        digits={actionData?.digits ?? ''}
        notGiven={actionData ? '' : loaderData.notGiven}
      />
    )
  }
  const { problem } = loaderData
  return (
    <>
      <h1>Chưa tra cứu được</h1>
      <TrackingForm typed={params.code.slice(0, 300)} problem={problem.fields?.code ?? problem.detail} />
      {problem.status === 404 ? <WhatToDo /> : null}
    </>
  )
}

function WhatToDo() {
  return (
    <section className="card" aria-labelledby="lam-gi">
      <h2 id="lam-gi">Bạn có thể làm gì?</h2>
      <ul>
        <li>So lại mã với Giấy tiếp nhận hồ sơ và hẹn trả kết quả: chữ O và số 0, chữ I và số 1 dễ nhầm.</li>
        <li>Dùng điện thoại quét mã QR in trên giấy tiếp nhận.</li>
        <li>Mang giấy tờ tùy thân đến nơi đã nộp hồ sơ, hoặc gọi điện để được tra giúp.</li>
      </ul>
    </section>
  )
}
