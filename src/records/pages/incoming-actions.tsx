import { Button, Group, Stack } from '@mantine/core'
import { useCallback, useState } from 'react'
import { Link } from 'react-router'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { type IncomingAction, incomingActions } from '../model/next-steps.ts'
import type { IncomingView } from '../queries/incoming-view.ts'
import { AssignDialog, type UnitChoices } from './assign-dialog.tsx'
import { DirectionDialog, type PeopleChoices } from './direction-dialog.tsx'
import type { DocumentChoices } from './document-boxes.tsx'
import {
  AttachDialog,
  CorrectDialog,
  DecideDialog,
  FinishDialog,
  ProgressDialog,
  ProposeDialog,
  ReasonDialog,
  UnlinkDialog,
} from './incoming-dialogs.tsx'

interface Props {
  document: IncomingView
  people: PeopleChoices
  unit: UnitChoices | null
  boxes: DocumentChoices
  onChanged(): void
}

/** Steps that need no more than a press. */
const plain: readonly IncomingAction[] = ['takeUp', 'noteSeen']

/** Steps that bring the document on; the others put something right. */
const onward: readonly IncomingAction[] = [
  'direct',
  'decideOutcome',
  'assign',
  'takeUp',
  'proposeOutcome',
  'finish',
  'noteSeen',
]

/** What may be done next, the first of it standing out; buttons large enough for a thumb. */
export function IncomingActions({ document, people, unit, boxes, onChanged }: Props) {
  const [open, setOpen] = useState<IncomingAction | null>(null)
  const done = useCallback(() => {
    setOpen(null)
    onChanged()
  }, [onChanged])
  const { send, busy, problem } = useAnswer(done)
  if (document.actions.length === 0) return null
  function press(action: IncomingAction) {
    if (!plain.includes(action)) return setOpen(action)
    const form = new FormData()
    form.set('viec', action)
    form.set('revision', String(document.revision))
    send(form)
  }
  const shared = { document, onDone: done, onClose: () => setOpen(null) }
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {document.actions.map((action, index) => (
          <Button
            key={action}
            variant={index === 0 && onward.includes(action) ? 'filled' : 'default'}
            loading={busy && plain.includes(action)}
            onClick={() => press(action)}
          >
            {incomingActions[action]}
          </Button>
        ))}
        {document.actions.includes('proposeOutcome') ? (
          <Button component={Link} to={`/van-ban-di/moi?tra-loi=${document.id}`} variant="default">
            Soạn văn bản trả lời
          </Button>
        ) : null}
      </Group>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {open === 'direct' ? <DirectionDialog {...shared} people={people} /> : null}
      {open === 'assign' && unit ? <AssignDialog {...shared} unit={unit} /> : null}
      {open === 'decideOutcome' ? <DecideDialog {...shared} /> : null}
      {open === 'finish' ? <FinishDialog {...shared} /> : null}
      {open === 'proposeOutcome' ? <ProposeDialog {...shared} /> : null}
      {open === 'noteProgress' ? <ProgressDialog {...shared} /> : null}
      {open === 'unlink' ? <UnlinkDialog {...shared} /> : null}
      {open === 'correct' ? <CorrectDialog {...shared} boxes={boxes} /> : null}
      {open === 'attach' ? <AttachDialog {...shared} /> : null}
      {open === 'returnDirection' || open === 'reopen' || open === 'void' ? (
        <ReasonDialog {...shared} action={open} />
      ) : null}
    </Stack>
  )
}
