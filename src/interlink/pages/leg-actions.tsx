import { Button, Group } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useRevalidator } from 'react-router'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import { type LegAction, legActions } from '../model/leg.ts'
import type { LegView } from '../queries/leg-view.ts'
import { legDialogs } from './leg-dialogs.tsx'

type Leg = Pick<LegView, 'id' | 'revision' | 'partnerName' | 'actions' | 'isStuck'>

/** What this officer may do with a leg now: exactly what the rule offers. */
export function LegActions({ leg }: { leg: Leg }) {
  const [open, setOpen] = useState<LegAction | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const { revalidate } = useRevalidator()
  const take = useApiCommand(`/legs/${leg.id}/take`, () => void revalidate())
  const retry = useApiCommand(`/legs/${leg.id}/retry`, () => void revalidate())
  const Dialog = open ? legDialogs[open] : undefined
  const problem = take.problem ?? retry.problem
  if (leg.actions.length === 0 && !leg.isStuck) return null
  return (
    <>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <Group gap="xs">
        {leg.isStuck ? (
          <Button loading={retry.busy} onClick={() => retry.send({ revision: leg.revision })}>
            Gửi lại
          </Button>
        ) : null}
        {leg.actions.map((action, index) =>
          action === 'take' ? (
            <Button key={action} loading={take.busy} onClick={() => take.send({ revision: leg.revision })}>
              {legActions.take}
            </Button>
          ) : (
            <Button
              key={action}
              variant={index === 0 && action !== 'recall' ? 'light' : 'default'}
              onClick={() => setOpen(action)}
            >
              {legActions[action]}
            </Button>
          ),
        )}
      </Group>
      {Dialog ? <Dialog leg={leg} onDone={close} onClose={close} /> : null}
    </>
  )
}
