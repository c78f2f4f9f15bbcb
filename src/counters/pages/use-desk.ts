import { useEffect, useRef } from 'react'
import { useFetcher, useNavigate, useRevalidator } from 'react-router'
import type { Problem } from '../../platform/errors.ts'
import type { DeskView } from '../queries/desk-queue.ts'
import type { DeskWork } from './desk-work.ts'

export interface DeskActions {
  busy: boolean
  problem: Problem | null
  /** A ticket just given at the desk. */
  given: { code: string; token: string } | null
  send(viec: DeskWork, fields?: Record<string, string>): void
  change(deskId: string): void
}

type Answer =
  | { ok: true; output: { code: string } | { code: string; token: string } }
  | { ok: false; problem: Problem }

const keys: Readonly<Record<string, DeskWork | 'nhan'>> = {
  t: 'nhan',
  g: 'goi-tiep',
  l: 'goi-lai',
  b: 'bat-dau',
  v: 'vang-mat',
  x: 'xong',
}
const stepOf = {
  'goi-lai': 'callAgain',
  'bat-dau': 'start',
  'vang-mat': 'markAbsent',
  xong: 'finish',
} as const

/** Sends the desk's steps, looks again whenever the queue changes anywhere, and hears the keys. */
export function useDesk(view: DeskView): DeskActions {
  const fetcher = useFetcher<Answer>()
  const navigate = useNavigate()
  const { deskId, sequence, current } = view
  useNews()
  const busy = fetcher.state !== 'idle'
  function send(viec: DeskWork, fields: Record<string, string> = {}): void {
    if (busy) return
    // Of what is shown now: a second press before the page has changed is the same step.
    const about = fields.ticketId ?? fields.appointmentId ?? fields.fieldCode ?? deskId ?? ''
    const idempotencyKey = `${viec}.${about}.${sequence}`.slice(0, 128)
    const posted = { viec, deskId: deskId ?? '', ...fields, idempotencyKey }
    fetcher.submit(posted, { method: 'post' })
  }
  useKeys((viec) => {
    if (viec === 'nhan') return current?.state === 'serving' && navigate(intakePath(current))
    if (viec === 'goi-tiep') return current === null && send(viec)
    const step = stepOf[viec as keyof typeof stepOf]
    if (current?.steps.includes(step)) send(viec, { ticketId: current.id })
  })
  const answer = fetcher.data
  return {
    busy,
    problem: answer?.ok === false ? answer.problem : null,
    given: answer?.ok && 'token' in answer.output ? answer.output : null,
    send,
    change: (id) => navigate(`/quay?quay=${id}`),
  }
}

/** The form of reception for the holder of a ticket, in the field of the ticket. */
export function intakePath({ id, code, fieldCode }: { id: string; code: string; fieldCode: string }): string {
  return `/ho-so/moi?${new URLSearchParams({ phieu: id, so: code, 'linh-vuc': fieldCode })}`
}

/** Looks again after every change of the office's queue. */
function useNews(): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const source = new EventSource('/api/v1/queue/desk/stream')
    source.addEventListener('state', () => revalidate())
    return () => source.close()
  }, [revalidate])
}

function useKeys(onKey: (viec: DeskWork | 'nhan') => void): void {
  const handler = useRef(onKey)
  handler.current = onKey
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      const viec = keys[event.key.toLowerCase()]
      const typing = (event.target as HTMLElement).closest('input, select, textarea, [role=dialog]')
      if (!viec || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      handler.current(viec)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
