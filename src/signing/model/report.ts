import type { ChangeLevel } from './pdf/changes.ts'
import type { PdfFault } from './pdf/values.ts'

/** `unchecked`: it could not be found out, which is never as good as passed. `warned`: passed, but look yourself. */
export type CheckState = 'passed' | 'warned' | 'failed' | 'unchecked'

export const checkNames = {
  structure: 'Cấu trúc chữ ký',
  integrity: 'Tính toàn vẹn',
  genuine: 'Chữ ký của chứng thư',
  algorithm: 'Thuật toán',
  chain: 'Chứng thư gốc tin cậy',
  validity: 'Hiệu lực chứng thư lúc ký',
  revocation: 'Thu hồi chứng thư',
  timestamp: 'Dấu thời gian',
  changes: 'Thay đổi sau khi ký',
  appearance: 'Hình chữ ký trên trang',
  agency: 'Cơ quan ký',
  officer: 'Người ký được giao',
} as const
export type CheckName = keyof typeof checkNames

export interface Check {
  name: CheckName
  state: CheckState
  /** A Vietnamese sentence. */
  words: string
}

export const check = (name: CheckName, state: CheckState, words: string): Check => ({ name, state, words })

export type Verdict = 'valid' | 'invalid' | 'unchecked'

export interface SignerFacts {
  name: string
  organisation: string
  unit: string
  title: string
  issuer: string
  /** Lower-case hex. */
  serial: string
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: string
  /** ISO 8601. */
  validFrom: string
  validTo: string
}

export interface SignatureReport {
  field: string
  kind: 'signature' | 'timestamp'
  signer: SignerFacts | null
  /** ISO 8601; `claimed` is what the signer's own clock said, which proves nothing. */
  signedAt: string | null
  timeSource: 'timestamp' | 'claimed' | 'none'
  algorithm: string
  changed: ChangeLevel | null
  checks: Check[]
  verdict: Verdict
}

/** What is kept with a document and shown on its page; plain data. */
export interface PdfReport {
  state: 'signed' | 'unsigned' | 'unreadable'
  /** Of all signatures together; null where there is none to judge. */
  verdict: Verdict | null
  summary: string
  advice: string
  signatures: SignatureReport[]
  /** Things in the file that a reader should know of, in Vietnamese. */
  notes: string[]
  /** Ids of the fetched answers about revocation that it stands on; kept as long as the report. */
  proofs?: string[]
}

/** A check that failed makes it invalid, one that could not be made leaves it open. */
export function verdictOf(states: readonly CheckState[]): Verdict {
  if (states.includes('failed')) return 'invalid'
  return states.includes('unchecked') ? 'unchecked' : 'valid'
}

export const faultWords: Readonly<Record<PdfFault, string>> = {
  not_pdf: 'Tệp này không phải tệp PDF.',
  unreadable: 'Không đọc được chắc chắn cấu trúc tệp PDF, nên không kết luận được về chữ ký.',
  encrypted: 'Tệp PDF được đặt mật khẩu hoặc mã hóa, nên không kiểm tra được chữ ký.',
  too_large: 'Tệp PDF quá lớn hoặc quá phức tạp để kiểm tra.',
}

/** The report of a file that could not be read. */
export function unreadableReport(fault: PdfFault): PdfReport {
  return {
    state: 'unreadable',
    verdict: 'unchecked',
    summary: faultWords[fault],
    advice: 'Hãy đề nghị nơi gửi cung cấp lại tệp PDF gốc, không đặt mật khẩu, không sửa bằng phần mềm khác.',
    signatures: [],
    notes: [],
  }
}

/** Sums up the signatures of a file that was read. */
export function summarise(signatures: SignatureReport[], notes: string[]): PdfReport {
  if (signatures.length === 0) {
    return {
      state: 'unsigned',
      verdict: null,
      summary: 'Tệp PDF này không có chữ ký số nào.',
      advice: 'Nếu đây là bản chụp của văn bản giấy, hãy đối chiếu với bản giấy có chữ ký và dấu.',
      signatures,
      notes,
    }
  }
  const verdicts = signatures.map((each) => each.verdict)
  const verdict = verdicts.includes('invalid')
    ? 'invalid'
    : verdicts.includes('unchecked')
      ? 'unchecked'
      : 'valid'
  const count = signatures.length
  const summary = {
    valid: count === 1 ? 'Chữ ký số hợp lệ.' : `Cả ${count} chữ ký số hợp lệ.`,
    invalid: 'Có chữ ký số không hợp lệ.',
    unchecked: 'Chưa kiểm tra được đầy đủ chữ ký số.',
  }[verdict]
  return { state: 'signed', verdict, summary, advice: adviceFor(signatures, verdict), signatures, notes }
}

const remedies: readonly { name: CheckName; advice: string }[] = [
  {
    name: 'changes',
    advice: 'Nội dung đã khác với lúc ký: không dùng tệp này; hãy xin lại tệp gốc từ cơ quan ban hành.',
  },
  {
    name: 'integrity',
    advice: 'Tệp đã bị sửa sau khi ký: không dùng tệp này; hãy xin lại tệp gốc từ cơ quan ban hành.',
  },
  {
    name: 'structure',
    advice: 'Chữ ký không bao trùm nội dung tệp: không dùng tệp này; hãy xin lại tệp gốc.',
  },
  {
    name: 'genuine',
    advice: 'Chữ ký không phải của chứng thư đi kèm: không dùng tệp này; hãy xin lại tệp gốc.',
  },
  {
    name: 'revocation',
    advice: 'Hãy hỏi cơ quan ban hành; nếu chưa lấy được danh sách thu hồi, hãy kiểm tra lại khi có mạng.',
  },
  {
    name: 'chain',
    advice:
      'Hãy hỏi cơ quan ban hành về nơi cấp chứng thư; quản trị viên có thể thêm chứng thư gốc còn thiếu.',
  },
  {
    name: 'validity',
    advice:
      'Chứng thư không còn hiệu lực: hãy đề nghị cơ quan ban hành ký lại hoặc gửi bản có dấu thời gian.',
  },
  { name: 'officer', advice: 'Hãy ký bằng chứng thư của đúng người có thẩm quyền ghi trên văn bản.' },
  {
    name: 'timestamp',
    advice: 'Dấu thời gian không dùng được: hãy đề nghị nơi ký gửi lại bản có dấu thời gian đúng.',
  },
  { name: 'algorithm', advice: 'Thuật toán ký đã lỗi thời: hãy đề nghị cơ quan ban hành ký lại.' },
]

function adviceFor(signatures: readonly SignatureReport[], verdict: Verdict): string {
  const state = verdict === 'invalid' ? 'failed' : verdict === 'unchecked' ? 'unchecked' : 'warned'
  const troubled = new Set(
    signatures.flatMap((each) =>
      each.checks.filter((check) => check.state === state).map((check) => check.name),
    ),
  )
  const found = remedies.find(({ name }) => troubled.has(name))
  if (found && verdict !== 'valid') return found.advice
  return troubled.size > 0 ? 'Hãy xem các điểm cần lưu ý dưới đây trước khi dùng.' : 'Không cần làm gì thêm.'
}
