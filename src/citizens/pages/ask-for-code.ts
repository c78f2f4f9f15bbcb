import { randomInt } from 'node:crypto'
import { data, type RouterContextProvider, redirect } from 'react-router'
import { v7 as uuid } from 'uuid'
import { sendMessages } from '../../notifications/jobs/send-messages.ts'
import { markName } from '../../notifications/model/message-source.ts'
import { ownPath } from '../../ui/own-path.ts'
import { pageContext } from '../../ui/page-context.ts'
import { requestCode } from '../commands/request-code.ts'
import { codeFor } from '../model.ts'
import { codeHashOf, sealedCookie, visitorWrite } from './citizen-context.ts'

/** Sends a guest's address a code, and this browser to the page that takes it. */
export async function askForCode(
  { context, request }: { context: Readonly<RouterContextProvider>; request: Request },
  form: FormData,
) {
  const { services } = context.get(pageContext)
  const text = (name: string) => String(form.get(name) ?? '')
  const [id, code, officeId] = [uuid(), String(randomInt(1_000_000)).padStart(6, '0'), text('don-vi')]
  const { mark, seal } = services.secrets
  const asked = await visitorWrite(context, requestCode, {
    officeId,
    id,
    address: text('dia-chi'),
    codeHash: codeHashOf(context, id, code),
    codeSealed: seal(code),
    publicUrl: services.config.publicUrl,
    marks: { email: mark(markName(id, 'email')), sms: mark(markName(id, 'sms')) },
  })
  if (!asked.ok) {
    const { fields, detail, status } = asked.problem
    const problem = { at: 'dia-chi', sentence: fields?.address ?? detail, typed: text('dia-chi') }
    return data({ problem }, { status })
  }
  // Whoever waits for a code need not wait for the job of the minute too; if this fails, that one sends it.
  void sendMessages(services, officeId).catch((error: unknown) =>
    services.log.warn({ err: String(error) }, 'Mã xác nhận sẽ được gửi trong phút tới.'),
  )
  const returnTo = ownPath(new URL(request.url).searchParams.get('tiep'), '/cong-dan')
  const content = { officeId, id, ...asked.output, returnTo }
  const setCookie = sealedCookie(context, 'cho-ma', { content, age: codeFor })
  return redirect('/cong-dan/xac-nhan', { headers: { 'set-cookie': setCookie } })
}
