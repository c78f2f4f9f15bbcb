import type { ThingToSign, UnsignedThing } from '../token-batch.ts'
import type { PlugInGiven, VgcaOutcome } from './protocol.ts'

/** Asks our own API: with a body it posts. */
type Ask = <Output>(
  path: string,
  call?: { body: object },
) => Promise<{ ok: true; output: Output } | { ok: false; problem: { detail: string } }>

interface Desk {
  ask: Ask
  /** Has the program on this PC sign one file, and waits for it. */
  sign(given: PlugInGiven): Promise<VgcaOutcome>
  /** Where pages come from; the program needs whole addresses. */
  origin: string
  onProgress(done: number): void
}

/** What came of a batch; `waiting` can be begun again, `words` say why it stopped. */
export interface PlugInRound {
  signed: readonly string[]
  unsigned: readonly UnsignedThing[]
  waiting: readonly ThingToSign[]
  words: string | null
}

const unlucky: Readonly<Record<Exclude<VgcaOutcome['state'], 'signed' | 'failed'>, string>> = {
  cancelled: 'Bạn đã hủy trong phần mềm ký. Tệp này và các tệp sau chưa ký.',
  no_method:
    'Phần mềm ký trên máy này không nhận việc ký phê duyệt. Hãy cập nhật phần mềm ký của Ban Cơ yếu Chính phủ.',
  unreachable:
    'Không thấy phần mềm ký của Ban Cơ yếu Chính phủ (VGCA) trên máy này. Hãy mở phần mềm rồi ký lại; đã mở mà vẫn không thấy thì tải lại trang, hoặc ký bằng phần mềm khác rồi tải lên tệp đã ký.',
  gone: 'Phần mềm ký ngắt giữa chừng. Hãy mở lại phần mềm rồi ký tiếp.',
  late: 'Đã quá thời gian chờ phần mềm ký. Hãy ký lại.',
}

/**
 * Signs things one after another, because the program shows one at a time. What the officer broke off or the program cannot do stops the
 * batch; what is wrong with one file is told, and the next one comes.
 */
export async function signByPlugIn(desk: Desk, things: readonly ThingToSign[]): Promise<PlugInRound> {
  const signed: string[] = []
  const unsigned: UnsignedThing[] = []
  for (const [at, thing] of things.entries()) {
    desk.onProgress(at)
    const outcome = await signOne(desk, thing)
    if (outcome.state === 'signed') signed.push(thing.name)
    else if (outcome.state === 'refused') unsigned.push({ name: thing.name, detail: outcome.detail })
    else return { signed, unsigned, waiting: things.slice(at), words: outcome.detail }
  }
  return { signed, unsigned, waiting: [], words: null }
}

type One = { state: 'signed' } | { state: 'refused' | 'stopped'; detail: string }

async function signOne({ ask, sign, origin }: Desk, { kind, id }: ThingToSign): Promise<One> {
  const opened = await ask<PlugInGiven>(`/plug-in-signatures/${kind}/${id}`, { body: {} })
  if (!opened.ok) return { state: 'refused', detail: opened.problem.detail }
  const { file, upload, id: signing } = opened.output
  const given = { id: signing, file: `${origin}${file}`, upload: `${origin}${upload}` }
  const said = await sign(given)
  // What the program says of itself is one thing; whether a signed file was taken, only the server knows.
  const kept = await ask<{ state: string; detail: string }>(`/plug-in-signatures/${signing}`)
  if (!kept.ok) return { state: 'stopped', detail: kept.problem.detail }
  const { state, detail } = kept.output
  if (state === 'signed') return { state }
  if (state === 'refused') return { state, detail }
  if (said.state === 'signed' || state === 'judging') return { state: 'refused', detail: notBrought }
  if (said.state === 'failed')
    return { state: 'refused', detail: said.message ? `Phần mềm ký báo: ${said.message}` : strange }
  return { state: 'stopped', detail: unlucky[said.state] }
}

const notBrought =
  'Chưa nhận được tệp đã ký từ phần mềm ký. Hãy tải lại trang xem văn bản đã ký chưa; nếu chưa, hãy ký lại.'
const strange = 'Phần mềm ký trả lời không đọc được. Hãy cập nhật phần mềm rồi ký lại.'
