import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A letter as it arrived. */
export interface Letter {
  from: string
  to: string[]
  /** Header lines by lower-case name, unfolded and decoded; a name that came twice holds both. */
  headers: Map<string, string[]>
  text: string
  raw: string
}

/** A real SMTP server on this machine that keeps what it gets. `options` make it refuse, ask for a password, or be slow. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        letters.push({ from, to: rcptTo.map(({ address }) => address), ...readLetter(Buffer.concat(parts)) })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    letters,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function readLetter(bytes: Buffer): Pick<Letter, 'headers' | 'text' | 'raw'> {
  const raw = bytes.toString('utf8')
  const end = raw.indexOf('\r\n\r\n')
  const headers = new Map<string, string[]>()
  for (const line of raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), decodedWords(line.slice(colon + 1).trim())])
  }
  const encoding = headers.get('content-transfer-encoding')?.[0] ?? '7bit'
  return {
    headers,
    raw,
    text: decodedBody(raw.slice(end + 4), encoding)
      .replaceAll('\r\n', '\n')
      .trim(),
  }
}

function decodedBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  return encoding === 'quoted-printable' ? quoted(body.replaceAll(/=\r\n/g, '')) : body
}

function quoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Words as RFC 2047 writes them: `=?UTF-8?Q?…?=`. */
function decodedWords(text: string): string {
  const words = /=\?utf-8\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/gi
  return text.replaceAll(words, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : quoted(word.replaceAll('_', ' ')),
  )
}
