import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { type WorkFileAction, workFileActions } from '../model/states.ts'
import type { WorkFileView } from '../queries/get-work-file.ts'
import { AddDialog } from './add-dialog.tsx'
import { DecideHoldDialog, HoldDialog } from './hold-dialogs.tsx'
import { AttachDialog, ChangeDialog, CloseDialog, FreezeDialog, ReopenDialog } from './work-file-dialogs.tsx'

export interface WorkFileDialogProps {
  file: WorkFileView
  periods: readonly { code: string; name: string }[]
  onClose(): void
}

const dialogs: Partial<Record<WorkFileAction, (props: WorkFileDialogProps) => React.ReactNode>> = {
  file: AddDialog,
  attach: AttachDialog,
  change: ChangeDialog,
  close: CloseDialog,
  reopen: ReopenDialog,
  askToHold: HoldDialog,
  decideHold: DecideHoldDialog,
  freeze: FreezeDialog,
  unfreeze: FreezeDialog,
}

/** What may be done next with the file, the likeliest first. */
export function WorkFileActions({ file, periods }: Omit<WorkFileDialogProps, 'onClose'>) {
  const [open, setOpen] = useState<WorkFileAction | null>(null)
  const Dialog = open ? dialogs[open] : undefined
  const offered = file.actions.filter((action) => action !== 'unfile')
  if (offered.length === 0) return null
  return (
    <>
      <Group gap="sm" id="ket-thuc">
        {offered.map((action, index) =>
          action === 'offer' ? (
            <Button key={action} component={Link} to={`/nop-luu?chon=${file.id}`} variant="default">
              {workFileActions[action]}
            </Button>
          ) : (
            <Button key={action} variant={index === 0 ? 'filled' : 'default'} onClick={() => setOpen(action)}>
              {workFileActions[action]}
            </Button>
          ),
        )}
      </Group>
      {Dialog ? <Dialog file={file} periods={periods} onClose={() => setOpen(null)} /> : null}
    </>
  )
}
