import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { type OutgoingAction, outgoingActions } from '../../model/outgoing/life.ts'
import type { OutgoingView } from '../outgoing-document.tsx'
import { SendDialog } from './send-dialog.tsx'
import { SealDialog, SignDialog } from './sign-dialog.tsx'
import { ReasonDialog, WithdrawDialog, WordsDialog } from './step-dialogs.tsx'

interface StepsProps {
  document: OutgoingView
  isEditing: boolean
  onEdit: (() => void) | null
}

/** Steps that end or undo something stand apart in colour. */
const dangerous: readonly OutgoingAction[] = ['cancel', 'recall']

/** The steps that the reader may take now, each with its dialog; the first is the one the document waits for. */
export function OutgoingSteps({ document, isEditing, onEdit }: StepsProps) {
  const [opened, setOpened] = useState<OutgoingAction | null>(null)
  const steps = (document.steps as OutgoingAction[]).filter((step) => step !== 'save')
  return (
    <>
      <Group role="group" aria-label="Các bước">
        {onEdit ? (
          <Button variant="default" onClick={onEdit}>
            {isEditing ? 'Xem bản in' : outgoingActions.save}
          </Button>
        ) : null}
        {steps.map((step, index) => (
          <Button
            key={step}
            variant={index === 0 && step !== 'comment' ? 'filled' : 'default'}
            {...(dangerous.includes(step) ? { c: 'red.9' } : {})}
            onClick={() => setOpened(step)}
          >
            {outgoingActions[step]}
          </Button>
        ))}
      </Group>
      {opened ? <StepDialog action={opened} document={document} onClose={() => setOpened(null)} /> : null}
    </>
  )
}

export interface StepDialogProps {
  action: OutgoingAction
  document: OutgoingView
  onClose(): void
}

function StepDialog(props: StepDialogProps) {
  switch (props.action) {
    case 'sendBack':
    case 'cancel':
    case 'comment':
      return <ReasonDialog {...props} />
    case 'sign':
      return <SignDialog {...props} />
    case 'seal':
      return <SealDialog {...props} />
    case 'send':
      return <SendDialog {...props} />
    case 'recall':
    case 'correct':
    case 'replace':
      return <WithdrawDialog {...props} />
    default:
      return <WordsDialog {...props} />
  }
}
