import { Stack, Text, Title } from '@mantine/core'
import { data, redirect } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { isAppError, problemOf } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { pageContext, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { noteAccountChange } from '../commands/note-account-change.ts'
import type { Route } from './+types/account.ts'
import { changeAccount } from './account-actions.ts'
import { CodeSettings } from './code-settings.tsx'
import { PasswordForm } from './password-form.tsx'
import { SessionList } from './session-list.tsx'

export const meta = () => [{ title: 'Tài khoản — Một Cửa' }]

/** What goes into the audit; a secret that is only prepared opens nothing yet. */
const noted = {
  phien: 'ended_session',
  'mat-khau': 'password',
  'chuan-bi-ma': null,
  'xac-nhan-ma': 'one_time_code_on',
  'tat-ma': 'one_time_code_off',
} as const

/** The account is real: it is looked after in the office, where each change is noted, and never from practice. */
function requireOwnOffice(actor: Actor): Actor {
  if (isPractice(actor.officeId)) {
    throw new Response('Tài khoản là thật. Hãy rời phòng thực hành rồi mở lại trang này.', { status: 403 })
  }
  return actor
}

const cookieOf = (request: Request) => request.headers.get('cookie') ?? undefined

export async function loader({ context, request }: Route.LoaderArgs) {
  const { name, post, username } = requireOwnOffice(requireStaff(context, request))
  const { sessions } = context.get(pageContext).services
  const [open, asksForCode] = await Promise.all([
    sessions.list(cookieOf(request)),
    sessions.asksForCode(cookieOf(request)),
  ])
  const listed = open.map(({ startedAt, lastSeenAt, ...session }) => ({
    ...session,
    started: formatShortMoment(startedAt),
    lastSeen: formatShortMoment(lastSeenAt),
  }))
  return { name, post, username: username ?? '', sessions: listed, asksForCode }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireOwnOffice(requireStaff(context, request))
  const { services, requestId } = context.get(pageContext)
  const form = Object.fromEntries(await request.formData())
  try {
    const { setCookies, ...output } = await changeAccount(services.sessions, cookieOf(request), form)
    const change = noted[output.done]
    if (change) await pageWrite(context, noteAccountChange, { input: { change } })
    const headers = new Headers()
    for (const line of setCookies) headers.append('set-cookie', line)
    // A form sent before the script was there: the loaders of this answer would still ask with the old cookie.
    if (!form.idempotencyKey) return redirect('/tai-khoan', { headers })
    return data({ ok: true as const, output }, { headers })
  } catch (error) {
    if (!isAppError(error)) services.log.error({ err: error, requestId }, 'page action failed')
    return data({ ok: false as const, problem: problemOf(error, requestId) })
  }
}

export default function Account({ loaderData }: Route.ComponentProps) {
  const { name, post, username, sessions, asksForCode } = loaderData
  return (
    <Stack maw={900} gap="lg">
      <div>
        <Title order={1} size="h2">
          Tài khoản
        </Title>
        <Text>
          {name} · {post} · tên đăng nhập {username}
        </Text>
      </div>
      <SessionList sessions={sessions} />
      <PasswordForm username={username} />
      <CodeSettings asksForCode={asksForCode} />
    </Stack>
  )
}
