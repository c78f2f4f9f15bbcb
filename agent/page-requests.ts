import {
  type AgentCertificate,
  type AgentGreeting,
  agentProtocol,
  mostItems,
  type SignItem,
} from '../src/signing/model/agent-protocol.ts'
import { saysWhatIsShown } from './attributes.ts'
import { answerScans } from './scan-requests.ts'
import type { AgentAnswer, AgentContext, AgentRequest } from './server.ts'
import type { TokenCertificate } from './tokens.ts'

/** How long a page's question for the outcome is held open, milliseconds. */
const holdOutcome = 20_000

const refuse = (status: number, error: string): AgentAnswer => ({ status, body: { error } })

/** Requests of the office's pages. Whose origin it is was judged before; here, whether this browser was paired. */
export async function answerPage(context: AgentContext, request: AgentRequest): Promise<AgentAnswer> {
  const { pairing } = context
  const origin = request.origin ?? ''
  if (request.path === '/v1/hello' && request.method === 'GET') return greet(context, origin)
  if (request.method !== 'POST') return refuse(405, 'method')
  const content = readJson(request.body)
  if (!content) return refuse(400, 'unreadable')
  if (request.path === '/v1/pair/start') {
    context.tell(`Trang ${origin} muốn dùng thẻ ký trên máy này. Mã ghép: ${pairing.offerCode(origin)}`)
    return { status: 200, body: { address: `${request.self}/` } }
  }
  if (request.path === '/v1/pair') {
    const outcome = pairing.pair(origin, String(content.code ?? ''), String(content.key ?? ''))
    const status = { paired: 200, wrong_code: 401, too_many_tries: 429 }[outcome]
    return { status, body: { outcome } }
  }
  if (pairing.origin() !== origin) return refuse(401, 'unpaired')
  const proof = pairing.check(request.path, request.body, request.proof)
  if (proof !== 'known') return proof === 'replayed' ? refuse(409, 'replayed') : refuse(401, 'unpaired')
  return answerKnown(context, request, content)
}

async function answerKnown(
  context: AgentContext,
  request: AgentRequest,
  content: Record<string, unknown>,
): Promise<AgentAnswer> {
  switch (request.path) {
    case '/v1/known':
      return { status: 200, body: {} }
    case '/v1/certificates': {
      const { certificates, troubles } = await context.tokens.list()
      return { status: 200, body: { certificates: certificates.map(forPages), troubles } }
    }
    case '/v1/sign':
      return askConsent(context, request, content)
    case '/v1/outcome': {
      const consent = context.consents.find(String(content.consent ?? ''))
      if (!consent || consent.origin !== request.origin) return { status: 200, body: { state: 'refused' } }
      const outcome = await context.consents.outcome(consent, holdOutcome)
      return { status: 200, body: outcome ?? { state: 'waiting' } }
    }
    default:
      return answerScans(context, request.path, content)
  }
}

function greet(context: AgentContext, origin: string): AgentAnswer {
  const greeting: AgentGreeting = {
    program: 'mot-cua-agent',
    protocol: agentProtocol,
    version: context.version,
    capabilities: ['tokens', 'scanners'],
    paired: context.pairing.origin() === origin,
  }
  return { status: 200, body: greeting }
}

/** Where the token is plugged in and how its PIN stands is nothing for pages. */
function forPages(certificate: TokenCertificate): AgentCertificate {
  const { module: _module, serial: _serial, keyId: _keyId, pin: _pin, ...told } = certificate
  return told
}

async function askConsent(
  context: AgentContext,
  request: AgentRequest,
  content: Record<string, unknown>,
): Promise<AgentAnswer> {
  const fingerprint = String(content.fingerprint ?? '')
  const items = readItems(content.items)
  if (!items?.every((item) => saysWhatIsShown(item, fingerprint))) return refuse(400, 'not_what_is_shown')
  const { certificates } = await context.tokens.list()
  const certificate = certificates.find((each) => each.fingerprint === fingerprint)
  if (!certificate) return refuse(404, 'no_such_certificate')
  const consent = context.consents.ask(request.origin ?? '', certificate, items)
  if (!consent) return refuse(429, 'too_many')
  return { status: 200, body: { consent: consent.id, address: `${request.self}/dong-y/${consent.id}` } }
}

function readItems(value: unknown): SignItem[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostItems) return null
  const items = value as Partial<Record<keyof SignItem, unknown>>[]
  const isItem = (item: (typeof items)[number]) =>
    item !== null &&
    isShort(item.id, 100) &&
    isShort(item.name, 300) &&
    /^[0-9a-f]{64}$/.test(String(item.fileHash)) &&
    isShort(item.attributes, 4000)
  return items.every(isItem) && new Set(items.map((item) => item.id)).size === items.length
    ? (value as SignItem[])
    : null
}

const isShort = (value: unknown, most: number) =>
  typeof value === 'string' && value.length > 0 && value.length <= most

function readJson(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
