import type pg from 'pg'
import type { Auth } from './auth.ts'
import type { Clock } from './clock.ts'
import { AppError } from './errors.ts'
import type { FoundSession } from './session.ts'
import { takeTry } from './sign-in-lock.ts'

/** What an authenticator app needs to know, shown once. */
export interface CodeSetup {
  /** `otpauth://` address for the QR code, naming the account by its username. */
  address: string
  /** The same secret to be typed by hand, in base 32. */
  secret: string
  /** Each opens the account once when the telephone is lost. */
  backupCodes: string[]
}

/** What a member of staff does to their own account. All fail with wrong_password or sign_in_locked on a wrong proof. */
export interface OwnAccount {
  /** Whether signing in asks for a code. */
  asksForCode(cookie: string | undefined): Promise<boolean>
  /** Sets a new password and ends all other sessions; the cookies are those of the session that goes on. */
  changePassword(cookie: string | undefined, passwords: { current: string; next: string }): Promise<string[]>
  /** Makes a secret for one-time codes (TOTP, RFC 6238). It counts once a first code has been given. */
  prepareCode(cookie: string | undefined, password: string): Promise<CodeSetup>
  /** Turns one-time codes on with the first code from the app. */
  confirmCode(cookie: string | undefined, code: string): Promise<string[]>
  /** Turns one-time codes off. */
  dropCode(cookie: string | undefined, password: string): Promise<string[]>
}

interface OwnAccountDeps {
  auth: Auth
  pool: pg.Pool
  clock: Clock
  find(cookie: string | undefined): Promise<FoundSession | null>
  forget(): void
}

export function createOwnAccount(deps: OwnAccountDeps): OwnAccount {
  const { auth } = deps

  /** Runs what needs a proof; tries are counted under the person's name, as those of signing in are. */
  async function proven<T>(cookie: string | undefined, work: (headers: Headers) => Promise<T>): Promise<T> {
    const found = await deps.find(cookie)
    if (!found || !cookie) throw new AppError('not_signed_in')
    const counted = await takeTry(deps, found.actor.username ?? found.actor.id)
    try {
      const done = await work(new Headers({ cookie }))
      await counted.succeeded()
      return done
    } catch (error) {
      const code = codeOf(error)
      if (wrongProofs.includes(code)) throw await counted.failed()
      await counted.undecided()
      throw code in outOfOrder ? new AppError('wrong_state', { detail: outOfOrder[code] }) : error
    } finally {
      deps.forget()
    }
  }

  return {
    async asksForCode(cookie) {
      if (!cookie) throw new AppError('not_signed_in')
      const session = await (await auth.api()).getSession({ headers: new Headers({ cookie }) })
      return session?.user.twoFactorEnabled === true
    },
    changePassword: (cookie, { current, next }) =>
      proven(cookie, async (headers) => {
        const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
        const answer = await (await auth.api()).changePassword({ body, headers, returnHeaders: true })
        return answer.headers.getSetCookie()
      }),
    prepareCode: (cookie, password) =>
      proven(cookie, async (headers) => {
        const answer = await (await auth.api()).enableTwoFactor({
          body: { password, method: 'totp' },
          headers,
        })
        if (answer.method !== 'totp') throw new Error('authenticator codes were asked for')
        return codeSetup(answer.totpURI, answer.backupCodes)
      }),
    confirmCode: (cookie, code) =>
      proven(cookie, async (headers) => {
        const answer = await (await auth.api()).verifyTOTP({ body: { code }, headers, returnHeaders: true })
        return answer.headers.getSetCookie()
      }),
    dropCode: (cookie, password) =>
      proven(cookie, async (headers) => {
        const answer = await (await auth.api()).disableTwoFactor({
          body: { password },
          headers,
          returnHeaders: true,
        })
        return answer.headers.getSetCookie()
      }),
  }
}

/** The address as the app shows it: better-auth names the account by its made-up mail address. */
function codeSetup(uri: string, backupCodes: string[]): CodeSetup {
  const address = uri.replace(/@tai-khoan\.invalid|%40tai-khoan\.invalid/, '')
  return { address, secret: new URL(uri).searchParams.get('secret') ?? '', backupCodes }
}

const wrongProofs = ['INVALID_PASSWORD', 'INVALID_CODE']

const outOfOrder: Readonly<Record<string, string>> = {
  TOTP_ALREADY_ENABLED: 'Tài khoản này đã bật mã xác thực. Hãy tải lại trang.',
  TOTP_NOT_ENABLED: 'Chưa có mã bí mật nào để xác nhận. Hãy bắt đầu lại từ bước nhập mật khẩu.',
}

/** Why better-auth refused; an empty string when the error is not its own. */
function codeOf(error: unknown): string {
  const code = (error as { body?: { code?: unknown } }).body?.code
  return typeof code === 'string' ? code : ''
}
