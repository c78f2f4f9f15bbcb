import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import { SigningByMeans, useOfferedMeans } from '../../../signing/pages/signing-by-means.tsx'
import { WholeFileDialog } from '../../../signing/pages/whole-file-dialog.tsx'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DialogFrame } from '../../../ui/dialog-frame.tsx'
import { type UploadedFile, UploadField } from '../../../ui/upload-field.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { outgoingActions } from '../../model/outgoing/life.ts'
import type { StepDialogProps } from './outgoing-steps.tsx'

const ways = {
  page: 'Ký số ngay trên trang này',
  digital: 'Ký số bằng phần mềm khác, tải lên tệp đã ký',
  paper: 'Ký trên giấy, tải lên bản quét',
} as const
type Way = keyof typeof ways

/** How it is signed: those ways that this reader has and the office offers. */
function useWay(all: readonly [Way, ...Way[]]) {
  const { offered } = useOfferedMeans()
  const open = all.filter((each) => each !== 'digital' || offered?.upload !== false)
  const [chosen, setChosen] = useState<Way | null>(null)
  const way = chosen ?? open[0] ?? all[0]
  const choice = (
    <Radio.Group label="Cách ký" value={way} onChange={(value) => setChosen(value as Way)}>
      <Stack gap="xs" mt="xs">
        {open.map((each) => (
          <Radio key={each} value={each} label={ways[each]} />
        ))}
      </Stack>
    </Radio.Group>
  )
  return { way, choice }
}

/** The signer's signature: from the page, with another program over the file, or with a pen on paper. */
export function SignDialog(props: StepDialogProps) {
  const { way, choice } = useWay(
    props.document.isSigner ? ['page', 'digital', 'paper'] : ['digital', 'paper'],
  )
  if (way === 'paper') return <PaperDialog {...props} choice={choice} />
  if (way === 'page') return <PageDialog {...props} holder="own" choice={choice} />
  const whose = `chứng thư của ${props.document.signer ?? 'người ký'}`
  return <OtherProgram {...props} whose={whose} choice={choice} />
}

/** The office's own signature over the signer's, by the clerk. */
export function SealDialog(props: StepDialogProps) {
  const { way, choice } = useWay(['page', 'digital'])
  if (way === 'page') return <PageDialog {...props} holder="office" choice={choice} />
  return <OtherProgram {...props} whose="chứng thư của cơ quan" choice={choice} />
}

/** By the means that the page itself knows: a token on this PC, or a remote key. */
function PageDialog({ action, document, onClose, holder, choice }: WayProps & { holder: 'own' | 'office' }) {
  const { revalidate } = useRevalidator()
  const name = [document.code, document.content.subject].filter((each) => each).join(', ')
  return (
    <DialogFrame title={outgoingActions[action]} onClose={onClose}>
      <Stack>
        {choice}
        <SigningByMeans
          things={[{ kind: 'outgoing_document', id: document.id, name }]}
          holder={holder}
          onDone={async () => {
            await revalidate()
            onClose()
          }}
        />
      </Stack>
    </DialogFrame>
  )
}

interface WayProps extends StepDialogProps {
  choice: React.ReactNode
}

function PaperDialog({ document, onClose, choice }: WayProps) {
  const { send, busy, problem, errorAt } = useAnswer<unknown>(onClose)
  const [files, setFiles] = useState<UploadedFile[]>([])
  function submit() {
    const form = new FormData()
    form.set('viec', 'da-ky')
    const { id, revision } = document
    form.set('input', JSON.stringify({ id, revision, fileId: files[0]?.id ?? '' }))
    send(form)
  }
  return (
    <CommandDialog
      title={outgoingActions.sign}
      submitLabel="Ghi đã ký trên giấy"
      busy={busy}
      problem={problem}
      shownFields={['fileId']}
      onSubmit={submit}
      onClose={onClose}
    >
      {choice}
      <UploadField
        label="Bản quét PDF của văn bản đã ký"
        description="In văn bản, trình ký, quét lại rồi tải lên."
        files={files}
        error={errorAt('fileId')}
        onChange={setFiles}
      />
    </CommandDialog>
  )
}

/** With whatever program the signer has. */
function OtherProgram({ action, document, onClose, whose, choice }: WayProps & { whose: string }) {
  return (
    <WholeFileDialog
      title={outgoingActions[action]}
      address={`/outgoing-documents/${document.id}`}
      whose={whose}
      onClose={onClose}
    >
      {choice}
    </WholeFileDialog>
  )
}
