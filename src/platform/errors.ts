/**
 * Every way a request can fail, with the HTTP status and the Vietnamese sentences that say what happened and what to do next.
 * Callers tell errors apart by code, never by message or class.
 */
export const errorCatalogue = {
  invalid_input: {
    status: 422,
    title: 'Dữ liệu chưa đúng',
    detail: 'Hãy sửa các ô được đánh dấu rồi gửi lại.',
  },
  not_signed_in: { status: 401, title: 'Chưa đăng nhập', detail: 'Hãy đăng nhập rồi thực hiện lại.' },
  wrong_password: {
    status: 401,
    title: 'Đăng nhập không thành công',
    detail: 'Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại.',
  },
  one_time_code_needed: {
    status: 401,
    title: 'Cần mã xác thực',
    detail: 'Hãy nhập mã 6 số trong ứng dụng xác thực trên điện thoại của bạn.',
  },
  sign_in_locked: {
    status: 423,
    title: 'Tài khoản tạm khóa',
    detail: 'Nhập sai quá 5 lần. Hãy chờ 15 phút rồi đăng nhập lại, hoặc liên hệ quản trị.',
  },
  not_allowed: {
    status: 403,
    title: 'Không có quyền',
    detail: 'Bạn không được phân công việc này. Hãy liên hệ quản trị hoặc lãnh đạo để được phân công.',
  },
  not_found: {
    status: 404,
    title: 'Không tìm thấy',
    detail: 'Không có nội dung này hoặc bạn không được xem. Hãy kiểm tra lại mã hoặc đường dẫn.',
  },
  stale: {
    status: 409,
    title: 'Nội dung đã thay đổi',
    detail: 'Người khác vừa cập nhật nội dung này. Hãy tải lại trang, xem thay đổi rồi thực hiện lại.',
  },
  wrong_state: {
    status: 409,
    title: 'Chưa thực hiện được',
    detail: 'Việc này không làm được ở trạng thái hiện tại. Hãy tải lại trang để xem các bước có thể làm.',
  },
  conflict: { status: 409, title: 'Bị trùng', detail: 'Nội dung này đã có. Hãy kiểm tra rồi nhập lại.' },
  idempotency_key_reused: {
    status: 422,
    title: 'Khóa chống gửi trùng đã dùng',
    detail: 'Khóa này đã dùng cho một nội dung khác. Hãy tải lại trang rồi gửi lại.',
  },
  too_large: { status: 413, title: 'Tệp quá lớn', detail: 'Mỗi tệp tối đa 50 MB. Hãy chọn tệp nhỏ hơn.' },
  unsupported_file: {
    status: 415,
    title: 'Tệp không được nhận',
    detail: 'Chỉ nhận PDF, ảnh JPEG, PNG, WebP, TIFF, văn bản DOCX, bảng tính XLSX.',
  },
  too_many_requests: {
    status: 429,
    title: 'Quá nhiều lượt',
    detail: 'Bạn đã thử quá nhiều lần. Hãy chờ ít phút rồi thử lại.',
  },
  malformed_request: {
    status: 400,
    title: 'Yêu cầu không đọc được',
    detail: 'Hãy kiểm tra định dạng rồi gửi lại.',
  },
  unavailable: {
    status: 503,
    title: 'Hệ thống chưa sẵn sàng',
    detail: 'Hãy thử lại sau ít phút. Nội dung đã nhập vẫn còn trên trang.',
  },
  internal: {
    status: 500,
    title: 'Lỗi hệ thống',
    detail:
      'Hệ thống gặp lỗi ngoài dự kiến; chưa có gì được lưu. Hãy thử lại, nếu vẫn lỗi hãy báo quản trị kèm mã yêu cầu.',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>

export type ErrorCode = keyof typeof errorCatalogue

export interface ErrorFacts {
  /** Vietnamese sentence for this very case; the catalogue's sentence otherwise. */
  detail?: string
  /** Message per input field, by dotted path (`applicant.phone`). */
  fields?: Record<string, string>
  /** Seconds after which it makes sense to try again. */
  retryAfter?: number
}

/** The one error that the program throws on purpose. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly facts: ErrorFacts
  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(`${code}: ${facts.detail ?? errorCatalogue[code].detail}`)
    this.name = 'AppError'
    this.code = code
    this.facts = facts
  }
}

/** Whether `error` is an AppError, also one thrown by another copy of this module (the page bundle has its own). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && 'facts' in error
}

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: ErrorCode
  fields?: Record<string, string>
  /** Seconds after which it makes sense to try again. */
  retryAfter?: number
  requestId?: string
}

/** Problem document (RFC 9457) of an error; what is not an AppError shows nothing of its inside. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const code: ErrorCode = isAppError(error) ? error.code : 'internal'
  const facts: ErrorFacts = isAppError(error) ? error.facts : {}
  const entry = errorCatalogue[code]
  return {
    type: `/loi/${code}`,
    title: entry.title,
    status: entry.status,
    detail: facts.detail ?? entry.detail,
    code,
    ...(facts.fields ? { fields: facts.fields } : {}),
    ...(facts.retryAfter ? { retryAfter: facts.retryAfter } : {}),
    ...(requestId ? { requestId } : {}),
  }
}
