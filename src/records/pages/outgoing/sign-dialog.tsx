import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import type { Problem } from '../../../platform/errors.ts'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { FileChooser } from '../../../ui/file-chooser.tsx'
import { postFiles } from '../../../ui/post-files.ts'
import { type UploadedFile, UploadField } from '../../../ui/upload-field.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { outgoingActions } from '../../model/outgoing/life.ts'
import type { StepDialogProps } from './outgoing-steps.tsx'

/** The signer's signature: with a certificate over the file, or with a pen on paper. */
export function SignDialog(props: StepDialogProps) {
  const [way, setWay] = useState('digital')
  const choice = (
    <Radio.Group label="Cách ký" value={way} onChange={setWay}>
      <Stack gap="xs" mt="xs">
        <Radio value="digital" label="Ký số vào tệp PDF" />
        <Radio value="paper" label="Ký trên giấy, tải lên bản quét" />
      </Stack>
    </Radio.Group>
  )
  if (way === 'paper') return <PaperDialog {...props} choice={choice} />
  return (
    <DigitalDialog
      {...props}
      whose={`chứng thư của ${props.document.signer ?? 'người ký'}`}
      choice={choice}
    />
  )
}

/** The office's own signature over the signer's, by the clerk. */
export function SealDialog(props: StepDialogProps) {
  return <DigitalDialog {...props} whose="chứng thư của cơ quan" choice={null} />
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

/** The file goes out, is signed with the signer's own token and program, and comes back to be checked. */
function DigitalDialog({ action, document, onClose, whose, choice }: WayProps & { whose: string }) {
  const [chosen, setChosen] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const { revalidate } = useRevalidator()
  const address = `/outgoing-documents/${document.id}`
  async function submit() {
    if (!chosen) return setRefused('Hãy chọn tệp PDF đã ký số.')
    setBusy(true)
    const { output, problem } = await postFiles<{ id: string }>(`${address}/signed-file`, [chosen], () => {})
    setBusy(false)
    if (!output) return setRefused(problem)
    await revalidate()
    onClose()
  }
  const problem = refused === '' ? null : ({ detail: refused } as Problem)
  return (
    <CommandDialog
      title={outgoingActions[action]}
      submitLabel="Nhận bản đã ký"
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {choice}
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          1. Tải tệp về, ký số bằng {whose}. Không sửa và không lưu lại tệp bằng phần mềm khác.
        </Text>
        <Button component="a" href={`/api/v1${address}/to-sign.pdf`} variant="default" download>
          Tải tệp về để ký
        </Button>
        <Text size="sm">
          2. Tải lên tệp vừa ký. Phần mềm kiểm tra nội dung còn nguyên và chữ ký đúng người trước khi nhận.
        </Text>
        <Group gap="sm">
          <FileChooser
            accept=".pdf,application/pdf"
            onChange={(file) => {
              setRefused('')
              setChosen(file)
            }}
          >
            {(button) => (
              <Button {...button} variant="default">
                {chosen ? 'Chọn tệp khác' : 'Chọn tệp đã ký'}
              </Button>
            )}
          </FileChooser>
          {chosen ? (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {chosen.name}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </CommandDialog>
  )
}
