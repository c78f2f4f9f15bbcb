import { data, Outlet, redirect } from 'react-router'
import { ownPath } from '../../ui/own-path.ts'
import { pageRead } from '../../ui/page-context.ts'
import { deleteAccount, endSessions } from '../commands/end-sessions.ts'
import { type SignInFault, wordsForCitizen } from '../model/fault-words.ts'
import type { Citizen } from '../model.ts'
import { openOffices, signInWays } from '../queries/sign-in-ways.ts'
import type { Route } from './+types/citizen.ts'
import { askForCode } from './ask-for-code.ts'
import { citizenOf, jarOf, programWrite, sessionOf, signInAddress } from './citizen-context.ts'
import { OwnAccount } from './own-account.tsx'
import { OfficeChoice, SignInChoice } from './sign-in-choice.tsx'

export const meta = () => [{ title: 'Trang của công dân — Một Cửa' }, { name: 'robots', content: 'noindex' }]

type Arrival = Pick<Route.LoaderArgs, 'context' | 'request'>

/** Who is signed in, or how one may sign in at the office that the address names, or at which offices. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const asked = new URL(request.url).searchParams
  const returnTo = ownPath(asked.get('tiep'), '/cong-dan')
  const citizen = await citizenOf(context, request)
  const wanted = asked.get('don-vi')
  if (citizen && (wanted === null || wanted === citizen.officeId)) {
    if (returnTo !== '/cong-dan') throw redirect(returnTo)
    return { kind: 'known' as const, citizen: shownCitizen(citizen) }
  }
  const fault = asked.get('loi')
  const words = fault ? wordsForCitizen(fault as SignInFault) : ''
  const { offices } = await pageRead(context, openOffices, {})
  const officeId = wanted ?? (offices.length === 1 ? offices[0]?.id : undefined)
  if (officeId === undefined) return { kind: 'offices' as const, offices: linked(offices, returnTo) }
  const ways = await pageRead(context, signInWays, { officeId })
  const begin = signInAddress('/cong-dan/dang-nhap', { officeId, returnTo })
  return { kind: 'ways' as const, officeId, returnTo, ways, begin, words }
}

function linked(offices: readonly { id: string; name: string }[], returnTo: string) {
  return offices.map(({ id, name }) => ({ name, to: signInAddress('/cong-dan', { officeId: id, returnTo }) }))
}

/** Without the inside of the account, and with no more of a number than its owner needs to recognise it. */
function shownCitizen({ name, personalId, email, phone, level }: Citizen) {
  return { name, email, phone, level, personalId: personalId.replace(/^(\d{4})\d+(\d{3})$/, '$1•••••$2') }
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData().catch(() => new FormData())
  switch (form.get('viec')) {
    case 'xin-ma':
      return askForCode({ context, request }, form)
    case 'dang-xuat':
      return signOut({ context, request }, false)
    case 'dang-xuat-moi-noi':
      return signOut({ context, request }, true)
    case 'xoa':
      return form.get('dong-y') === 'co'
        ? removeAccount({ context, request })
        : data(
            { problem: { at: 'dong-y', sentence: 'Hãy đánh dấu vào ô đồng ý, rồi bấm xóa.' } },
            { status: 422 },
          )
    default:
      return data(
        { problem: { at: '', sentence: 'Trang này đã cũ. Hãy tải lại rồi thực hiện lại.' } },
        { status: 400 },
      )
  }
}

/** Ends the sign-in here; the page that follows says how to end it at the provider too. */
async function signOut({ context, request }: Arrival, everywhere: boolean) {
  const session = sessionOf(context, request)
  // Who is not signed in leaves nothing in the journal, however often they ask.
  if (session && (await citizenOf(context, request))) {
    const input = { tokenHash: session.tokenHash, everywhere }
    await programWrite(context, session.officeId, { command: endSessions, input })
  }
  return left(context, session?.officeId)
}

async function removeAccount({ context, request }: Arrival) {
  const citizen = await citizenOf(context, request)
  if (!citizen) throw redirect('/cong-dan')
  const { officeId, accountId } = citizen
  await programWrite(context, officeId, { command: deleteAccount, input: { accountId } })
  return left(context, officeId)
}

function left(context: Arrival['context'], officeId: string | undefined) {
  const address = officeId ? `/cong-dan/da-dang-xuat?don-vi=${officeId}` : '/cong-dan'
  return redirect(address, { headers: { 'set-cookie': jarOf(context).drop('phien') } })
}

export default function CitizenPage({ loaderData, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem
  if (loaderData.kind === 'known') {
    return (
      <>
        <h1>Trang của công dân</h1>
        <Outlet />
        <OwnAccount citizen={loaderData.citizen} problem={problem} />
      </>
    )
  }
  if (loaderData.kind === 'offices') return <OfficeChoice offices={loaderData.offices} />
  return <SignInChoice {...loaderData} problem={problem} />
}
