/**
 * What pages and the program on the officer's PC (chương trình ký trên máy) say to each other. Nothing here needs a server
 * or a browser: both sides import it.
 */
export const agentProtocol = 1

/** Of the agent that belongs to this program: pages say when an older one runs on the PC. */
export const agentVersion = '1.0.0'

/** The first is taken unless something else listens there. */
export const agentPorts = [47610, 47611, 47612, 47613] as const

/** What this agent can do; a page asks before it offers it. */
export type AgentCapability = 'tokens' | 'scanners'

export interface AgentGreeting {
  program: 'mot-cua-agent'
  protocol: number
  version: string
  capabilities: AgentCapability[]
  /** Whether this origin is the one the agent is paired with. */
  paired: boolean
}

export interface AgentCertificate {
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: string
  /** Base64. */
  der: string
  /** Label and serial of the token. */
  token: string
  label: string
  /** Name of the person or body it was issued to, and of who issued it. */
  holder: string
  issuer: string
  /** The end of its validity, ISO 8601. */
  validTo: string
  /** Certificates of authorities on the same token, base64. */
  chain?: string[]
}

/** A driver that could not be asked, so that its tokens are missing from the list. */
export interface AgentTrouble {
  module: string
  reason: 'missing' | 'hangs' | 'fails'
}

export interface SignItem {
  id: string
  name: string
  /** SHA-256 of the file to be signed, hex: shown to the officer. */
  fileHash: string
  /** What is hashed and signed, base64: DER of the CMS signed attributes as a SET, or of an XML document its SignedInfo. */
  attributes: string
}

export interface AgentSignature {
  id: string
  /** Base64; of ECDSA the two numbers one after another. */
  signature: string
  scheme: 'rsa' | 'pss' | 'ecdsa'
}

export type SignOutcome =
  | { state: 'signed'; signatures: AgentSignature[] }
  | { state: 'refused' }
  /** Nothing was signed. How many tries are left is said by few tokens only. */
  | { state: 'wrong_pin'; triesLeft: number | null }
  | { state: 'locked' }
  /** The token was taken out, or its driver stopped answering; what was signed before counts. */
  | { state: 'token_gone'; done: AgentSignature[] }
  | { state: 'unreachable' | 'unpaired' }

/** A scanner that SANE knows on this PC. */
export interface AgentScanner {
  /** Name of the device for SANE. */
  id: string
  name: string
  /** As the scanner itself calls them, such as Flatbed; none where it has no choice. */
  sources: string[]
  /** Dots per inch, of the usual ones those it has. */
  resolutions: number[]
}

export interface ScanWanted {
  scanner: string
  source: string
  resolution: number
  color: boolean
}

/** How a run stands or has ended. What was scanned before it went wrong is kept. */
export type ScanState =
  | 'scanning'
  | 'done'
  | 'busy'
  | 'jammed'
  | 'empty'
  | 'cover_open'
  /** Unplugged or switched off. */
  | 'gone'
  | 'disk_full'
  | 'hangs'
  /** SANE is not installed. */
  | 'no_program'

export interface ScanRun {
  id: string
  state: ScanState
  /** Whole pages that lie ready. */
  pages: number
}

/** Most items of one consent: more than an officer can look through is no consent. */
export const mostItems = 200

export const authHeader = 'x-mot-cua-agent'

/** What the page's key signs for each request: each request is made once, for one address, with one content. */
export const signedWords = (parts: {
  path: string
  /** Milliseconds. */
  at: string
  nonce: string
  /** SHA-256 of the content, lower-case hex. */
  bodyHash: string
}): string => ['mot-cua-agent', parts.path, parts.at, parts.nonce, parts.bodyHash].join('\n')
