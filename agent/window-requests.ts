import type { AgentAnswer, AgentContext, AgentRequest } from './server.ts'
import { consentWindow, noteWindow, outcomeWindow, pairingWindow } from './windows.ts'

/** Requests of the agent's own windows. No page of another origin can read them or fill their forms. */
export async function answerWindow(context: AgentContext, request: AgentRequest): Promise<AgentAnswer> {
  const consentId = /^\/dong-y\/([0-9a-f]{32})$/.exec(request.path)?.[1]
  if (request.method === 'GET' && request.path === '/') return showPairing(context)
  if (request.method === 'GET' && consentId) return showConsent(context, consentId)
  if (request.method !== 'POST') return note(404, 'Không có trang này', 'Hãy bắt đầu từ trang Một Cửa.')
  const form = new URLSearchParams(request.body.toString('utf8'))
  const isOwn = request.origin === request.self
  if (consentId) return decide(context, { id: consentId, form, isOwn })
  if (request.path === '/co-quan-khac' && isOwn && form.get('khoa') === context.formKey) {
    context.pairing.allowAnother()
    return note(
      200,
      'Có thể ghép với cơ quan khác',
      'Trong 5 phút, mở “Máy của tôi” trên trang của cơ quan ấy rồi ghép.',
    )
  }
  return note(403, 'Không thực hiện', 'Yêu cầu không đến từ cửa sổ này.')
}

const note = (status: number, title: string, words: string): AgentAnswer => ({
  status,
  html: (nonce) => noteWindow(nonce, title, words),
})

function showPairing({ pairing, version, formKey }: AgentContext): AgentAnswer {
  const state = { version, origin: pairing.origin(), offered: pairing.offered(), formKey }
  return { status: 200, html: (nonce) => pairingWindow(nonce, state) }
}

const over = () =>
  note(404, 'Yêu cầu ký đã hết hạn', 'Không tệp nào được ký. Hãy bấm ký lại trên trang Một Cửa.')

function showConsent(context: AgentContext, id: string): AgentAnswer {
  const consent = context.consents.find(id)
  if (!consent) return over()
  const show = consent.state === 'waiting' ? consentWindow : outcomeWindow
  return { status: 200, html: (nonce) => show(consent, nonce) }
}

async function decide(
  context: AgentContext,
  asked: { id: string; form: URLSearchParams; isOwn: boolean },
): Promise<AgentAnswer> {
  const { form } = asked
  const consent = context.consents.find(asked.id)
  if (!consent) return over()
  if (!asked.isOwn || form.get('khoa') !== consent.formKey)
    return note(403, 'Không thực hiện', 'Yêu cầu không đến từ cửa sổ này.')
  const work = form.get('viec')
  const pin = form.get('pin') ?? ''
  if (work !== 'khong' && (work !== 'ky' || pin === ''))
    return note(400, 'Chưa ký', 'Hãy quay lại, nhập mã PIN rồi bấm “Ký”.')
  await context.consents.decide(consent, work === 'ky' ? pin : null)
  return { status: 200, html: (nonce) => outcomeWindow(consent, nonce) }
}
