import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { type Action, actions } from '../model/next-steps.ts'
import type { DossierView } from '../queries/dossier-view.ts'
import type { DialogProps } from './action-dialog.tsx'
import { AnswerWithdrawalDialog, AskWithdrawalDialog, StopDialog } from './closing-dialogs.tsx'
import { DecideExtensionDialog, ProposeExtensionDialog, ReappointDialog } from './extension-dialogs.tsx'
import { ForwardDialog, type NextOfficers, SendBackDialog } from './forward-dialogs.tsx'
import { ApproveDialog, DraftResultDialog, IssueDialog } from './result-dialogs.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { ReceiveSupplementDialog, RequestSupplementDialog } from './supplement-dialogs.tsx'
import { useCommand } from './use-command.ts'

/** The steps that carry a dossier on; the others stand behind them, smaller. */
const onward: readonly Action[] = [
  'takeUp',
  'forward',
  'draftResult',
  'approve',
  'issue',
  'returnResult',
  'receiveSupplement',
  'answerWithdrawal',
  'decideExtension',
]

interface Props {
  dossier: DossierView
  next: NextOfficers | null
}

/** What this officer may do now: exactly what the rule of next steps offers, nothing the server would refuse. */
export function DossierActions({ dossier, next }: Props) {
  const [open, setOpen] = useState<Action | null>(null)
  const [done, setDone] = useState<Action | null>(null)
  const message = useRef<HTMLDivElement>(null)
  const finish = useCallback((action: Action) => {
    setOpen(null)
    setDone(action)
  }, [])
  const takeUp = useCommand(dossier, 'takeUp', finish)
  useEffect(() => {
    if (done) message.current?.focus()
  }, [done])
  const main = dossier.actions.filter((action) => onward.includes(action))
  const others = dossier.actions.filter((action) => !onward.includes(action))
  function start(action: Action) {
    setDone(null)
    setOpen(action)
  }
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="viec-tiep-theo">
      <Title order={2} size="h4" id="viec-tiep-theo" mb="sm">
        Việc tiếp theo
      </Title>
      <Stack gap="sm">
        {done ? (
          <Alert ref={message} tabIndex={-1} color="green" variant="light" role="status" p="xs">
            Đã xong: {actions[done]}.
          </Alert>
        ) : null}
        {takeUp.problem && !open ? <ProblemAlert problem={takeUp.problem} /> : null}
        {dossier.actions.length === 0 ? <Text size="sm">{waitingWords(dossier)}</Text> : null}
        <Group gap="sm">
          {main.map((action, index) =>
            action === 'takeUp' ? (
              <Button key={action} loading={takeUp.busy} onClick={() => takeUp.send({})}>
                {actions.takeUp}
              </Button>
            ) : (
              <Button key={action} variant={index === 0 ? 'filled' : 'light'} onClick={() => start(action)}>
                {actions[action]}
              </Button>
            ),
          )}
          {others.map((action) => (
            <Button key={action} variant="default" onClick={() => start(action)}>
              {actions[action]}
            </Button>
          ))}
        </Group>
      </Stack>
      {open ? (
        <OpenDialog
          action={open}
          next={next}
          dossier={dossier}
          onDone={finish}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Paper>
  )
}

interface OpenProps extends DialogProps {
  action: Action
  next: NextOfficers | null
}

function OpenDialog({ action, next, ...props }: OpenProps) {
  if (action === 'forward') return <ForwardDialog {...props} next={next} />
  const Dialog = dialogs[action]
  return Dialog ? <Dialog {...props} /> : null
}

const dialogs: Partial<Record<Action, (props: DialogProps) => React.ReactNode>> = {
  sendBack: SendBackDialog,
  requestSupplement: RequestSupplementDialog,
  receiveSupplement: ReceiveSupplementDialog,
  draftResult: DraftResultDialog,
  approve: ApproveDialog,
  issue: IssueDialog,
  returnResult: ReturnDialog,
  askWithdrawal: AskWithdrawalDialog,
  answerWithdrawal: AnswerWithdrawalDialog,
  stop: StopDialog,
  proposeExtension: ProposeExtensionDialog,
  decideExtension: DecideExtensionDialog,
  reappoint: ReappointDialog,
}

/** Why there is nothing to do for this officer, and with whom the dossier is. */
function waitingWords({ status, holder, steps, step }: DossierView): string {
  if (status === 10) return 'Hồ sơ đã trả kết quả; không còn việc nào phải làm.'
  if (status === 3 || status === 8) return 'Hồ sơ đã kết thúc; không còn việc nào phải làm.'
  const post = steps[step]?.roleName ?? ''
  return holder
    ? `Hồ sơ đang ở ${holder.name} (${holder.post}). Bạn chưa có việc phải làm với hồ sơ này.`
    : `Hồ sơ đang chờ ${post} nhận. Bạn chưa có việc phải làm với hồ sơ này.`
}
