import { toSVG } from 'bwip-js/node'
import { AppError, isAppError } from '../../platform/errors.ts'
import type { CodeSetup } from '../../platform/own-account.ts'
import { parseInput } from '../../platform/parse.ts'
import type { Sessions } from '../../platform/session.ts'
import { ownCodeSchema, ownPasswordSchema, passwordProofSchema } from '../model.ts'

/** What a change of one's own account brings to the page. */
export interface AccountChange {
  done: 'phien' | 'mat-khau' | 'chuan-bi-ma' | 'xac-nhan-ma' | 'tat-ma'
  setCookies: string[]
  /** Only in the answer to `chuan-bi-ma`, and never again. */
  setup?: CodeSetup & { picture: string }
}

/** Does what the form asks, in the words of the page's fields where a proof was wrong. */
export async function changeAccount(
  sessions: Sessions,
  cookie: string | undefined,
  form: Record<string, unknown>,
): Promise<AccountChange> {
  const { viec, ...fields } = form
  switch (viec) {
    case 'phien':
      await sessions.revoke(cookie, String(fields.session))
      return { done: 'phien', setCookies: [] }
    case 'mat-khau': {
      const { current, next } = parseInput(ownPasswordSchema, fields)
      const change = sessions.changePassword(cookie, { current, next })
      return { done: 'mat-khau', setCookies: await provenBy('current', change) }
    }
    case 'chuan-bi-ma': {
      const { password } = parseInput(passwordProofSchema, fields)
      const setup = await provenBy('password', sessions.prepareCode(cookie, password))
      return { done: 'chuan-bi-ma', setCookies: [], setup: { ...setup, picture: qrPicture(setup.address) } }
    }
    case 'xac-nhan-ma': {
      const { code } = parseInput(ownCodeSchema, fields)
      return { done: 'xac-nhan-ma', setCookies: await provenBy('code', sessions.confirmCode(cookie, code)) }
    }
    case 'tat-ma': {
      const { password } = parseInput(passwordProofSchema, fields)
      return { done: 'tat-ma', setCookies: await provenBy('password', sessions.dropCode(cookie, password)) }
    }
    default:
      throw new AppError('malformed_request')
  }
}

/** A wrong proof is said at the field that it was typed into. */
async function provenBy<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!isAppError(error) || error.code !== 'wrong_password') throw error
    const message =
      field === 'code'
        ? 'Mã chưa đúng. Hãy nhập mã đang hiện trong ứng dụng; kiểm tra giờ của điện thoại.'
        : 'Mật khẩu chưa đúng. Hãy nhập lại.'
    throw new AppError('invalid_input', { detail: message, fields: { [field]: message } })
  }
}

/** QR code as an address that an image can show. */
function qrPicture(text: string): string {
  const drawing = toSVG({
    bcid: 'qrcode',
    text,
    paddingwidth: 4,
    paddingheight: 4,
    backgroundcolor: 'FFFFFF',
  })
  return `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`
}
