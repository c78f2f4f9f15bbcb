import { useEffect, useState } from 'react'
import { useFetcher } from 'react-router'
import { v7 as uuid } from 'uuid'
import type { Problem } from '../../platform/errors.ts'
import type { Action } from '../model/next-steps.ts'
import type { DossierView } from '../queries/dossier-view.ts'

type Answer = { ok: true } | { ok: false; problem: Problem }

/** Sends one step of a dossier to the page's action, on the revision that is shown when it is sent. */
export function useCommand(dossier: DossierView, action: Action, onDone: (action: Action) => void) {
  const fetcher = useFetcher<Answer>()
  const [opened] = useState(() => uuid())
  const [known] = useState(() => new Set(dossier.events.map((event) => event.id)))
  const answer = fetcher.data
  const done = fetcher.state === 'idle' && answer?.ok === true
  useEffect(() => {
    if (done) onDone(action)
  }, [done, onDone, action])

  function send(fields: Record<string, unknown>) {
    const ref = { code: dossier.code ?? dossier.id, revision: dossier.revision }
    // A second click or a lost reply repeats the same decision on the same revision; a later one is another.
    const idempotencyKey = `${opened}.${action}.${dossier.revision}`
    const body = JSON.stringify({ action, input: { ...fields, ...ref }, idempotencyKey })
    fetcher.submit(body, { method: 'post', encType: 'application/json' })
  }

  const problem = answer?.ok === false ? answer.problem : null
  return {
    send,
    busy: fetcher.state !== 'idle',
    problem,
    /** What others did since this was opened; the page was loaded again after the refusal. */
    meanwhile: problem ? dossier.events.filter((event) => !known.has(event.id)) : [],
  }
}
