/**
 * What a page and the desktop program of VGCA (VGCA Sign Service) say to each other: one socket for each thing to be signed, one text
 * there, one text back. Browser-safe.
 */
export const vgcaAddress = 'wss://127.0.0.1:8987'

/**
 * Ký phê duyệt. It signs a file and writes nothing else into it: SignIssued would write number and date a second time, which our files
 * bear before they are signed.
 */
export const vgcaMethod = 'SignApproved'

/** For how long a file waits for the program: an officer reads it there and types a PIN. */
export const plugInMinutes = 10

/** One thing given out to the program: its id here, and the two one-time addresses, complete. */
export interface PlugInGiven {
  id: string
  file: string
  upload: string
}

/** The text that the program takes. It has no session of ours: what it may do lies in the addresses. */
export function vgcaRequest({ id, file, upload }: PlugInGiven): string {
  return JSON.stringify({
    FileUploadHandler: upload,
    SessionId: '',
    JWTToken: '',
    FileName: file,
    MetaData: [{ Key: 'docId', Value: id }],
  })
}

export type VgcaOutcome =
  | { state: 'signed' | 'cancelled' | 'no_method' | 'unreachable' | 'gone' | 'late' }
  | { state: 'failed'; message: string }

const known: Readonly<Record<number, VgcaOutcome>> = {
  0: { state: 'signed' },
  11: { state: 'cancelled' },
  500: { state: 'no_method' },
}

/** What the program's text says. Whether a file was really taken, the server alone knows. */
export function readVgcaAnswer(text: unknown): VgcaOutcome {
  const { Status: status, Message: message } = objectOf(text)
  if (typeof status !== 'number') return { state: 'failed', message: '' }
  return known[status] ?? { state: 'failed', message: typeof message === 'string' ? plain(message) : '' }
}

/** Texts come from a program that this one does not know: shown as one short line. */
const plain = (message: string) =>
  message
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)

function objectOf(text: unknown): Record<string, unknown> {
  if (typeof text !== 'string' || text.length > 100_000) return {}
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The answer that the program expects after it has brought a file, names as it reads them. */
export function vgcaUploadAnswer(taken: { name: string; place: string } | { refusal: string }) {
  return 'refusal' in taken
    ? { Status: false, Message: taken.refusal, FileName: '', FileServer: '' }
    : { Status: true, Message: '', FileName: taken.name, FileServer: taken.place }
}
